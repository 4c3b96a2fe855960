package main

import (
	"errors"
	"fmt"

	"msmgate/manager/transcoder"
)

// offsetError says where a record that was written anew first differs.
type offsetError struct{ offset int }

func (e *offsetError) Error() string {
	return fmt.Sprintf("written anew, it differs from offset %d on", e.offset)
}

// verify writes the record anew, header and attributes, and compares. A
// difference is an *offsetError. A document that wasn't edited would only hand its
// bytes back, which is why a transcoder is asked to verify them itself.
func (f *recordFile) verify() error {
	if v, ok := f.transcoder.(transcoder.Verifier); ok {
		if err := v.Verify(f.record.Attributes); err != nil {
			return f.attributesDiffer(err)
		}
	}
	again := *f.record
	var err error
	if again.Attributes, err = f.attributes.Encode(nil); err != nil {
		return err
	}
	data, err := again.Encode()
	if err != nil {
		return err
	}
	if at := firstDifference(f.data, data); at >= 0 {
		return &offsetError{at}
	}
	return nil
}

// attributesDiffer counts a difference from the record's beginning.
func (f *recordFile) attributesDiffer(err error) error {
	header := len(f.data) - len(f.record.Attributes)
	var different *transcoder.DifferenceError
	if errors.As(err, &different) {
		return &offsetError{header + different.Offset}
	}
	return fmt.Errorf("the attributes, which begin at offset %d, can't be written anew: %w", header, err)
}

// firstDifference gives the first offset at which two byte strings differ, or -1.
func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}
