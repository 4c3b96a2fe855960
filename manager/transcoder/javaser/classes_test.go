package javaser

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Every class of the stream is named, those too that no value shows.
func TestClassesNamesWhatValuesDoNotShow(t *testing.T) {
	doc := Transcoder{}.New()
	if err := doc.Set("map", javaobj.NewMap("java.util.TreeMap", javaobj.Entry{Key: javaobj.NewInteger(1), Value: javaobj.NewList("[Ljava.lang.String;")})); err != nil {
		t.Fatal(err)
	}
	if err := doc.Set("date", &javaobj.Date{Class: "java.sql.Timestamp", Millis: 1000, HasNanos: true}); err != nil {
		t.Fatal(err)
	}
	data, err := doc.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	read, err := Transcoder{}.Decode(data, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for which, doc := range map[string]transcoder.Document{"new": doc, "read": read} {
		for name, want := range map[string][]string{
			"map":  {"[Ljava.lang.String;", "java.lang.Integer", "java.lang.Number", "java.util.TreeMap"},
			"date": {"java.sql.Timestamp", "java.util.Date"},
		} {
			classes, err := transcoder.Classes(doc, name)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			for class := range classes {
				got[class] = true
			}
			if sorted := slices.Sorted(maps.Keys(got)); !slices.Equal(sorted, want) {
				t.Errorf("%s, %s: %q, want %q", which, name, sorted, want)
			}
			for range classes { // may be left early
				break
			}
		}
		if _, err := transcoder.Classes(doc, "none"); !errors.Is(err, transcoder.ErrNoAttribute) {
			t.Errorf("%s: %v", which, err)
		}
	}
}
