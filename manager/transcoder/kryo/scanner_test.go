package kryo

import (
	"slices"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// sameReading checks that a scan says of a record what reading it says.
func sameReading(t *testing.T, what string, known *schemas, data []byte, limits transcoder.Limits) {
	t.Helper()
	if len(data) > limits.Bytes {
		return
	}
	for _, c := range known.choices {
		s := known.schema(c, java17)
		z := newScanner(s, data, limits)
		outcome := z.record()
		a := try(s, string(data), limits)
		switch {
		case outcome == accepted || outcome == loose:
			if a.err != nil || a.loose != (outcome == loose) || z.differs != a.differs {
				t.Fatalf("%s: layout %d: %x: accepted, but %v, loose: %v, differs: %v", what, c.layout, data, a.err, a.loose, a.differs)
			}
			samePlaces(t, what, z, a)
		case outcome == refused && (a.err == nil || z.differs != a.differs || z.release != a.release):
			t.Fatalf("%s: layout %d: %x: refused, but %v, differs: %v, %v, release: %v, %v", what, c.layout, data, a.err, z.differs, a.differs, z.release, a.release)
		}
		z.done()
	}
	d := known.scan(data, limits)
	if d == nil {
		return
	}
	e, err := known.read(data, limits)
	if err != nil || e.stop != nil || e.frozen != nil || d.layout != e.layout || d.schema != e.schema || d.undecided != e.undecided {
		t.Fatalf("%s: %x: scanned as layout %d, %v; read as %d, %v: %v", what, data, d.layout, d.undecided, e.layout, e.undecided, err)
	}
	if !slices.Equal(d.Names(), e.Names()) {
		t.Fatalf("%s: %x: %q, not %q", what, data, d.Names(), e.Names())
	}
	fresh := known.scan(data, limits) // it finds names before they are read
	for i, name := range d.Names() {
		if at := fresh.indexOf(name); at != d.indexOf(name) || at != e.indexOf(name) {
			t.Fatalf("%s: %x: name %d, %q, is that of attribute %d", what, data, i, name, at)
		}
	}
}

// samePlaces checks where the attributes stand, and what stands in front.
func samePlaces(t *testing.T, what string, z *scanner, a *attempt) {
	t.Helper()
	r := newReader(a.schema, a.data, a.limits)
	r.take(1)
	if r.layout != layout1 {
		r.objects = append(r.objects, &node{class: r.root})
	}
	if n := r.count(2); n != len(z.spans) {
		t.Fatalf("%s: %d attributes, not %d", what, len(z.spans), n)
	}
	for i, have := range z.spans {
		want := span{start: int32(r.at), objects: int32(len(r.objects)), names: int32(len(r.names))}
		key := r.value(slot{})
		want.value, want.inner = int32(r.at), int32(len(r.objects))
		r.value(slot{})
		want.text, want.shared = have.text, have.shared
		if want != have {
			t.Fatalf("%s: %x: attribute %d stands at %+v, not %+v", what, a.data, i, have, want)
		}
		if end, ok := scanText(r.layout, z.data, int(have.text)); !ok || string(z.data[have.text:end]) != key.raw {
			t.Fatalf("%s: %x: the name of attribute %d isn't at %d", what, a.data, i, have.text)
		}
	}
}

// Each capture and each hostile record, cut anywhere too, is passed over as it is
// read, in every layout and with little room.
func TestScanAgrees(t *testing.T) {
	formats := fuzzed(t)
	formats["unknown"] = configured(t, transcoder.Settings{})
	formats["copies"] = configured(t, transcoder.Settings{Classes: shop(t), Layout: "3", CopyCollections: true})
	check := func(what string, data []byte) {
		for _, format := range formats {
			sameReading(t, what, format.(Transcoder).known(), data, transcoder.Limits{}.Defaults())
		}
	}
	all := formats[""].(Transcoder).known() // it tries them all
	for _, c := range captures(t) {
		check(c.Name, c.Attributes)
		for _, limits := range []transcoder.Limits{{Depth: 1}, {Depth: 3}, {Elements: 5}, {Elements: 40}} {
			sameReading(t, c.Name, all, c.Attributes, limits.Defaults())
		}
		for cut := 0; cut < len(c.Attributes); cut += 1 + len(c.Attributes)/8 {
			sameReading(t, c.Name, all, c.Attributes[:cut:cut], transcoder.Limits{}.Defaults())
			changed := slices.Clone(c.Attributes)
			changed[cut] ^= byte(1 << (cut & 7))
			sameReading(t, c.Name, all, changed, transcoder.Limits{}.Defaults())
		}
	}
	for layout, seeds := range hostile() {
		for name, data := range seeds {
			check(layout+" "+name, []byte(data))
		}
	}
}

// What Tomcats write is passed over; it isn't left to a reader.
func TestScanSuffices(t *testing.T) {
	for _, layout := range []string{"", "1", "4"} {
		known := configured(t, transcoder.Settings{Classes: shop(t), Layout: layout}).(Transcoder).known()
		for _, c := range readable(t) {
			if layout != "" && layoutOf(c) != layout {
				continue
			}
			if d := known.scan(c.Attributes, transcoder.Limits{}.Defaults()); d == nil {
				t.Errorf("%s, layout %q: it had to be read", c.Name, layout)
			}
		}
	}
}

// A session whose attributes nobody reads costs next to nothing.
func TestDecodeAllocates(t *testing.T) {
	list := transcodertest.Sessions(readable(t))
	transcodertest.Allocations(t, configured(t, transcoder.Settings{Classes: shop(t)}), list)
}

// A scan says of anything what reading it says, and an edit without nodes makes of
// it what one with nodes does.
func FuzzScan(f *testing.F) {
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
			known := format.(Transcoder).known()
			sameReading(t, layout, known, data, limits)
			for what, v := range map[string]javaobj.Value{"text": javaobj.String("text"), "nothing": nil} {
				d := known.scan(data, limits)
				if d == nil || len(d.Names()) == 0 {
					continue
				}
				name := d.Names()[len(data)%len(d.Names())]
				if v == nil && d.Remove(name) || v != nil && d.Set(name, v) == nil {
					sameEdit(t, what, format, data, d, name, v)
				}
			}
		}
	})
}

// What a scan remembers of one record's class names doesn't change what it says
// of the next: other names, another order, a name twice, a name cut short.
func TestScanAfterOthers(t *testing.T) {
	values := map[string]string{"java.util.Dat\xe5": "\x05", "java.util.ArrayLis\xf4": "\x00", "java.util.UUI\xc4": "\x04\x02"}
	record := func(names ...string) []byte {
		out := []byte{1, byte(len(names))}
		for i, name := range names {
			out = append(out, "\x03\x01\x82"+string(rune('a'+i))+"\x01"...)
			out = append(append(append(append(out, byte(i)), name...), 1), values[name]...)
		}
		return out
	}
	date, list, id := "java.util.Dat\xe5", "java.util.ArrayLis\xf4", "java.util.UUI\xc4"
	records := [][]byte{
		record(date, list, id), record(id, list, date), record(list), record(date, date), record(date, list, date),
		record(), record(date, list, "app.Unknow\xee"), record(date, id), record(date, list)[:24],
	}
	known := configured(t, transcoder.Settings{Layout: "4"}).(Transcoder).known()
	for _, before := range records {
		for _, data := range records {
			sameReading(t, "before", known, before, transcoder.Limits{}.Defaults())
			sameReading(t, "after", known, data, transcoder.Limits{}.Defaults())
		}
	}
	if z := newScanner(known.usual(0), records[0], transcoder.Limits{}.Defaults()); z.record() != accepted || z.named != 3 {
		t.Errorf("a plain record is %d with %d names", z.outcome, z.named)
	}
}
