package kryo

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// hostile are records made to hurt, by layout.
func hostile() map[string]map[string]string {
	deep1, deep4 := strings.Repeat("\x12\x01", 5000), strings.Repeat("\x0f\x01\x01", 5000)
	laughs := "\x01\x01\x03\x01\x82k\x01\x00java.util.ArrayLis\xf4\x01\x02"
	for range 40 {
		laughs += "\x01\x00\x01\x02"
	}
	laughs += "\x00\x00"
	for i := 39; i >= 1; i-- {
		laughs += "\x01\x00" + string([]byte{byte(2 + 2 + i)})
	}
	laughs += "\x01\x00\x05"
	wide := "\x01\x01\x11\x01k\x12\x80\x80\x04" + strings.Repeat("\x1a", 1<<16)
	return map[string]map[string]string{
		"1": {
			"deep lists":               "\x01\x01\x11\x01k" + deep1 + "\x12\x00",
			"huge list":                "\x01\x01\x11\x01k\x12\xff\xff\xff\xff\x07",
			"negative list":            "\x01\x01\x11\x01k\x12\xff\xff\xff\xff\x0f",
			"huge string":              "\x01\x01\x11\x01k\x11\xff\xff\xff\xff\x07",
			"huge array":               "\x01\x01\x11\x01k\xff\x7f\x00\x02[I\x01\xff\xff\xff\xff\x07",
			"array bomb":               "\x01\x01\x11\x01k\xff\x7f\x00\x03[[I\x02\xff\xff\xff\x07\xff\xff\xff\x07",
			"array of other dimension": "\x01\x01\x11\x01k\xff\x7f\x00\x02[I\x02\x01\x01",
			"many dimensions":          "\x01\x01\x11\x01k\xff\x7f\x00\xac\x02" + string(bytes.Repeat([]byte("["), 299)) + "I\xff",
			"reference ahead":          "\x01\x01\x11\x01k\xff\x7f\x00\x0ejava.util.UUID\x05",
			"name ahead":               "\x01\x01\x11\x01k\xff\x7f\x05",
			"endless number":           "\x01\x01\x11\x01k\x0d\xff\xff\xff\xff\xff\xff",
			"overflow":                 "\x01\x01\x11\x01k\x0d\xff\xff\xff\xff\x7f",
			"longer than needed":       "\x01\x01\x11\x01k\x0d\x85\x00",
			"long count":               "\x01\x81\x00\x11\x01k\x0d\x05",
			"a name twice":             "\x01\x02\x11\x01k\xff\x7f\x00\x0ejava.util.Date\x05\x11\x01l\xff\x7f\x00\x0ejava.util.Date\x05",
			"wide":                     wide,
			"no string":                "\x01\x01\x0d\x01\x0d\x01",
			"primitive":                "\x01\x01\x11\x01k\x01\x01",
			"not a name":               "\x01\x01\x11\x01k\xff\x7f\x00\x03a b\x00",
			"other wrapper":            "\x01\x01\x11\x01k\x26\x03\x12\x00",
		},
		"4": {
			"deep lists":      "\x01\x01\x03\x01\x82k" + deep4 + "\x00",
			"billion laughs":  laughs,
			"huge list":       "\x01\x01\x03\x01\x82k\x01\x00java.util.ArrayLis\xf4\x01\xff\xff\xff\xff\x07",
			"huge string":     "\x01\x01\x03\x01\x82k\x03\x01\xff\xff\xff\xff\x07",
			"huge array":      "\x01\x01\x03\x01\x82k\x01\x00[\xc9\x01\xff\xff\xff\xff\x07",
			"no length":       "\x01\x01\x03\x01\x82k\x01\x00[\xc9\x01\x00",
			"reference ahead": "\x01\x01\x03\x01\x82k\x03\x09",
			"the map itself":  "\x01\x01\x03\x01\x82k\x01\x00&\x02",
			"wrong reference": "\x01\x01\x03\x01\x82k\x01\x00java.util.Dat\xe5\x03",
			"itself":          "\x01\x01\x03\x01\x82k\x01\x00java.util.ArrayLis\xf4\x01\x01\x01\x00\x04",
			"wraps itself":    "\x01\x01\x03\x01\x82k\x0f\x01\x01\x0f\x04",
			"sub-list":        "\x01\x01\x03\x01\x82k\x01\x00java.util.ArrayList$SubLis\xf4\x01\x01\x00\x04\x00\x00",
			"enum set":        "\x01\x01\x03\x01\x82k\x01\x00java.util.RegularEnumSe\xf4\x01\x01\x01java.util.concurrent.TimeUni\xf4\x02\x01\x09",
			"time":            "\x01\x01\x03\x01\x82k\x01\x00java.time.LocalDat\xe5\x01\xe4\x0f\x01\x02",
			"bad time":        "\x01\x01\x03\x01\x82k\x01\x00java.time.LocalDat\xe5\x01\xe4\x0f\x7f\x7f",
			"ascii of one":    "\x01\x01\x03\x01\xeb\x02\x02",
			"class":           "\x01\x01\x03\x01\x82k\x01\x00java.lang.Clas\xf3\x01\x02\x01",
			"tree of itself":  "\x01\x01\x03\x01\x82k\x01\x00java.util.TreeSe\xf4\x01\x00\x01\x01\x00\x04",
		},
	}
}

func fuzzed(t testing.TB) map[string]transcoder.Transcoder {
	classes := shop(t)
	formats := map[string]transcoder.Transcoder{}
	for _, layout := range []string{"1", "3", "4", ""} {
		formats[layout] = configured(t, transcoder.Settings{Classes: classes, Layout: layout})
	}
	formats["joda"] = configured(t, transcoder.Settings{Layout: "4", CopyCollections: true, Converters: []string{JodaConverter}})
	formats["joda 1"] = configured(t, transcoder.Settings{Layout: "1", Release: "1.6", Converters: []string{JodaConverter}})
	return formats
}

// Whatever is decoded comes out as it went in, and node by node too unless it
// refuses edits; reading and editing it neither panics nor grows without bounds.
func FuzzDecode(f *testing.F) {
	for _, seeds := range hostile() {
		for _, seed := range seeds {
			if len(seed) < 1<<14 {
				f.Add([]byte(seed))
			}
		}
	}
	for _, c := range captures(f) {
		if len(c.Attributes) < 4000 {
			f.Add(c.Attributes)
		}
	}
	formats := fuzzed(f)
	limits := transcoder.Limits{Bytes: 1 << 16, Depth: 100, Elements: 10000}
	f.Fuzz(func(t *testing.T, data []byte) {
		for layout, format := range formats {
			d, err := format.Decode(data, limits)
			if err != nil {
				continue
			}
			if out, err := d.Encode(nil); err != nil || !bytes.Equal(out, data) {
				t.Fatalf("layout %s: comes out as %x: %v", layout, out, err)
			}
			sameWithNodes(t, format, data, limits)
			_, unread := d.(Document).Unread()
			for _, name := range d.Names() {
				if v, err := d.Get(name); err == nil {
					javaobj.AppendJSON(nil, v, nil)
				} else if unread == nil {
					t.Fatal(err)
				}
			}
			if d.(*document).frozen == nil {
				if err := format.(transcoder.Verifier).Verify(data); err != nil {
					t.Fatal(err)
				}
			}
			editFuzzed(t, d.(*document), format)
		}
	})
}

// editFuzzed changes a document in several ways; what comes out must be
// readable.
func editFuzzed(t *testing.T, d *document, format transcoder.Transcoder) {
	for i, name := range d.Names() {
		v, err := d.Get(name)
		if err != nil || v == nil {
			continue
		}
		switch i % 3 {
		case 0:
			_, _ = transcoder.Remove(d, name)
		case 1:
			_ = d.Set(name, javaobj.NewList("java.util.ArrayList", v, v))
		default:
			_ = d.Set(name, transcodertest.Clone(v))
		}
	}
	if d.frozen == nil {
		sameWriting(t, "fuzzed", d)
	}
	out, err := d.Encode(nil)
	if err != nil {
		var limit *transcoder.LimitError
		if !errors.As(err, &limit) && d.frozen == nil {
			t.Fatal(err)
		}
		return
	}
	again, err := format.Decode(out, transcoder.Limits{Depth: 200})
	if err != nil {
		t.Fatalf("%x: %v", out, err)
	}
	if d.frozen == nil && again.(*document).frozen != nil {
		t.Fatalf("%x: %v", out, again.(*document).frozen)
	}
}
