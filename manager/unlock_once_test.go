package manager

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/record"
	"msmgate/manager/storage"
)

// The release of a lock isn't sent a second time when its connection breaks:
// by then it may be another node's (TRAP-31). The validity info that went with it
// is written again.
func TestLockIsReleasedOnce_TRAP31(t *testing.T) {
	for name, handler := range map[string]func(t *testing.T) http.HandlerFunc{
		"read":    func(t *testing.T) http.HandlerFunc { return wantAttribute(t, "x", "1") },
		"changed": func(t *testing.T) http.HandlerFunc { return set(t, "x", "2") },
	} {
		t.Run(name, func(t *testing.T) {
			change := nonSticky(contextxml.LockAll)
			l := newLone(t, 2, DialectAuto, change)
			l.b.get(l.m, "/", set(t, "x", "1"))
			l.m.settle()
			var releases, others atomic.Int32 // a record and its copy are stored at once
			m := l.meddledWith(t, change, func(ops []storage.Op) error {
				releasing := false
				for _, op := range ops {
					if op.Verb != storage.Delete {
						continue
					}
					releasing = strings.HasPrefix(op.Key, "lock:")
					if op.Once != releasing {
						t.Errorf("delete %s…: once is %v", op.Key[:4], op.Once)
					}
				}
				switch {
				case !releasing:
					others.Add(1)
					return nil
				case !has(ops, storage.Set, "validity:"):
					t.Error("the lock was released by itself")
				}
				releases.Add(1)
				return io.EOF
			})
			l.clock.Advance(time.Minute)
			l.b.get(m, "/", handler(t))
			m.settle()
			if releases.Load() != 1 || others.Load() == 0 {
				t.Errorf("released %d times, want once, among %d other bursts", releases.Load(), others.Load())
			}
			item, _ := l.storage.servers[l.node()].Get("validity:" + l.b.cookie)
			v, err := record.DecodeValidity(item.Value)
			if err != nil || l.clock.Now().UnixMilli()-v.ThisAccessedTime > 1000 {
				t.Errorf("the validity info is %+v (%v), and wasn't written again", v, err)
			}
		})
	}
}
