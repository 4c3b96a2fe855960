package gengo_test

import (
	"testing"

	"msmgate/internal/gengo"
	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	_ "msmgate/manager/transcoder/flexjson"
	_ "msmgate/manager/transcoder/javaser"
	_ "msmgate/manager/transcoder/javolution"
	_ "msmgate/manager/transcoder/kryo"
	"msmgate/manager/transcoder/transcodertest"
	_ "msmgate/manager/transcoder/xstream"
)

// factories are the transcoders of the captures' serializers.
var factories = map[string]string{
	"java":             "de.javakaffee.web.msm.JavaSerializationTranscoderFactory",
	"javolution":       "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory",
	"javolution-5.5.1": "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory",
	"xstream":          "de.javakaffee.web.msm.serializer.xstream.XStreamTranscoderFactory",
	"kryo":             "de.javakaffee.web.msm.serializer.kryo.KryoTranscoderFactory",
	"flexjson":         "de.javakaffee.web.msm.serializer.json.JSONTranscoderFactory",
}

// attributes decodes a captured record.
func attributes(t testing.TB, serializer string, files classfile.Classes, c transcodertest.Capture) map[string]javaobj.Value {
	t.Helper()
	tr, err := transcoder.Lookup(factories[serializer])
	if err != nil {
		t.Fatal(err)
	}
	if tr, err = transcoder.Configure(tr, transcoder.Settings{Classes: files}); err != nil {
		t.Fatal(err)
	}
	d, err := tr.Decode(c.Attributes, transcoder.Limits{})
	if err != nil {
		t.Fatal(c.Name, err)
	}
	values := map[string]javaobj.Value{}
	for _, name := range d.Names() {
		v, err := d.Get(name)
		if err != nil && serializer == "kryo" {
			continue // behind something that MSM can't read either
		}
		if err != nil {
			t.Fatal(c.Name, err)
		}
		values[name] = v
	}
	return values
}

// shopJar has the classes of the captures' application.
const shopJar = "../../manager/transcoder/kryo/testdata/shop.jar"

// generated gives the code for all captures of a serializer; files may be nil.
func generated(t testing.TB, serializer string, files classfile.Classes) []byte {
	t.Helper()
	c := gengo.New(files)
	for _, each := range transcodertest.Captures(t, 1, serializer) {
		if err := c.Add(attributes(t, serializer, files, each)); err != nil {
			t.Fatal(err)
		}
	}
	source, err := c.Generate(gengo.Options{Package: "session"})
	if err != nil {
		t.Fatal(err)
	}
	return source
}
