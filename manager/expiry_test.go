package manager

import (
	"slices"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/record"
)

func TestReadOnlySessionsAreWrittenInTime_NST40(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", set(t, "x", "1"))
	for range 12 { // three hours, a read every quarter of one
		l.clock.Advance(900 * time.Second)
		l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
		l.m.settle()
	}
}

// Shows STK-50, STK-51, STK-52, STK-53, CFG-108 too.
func TestStickyCopyDoesNotRunOut_TRAP16(t *testing.T) {
	for _, dialect := range []Dialect{DialectAuto, Dialect16, Dialect18, Dialect2x} {
		l := newLone(t, 1, dialect, nil)
		l.b.get(l.m, "/", set(t, "x", "1"))
		for i := range 2000 { // half a day
			l.clock.Advance(20 * time.Second)
			if i%10 == 0 {
				l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
			}
			l.m.background(i)
			if _, ok := l.storage.servers[0].Get(l.b.cookie); !ok {
				t.Fatalf("dialect %d: no copy after %d looks", dialect, i)
			}
		}
		l.clock.Advance(1801 * time.Second)
		l.m.background(6)
		if len(l.storage.servers[0].Keys()) != 0 || l.m.local.count() != 0 {
			t.Error("an idle session is kept")
		}
	}
}

// The maximum idle time alone isn't stored in the record, but the next Go
// node sees it (NST-43).
func TestMaxInactiveInterval_NST43(t *testing.T) {
	p := newPair(t, 1, nonSticky(contextxml.LockNone))
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	b.get(p.a, "/", with(t, true, func(s *Session) { s.SetMaxInactiveInterval(600) }))
	p.a.settle()
	b.get(p.b, "/", with(t, true, func(s *Session) {
		if got := s.MaxInactiveInterval(); got != 600 {
			t.Errorf("%d seconds, want 600", got)
		}
	}))
}

// The maximum idle time alone doesn't let a record be written; the next change
// takes it along (STK-45, TRAP-43).
func TestIdleTimeAloneIsNotStored_STK45(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockNone)} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, change)
			l.b.get(l.m, "/", set(t, "x", "1"))
			l.m.settle()
			l.clock.Advance(time.Second)
			_, before, _ := l.only()
			l.b.get(l.m, "/", with(t, true, func(s *Session) { s.SetMaxInactiveInterval(600) }))
			l.m.settle()
			_, after, _ := l.only()
			if !slices.Equal(before, after) {
				t.Error("the record was written")
			}
			l.b.get(l.m, "/", set(t, "x", "2"))
			l.m.settle()
			_, value, _ := l.only()
			if rec, err := record.Decode(value); err != nil || rec.MaxInactiveInterval != 600 {
				t.Errorf("after a change the record says %d seconds, %v; want 600", rec.MaxInactiveInterval, err)
			}
		})
	}
}

// Shows NST-12 too.
func TestTimesOfASession_SID23(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockNone)} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, change)
			start := l.clock.Now()
			l.b.get(l.m, "/", with(t, true, func(s *Session) {
				if !s.IsNew() || !s.CreationTime().Equal(start) || s.MaxInactiveInterval() != 1800 {
					t.Error("fields of a new session")
				}
			}))
			_, value, flags := l.only()
			if rec, err := record.Decode(value); err != nil || !rec.IsNew || flags != 2048 {
				t.Errorf("record of the first request: new %v, flags %d, %v (WIRE-41, WIRE-21)", rec.IsNew, flags, err)
			}
			l.clock.Advance(time.Minute)
			l.b.get(l.m, "/", with(t, true, func(s *Session) {
				if s.IsNew() || !s.CreationTime().Equal(start) {
					t.Error("still new (TRAP-44)")
				}
				if name == "non-sticky" && !s.LastAccessedTime().Equal(l.clock.Now()) {
					t.Error("last accessed isn't now (TRAP-45)")
				}
				_ = s.Set("x", "1")
			}))
			_, value, _ = l.only()
			if rec, _ := record.Decode(value); rec.IsNew {
				t.Error("stored as new again")
			}
		})
	}
}

func TestShortLives_TRAP14(t *testing.T) {
	for _, c := range []struct {
		dialect Dialect
		life    int32
		want    int32
	}{
		{Dialect16, 120, 120}, {Dialect2x, 120, 114}, {DialectAuto, 120, 120}, {Dialect18, 120, 114},
		{Dialect2x, 6, 6}, {Dialect2x, 5, 5}, {Dialect2x, 3, 3}, {Dialect16, 3, 3},
		{Dialect16, 0, 0}, {Dialect2x, -1, 0}, {DialectAuto, -60, 0},
	} {
		m := &Manager{sticky: true, habits: habitsOf(c.dialect, -6)}
		rec := &record.Record{MaxInactiveInterval: c.life}
		if got := m.recordExptime(rec, 0); got != c.want {
			t.Errorf("dialect %d, %d s: exptime %d, want %d", c.dialect, c.life, got, c.want)
		}
	}
	m := &Manager{habits: habitsOf(Dialect16, -6)}
	if got := m.recordExptime(&record.Record{MaxInactiveInterval: 2592000}, 1e12); got != 1e9+5184000 {
		t.Errorf("sixty days: exptime %d (TRAP-15)", got)
	}
}

// Shows TRAP-4, WIRE-19 too.
func TestCompression_WIRE11(t *testing.T) {
	long := []byte(strings.Repeat("a", gzipAbove+1))
	for _, c := range []struct {
		dialect Dialect
		flags   uint32
	}{{Dialect16, 2050}, {Dialect18, 2050}, {Dialect2x, 0}, {DialectAuto, 2048}} {
		h := habitsOf(c.dialect, 0)
		item := h.item(long)
		if item.Flags != c.flags {
			t.Errorf("dialect %d: flags %d, want %d", c.dialect, item.Flags, c.flags)
		}
		if got, err := record.Unwrap(item.Flags, item.Value, 0); err != nil || len(got) != len(long) {
			t.Errorf("dialect %d: %d bytes again, %v", c.dialect, len(got), err)
		}
		if short := h.item(long[:gzipAbove]); short.Flags != c.flags&^2 {
			t.Errorf("dialect %d: flags %d for a short value", c.dialect, short.Flags)
		}
	}
}
