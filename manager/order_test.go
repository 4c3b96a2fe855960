package manager

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/storage"
)

// slowFirst holds the first store of a record back until it is let go.
type slowFirst struct {
	storage.Storage
	once          *sync.Once
	begun, letGo  chan struct{}
	recordsStored chan string
}

func (s slowFirst) Set(ctx context.Context, node, key string, item storage.Item, exptime int32) error {
	if !strings.Contains(key, ":") {
		s.once.Do(func() {
			close(s.begun)
			<-s.letGo
		})
		defer func() { s.recordsStored <- key }()
	}
	return s.Storage.Set(ctx, node, key, item, exptime)
}

// TestAsyncStoresKeepTheirOrder lets the first of two asynchronous stores of one
// session take its time: what is stored last is what was changed last, in both
// modes (TRAP-35).
func TestAsyncStoresKeepTheirOrder_TRAP35(t *testing.T) {
	for name, mode := range map[string]func(*contextxml.Application){
		"sticky": plain, "non-sticky": nonSticky(contextxml.LockNone),
	} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, func(a *contextxml.Application) {
				mode(a)
				a.Manager.BackupAsync, a.Manager.BackupThreadCount, a.Manager.OperationTimeout = true, 4, time.Hour
			})
			st := slowFirst{
				Storage: l.m.current.Load().raw, once: new(sync.Once),
				begun: make(chan struct{}), letGo: make(chan struct{}), recordsStored: make(chan string, 10),
			}
			m := newNode(t, Config{Application: l.m.app, Storage: st, Now: l.clock.Now, After: l.clock.After})
			l.b.get(m, "/", set(t, "n", int64(1)))
			<-st.begun
			l.b.get(m, "/", with(t, true, func(s *Session) {
				if err := s.Set("n", int64(2)); err != nil {
					t.Error(err)
				}
			}))
			close(st.letGo)
			m.settle()
			_, value, _ := l.only()
			if got := counterIn(t, m, value); got != 2 {
				t.Errorf("%d is stored last, want 2", got)
			}
		})
	}
}
