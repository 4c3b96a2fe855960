package xstream

import (
	"bytes"
	"errors"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Any bytes are refused, or come out as they went in; an edit gives a document
// that can be read.
func FuzzDecode(f *testing.F) {
	for _, c := range captures(f) {
		if len(c.Attributes) < 3000 {
			f.Add(c.Attributes)
		}
	}
	f.Add(base(f))
	for _, value := range []string{
		`<list reference=".."/>`, `<list><list reference=".."/><list reference="../list"/></list>`, `<p.Q><x reference=".."/></p.Q>`, `<p.Q><a><b><c/></b></a><d reference="../a/b"/></p.Q>`,
		`<null/>`, `<null class="string">x</null>`, `<entry/>`, `<comparator/>`, `<tree-map><comparator class="x"/><entry><null/><null/></entry></tree-map>`,
		`<byte-array>!</byte-array>`, `<enum-set enum-type="x">A,,B</enum-set>`, `<gregorian-calendar><time/><timezone/></gregorian-calendar>`, `<properties><property name="&#x0;"/></properties>`,
		`<p.E><stackTrace><trace>a.b(c:1)</trace></stackTrace><cause reference=".."/><detailMessage reference="../stackTrace"/></p.E>`,
		`<java.util.Stack serialization="custom"><vector><default><elementCount>9</elementCount><elementData/></default></vector></java.util.Stack>`,
		`<int-array-array-array/>`, `<a_.zzzz/>`, `<string defined-in="x" class="list" reference="../string"/>`, `<java.util.Arrays_-ArrayList><a reference=".."/></java.util.Arrays_-ArrayList>`,
		`<java.util.Collections_-UnmodifiableList><c reference=".."/></java.util.Collections_-UnmodifiableList>`, "<string>\xff\r\n&#xd83d;&#xde00;</string>", `<char>&#xd800;</char>`,
	} {
		f.Add([]byte(`<concurrent-hash-map><entry><string>a</string>` + value + `</entry><entry><string>b</string><int>1</int></entry></concurrent-hash-map>`))
	}
	limits := transcoder.Limits{Bytes: 1 << 14, Depth: 100, Elements: 10000}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Transcoder{}.Decode(data, limits)
		if err != nil {
			return
		}
		var differs *transcoder.DifferenceError
		var passed *transcoder.LimitError
		if err := Verify(data); err != nil && !errors.As(err, &differs) && !errors.As(err, &passed) {
			t.Fatal(err)
		}
		names := d.Names()
		for _, name := range names[:min(len(names), 4)] {
			v, err := d.Get(name)
			if err != nil {
				t.Fatal(err)
			}
			javaobj.AppendJSON(nil, v, &javaobj.IDs{})
			if d.Set("moved", javaobj.NewList("java.util.ArrayList", v, javaobj.String("x"))) != nil {
				continue
			}
			d.Remove(name)
			out, err := d.Encode(nil)
			if err != nil {
				continue
			}
			if _, err := (Transcoder{}).Decode(bytes.Clone(out), limits); err != nil {
				t.Fatalf("%q: %v", out, err)
			}
		}
	})
}
