package transcoder

import "msmgate/manager/classfile"

// Settings are what a format may need to know beyond its bytes.
type Settings struct {
	// Classes are the application's class files; nil without a class path.
	Classes classfile.Classes
	// CopyCollections is copyCollectionsForSerialization (CFG-43).
	CopyCollections bool
	// Converters are the class names of customConverter (CFG-44).
	Converters []string
	// Release is the MSM release line of the cluster: "1.6", "1.8", "2.x"; "" if
	// it isn't known.
	Release string
	// Layout chooses between wire formats of one factory class: for kryo "1"
	// (MSM up to 1.8), "3" (1.9.0 to 2.1.0) or "4" (2.1.1 and later); "" tries.
	Layout string
	// MaxStored is how many bytes of attributes the cluster's nodes can store;
	// negative for no limit, 0 for the format's usual one (kryo's only).
	MaxStored int
}

// Configurable is a transcoder that settings can change.
type Configurable interface {
	// Configure gives a transcoder for the settings. What it can't honour it
	// refuses by name.
	Configure(Settings) (Transcoder, error)
}

// Configure applies settings to a transcoder that is Configurable, and gives
// any other back as it is.
func Configure(t Transcoder, s Settings) (Transcoder, error) {
	if c, ok := t.(Configurable); ok {
		return c.Configure(s)
	}
	return t, nil
}
