package javolution

import (
	"msmgate/manager/transcoder"
)

// Verify implements transcoder.Verifier.
func (Transcoder) Verify(data []byte) error { return Verify(data) }

// Verify decodes attribute bytes, writes the tree anew and compares. A
// difference is a *transcoder.DifferenceError.
func Verify(data []byte) error {
	d, err := decode(data, transcoder.Limits{}.Defaults())
	if err != nil {
		return err
	}
	d.tree()
	again, err := d.write(d.entries)
	if err != nil {
		return err
	}
	return transcoder.Compare(data, again)
}
