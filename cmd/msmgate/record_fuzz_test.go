package main

import (
	"bytes"
	"io"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/transcoder"
)

// FuzzRecordFile gives any bytes to the record commands, in every format: they
// print, verify and edit them, or say why not.
func FuzzRecordFile(f *testing.F) {
	all, err := tomcat7.Captures()
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range all {
		for _, key := range c.Keys {
			if len(key.Value) < 2000 {
				f.Add(key.Value)
			}
		}
	}
	f.Add([]byte{1})
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, value []byte) {
		for _, class := range supportedTranscoders() {
			chosen, err := transcoder.Lookup(class)
			if err != nil {
				t.Fatal(err)
			}
			file, err := decodeRecordFile(value, chosen)
			if err != nil {
				continue
			}
			before := bytes.Clone(file.data)
			if err := file.writeTree(io.Discard); err != nil {
				t.Errorf("decoded, but not printed: %v", err)
			}
			if err := file.writeJSON(io.Discard); err != nil {
				t.Errorf("decoded, but not printed as JSON: %v", err)
			}
			file.verify()
			file.edit([]attributeEdit{{name: "n", json: "1"}}, nil)
			if !bytes.Equal(before, file.data) {
				t.Error("the record's bytes were changed")
			}
		}
	})
}
