package xstream

import (
	"fmt"

	"msmgate/manager/transcoder"
)

// FactoryClass is the name by which context.xml chooses this format (CFG-75).
const FactoryClass = "de.javakaffee.web.msm.serializer.xstream.XStreamTranscoderFactory"

func init() { transcoder.Register(Transcoder{}) }

// Transcoder is the transcoder of this format. The zero value is ready, and
// safe for concurrent use. Configure gives it a class path.
type Transcoder struct{ app *application }

// FactoryClass implements transcoder.Transcoder.
func (Transcoder) FactoryClass() string { return FactoryClass }

// Decode parses attribute bytes, which it keeps. Errors are *SyntaxError or
// *transcoder.LimitError, with the offset.
func (t Transcoder) Decode(data []byte, limits transcoder.Limits) (transcoder.Document, error) {
	d, err := decode(data, limits)
	if err != nil {
		return nil, fmt.Errorf("decoding session attributes: %w", err)
	}
	if d.app = t.app; !d.unparsed {
		d.classes = newClasspath(d.app)
	}
	return d, nil
}

// Verify implements transcoder.Verifier.
func (Transcoder) Verify(data []byte) error { return Verify(data) }

// New gives a document without attributes, in the form of XStream 1.4.7 and
// later.
func (t Transcoder) New() transcoder.Document {
	root := &slot{spelt: true, name: "concurrent-hash-map"}
	root.obj = &object{home: root, closed: true, shape: entries, class: "java.util.concurrent.ConcurrentHashMap"}
	return &document{root: root, table: root.obj, limits: transcoder.Limits{}.Defaults(), checked: true, classes: newClasspath(t.app)}
}

// SyntaxError says where a document isn't what MSM writes.
type SyntaxError struct {
	Offset int
	Reason string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("at offset %d: %s", e.Offset, e.Reason) }

// Verify decodes attribute bytes with every value in them, writes them anew,
// with every reference worked out again, and compares. A difference is a
// *transcoder.DifferenceError.
func Verify(data []byte) error {
	d, err := decode(data, transcoder.Limits{})
	if err != nil {
		return fmt.Errorf("decoding session attributes: %w", err)
	}
	d.nodes()
	for i := range d.attrs {
		d.valueOf(d.attrs[i].value)
	}
	return d.check()
}

// check tells whether the document, before any edit, is written as it was read.
func (d *document) check() error {
	if d.checked {
		return nil
	}
	e := d.emitter(nil)
	e.checking = true
	again, err := e.all(d)
	if err != nil {
		return err
	}
	err = transcoder.Compare(d.data, again)
	if d.checked = err == nil; d.checked {
		d.whole = d.data
	}
	return err
}
