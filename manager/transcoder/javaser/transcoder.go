package javaser

import (
	"fmt"

	"msmgate/manager/transcoder"
)

// FactoryClass is the name by which context.xml chooses this format; it is
// MSM's default.
const FactoryClass = "de.javakaffee.web.msm.JavaSerializationTranscoderFactory"

func init() { transcoder.Register(Transcoder{}) }

// Transcoder is the transcoder of this format. The zero value is ready, and
// safe for concurrent use. Configure gives it a class path.
type Transcoder struct {
	path classpath
}

// FactoryClass implements transcoder.Transcoder.
func (Transcoder) FactoryClass() string { return FactoryClass }

// Decode parses attribute bytes, which it keeps. Errors are *SyntaxError or
// *transcoder.LimitError.
func (t Transcoder) Decode(data []byte, limits transcoder.Limits) (transcoder.Document, error) {
	d, err := decode(data, limits)
	if err != nil {
		return nil, fmt.Errorf("decoding session attributes: %w", err)
	}
	d.make.path = t.path
	return d, nil
}

// Verify implements transcoder.Verifier.
func (Transcoder) Verify(data []byte) error { return Verify(data) }

// New gives a document without attributes.
func (t Transcoder) New() transcoder.Document {
	return &document{limits: transcoder.Limits{}.Defaults(), make: maker{path: t.path}}
}

// Verify decodes attribute bytes, writes them anew node by node and compares.
// A difference is a *transcoder.DifferenceError.
func Verify(data []byte) error {
	d, err := decode(data, transcoder.Limits{})
	if err != nil {
		return fmt.Errorf("decoding session attributes: %w", err)
	}
	d.parse()
	again, err := d.emit(d.attrs)
	if err != nil {
		return err
	}
	return transcoder.Compare(data, again)
}
