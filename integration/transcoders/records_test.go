package transcoders

import (
	"bytes"
	"fmt"
	"slices"

	"msmgate/integration/harness"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// describe gives a document's attributes in the form in which Java gives its
// own.
func describe(d transcoder.Document) ([]byte, error) {
	names := slices.Clone(d.Names())
	slices.Sort(names)
	ids := &javaobj.IDs{}
	out := []byte{'{'}
	for i, name := range names {
		v, err := d.Get(name)
		if err != nil {
			return nil, fmt.Errorf("getting %q: %w", name, err)
		}
		if i > 0 {
			out = append(out, ',')
		}
		out = append(javaobj.AppendQuoted(out, name), ':')
		out = javaobj.AppendJSON(out, v, ids)
	}
	return append(out, '}'), nil
}

// faithful decodes a record that Java wrote and proves that it comes back byte
// for byte, unedited and written anew.
func faithful(f format, stored []byte) (transcoder.Document, error) {
	d, err := f.ours.Decode(bytes.Clone(stored), transcoder.Limits{})
	if err != nil {
		return nil, fmt.Errorf("decoding: %w", err)
	}
	if err := f.ours.(transcoder.Verifier).Verify(stored); err != nil {
		return nil, fmt.Errorf("verifying: %w", err)
	}
	if out, err := d.Encode(nil); err != nil || !bytes.Equal(out, stored) {
		return nil, fmt.Errorf("an unedited record isn't what was decoded: %v", err)
	}
	return d, nil
}

// agree compares what a document holds with what Java says.
func agree(d transcoder.Document, java []byte) error {
	ours, err := describe(d)
	if err != nil {
		return err
	}
	return harness.CompareAttributes(ours, java)
}
