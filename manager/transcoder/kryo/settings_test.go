package kryo

import (
	"errors"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

func TestConfigureRefuses(t *testing.T) {
	for _, c := range []struct {
		settings transcoder.Settings
		want     string
	}{
		{transcoder.Settings{Layout: "2"}, `no layout "2"`},
		{transcoder.Settings{Converters: []string{JodaConverter, "app.Converter"}}, "app.Converter"},
		{transcoder.Settings{Converters: []string{"de.javakaffee.web.msm.serializer.kryo.WicketSerializerFactory"}}, "WicketSerializerFactory"},
	} {
		if _, err := transcoder.Configure(Transcoder{}, c.settings); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.settings, err)
		}
	}
}

// The release tells the layout of a new session, or of one without attributes.
func TestReleaseChoosesLayout(t *testing.T) {
	for release, want := range map[string]string{"1.6": "\x01\x01\x11\x01k\x0d\x05", "1.8": "\x01\x01\x11\x01k\x0d\x05", "2.x": "\x01\x01\x03\x01\x82k\x02\x0a"} {
		format := configured(t, transcoder.Settings{Release: release})
		empty := transcodertest.Decode(t, format, []byte("\x01\x00"))
		for _, d := range []transcoder.Document{format.New(), empty} {
			if err := d.Set("k", javaobj.NewInteger(5)); err != nil {
				t.Errorf("%s: %v", release, err)
			}
			if out, err := d.Encode(nil); err != nil || string(out) != want {
				t.Errorf("%s: %x: %v", release, out, err)
			}
		}
	}
}

// Where nothing tells the layout, what would differ is refused.
func TestUndecidedLayout(t *testing.T) {
	url := &javaobj.Scalar{Class: "java.net.URL", Text: "http://acme.example/"}
	locale := &javaobj.Scalar{Class: "java.util.Locale", Text: "en_US"}
	order := &javaobj.Bean{Class: "app.Order", Fields: []javaobj.Field{{Name: "tags", Value: javaobj.NewList("java.util.ArrayList", javaobj.String("a"))}}}
	classes := files(t, map[string]string{"app.Order": "java.lang.Object Ljava/util/List;:tags:Ljava/util/List<Ljava/lang/String;>;"})
	const one, four = "\x01\x01\x11\x01k\x0d\x05", "\x01\x01\x03\x01\x82k\x02\x0a"
	fourth := "\x01\x01\x03\x01\x82k\x01\x00java.net.UR\xcc\x01http://acme.example\xaf"
	for _, c := range []struct {
		what, data string
		settings   transcoder.Settings
		value      javaobj.Value
		refused    bool
	}{
		{"nothing known", "\x01\x00", transcoder.Settings{}, javaobj.NewInteger(1), true},
		{"2.x", four, transcoder.Settings{Release: "2.x"}, javaobj.NewInteger(1), false},
		{"2.x", four, transcoder.Settings{Release: "2.x"}, url, true},
		{"2.x", four, transcoder.Settings{Release: "2.x"}, order, true},
		{"4", four, transcoder.Settings{Layout: "4"}, url, false},
		{"4", four, transcoder.Settings{Layout: "4"}, order, false},
		{"3", four, transcoder.Settings{Layout: "3"}, order, false},
		{"the record tells", fourth, transcoder.Settings{}, order, false},
		{"1.6 or 1.8", one, transcoder.Settings{Layout: "1"}, javaobj.NewInteger(1), false},
		{"1.6 or 1.8", one, transcoder.Settings{Layout: "1"}, locale, true},
		{"1.8", one, transcoder.Settings{Release: "1.8"}, locale, false},
		{"1.6", one, transcoder.Settings{Release: "1.6"}, locale, true}, // it keeps nothing
	} {
		c.settings.Classes = classes
		format := configured(t, c.settings)
		d := transcodertest.Decode(t, format, []byte(c.data))
		err := d.Set("new", c.value)
		var unsupported *transcoder.UnsupportedError
		if errors.As(err, &unsupported) != c.refused || err != nil && !c.refused {
			t.Errorf("%s: setting a %s: %v", c.what, javaobj.ClassOf(c.value), err)
		}
		if out, encodeErr := d.Encode(nil); encodeErr != nil || err != nil && string(out) != c.data {
			t.Errorf("%s: %x: %v", c.what, out, encodeErr)
		}
	}
}

// MSM registers Locale from 1.7 on.
func TestLocaleOfKryo1(t *testing.T) {
	const old = "\x01\x01\x11\x01k\xff\x7f\x00\x10java.util.Locale\x00"
	const java6 = "\x01\x01\x11\x01k\xff\x7f\x00\x10java.util.Locale\x00\x01\x02US\xff\xff\xff\xff\x0f\x01\x02en\x01\x00"
	const later = "\x01\x01\x11\x01k\x33\x02en\x02US\x00"
	for _, c := range []struct {
		data string
		want javaobj.Scalar
	}{
		{old, javaobj.Scalar{Class: "java.util.Locale", Lost: "kryo 1 keeps nothing of a java.util.Locale"}},
		{java6, javaobj.Scalar{Class: "java.util.Locale", Text: "en_US"}},
		{later, javaobj.Scalar{Class: "java.util.Locale", Text: "en_US"}},
	} {
		d := transcodertest.Decode(t, Transcoder{}, []byte(c.data))
		if got, ok := transcodertest.Get(t, d, "k").(*javaobj.Scalar); !ok || *got != c.want {
			t.Errorf("%x: %+v", c.data, got)
		}
	}
}

// Exceptions are written otherwise by each release of Java.
func TestStackTraceOfJava8(t *testing.T) {
	data := unhex(t, goldenFront["1"]+`ff7f 00 1a"java.lang.RuntimeException" 00 ff7f0102 0102"no" `+
		`01 01 01 01 00 01 05"app.A" 01 06"A.java" 07 01 03"run" 26 01 12 00`)
	v := transcodertest.Get(t, transcodertest.Decode(t, Transcoder{}, data), "k")
	thrown, ok := v.(*javaobj.Throwable)
	if !ok || len(thrown.StackTrace) != 1 || thrown.StackTrace[0].MethodName != "run" || thrown.StackTrace[0].LineNumber != 7 || thrown.Message != javaobj.String("no") {
		t.Errorf("%+v", v)
	}
}

// JodaDateTimeRegistration takes the next numbers (CFG-44).
func TestJodaConverter(t *testing.T) {
	for _, c := range []struct{ layout, release, value, json string }{
		{"4", "", `1d 01 83 88 b0 e2 9e 29 81 'UTC'`, `{"id":1,"class":"org.joda.time.DateTime","value":"2014-11-26T13:30:45.123Z"}`},
		{"4", "", `1d 01 83 88 b0 e2 9e 29 81 '+01:00'`, `{"id":1,"class":"org.joda.time.DateTime","value":"2014-11-26T14:30:45.123+01:00"}`},
		{"4", "", `1f 01 e2a533 81`, `{"id":1,"class":"org.joda.time.LocalDate","value":"2020-03-02"}`},
		{"1", "1.6", `33 83 88 b0 e2 9e 29 00 03"UTC"`, `{"id":1,"class":"org.joda.time.DateTime","value":"2014-11-26T13:30:45.123Z"}`},
		{"1", "1.8", `34 83 88 b0 e2 9e 29 00 03"UTC"`, `{"id":1,"class":"org.joda.time.DateTime","value":"2014-11-26T13:30:45.123Z"}`},
	} {
		format := configured(t, transcoder.Settings{Layout: c.layout, Release: c.release, Converters: []string{JodaConverter, JodaConverter}})
		data := unhex(t, goldenFront[c.layout]+c.value)
		d := transcodertest.Decode(t, format, data)
		if got := string(javaobj.AppendJSON(nil, transcodertest.Get(t, d, "k"), nil)); got != c.json {
			t.Errorf("%s is %s, not %s", c.value, got, c.json)
		}
		v, err := javaobj.ParseJSON([]byte(c.json))
		if err != nil {
			t.Fatal(err)
		}
		fresh := format.New()
		if err := fresh.Set("k", v); err != nil {
			t.Errorf("%s: %v", c.json, err)
			continue
		}
		if out, err := fresh.Encode(nil); err != nil || string(out) != string(data) {
			t.Errorf("%s is written as %x, not %x: %v", c.json, out, data, err)
		}
	}
}

// copyCollectionsForSerialization writes each collection plainly (CFG-43); of
// kryo 1 it changes no bytes.
func TestCopyCollections(t *testing.T) {
	for _, c := range []struct{ layout, value, json string }{
		{"4", `01 00 'java.util.TreeSet' 01 01 030182"z"`, `{"id":1,"class":"java.util.TreeSet","elements":[{"class":"java.lang.String","value":"z"}]}`},
		{"4", `01 00 'java.util.Collections$EmptyList' 01 00`, `{"id":1,"class":"java.util.Collections$EmptyList","elements":[]}`},
		{"4", `01 00 'java.util.Collections$SingletonMap' 01 01 030182"k" 00`, `{"id":1,"class":"java.util.Collections$SingletonMap","entries":[[{"class":"java.lang.String","value":"k"},null]]}`},
		{"1", `1a`, `{"id":1,"class":"java.util.Collections$EmptyList","elements":[]}`},
	} {
		format := configured(t, transcoder.Settings{Layout: c.layout, CopyCollections: true})
		d := transcodertest.Decode(t, format, unhex(t, goldenFront[c.layout]+c.value))
		if got := string(javaobj.AppendJSON(nil, transcodertest.Get(t, d, "k"), nil)); got != c.json {
			t.Errorf("%s is %s, not %s", c.value, got, c.json)
		}
	}
}
