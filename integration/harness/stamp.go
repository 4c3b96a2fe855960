package harness

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// stamp remembers in a file from which inputs something was made.
type stamp struct {
	file string
	sum  string
}

// newStamp hashes the inputs: files, or directories with everything below them.
func newStamp(file string, inputs ...string) (stamp, error) {
	hash := sha256.New()
	for _, input := range inputs {
		err := filepath.WalkDir(input, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(hash, "%s %d\n", path, len(content))
			hash.Write(content)
			return nil
		})
		if err != nil {
			return stamp{}, fmt.Errorf("looking for changes below %s: %w", input, err)
		}
	}
	return stamp{file: file, sum: hex.EncodeToString(hash.Sum(nil))}, nil
}

func (s stamp) holds() bool {
	old, err := os.ReadFile(s.file)
	return err == nil && string(old) == s.sum
}

func (s stamp) write() error {
	if err := os.WriteFile(s.file, []byte(s.sum), 0o644); err != nil {
		return fmt.Errorf("remembering what was done: %w", err)
	}
	return nil
}
