package flexjson

import (
	"fmt"

	"msmgate/manager/transcoder"
)

// FactoryClass is the name by which context.xml chooses this format (CFG-75).
const FactoryClass = "de.javakaffee.web.msm.serializer.json.JSONTranscoderFactory"

// Version says which flexjson the cluster's nodes run.
type Version int

const (
	// Detect takes the version from the escapes of each document; without any
	// it is Version2.
	Detect Version = iota
	// Version2 is flexjson 2.1, of MSM 1.6.
	Version2
	// Version3 is flexjson 3.3, of MSM 2.
	Version3
)

func init() { transcoder.Register(Transcoder{}) }

// Transcoder is the transcoder of this format. The zero value is ready, and
// safe for concurrent use.
type Transcoder struct {
	Version Version
}

// FactoryClass implements transcoder.Transcoder.
func (Transcoder) FactoryClass() string { return FactoryClass }

// Decode parses attribute bytes, which it keeps. Errors are *SyntaxError or
// *transcoder.LimitError, with the offset.
func (t Transcoder) Decode(data []byte, limits transcoder.Limits) (transcoder.Document, error) {
	d, err := t.decode(data, limits)
	if err != nil {
		return nil, fmt.Errorf("decoding session attributes: %w", err)
	}
	return d, nil
}

// New gives a document without attributes.
func (t Transcoder) New() transcoder.Document {
	d := &document{version: t.Version, limits: transcoder.Limits{}.Defaults(), opening: []byte("{"), closing: []byte("}")}
	if d.version == Detect {
		d.version = Version2
	}
	return d
}

// SyntaxError says where a document isn't what MSM writes.
type SyntaxError struct {
	Offset int
	Reason string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("at offset %d: %s", e.Offset, e.Reason) }

// Verify decodes attribute bytes with every value in them, puts the document
// together again and compares. A difference is a *transcoder.DifferenceError.
func Verify(data []byte) error { return Transcoder{}.Verify(data) }

// Verify implements transcoder.Verifier.
func (t Transcoder) Verify(data []byte) error {
	d, err := t.decode(data, transcoder.Limits{})
	if err != nil {
		return fmt.Errorf("decoding session attributes: %w", err)
	}
	for _, a := range d.attrs {
		d.valueOf(a)
	}
	again := d.join(d.attrs)
	return transcoder.Compare(data, again)
}
