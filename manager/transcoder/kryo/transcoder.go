package kryo

import (
	"fmt"
	"slices"
	"strings"

	"msmgate/manager/transcoder"
)

// FactoryClass is the name by which context.xml chooses this format (CFG-75).
const FactoryClass = "de.javakaffee.web.msm.serializer.kryo.KryoTranscoderFactory"

// JodaConverter is the only custom converter that is honoured (CFG-44).
const JodaConverter = "de.javakaffee.web.msm.serializer.kryo.JodaDateTimeRegistration"

func init() { transcoder.Register(Transcoder{}) }

// Transcoder is the transcoder of this format. The zero value is ready: it
// tries the layouts and knows no application's classes. It is safe for concurrent
// use.
type Transcoder struct {
	// schemas is nil for the default settings.
	schemas *schemas
}

var defaultSchemas = newSchemas(transcoder.Settings{})

func (t Transcoder) known() *schemas {
	if t.schemas == nil {
		return defaultSchemas
	}
	return t.schemas
}

// FactoryClass implements transcoder.Transcoder.
func (Transcoder) FactoryClass() string { return FactoryClass }

// Configure implements transcoder.Configurable: class files, the layout, the
// release by which a layout is chosen, copyCollectionsForSerialization (CFG-43),
// customConverter (CFG-44) and the size that nodes can store. A converter other than JodaConverter, and a
// layout that there isn't, are refused by name.
func (Transcoder) Configure(s transcoder.Settings) (transcoder.Transcoder, error) {
	if !slices.Contains([]string{"", "1", "3", "4"}, s.Layout) {
		return nil, fmt.Errorf(`configuring kryo: no layout %q; there are "1" (MSM up to 1.8), "3" (1.9.0 to 2.1.0) and "4" (2.1.1 and later)`, s.Layout)
	}
	for _, name := range s.Converters {
		if strings.TrimSpace(name) != JodaConverter {
			return nil, fmt.Errorf("configuring kryo: customConverter names %s, which writes what only its own code can read; only %s is honoured (CFG-44)", name, JodaConverter)
		}
	}
	return Transcoder{schemas: newSchemas(s)}, nil
}

// Decode parses attribute bytes, which it keeps. A record with a class whose
// layout isn't known is no error: its document carries the bytes through, gives
// the attributes in front of it, and refuses edits. Errors are *SyntaxError or
// *transcoder.LimitError.
func (t Transcoder) Decode(data []byte, limits transcoder.Limits) (transcoder.Document, error) {
	d, err := t.known().decode(data, limits.Defaults())
	if err != nil {
		return nil, fmt.Errorf("decoding session attributes: %w", err)
	}
	return d, nil
}

// New gives a document without attributes. Unless the settings tell a layout it
// refuses to be filled.
func (t Transcoder) New() transcoder.Document {
	known := t.known()
	choice := known.choices[0]
	d := newDocument(known.schema(choice, java17), transcoder.Limits{}.Defaults())
	d.undecided = known.undecided(0, false, choice.layout)
	return d
}

// Verify implements transcoder.Verifier. Of a record with unknown classes it
// says which.
func (t Transcoder) Verify(data []byte) error {
	d, err := t.known().decode(data, transcoder.Limits{}.Defaults())
	if err != nil {
		return fmt.Errorf("decoding session attributes: %w", err)
	}
	d.load()
	if d.stop != nil {
		return d.stop
	}
	again, err := d.emit(d.attrs)
	if err != nil {
		return err
	}
	return transcoder.Compare(data, again)
}
