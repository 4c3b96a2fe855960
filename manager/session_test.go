package manager

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

func TestInvalidateBesideARequest_TRAP36(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){
		"sticky": nil, "none": nonSticky(contextxml.LockNone), "all": nonSticky(contextxml.LockAll),
	} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 2, DialectAuto, change)
			l.b.get(l.m, "/", set(t, "x", "1"))
			l.m.settle()
			l.b.get(l.m, "/", with(t, false, func(s *Session) {
				_ = s.Set("x", "2")
				(&browser{t: t, cookie: l.b.cookie}).get(l.m, "/logout", with(t, false, func(s *Session) {
					if err := s.Invalidate(); err != nil {
						t.Error(err)
					}
				}))
				if err := s.Set("x", "3"); !errors.Is(err, ErrInvalidated) {
					t.Errorf("Set on a dead session: %v", err)
				}
				if err := s.Invalidate(); !errors.Is(err, ErrInvalidated) {
					t.Errorf("Invalidate on a dead session: %v", err)
				}
			}))
			l.m.settle()
			for i, srv := range l.storage.servers {
				if keys := srv.Keys(); len(keys) != 0 {
					t.Errorf("node n%d keeps %d keys", i+1, len(keys))
				}
			}
			if l.m.local.count() != 0 {
				t.Error("the dead session is in the local map")
			}
		})
	}
}

func TestUpdateIsAtomicAndRefusable(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", with(t, true, func(s *Session) {
		boom := errors.New("boom")
		if err := s.Update("x", func(javaobj.Value) (any, error) { return nil, boom }); !errors.Is(err, boom) {
			t.Errorf("error %v", err)
		}
		if _, err := s.Get("x"); !errors.Is(err, transcoder.ErrNoAttribute) {
			t.Errorf("Get of nothing: %v", err)
		}
		var unsupported *transcoder.UnsupportedError
		if err := s.Set("x", nil); !errors.As(err, &unsupported) {
			t.Errorf("Set nil: %v (WIRE-50)", err)
		}
		if err := s.Set("x", make(chan int)); err == nil {
			t.Error("a channel was set")
		}
		if err := s.Remove("x"); err != nil {
			t.Errorf("Remove of nothing: %v", err)
		}
	}))
}

func TestShowsARecord(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", with(t, true, func(s *Session) {
		_ = s.Set("x", "1")
		rec, doc, err := s.Record()
		if err != nil || rec.ID != s.ID() || !slices.Equal(doc.Names(), []string{"x"}) {
			t.Errorf("record of %q, %v", rec.ID, err)
		}
		id := s.ID()
		want := []string{id, "validity:" + id, "bak:" + id, "bak:validity:" + id}
		if !slices.Equal(s.Keys(), want) || !strings.Contains(id, "-"+s.Node()) {
			t.Errorf("keys %v, node %s", s.Keys(), s.Node())
		}
	}))
}
