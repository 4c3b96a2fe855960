package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// writeResult writes a file as a whole or not at all; "-" is stdout. A new
// file is readable by its owner only, since a record is a secret; one that was
// there keeps its mode.
func writeResult(name string, stdout io.Writer, data []byte) error {
	err := writeWhole(name, stdout, data)
	if err != nil {
		return unreadable(fmt.Errorf("writing the edited record: %w", err))
	}
	return nil
}

func writeWhole(name string, stdout io.Writer, data []byte) error {
	if name == "-" {
		_, err := stdout.Write(data)
		return err
	}
	mode := fs.FileMode(0o600)
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target // a link stays a link
		info, err := os.Stat(name)
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() && !info.IsDir() {
			return os.WriteFile(name, data, mode) // a pipe or device
		}
		mode = info.Mode().Perm()
	}
	return replaceFile(name, mode, data)
}

func replaceFile(name string, mode fs.FileMode, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Chmod(mode); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
