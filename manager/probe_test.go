package manager

import (
	"net/http"
	"slices"
	"testing"

	"msmgate/contextxml"
)

func TestProbe(t *testing.T) {
	var p probe
	if got := p.read().Lines(); !slices.Equal(got, []string{"Count = 0", "Min = 0", "Avg = 0.0", "Max = 0"}) {
		t.Errorf("without data: %q", got)
	}
	for _, ms := range []int64{7, 2, 4} {
		p.note(ms)
	}
	if got := p.read().Lines(); !slices.Equal(got, []string{"Count = 3", "Min = 2", "Avg = 4.333333333333333", "Max = 7"}) {
		t.Errorf("with data: %q", got)
	}
}

// How often each kind of work is measured in a life of a non-sticky session:
// created, read by another node, changed there, named by a request that doesn't
// use it, and invalidated. STAT-30 to STAT-36, STAT-38, STAT-40 to STAT-44.
func TestProbes(t *testing.T) {
	p := newPair(t, 2, nonSticky(contextxml.LockAll))
	b := &browser{t: t}
	b.get(p.a, "/", set(t, "x", "1"))
	p.a.settle()
	b.get(p.b, "/", wantAttribute(t, "x", "1"))
	p.b.settle()
	b.get(p.b, "/", set(t, "x", "2"))
	p.b.settle()
	got := p.b.Probes()
	for name, c := range map[string]struct {
		probe Probe
		count int64
	}{
		"EffectiveBackup": {got.EffectiveBackup, 2}, "Backup": {got.Backup, 1}, "AttributesSerialization": {got.AttributesSerialization, 1},
		"MemcachedUpdate": {got.MemcachedUpdate, 1}, "SessionsLoaded": {got.SessionsLoaded, 2}, "SessionDeserialization": {got.SessionDeserialization, 2},
		"AcquireLock": {got.AcquireLock, 2}, "ReleaseLock": {got.ReleaseLock, 2}, "AcquireLockFailure": {got.AcquireLockFailure, 0},
		"AfterBackup": {got.AfterBackup, 2}, "AfterLoad": {got.AfterLoad, 2}, "CachedDataSize": {got.CachedDataSize, 1},
		"SessionsDeleted": {got.SessionsDeleted, 0}, "OnBackupWithoutLoadedSession": {got.OnBackupWithoutLoadedSession, 0},
	} {
		if c.probe.Count != c.count {
			t.Errorf("%s: %d, want %d", name, c.probe.Count, c.count)
		}
	}
	b.get(p.a, "/", func(http.ResponseWriter, *http.Request) {})
	p.a.settle()
	b.get(p.a, "/", with(t, false, func(s *Session) {
		if err := s.Invalidate(); err != nil {
			t.Error(err)
		}
	}))
	p.a.settle()
	got = p.a.Probes()
	if got.OnBackupWithoutLoadedSession.Count != 1 || got.SessionsDeleted.Count != 1 || got.AfterDelete.Count != 1 {
		t.Errorf("unloaded %d, deleted %d, afterwards %d; want 1 of each",
			got.OnBackupWithoutLoadedSession.Count, got.SessionsDeleted.Count, got.AfterDelete.Count)
	}
}

// The wait for a lock that isn't got (STAT-39), and the size of what is stored,
// which the 2.x releases don't measure (STAT-37).
func TestProbesOfLockAndSize_STAT37_STAT39(t *testing.T) {
	for dialect, sizes := range map[Dialect]int64{Dialect16: 1, Dialect2x: 0} {
		l := newLone(t, 1, dialect, nonSticky(contextxml.LockAll))
		l.b.get(l.m, "/", set(t, "x", "1"))
		l.m.settle()
		if err := l.storage.servers[0].Set("lock:"+l.b.cookie, 0, 0, []byte("locked")); err != nil {
			t.Fatal(err)
		}
		l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
		got := l.m.Probes()
		if got.AcquireLockFailure.Count != 1 || got.AcquireLockFailure.Min < 1000 {
			t.Errorf("lock: %v", got.AcquireLockFailure.Lines())
		}
		if got.CachedDataSize.Count != sizes || sizes > 0 && got.CachedDataSize.Min < 100 {
			t.Errorf("size: %v", got.CachedDataSize.Lines())
		}
	}
}

// With enableStatistics="false" nothing is counted or measured (STAT-3).
func TestNoStatistics_STAT3(t *testing.T) {
	l := newLone(t, 1, DialectAuto, func(a *contextxml.Application) { a.Manager.Statistics = false })
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	stats := l.m.Stats()
	stats.ActiveSessions = 0
	if stats != (Stats{}) || l.m.Probes() != (Probes{}) {
		t.Errorf("%+v, %+v", stats, l.m.Probes())
	}
}
