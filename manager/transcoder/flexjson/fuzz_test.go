package flexjson

import (
	"bytes"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Any bytes are refused, or come out as they went in; what is put from one
// place to another means the same there.
func FuzzDecode(f *testing.F) {
	for _, c := range captures(f) {
		f.Add(c.Attributes)
	}
	for _, seed := range []string{
		`{}`, ` { } `, `{"class":"x","class":"y"}`, `{"a":{"class":"x","class":1,"\u0063lass":"z"}}`, `{"a":{null:{null:NaN}}}`,
		`{"a":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}`, `{"a":-Infinity,"b":1E+99999999999,"c":-0}`, "{\"a\":\"\xff\\ud83d\\ude00\\udc00\"}",
		`{"a":"\ud83d","b":"\ude00"}`, `{"a":{"class":"x","f":[{"class":"y"},{"g":1}]}}`, "{\"\xed\xa0\x80\":\"\xed\xb0\x80\"}",
	} {
		f.Add([]byte(seed))
	}
	limits := transcoder.Limits{Bytes: 1 << 13, Depth: 100, Elements: 10000}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, version := range []Version{Detect, Version2, Version3} {
			d, err := Transcoder{Version: version}.Decode(data, limits)
			if err != nil {
				return
			}
			if err := Verify(data); err != nil {
				t.Fatal(err)
			}
			names := d.Names()
			for _, name := range names[:min(len(names), 8)] {
				v, err := d.Get(name)
				if err != nil {
					t.Fatal(err)
				}
				javaobj.AppendJSON(nil, v, &javaobj.IDs{})
				checkMove(t, d, version, name, v, limits)
			}
		}
	})
}

func checkMove(t *testing.T, d transcoder.Document, version Version, name string, v javaobj.Value, limits transcoder.Limits) {
	if v == nil || d.Set("moved", v) != nil {
		return
	}
	out, err := d.Encode(nil)
	if err != nil {
		return // over a limit
	}
	again, err := Transcoder{Version: d.(*document).version}.Decode(bytes.Clone(out), limits)
	if err != nil {
		t.Fatalf("%q: %v", out, err)
	}
	moved, err := again.Get("moved")
	if err != nil {
		t.Fatal(err)
	}
	if !javaobj.Equal(v, moved) && !d.(*document).latin1 {
		t.Fatalf("%s: %#v became %#v", name, v, moved)
	}
}
