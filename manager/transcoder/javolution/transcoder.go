package javolution

import "msmgate/manager/transcoder"

// FactoryClass is the name in context.xml.
const FactoryClass = "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory"

func init() { transcoder.Register(Transcoder{}) }

// Transcoder is the javolution format. The zero value is ready; Configure gives
// it a class path.
type Transcoder struct {
	path *classpath // nil without one
}

// FactoryClass implements transcoder.Transcoder.
func (Transcoder) FactoryClass() string { return FactoryClass }

// emptyDocument is what MSM writes for a session without attributes.
const emptyDocument = `<?xml version="1.0" encoding="UTF-8" ?><attributes class="java.util.concurrent.ConcurrentHashMap" __id="0" size="0"/>`

// New implements transcoder.Transcoder. What is added is written in the style of
// 5.4.3.1, which readers of both builds accept.
func (t Transcoder) New() transcoder.Document {
	d, err := t.Decode([]byte(emptyDocument), transcoder.Limits{})
	if err != nil {
		panic(err) // the text is a constant
	}
	return d
}

// Decode implements transcoder.Transcoder. Errors are *SyntaxError or wrap
// *transcoder.LimitError; both name the offset.
func (t Transcoder) Decode(data []byte, limits transcoder.Limits) (transcoder.Document, error) {
	d, err := decode(data, limits.Defaults())
	if err != nil {
		return nil, err
	}
	d.classes = t.path
	return d, nil
}
