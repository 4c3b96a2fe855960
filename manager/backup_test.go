package manager

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/storage"
)

// flakyStorage fails or blocks what a test wants.
type flakyStorage struct {
	storage.Storage
	set func() error
}

func (f flakyStorage) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	if err := f.set(); err != nil {
		return err
	}
	return f.Storage.Set(ctx, node, key, item, exptime)
}

// Shows STK-66, NST-85 too.
func TestCloseDrainsBackups(t *testing.T) {
	for name, give := range map[string]bool{"in time": false, "too late": true} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, nil)
			release := make(chan struct{})
			st := flakyStorage{l.m.storage(), func() error { <-release; return nil }}
			app := application(l.storage.config(t), func(a *contextxml.Application) { a.Manager.BackupAsync = true })
			m, err := New(Config{Application: app, Storage: st})
			if err != nil {
				t.Fatal(err)
			}
			for range 5 {
				(&browser{t: t}).get(m, "/", set(t, "x", "1"))
			}
			ctx, cancel := context.WithCancel(t.Context())
			if give {
				cancel()
			} else {
				close(release)
			}
			err = m.Close(ctx)
			stored := len(l.storage.servers[0].Keys())
			switch {
			case !give && (err != nil || stored != 5):
				t.Errorf("%v, %d stored", err, stored)
			case give && (err == nil || m.Stats().LostBackups != 5):
				t.Errorf("%v, %d counted as lost", err, m.Stats().LostBackups)
			}
			if give {
				close(release)
			}
			cancel()
			m.backups.drain()
		})
	}
}

// What a sticky node could not store while it ran is stored when it ends, if
// storage has come back, and else counted: STK-61, STK-66, STK-70.
func TestCloseStoresWhatIsLeft_STK66(t *testing.T) {
	for name, c := range map[string]struct {
		change       func(*contextxml.Application)
		path         string
		fails, back  bool // the storage node: during the second requests, and at the end
		asMSM        bool
		lost, stored int
	}{
		"a store failed, the node is back":  {nil, "/", true, true, false, 0, 2},
		"a store failed, the node is gone":  {nil, "/", true, false, false, 2, 0},
		"as MSM does, it is only counted":   {nil, "/", true, true, true, 2, 0},
		"changes by ignored requests":       {ignoring, "/ignored", false, true, false, 0, 2},
		"all is stored":                     {nil, "/", false, true, false, 0, 2},
		"nothing is ever stored":            {func(a *contextxml.Application) { a.Manager.Enabled = false }, "/", false, true, false, 0, 0},
		"an asynchronous store has failed":  {func(a *contextxml.Application) { a.Manager.BackupAsync = true }, "/", true, false, false, 2, 0},
		"an asynchronous store is repeated": {func(a *contextxml.Application) { a.Manager.BackupAsync = true }, "/", true, true, false, 0, 2},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, nil)
			var fails atomic.Bool
			st := flakyStorage{l.m.storage(), func() error {
				if fails.Load() {
					return errors.New("broken")
				}
				return nil
			}}
			m, err := New(Config{
				Application: application(l.storage.config(t), c.change), Storage: st, AsMSM: c.asMSM, Now: l.clock.Now, After: l.clock.After,
			})
			if err != nil {
				t.Fatal(err)
			}
			users := []*browser{{t: t}, {t: t}}
			for _, user := range users {
				user.get(m, "/", set(t, "x", "at first"))
			}
			m.settle()
			fails.Store(c.fails)
			for _, user := range users {
				user.get(m, c.path, set(t, "x", "at last"))
			}
			m.settle()
			fails.Store(!c.back)
			l.clock.Advance(2 * time.Second) // or the node is still taken to be down
			err = m.Close(t.Context())
			if n := m.Stats().LostBackups; n != int64(c.lost) || (err != nil) != (c.lost > 0) {
				t.Errorf("%d sessions are counted as lost, want %d; Close: %v", n, c.lost, err)
			}
			stored := 0
			for _, user := range users {
				if item, ok := l.storage.servers[0].Get(user.cookie); ok && bytes.Contains(item.Value, []byte("at last")) {
					stored++
				}
			}
			if stored != c.stored {
				t.Errorf("%d last changes are stored, want %d", stored, c.stored)
			}
		})
	}
}

func ignoring(a *contextxml.Application) { a.Manager.IgnorePattern = matcher(".*ignored") }

func TestBackupTimeout_CFG36(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	release := make(chan struct{})
	app := application(l.storage.config(t), func(a *contextxml.Application) { a.Manager.BackupTimeout = time.Millisecond })
	m := newNode(t, Config{Application: app, Storage: flakyStorage{l.m.storage(), func() error { <-release; return nil }}})
	(&browser{t: t}).get(m, "/", set(t, "x", "1")) // answers all the same
	close(release)
	m.settle()
	if s := m.Stats(); s.LateBackups != 1 || s.BackupFailures != 1 {
		t.Errorf("counted %d late, %d failures", s.LateBackups, s.BackupFailures)
	}
	if len(l.storage.servers[0].Keys()) != 1 {
		t.Error("not stored in the end")
	}
}

// A sticky store that failed is made up for by the next request (NODE-17, STK-30).
// Also TRAP-64, WIRE-79.
func TestFailedStoreIsRepeated_NODE17(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	fail := true
	st := flakyStorage{l.m.storage(), func() error {
		if fail {
			return errors.New("broken")
		}
		return nil
	}}
	m := newNode(t, Config{Application: l.m.app, Storage: st, Now: l.clock.Now, After: l.clock.After})
	l.b.get(m, "/", set(t, "x", "1"))
	if m.Stats().BackupFailures != 1 {
		t.Error("not counted")
	}
	fail = false
	l.clock.Advance(2 * time.Second)
	l.b.get(m, "/", func(http.ResponseWriter, *http.Request) {})
	if _, ok := l.storage.servers[0].Get(l.b.cookie); !ok {
		t.Error("not stored by the next request")
	}
}

// Shows STAT-3, STAT-10, STAT-11 too.
func TestStatistics(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	l.b.get(l.m, "/", func(http.ResponseWriter, *http.Request) {})
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.b.get(l.m, "/", func(http.ResponseWriter, *http.Request) {})
	l.b.get(l.m, "/", with(t, false, func(*Session) {}))
	l.b.get(l.m, "/", wantAttribute(t, "x", "1"))
	l.b.get(l.m, "/", set(t, "x", "1"))
	got := l.m.Stats()
	want := Stats{
		RequestsWithSession: 5, RequestsWithoutSession: 1, NoSessionAccess: 1, NoAttributesAccess: 1,
		NoSessionModification: 2, ActiveSessions: 1, CreatedSessions: 1, Backups: 1,
	}
	if got != want {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}
