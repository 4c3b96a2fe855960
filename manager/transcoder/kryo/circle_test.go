package kryo

import (
	"errors"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// TestSingletonInItself: kryo 3 and 4 number a singleton before they have one,
// and load null where it holds itself.
func TestSingletonInItself(t *testing.T) {
	for _, layout := range []string{"3", "4"} {
		format, err := Transcoder{}.Configure(transcoder.Settings{Layout: layout})
		if err != nil {
			t.Fatal(err)
		}
		list := javaobj.NewList("java.util.Collections$SingletonList")
		list.Elems = []javaobj.Value{javaobj.NewList("java.util.ArrayList", list)}
		if err := format.New().Set("a", list); !errors.As(err, new(*transcoder.UnsupportedError)) {
			t.Errorf("layout %s: %v, want it refused", layout, err)
		}
	}
}
