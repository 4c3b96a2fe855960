package gengo_test

import (
	"testing"

	"msmgate/internal/gengo"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	_ "msmgate/manager/transcoder/flexjson"
	_ "msmgate/manager/transcoder/javaser"
	_ "msmgate/manager/transcoder/javolution"
	"msmgate/manager/transcoder/transcodertest"
	_ "msmgate/manager/transcoder/xstream"
)

// factories are the transcoders of the captures' serializers.
var factories = map[string]string{
	"java":             "de.javakaffee.web.msm.JavaSerializationTranscoderFactory",
	"javolution":       "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory",
	"javolution-5.5.1": "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory",
	"xstream":          "de.javakaffee.web.msm.serializer.xstream.XStreamTranscoderFactory",
	"flexjson":         "de.javakaffee.web.msm.serializer.json.JSONTranscoderFactory",
}

// attributes decodes a captured record.
func attributes(t testing.TB, serializer string, c transcodertest.Capture) map[string]javaobj.Value {
	t.Helper()
	tr, err := transcoder.Lookup(factories[serializer])
	if err != nil {
		t.Fatal(err)
	}
	d, err := tr.Decode(c.Attributes, transcoder.Limits{})
	if err != nil {
		t.Fatal(c.Name, err)
	}
	values := map[string]javaobj.Value{}
	for _, name := range d.Names() {
		if values[name], err = d.Get(name); err != nil {
			t.Fatal(c.Name, err)
		}
	}
	return values
}

// generated gives the code for all captures of a serializer.
func generated(t testing.TB, serializer string) (*gengo.Catalogue, []byte) {
	t.Helper()
	c := gengo.New(nil)
	for _, each := range transcodertest.Captures(t, 1, serializer) {
		if err := c.Add(attributes(t, serializer, each)); err != nil {
			t.Fatal(err)
		}
	}
	source, err := c.Generate(gengo.Options{Package: "session"})
	if err != nil {
		t.Fatal(err)
	}
	return c, source
}
