package xstream

import (
	"errors"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// TestSingletonInItself: XStream can't load a singleton or an array that holds itself, at
// whatever depth.
func TestSingletonInItself(t *testing.T) {
	list := javaobj.NewList("java.util.Collections$SingletonList")
	list.Elems = []javaobj.Value{javaobj.NewList("java.util.ArrayList", list)}
	table := javaobj.NewMap("java.util.Collections$SingletonMap")
	table.Entries = []javaobj.Entry{{Key: javaobj.String("k"), Value: table}}
	array := javaobj.NewList("[Ljava.lang.Object;")
	array.Elems = []javaobj.Value{array}
	for name, v := range map[string]javaobj.Value{"list": list, "map": table, "array": array} {
		d := Transcoder{}.New()
		if err := d.Set(name, v); !errors.As(err, new(*transcoder.UnsupportedError)) {
			t.Errorf("%s: %v, want it refused", name, err)
		}
	}
	shared := javaobj.NewList("java.util.Collections$SingletonList", javaobj.String("x"))
	if err := (Transcoder{}).New().Set("twice", javaobj.NewList("java.util.ArrayList", shared, shared)); err != nil {
		t.Errorf("twice, but not in itself: %v", err)
	}
}
