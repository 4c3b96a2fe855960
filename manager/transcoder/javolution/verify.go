package javolution

import (
	"fmt"

	"msmgate/manager/transcoder"
)

// Verify decodes attribute bytes, writes the tree anew and compares: nil means
// that every byte came back.
func Verify(data []byte) error {
	d, err := decode(data, transcoder.Limits{}.Defaults())
	if err != nil {
		return err
	}
	again, err := d.write(d.entries)
	if err != nil {
		return err
	}
	for i := range data {
		if i == len(again) || data[i] != again[i] {
			return fmt.Errorf("javolution document differs after writing it anew, first at byte %d", i)
		}
	}
	if len(again) > len(data) {
		return fmt.Errorf("javolution document is %d bytes longer after writing it anew, from byte %d", len(again)-len(data), len(data))
	}
	return nil
}
