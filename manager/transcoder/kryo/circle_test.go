package kryo

import (
	"errors"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// TestWrapperInItself: kryo 3 and 4 number a singleton or wrapper before they
// have one, and load null where it holds itself.
func TestWrapperInItself(t *testing.T) {
	for _, layout := range []string{"3", "4"} {
		format, err := Transcoder{}.Configure(transcoder.Settings{Layout: layout})
		if err != nil {
			t.Fatal(err)
		}
		for _, class := range []string{"java.util.Collections$SingletonList", "java.util.Collections$UnmodifiableList", "java.util.Arrays$ArrayList"} {
			list := javaobj.NewList(class)
			list.Elems = []javaobj.Value{javaobj.NewList("java.util.ArrayList", list)}
			if err := format.New().Set("a", list); !errors.As(err, new(*transcoder.UnsupportedError)) {
				t.Errorf("layout %s, %s: %v, want it refused", layout, class, err)
			}
		}
	}
}
