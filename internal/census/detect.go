package census

import (
	"bytes"
	"errors"
	"fmt"

	"msmgate/manager/transcoder"
)

// Factory classes of the serializers that MSM ships (CFG-75..CFG-79).
const (
	javaFactory       = "de.javakaffee.web.msm.JavaSerializationTranscoderFactory"
	kryoFactory       = "de.javakaffee.web.msm.serializer.kryo.KryoTranscoderFactory"
	javolutionFactory = "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory"
	xstreamFactory    = "de.javakaffee.web.msm.serializer.xstream.XStreamTranscoderFactory"
	flexjsonFactory   = "de.javakaffee.web.msm.serializer.json.JSONTranscoderFactory"
)

var serializerNames = map[string]string{
	javaFactory: "java", kryoFactory: "kryo", javolutionFactory: "javolution", xstreamFactory: "xstream", flexjsonFactory: "flexjson",
}

// SerializerName gives the short name of a factory class that MSM ships, and
// any other class as it is.
func SerializerName(factoryClass string) string {
	if name, ok := serializerNames[factoryClass]; ok {
		return name
	}
	return factoryClass
}

// limits bound what one record may cost a census.
var limits = transcoder.Limits{Elements: 1 << 20}

// candidates gives the factory classes that attribute bytes may be of, the
// likeliest first. XML with a declaration is javolution's, without one
// xstream's; kryo has no mark of its own.
func candidates(attributes []byte) []string {
	switch {
	case bytes.HasPrefix(attributes, []byte{0xac, 0xed}):
		return []string{javaFactory}
	case bytes.HasPrefix(attributes, []byte("<?xml")):
		return []string{javolutionFactory, xstreamFactory}
	case bytes.HasPrefix(attributes, []byte("<")):
		return []string{xstreamFactory, javolutionFactory}
	case bytes.HasPrefix(attributes, []byte("{")):
		return []string{flexjsonFactory, kryoFactory}
	}
	return []string{kryoFactory}
}

// decode finds the serializer that attribute bytes are of, whatever the
// configuration says. The name comes with an error, too: it is then the
// likeliest.
func (c *Census) decode(attributes []byte) (doc transcoder.Document, serializer string, err error) {
	classes := candidates(attributes)
	if d := c.o.Declared; d != "" && serializerNames[d] == "" {
		classes = append([]string{d}, classes...) // one that MSM doesn't ship
	}
	for i, class := range classes {
		t, failed := c.transcoder(class)
		if failed == nil {
			doc, failed = t.Decode(attributes, limits)
		}
		if failed == nil {
			return doc, SerializerName(class), nil
		}
		if i == 0 {
			serializer, err = SerializerName(class), failed
		}
	}
	return nil, serializer, err
}

// transcoder looks one up and configures it, once.
func (c *Census) transcoder(class string) (transcoder.Transcoder, error) {
	if t, ok := c.transcoders[class]; ok {
		return t.transcoder, t.err
	}
	t, err := transcoder.Lookup(class)
	if err == nil && c.o.Configure != nil {
		configured, refused := c.o.Configure(t)
		if refused == nil {
			t = configured
		} else {
			err = fmt.Errorf("setting up %s: %w", SerializerName(class), refused)
		}
	}
	if err != nil && serializerNames[class] != "" && t == nil {
		err = errors.New("this build of msmgate doesn't read " + SerializerName(class))
	}
	c.transcoders[class] = configured{t, err}
	return t, err
}

type configured struct {
	transcoder transcoder.Transcoder
	err        error
}
