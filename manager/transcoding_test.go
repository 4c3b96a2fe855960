package manager

import (
	"strings"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder/flexjson"
	"msmgate/manager/transcoder/javaser"
	"msmgate/manager/transcoder/kryo"
)

// What the configuration says of a format reaches its transcoder; what that
// can't honour stops the start (CFG-43, CFG-44).
func TestNewTranscoder(t *testing.T) {
	for _, c := range []struct {
		what     string
		config   Config
		settings contextxml.Manager
		fault    string
	}{
		{"kryo", Config{}, contextxml.Manager{TranscoderClass: kryo.FactoryClass}, ""},
		{"Joda-Time's converter", Config{}, contextxml.Manager{TranscoderClass: kryo.FactoryClass, CustomConverters: []string{kryo.JodaConverter}}, ""},
		{"another converter", Config{}, contextxml.Manager{TranscoderClass: kryo.FactoryClass, CustomConverters: []string{"app.Converter"}}, "app.Converter"},
		{"copied collections", Config{}, contextxml.Manager{TranscoderClass: kryo.FactoryClass, CopyCollections: true}, ""},
		{"no such layout", Config{KryoLayout: "2"}, contextxml.Manager{TranscoderClass: kryo.FactoryClass}, `no layout "2"`},
		{"copied collections of java", Config{}, contextxml.Manager{TranscoderClass: javaser.FactoryClass, CopyCollections: true}, "CFG-43"},
		{"a converter of java", Config{}, contextxml.Manager{TranscoderClass: javaser.FactoryClass, CustomConverters: []string{"app.Converter"}}, "CFG-44"},
		{"flexjson, which has none of it", Config{}, contextxml.Manager{TranscoderClass: flexjson.FactoryClass}, ""},
		{"no such class", Config{}, contextxml.Manager{TranscoderClass: "app.Factory"}, "app.Factory"},
	} {
		c.config.Application = &contextxml.Application{Manager: &c.settings}
		_, err := newTranscoder(c.config)
		if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

// The dialect tells kryo's layout of a session that Go begins.
func TestDialectTellsKryosLayout(t *testing.T) {
	for dialect, want := range map[Dialect]string{
		Dialect16: "\x01\x01\x11\x01k\x0d\x05", Dialect18: "\x01\x01\x11\x01k\x0d\x05", Dialect2x: "\x01\x01\x03\x01\x82k\x02\x0a",
	} {
		tc, err := newTranscoder(Config{Dialect: dialect, Application: &contextxml.Application{Manager: &contextxml.Manager{TranscoderClass: kryo.FactoryClass}}})
		if err != nil {
			t.Fatal(err)
		}
		doc := tc.New()
		if err := doc.Set("k", javaobj.NewInteger(5)); err != nil {
			t.Fatal(err)
		}
		if out, err := doc.Encode(nil); err != nil || string(out) != want {
			t.Errorf("dialect %v: %x: %v", dialect, out, err)
		}
	}
}
