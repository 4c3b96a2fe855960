package manager

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// inSession runs f on a session that holds a little.
func inSession(t *testing.T, f func(s *Session)) {
	t.Helper()
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", with(t, true, func(s *Session) {
		for name, v := range map[string]any{"n": javaobj.NewLong(7), "names": []string{"a", "b"}} {
			if err := s.Set(name, v); err != nil {
				t.Fatal(err)
			}
		}
		f(s)
	}))
}

func TestLoadAndStore(t *testing.T) {
	inSession(t, func(s *Session) {
		var n int
		if err := s.Load("n", &n); err != nil || n != 7 {
			t.Errorf("n is %d: %v", n, err)
		}
		if err := s.Store("n", n+1); err != nil {
			t.Error(err)
		}
		v, _ := s.Get("n")
		if javaobj.ClassOf(v) != "java.lang.Long" {
			t.Errorf("the Long became a %s", javaobj.ClassOf(v))
		}
		names, err := Load[[]string](s, "names")
		if err != nil || !reflect.DeepEqual(names, []string{"a", "b"}) {
			t.Errorf("names are %v: %v", names, err)
		}
		if _, err := Load[int](s, "nothing"); !errors.Is(err, transcoder.ErrNoAttribute) {
			t.Errorf("loading nothing: %v", err)
		}
		var path *javaobj.PathError
		if _, err := Load[int](s, "names"); !errors.As(err, &path) || path.Path != "names" {
			t.Errorf("loading a list as a number: %v", err)
		}
		if err := s.Store("names", []string(nil)); err != nil {
			t.Error(err)
		}
		if _, err := s.Get("names"); !errors.Is(err, transcoder.ErrNoAttribute) {
			t.Errorf("a nil is still there: %v", err)
		}
	})
}

func TestNothingIsWrittenWithoutAChange(t *testing.T) {
	inSession(t, func(s *Session) {
		replaced := 0
		s.m.listeners.AttributeReplaced = func(*Session, string, javaobj.Value) { replaced++ }
		mod := s.mod
		if err := s.Store("n", 7); err != nil {
			t.Error(err)
		}
		if err := Edit(s, "names", func(*[]string) error { return nil }); err != nil {
			t.Error(err)
		}
		if s.mod != mod || replaced != 0 {
			t.Errorf("%d changes, %d told", s.mod-mod, replaced)
		}
		if err := Edit(s, "names", func(names *[]string) error { (*names)[0] = "x"; return nil }); err != nil {
			t.Error(err)
		}
		if s.mod != mod+1 || replaced != 1 {
			t.Errorf("%d changes, %d told", s.mod-mod, replaced)
		}
	})
}

func TestEditGivesTheErrorBack(t *testing.T) {
	inSession(t, func(s *Session) {
		boom := errors.New("boom")
		if err := Edit(s, "n", func(n *int) error { *n = 9; return boom }); !errors.Is(err, boom) {
			t.Errorf("%v", err)
		}
		if n, err := Load[int](s, "n"); n != 7 || err != nil {
			t.Errorf("n is %d: %v", n, err)
		}
		if err := Edit(s, "fresh", func(n *int) error { *n = 3; return nil }); err != nil {
			t.Error(err)
		}
		if n, err := Load[int](s, "fresh"); n != 3 || err != nil {
			t.Errorf("fresh is %d: %v", n, err)
		}
	})
}

func TestSeveralAttributesAllOrNone(t *testing.T) {
	type attributes struct {
		N     int64
		Names []string
		Extra any
		Bad   *struct {
			_ struct{} `java:"class=com.acme.Unknown"`
		}
	}
	inSession(t, func(s *Session) {
		before, _, err := s.Record()
		if err != nil {
			t.Fatal(err)
		}
		mod := s.mod
		err = EditAll(s, func(a *attributes) error {
			a.N, a.Names, a.Extra = 8, append(a.Names, "c"), "new"
			a.Bad = &struct {
				_ struct{} `java:"class=com.acme.Unknown"`
			}{}
			return nil
		})
		var unsupported *transcoder.UnsupportedError
		if !errors.As(err, &unsupported) || unsupported.Class != "com.acme.Unknown" {
			t.Fatalf("an unknown class was not refused: %v", err)
		}
		after, _, err := s.Record()
		if err != nil || string(after.Attributes) != string(before.Attributes) || s.mod != mod {
			t.Errorf("something was written: %v", err)
		}
		added, removed := "", ""
		s.m.listeners.AttributeAdded = func(_ *Session, name string) { added += name }
		s.m.listeners.AttributeRemoved = func(_ *Session, name string, _ javaobj.Value) { removed += name }
		if err := EditAll(s, func(a *attributes) error { a.N, a.Names, a.Extra = 8, nil, "new"; return nil }); err != nil {
			t.Fatal(err)
		}
		names, _ := s.Names()
		if strings.Join(names, " ") != "n Extra" && strings.Join(names, " ") != "n extra" || added != "extra" || removed != "names" {
			t.Errorf("attributes %v, added %q, removed %q", names, added, removed)
		}
		var a attributes
		if err := s.LoadAll(&a); err != nil || a.N != 8 || a.Extra != any("new") || a.Names != nil {
			t.Errorf("%+v: %v", a, err)
		}
		a.N = 9
		if err := s.StoreAll(a); err != nil {
			t.Error(err)
		}
		if n, err := Load[int](s, "n"); n != 9 || err != nil {
			t.Errorf("n is %d: %v", n, err)
		}
		if err := s.StoreAll(1); err == nil {
			t.Error("a number is no struct of attributes")
		}
	})
}

func TestSharedAcrossAttributes(t *testing.T) {
	inSession(t, func(s *Session) {
		list := javaobj.NewList("java.util.ArrayList", javaobj.String("x"))
		_ = s.Set("one", list)
		_ = s.Set("two", list)
		err := EditAll(s, func(a *struct{ One, Two *[]string }) error {
			if a.One != a.Two {
				t.Error("the list isn't shared in Go")
			}
			*a.One = append(*a.One, "y")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		one, _ := s.Get("one")
		two, _ := s.Get("two")
		if one != two || len(one.(*javaobj.List).Elems) != 2 {
			t.Error("the list isn't shared any more")
		}
	})
}
