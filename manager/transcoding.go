package manager

import (
	"msmgate/manager/transcoder"
)

// releases are the dialects' names for a transcoder.
var releases = map[Dialect]string{Dialect16: "1.6", Dialect18: "1.8", Dialect2x: "2.x"}

// newTranscoder finds the transcoder of an application and tells it what the
// configuration says about its format (CFG-42, CFG-43, CFG-44). What it can't
// honour is an error.
func newTranscoder(cfg Config) (transcoder.Transcoder, error) {
	c := cfg.Application.Manager
	t, err := transcoder.Lookup(c.TranscoderClass)
	if err != nil {
		return nil, err
	}
	return transcoder.Configure(t, transcoder.Settings{
		Classes:         cfg.Classes,
		CopyCollections: c.CopyCollections,
		Converters:      c.CustomConverters,
		Release:         releases[cfg.Dialect],
		Layout:          cfg.KryoLayout,
		MaxStored:       c.KryoBufferMax,
	})
}
