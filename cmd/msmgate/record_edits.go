package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// attributeEdit is one --set or --remove.
type attributeEdit struct {
	name   string
	json   string // or @FILE
	remove bool
}

func (e attributeEdit) apply(doc transcoder.Document, known *javaobj.IDs) error {
	if e.remove {
		had, err := transcoder.Remove(doc, e.name)
		if err == nil && !had {
			err = transcoder.ErrNoAttribute
		}
		if err != nil {
			return fmt.Errorf("--remove %s: %w", printable(e.name), err)
		}
		return nil
	}
	old, _ := transcoder.Show(doc, e.name) // there need be none
	v, err := javaobj.ParseJSONOver([]byte(e.json), known, old)
	if err == nil {
		err = doc.Set(e.name, v)
	}
	if err != nil {
		return fmt.Errorf("--set %s: %w", printable(e.name), err)
	}
	return nil
}

// maxEditFile is how large the JSON of a value can be at all, in bytes.
const maxEditFile = 20 << 20

// load reads the JSON of an edit that names a file, as @FILE. Errors carry the
// exit code.
func (e *attributeEdit) load() error {
	name, isFile := strings.CutPrefix(e.json, "@")
	if !isFile {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return unreadable(fmt.Errorf("--set %s: %w", printable(e.name), err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxEditFile+1))
	switch {
	case err != nil:
		return unreadable(fmt.Errorf("--set %s: reading the value: %w", printable(e.name), err))
	case len(data) > maxEditFile:
		return fault(fmt.Errorf("--set %s: %s is larger than the %d bytes that a value can have", printable(e.name), name, maxEditFile))
	}
	e.json = string(data)
	return nil
}

// editFlag collects --set and --remove in the order in which they are given.
type editFlag struct {
	edits  *[]attributeEdit
	remove bool
}

func (f editFlag) Set(text string) error {
	e := attributeEdit{name: text, remove: f.remove}
	if !f.remove {
		var found bool
		if e.name, e.json, found = strings.Cut(text, "="); !found {
			return errors.New("want NAME=JSON")
		}
	}
	if e.name == "" {
		return errors.New("an attribute's name is missing")
	}
	*f.edits = append(*f.edits, e)
	return nil
}

func (f editFlag) String() string { return "" }

func (f editFlag) Type() string {
	if f.remove {
		return "NAME"
	}
	return "NAME=JSON"
}
