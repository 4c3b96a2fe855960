package xstream

import (
	"math/rand/v2"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// plainValues are of all kinds that are exchanged, and of some that aren't.
var plainValues = []javaobj.Value{
	javaobj.NewInteger(7), javaobj.NewInteger(-1 << 31), javaobj.NewLong(1 << 40), javaobj.NewBoolean(true), javaobj.NewDouble(1.5),
	javaobj.String(""), javaobj.String("<a & \"b\">"), javaobj.String("ü\u2028\r\n"), javaobj.String("\U0001F600"), javaobj.String("a\xff"),
	javaobj.String("alice"), &javaobj.Scalar{Class: "java.lang.Integer", Text: "x"}, &javaobj.Scalar{Class: "java.lang.Integer", Text: "+7"},
	&javaobj.Scalar{Class: "java.math.BigInteger", Text: "123456789012345678901234567890"},
	&javaobj.Scalar{Class: "java.util.UUID", Text: "00000000-0000-0000-0000-000000000001"}, javaobj.NewDate(0),
	javaobj.NewList("java.util.ArrayList", javaobj.String("x")),
}

// What is copied is what would be written: random edits of all captured sessions
// give the same bytes, values and errors with the exchange and without.
func TestExchange(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 7))
	for _, c := range captures(t) {
		for range 8 {
			compareEdits(t, c.Attributes, random)
		}
	}
}

func compareEdits(t *testing.T, data []byte, random *rand.Rand) {
	t.Helper()
	transcodertest.Weave(t, mustDecode(t, data), writing{mustDecode(t, data).(*document)}, plainValues, random)
}

// writing is a document whose Set never exchanges.
type writing struct{ *document }

func (d writing) Set(name string, v javaobj.Value) error {
	if v == nil {
		return d.document.Set(name, v)
	}
	return d.replace(name, v)
}

// A document that isn't spelt as XStream would is refused, however plain the
// value, and one that something refers to isn't exchanged.
func TestExchangeRefused(t *testing.T) {
	const value = "<int>1</int>"
	entry := func(key, value string) string { return "<entry><string>" + key + "</string>" + value + "</entry>" }
	for name, c := range map[string]struct {
		entries   string
		exchanged bool
		reason    string
	}{
		"plain":            {entry("a", value), true, ""},
		"a path":           {entry("a", value) + entry("b", "<p.S><x>1</x></p.S>") + entry("c", `<p.S reference="../../entry[2]/p.S"/>`), true, ""},
		"a path within":    {entry("a", value) + entry("b", `<p.S><x class="p.Y"><n>1</n></x><z class="p.Y" reference="../x"/><s reference=".."/></p.S>`), true, ""},
		"a longer path":    {entry("a", value) + entry("b", "<p.S><x>1</x></p.S>") + entry("c", `<p.S reference="../../entry/../entry[2]/p.S"/>`), false, "isn't spelt"},
		"a needless index": {entry("a", value) + entry("b", "<p.S><x>1</x></p.S>") + entry("c", `<p.S reference="../../entry[2]/p.S[1]"/>`), false, "isn't spelt"},
		"an absolute path": {entry("a", value) + entry("b", "<p.S><x>1</x></p.S>") + entry("c", `<p.S reference="/concurrent-hash-map/entry[2]/p.S"/>`), false, "isn't spelt"},
		"a path to a path": {entry("a", value) + entry("b", "<p.S><x>1</x></p.S>") + entry("c", `<p.S reference="../../entry[2]/p.S"/>`) +
			entry("d", `<p.S reference="../../entry[3]/p.S"/>`), false, "isn't spelt"},
		"a late class":   {entry("a", value) + entry("b", `<p.S><x id="1" class="p.Y"><n>1</n></x></p.S>`), false, "isn't spelt"},
		"referred to":    {entry("a", "<int>1</int>") + entry("b", `<int reference="../../entry/int"/>`), false, ""},
		"other elements": {entry("a", `<int id="1">1</int>`), false, ""},
	} {
		data := "<concurrent-hash-map>" + c.entries + "</concurrent-hash-map>"
		for _, parsed := range []bool{false, true} {
			d := mustDecode(t, []byte(data)).(*document)
			if parsed {
				d.nodes()
			}
			if done := d.exchange("a", javaobj.NewInteger(2)); done != c.exchanged {
				t.Errorf("%s: exchanged: %v", name, done)
			}
			err := d.Set("a", javaobj.NewInteger(2))
			if (err != nil) != (c.reason != "") || err != nil && !strings.Contains(err.Error(), c.reason) {
				t.Errorf("%s: %v", name, err)
			}
			out, err := d.Encode(nil)
			if want := strings.Replace(data, value, "<int>2</int>", 1); c.exchanged && (err != nil || string(out) != want) {
				t.Errorf("%s: %v\n got %s\nwant %s", name, err, out, want)
			}
		}
	}
}

// An exchange obeys the limit of bytes as any other edit does.
func TestExchangeLimit(t *testing.T) {
	const data = "<concurrent-hash-map><entry><string>a</string><int>1</int></entry></concurrent-hash-map>"
	d, err := Transcoder{}.Decode([]byte(data), transcoder.Limits{Bytes: len(data) + 1})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Set("a", javaobj.NewInteger(100)); err == nil {
		t.Error("more bytes than the limit")
	}
	if err := d.Set("a", javaobj.NewInteger(10)); err != nil {
		t.Error(err)
	}
}

// Whatever a document holds, an exchange gives what writing it anew would.
func FuzzExchange(f *testing.F) {
	for _, c := range captures(f) {
		if len(c.Attributes) < 3000 {
			f.Add(c.Attributes, uint64(1))
		}
	}
	f.Add(base(f), uint64(2))
	f.Add([]byte(`<concurrent-hash-map><entry><string>a</string><int>1</int></entry><entry><string>b</string><p.S><x/><x reference="../x"/></p.S></entry></concurrent-hash-map>`), uint64(3))
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) {
		if _, err := decode(data, transcoder.Limits{}); err != nil || len(data) > 1<<14 {
			return
		}
		compareEdits(t, data, rand.New(rand.NewPCG(seed, 0)))
	})
}
