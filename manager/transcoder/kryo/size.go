package kryo

import (
	"fmt"

	"msmgate/manager/transcoder"
)

// maxStored is how many bytes of attributes MSM can store with kryo, unless its
// system property msm.kryo.bufferSize.max, here transcoder.Settings.MaxStored,
// says otherwise. It loads more, but could never save such a session again.
const maxStored = 2_048_000

// storable refuses attributes, or a part of them, that MSM couldn't store.
func (s *schema) storable(size int) error {
	most := s.maxStored
	if most == 0 {
		most = maxStored
	}
	if size <= most || most < 0 {
		return nil
	}
	return fmt.Errorf("the session would have %d bytes or more, and MSM couldn't store it again (msm.kryo.bufferSize.max): %w",
		size, &transcoder.LimitError{Limit: "bytes", Max: most})
}
