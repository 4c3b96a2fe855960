package census

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"msmgate/manager/classfilter"
	"msmgate/manager/javaobj"
	"msmgate/manager/record"
	"msmgate/manager/transcoder"
)

// recordOf is a session record with these attribute bytes.
func recordOf(t testing.TB, attributes []byte) Item {
	t.Helper()
	now := moment().UnixMilli()
	r := record.Record{
		Version: 2, CreationTime: now - 60_000, LastAccessedTime: now - 30_000, ThisAccessedTime: now - 20_000, LastBackupTime: now - 20_000,
		MaxInactiveInterval: 1800, IsValid: true, ID: someKey, Attributes: attributes,
	}
	value, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return Item{Source: "n1", Key: someKey, HasFlags: true, Flags: record.FlagsBytes, Value: value, Size: int64(len(value))}
}

// fakeTranscoder reads anything as a document with the given values.
type fakeTranscoder struct {
	values map[string]javaobj.Value
	names  []string
}

func (fakeTranscoder) FactoryClass() string { return "test.Fake" }
func (f fakeTranscoder) Decode([]byte, transcoder.Limits) (transcoder.Document, error) {
	if f.values == nil {
		panic("a fault of the decoder")
	}
	return f, nil
}
func (f fakeTranscoder) New() transcoder.Document                      { return f }
func (f fakeTranscoder) Names() []string                               { return f.names }
func (f fakeTranscoder) Get(name string) (javaobj.Value, error)        { return f.values[name], nil }
func (f fakeTranscoder) Remove(string) bool                            { return false }
func (f fakeTranscoder) Encode(func(name string) bool) ([]byte, error) { return nil, nil }
func (f fakeTranscoder) Set(name string, v javaobj.Value) error {
	if strings.HasPrefix(name, "fixed") {
		return &transcoder.UnsupportedError{Class: javaobj.ClassOf(v), Reason: `it is "secret"`}
	}
	if name == "moved" && v == f.values[name] {
		return fmt.Errorf("the value itself was set, not a copy")
	}
	return nil
}

// fakeCensus reads every record as the values.
func fakeCensus(o Options, values map[string]javaobj.Value, names ...string) *Census {
	o.Now, o.Declared = moment, "test.Fake"
	c := New(o)
	c.transcoders["test.Fake"] = configured{transcoder: fakeTranscoder{values, names}}
	return c
}

// A decoder that panics ends with its record.
func TestAFaultOfADecoderEndsWithItsRecord(t *testing.T) {
	c := fakeCensus(Options{}, nil)
	c.Add(recordOf(t, []byte("x")))
	c.transcoders["test.Fake"] = configured{transcoder: fakeTranscoder{map[string]javaobj.Value{}, nil}}
	c.Add(recordOf(t, []byte("x")))
	r := c.Report()
	if r.Items.Undecodable != 1 || r.Items.Decoded != 1 || len(r.Bad) != 1 || strings.Contains(r.Bad[0].Reason, "a fault of the decoder") {
		t.Errorf("%+v %+v", r.Items, r.Bad)
	}
}

// What can be read, edited, carried, lost, rejected and feared in one session.
func TestWhatIsReported(t *testing.T) {
	filter, err := classfilter.Parse("!app.Bad;maxarray=2")
	if err != nil {
		t.Fatal(err)
	}
	ring := javaobj.NewList("java.util.ArrayList")
	ring.Elems = []javaobj.Value{ring, &javaobj.Opaque{Class: "app.Dark", Reason: `not "known"`}}
	c := fakeCensus(Options{Filter: filter}, map[string]javaobj.Value{
		"moved":  &javaobj.Bean{Class: "app.Cart", Fields: []javaobj.Field{{Name: "bad", Declaring: "app.Base", Value: &javaobj.Bean{Class: "app.Bad"}}}},
		"fixed":  &javaobj.Calendar{Class: "java.util.GregorianCalendar"},
		"dark":   &javaobj.Opaque{Class: "app.Dark", Reason: "unknown"},
		"partly": ring,
		"lost":   &javaobj.Date{Class: "java.util.Date", Lost: "its time"},
		"mark":   &javaobj.NotSerializable{},
		"array":  javaobj.NewBytes([]byte("secret")),
		"evil":   &javaobj.Map{Class: "java.util.TreeMap", Comparator: "org.apache.commons.beanutils.BeanComparator"},
	}, "moved", "fixed", "dark", "partly", "lost", "mark", "array", "evil")
	for range 3 {
		c.Add(recordOf(t, []byte("x")))
	}
	r := c.Report()
	got := map[string]string{}
	for _, a := range r.Attributes {
		got[a.Name] = fmt.Sprintf("%d/%d/%d %s", a.Edit, a.Read, a.Carry, countTexts(a.Reasons))
	}
	want := map[string]string{
		"moved": "3/0/0 ", "fixed": `0/3/0 "it is \"…\"" (3)`, "dark": "0/0/3 unknown (3)", "partly": `0/3/0 "not \"…\"" (3)`,
		"lost": "3/0/0 ", "mark": "0/0/3 the value was never stored, only a mark that it could not be serialized (3)", "array": "3/0/0 ", "evil": "3/0/0 ",
	}
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: %q, want %q", name, got[name], want[name])
		}
	}
	if len(r.Gadgets) != 1 || r.Gadgets[0].Severity != Critical || r.Gadgets[0].Sessions != 3 || !r.Faulty() {
		t.Errorf("%+v", r.Gadgets)
	}
	if len(r.Rejected) != 2 || r.Rejected[0].Class != "app.Bad" || r.Rejected[0].Sessions != 3 || r.Rejected[1].Class != "maxarray" {
		t.Errorf("%+v", r.Rejected)
	}
	for _, class := range r.Classes {
		access := map[string]Access{"app.Dark": Carry, "java.util.GregorianCalendar": Read, "app.Cart": Edit, "app.Base": Edit}[class.Name]
		if access != "" && access != class.Access {
			t.Errorf("%+v", class)
		}
	}
	var severities []string
	for _, b := range r.Blockers {
		severities = append(severities, string(b.Severity))
		if b.Advice == "" || b.Sessions == 0 || len(b.Examples) == 0 {
			t.Errorf("%+v", b)
		}
	}
	if text := strings.Join(severities, " "); text != "critical high high medium medium medium" {
		t.Errorf("%s", text)
	}
	everywhere(t, r, func(form, text string) {
		if strings.Contains(text, "secret") || strings.Contains(text, someKey) || strings.Contains(text, "2F83085E") {
			t.Errorf("the %s shows a value or an id", form)
		}
	})
}

// Records made to bloat a census don't.
func TestHostileRecords(t *testing.T) {
	classes := make([]javaobj.Value, 20_000)
	for i := range classes {
		classes[i] = &javaobj.Bean{Class: fmt.Sprintf("%s.C%d", strings.Repeat("a", 1000), i)}
	}
	values := map[string]javaobj.Value{"many": javaobj.NewList("java.util.ArrayList", classes...)}
	names := []string{"many"}
	for i := range 10_000 {
		name := fmt.Sprintf("%s%d", strings.Repeat("n", 1000), i)
		values[name], names = javaobj.NewString("x"), append(names, name)
	}
	c := fakeCensus(Options{}, values, names...)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range 5 {
		c.Add(recordOf(t, []byte("x")))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 32<<20 {
		t.Errorf("the census holds %d bytes more", grown)
	}
	everywhere(t, c.Report(), func(form, text string) {
		if strings.Contains(text, strings.Repeat("n", maxName+1)) {
			t.Errorf("the %s shows endless names", form)
		}
	})
}

func FuzzAdd(f *testing.F) {
	for _, serializer := range []string{"java", "javolution", "xstream", "flexjson"} {
		for i, item := range captured(f, serializer) {
			if i%10 == 0 {
				f.Add(item.Value, item.Flags, item.Key)
			}
		}
	}
	f.Add(binary.BigEndian.AppendUint64(nil, 2<<48|0xffff<<32), uint32(2), "AAAAAAAAAAAAAAAAAAAA-n1")
	f.Fuzz(func(t *testing.T, value []byte, flags uint32, key string) {
		c := New(Options{Now: moment})
		c.Add(Item{Source: "n1", Key: key, Flags: flags, HasFlags: true, Value: value, Size: int64(len(value))})
		c.Add(Item{Source: "f", Value: value, Size: int64(len(value)), Named: true})
		r := c.Report()
		if r.Items.Total != 2 || r.Items.Decoded+r.Items.Undecodable != r.Items.Records {
			t.Fatalf("%+v", r.Items)
		}
		for _, bad := range r.Bad {
			if strings.Contains(bad.Reason, "msmgate's own") {
				t.Fatalf("%+v", bad)
			}
		}
		everywhere(t, r, func(string, string) {})
	})
}

func BenchmarkAdd(b *testing.B) {
	items := captured(b, "java")
	b.ReportAllocs()
	c := New(Options{Now: moment})
	i := 0
	for b.Loop() {
		c.Add(items[i%len(items)])
		i++
	}
}
