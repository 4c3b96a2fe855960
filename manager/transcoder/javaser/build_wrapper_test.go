package javaser

import (
	"errors"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// TestWrapperInItself: Java replaces these lists when it has read them, and a
// reference from inside would lead to what was replaced.
func TestWrapperInItself(t *testing.T) {
	for _, class := range []string{"java.util.Collections$UnmodifiableList", "java.util.Collections$SynchronizedList"} {
		list := javaobj.NewList(class)
		list.Elems = []javaobj.Value{javaobj.NewList("java.util.ArrayList", list)}
		d := Transcoder{}.New()
		if err := d.Set("a", list); !errors.As(err, new(*transcoder.UnsupportedError)) {
			t.Errorf("%s: %v, want it refused", class, err)
		}
		shared := javaobj.NewList(class, javaobj.String("x"))
		if err := d.Set("a", javaobj.NewList("java.util.ArrayList", shared, shared)); err != nil {
			t.Errorf("%s twice, but not in itself: %v", class, err)
		}
	}
}

// TestLambda: what describes a lambda must be that of the class's own code.
func TestLambda(t *testing.T) {
	lambda := &javaobj.Bean{Class: "java.lang.invoke.SerializedLambda", Fields: []javaobj.Field{{Name: "implMethodName", Value: javaobj.String("x")}}}
	var refused *transcoder.UnsupportedError
	if err := (Transcoder{}).New().Set("a", lambda); !errors.As(err, &refused) || refused.Reason != "a lambda is code: it can be kept, moved and removed, not made or changed" {
		t.Errorf("%v, want it refused as a lambda", err)
	}
}
