package manager

import (
	"testing"

	"msmgate/manager/javaobj"
)

// Between requests a sticky session is held as its bytes: ten thousand decoded
// ones were 80 MiB.
func TestRestingSessionsAreBytes(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", with(t, true, func(s *Session) { _ = s.Set("name", "first") }))
	l.m.settle()
	sessions := l.m.local.all()
	if len(sessions) != 1 {
		t.Fatalf("%d sessions", len(sessions))
	}
	if s := sessions[0]; s.doc != nil || len(s.raw) == 0 {
		t.Errorf("decoded attributes are kept: %v, beside %d bytes", s.doc != nil, len(s.raw))
	}
	l.b.get(l.m, "/", with(t, false, func(s *Session) {
		if v, err := s.Get("name"); err != nil {
			t.Error(err)
		} else if text, _ := javaobj.Str(v); text != "first" {
			t.Errorf("name is %q", text)
		}
		_ = s.Set("name", "second")
	}))
	l.m.settle()
	l.b.get(l.m, "/", with(t, false, func(s *Session) {
		v, err := s.Get("name")
		if err != nil {
			t.Fatal(err)
		}
		if text, _ := javaobj.Str(v); text != "second" {
			t.Errorf("name is %q", text)
		}
	}))
}
