package main

import (
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/record"
	"msmgate/manager/transcoder/javaser"
)

// TestConfirm hands results to confirm that an encoder at fault might give.
func TestConfirm(t *testing.T) {
	made := func(id string, attributes map[string]javaobj.Value) []byte {
		doc := javaser.Transcoder{}.New()
		for _, name := range []string{"a", "b"} {
			if v, ok := attributes[name]; ok {
				if err := doc.Set(name, v); err != nil {
					t.Fatal(err)
				}
			}
		}
		r := record.Record{ID: id}
		var err error
		if r.Attributes, err = doc.Encode(nil); err != nil {
			t.Fatal(err)
		}
		data, err := r.Encode()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	list := func(texts ...string) *javaobj.List {
		l := javaobj.NewList("java.util.ArrayList")
		for _, s := range texts {
			l.Elems = append(l.Elems, javaobj.String(s))
		}
		return l
	}
	wanted := map[string]javaobj.Value{"a": list("x", "y"), "b": javaobj.NewInteger(1)}
	for _, c := range []struct {
		name  string
		data  []byte
		given string
		want  string
	}{
		{"as wanted", made("A-n1", wanted), "", ""},
		{"other header", made("B-n1", wanted), "a", "header differs"},
		{"cut", made("A-n1", wanted)[:100], "a", "the attributes are broken"},
		{"one is missing", made("A-n1", map[string]javaobj.Value{"a": list("x", "y")}), "a", "1 attributes instead of 2"},
		{"another value", made("A-n1", map[string]javaobj.Value{"a": list("x", "z"), "b": javaobj.NewInteger(1)}), "a", "attribute a differs"},
		{"another class", made("A-n1", map[string]javaobj.Value{
			"a": javaobj.NewList("java.util.LinkedList", list("x", "y").Elems...), "b": javaobj.NewInteger(1),
		}), "a", "attribute a differs"},
		{"order of one that was given", made("A-n1", map[string]javaobj.Value{"a": list("y", "x"), "b": javaobj.NewInteger(1)}), "a", ""},
		{"order of one that wasn't", made("A-n1", map[string]javaobj.Value{"a": list("y", "x"), "b": javaobj.NewInteger(1)}), "b", "attribute a differs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := decodeRecordFile(made("A-n1", wanted), javaser.Transcoder{})
			if err != nil {
				t.Fatal(err)
			}
			err = f.confirm(c.data, map[string]bool{c.given: true})
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}
