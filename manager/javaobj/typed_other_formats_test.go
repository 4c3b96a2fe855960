package javaobj_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// In formats that don't carry all classes, a changed graph either comes back as
// it was or is refused.
func TestGraphsInOtherFormats(t *testing.T) {
	for serializer, class := range formats {
		if serializer == "flexjson" || serializer == "java" {
			continue // flexjson knows no cycles, and java is tested further
		}
		code, err := transcoder.Lookup(class)
		if err != nil {
			t.Fatal(err)
		}
		written, refused := 0, map[string]int{}
		for _, c := range transcodertest.Captures(t, 1, serializer) {
			if !strings.Contains(c.Scenario, "/cyclic") {
				continue
			}
			for seed := range uint64(60) {
				why := changeOneGraph(t, code, c, seed)
				if why == "" {
					written++
				} else {
					refused[why]++
				}
			}
		}
		if written == 0 {
			t.Errorf("%s: no graph was written, but refused: %v", serializer, refused)
		}
		t.Logf("%s: %d written, refused: %v", serializer, written, refused)
	}
}

// changeOneGraph says why a change was refused, "" if it was written.
func changeOneGraph(t *testing.T, code transcoder.Transcoder, c transcodertest.Capture, seed uint64) string {
	t.Helper()
	doc, err := code.Decode(c.Attributes, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range doc.Names() {
		former, err := doc.Get(name)
		if err != nil || javaobj.ClassOf(former) != "com.acme.shop.Category" {
			continue
		}
		var root *Category
		if err := javaobj.Unmarshal(former, &root); err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		change(rand.New(rand.NewPCG(seed, 7)), root)
		v, err := javaobj.Marshal(root, former)
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		err = doc.Set(name, v)
		var unsupported *transcoder.UnsupportedError
		if errors.As(err, &unsupported) {
			return unsupported.Reason
		}
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		data, err := doc.Encode(nil)
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		again, err := code.Decode(data, transcoder.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		if former, err = again.Get(name); err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		var got *Category
		if err := javaobj.Unmarshal(former, &got); err != nil {
			t.Fatalf("%s: %v", c.Name, err)
		}
		if !isomorphic(root, got) {
			t.Errorf("%s, seed %d: the graph came back in another form", c.Name, seed)
		}
		return ""
	}
	t.Fatalf("%s holds no Category", c.Name)
	return ""
}
