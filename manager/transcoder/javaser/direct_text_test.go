package javaser

import (
	"fmt"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// stringList is a session of one list of n strings.
func stringList(t *testing.T, n int, text func(i int) string) []byte {
	t.Helper()
	list := &javaobj.List{Class: "java.util.ArrayList"}
	for i := range n {
		list.Elems = append(list.Elems, javaobj.String(text(i)))
	}
	d := Transcoder{}.New()
	if err := d.Set("list", list); err != nil {
		t.Fatal(err)
	}
	data, err := d.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Strings in a row are what they are, however many they are and whatever they
// are made of.
func TestDirectTexts(t *testing.T) {
	texts := map[string]func(i int) string{
		"plain":     func(i int) string { return fmt.Sprint("text ", i) },
		"empty":     func(int) string { return "" },
		"umlauts":   func(i int) string { return strings.Repeat("x", i) + "ü" + strings.Repeat("y", i) },
		"beyond":    func(i int) string { return strings.Repeat("x", i) + "\U0001f600\x00" },
		"surrogate": func(i int) string { return strings.Repeat("x", i) + "\xed\xa0\x80" },
	}
	for name, text := range texts {
		for n := range 2*len(textGroup{}) + 2 {
			data := stringList(t, n, text)
			if !sameWithNodes(t, data, transcoder.Limits{}) {
				t.Errorf("%d %s: nodes were made", n, name)
			}
			v, err := mustDecode(t, data).Get("list")
			if err != nil {
				t.Fatal(err)
			}
			elems := v.(*javaobj.List).Elems
			for i, e := range elems {
				if e != javaobj.String(text(i)) {
					t.Errorf("the %dth of %d %s is %q", i, n, name, e)
				}
			}
			if len(elems) != n {
				t.Errorf("%d %s: there are %d", n, name, len(elems))
			}
		}
	}
}

// A group of strings costs one allocation more, not one for each.
func TestDirectTextsAllocate(t *testing.T) {
	cost := func(n int) float64 {
		data := stringList(t, n, func(i int) string { return fmt.Sprint("text ", i) })
		return testing.AllocsPerRun(200, func() {
			if _, err := mustDecode(t, data).Get("list"); err != nil {
				t.Fatal(err)
			}
		})
	}
	few, many := cost(len(textGroup{})), cost(4*len(textGroup{}))
	if many-few > 8 {
		t.Errorf("%d strings cost %v allocations, %d cost %v", len(textGroup{}), few, 4*len(textGroup{}), many)
	}
}
