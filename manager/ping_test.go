package manager

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/manager/record"
	"msmgate/manager/storage"
)

// meddling is a storage that something happens to before a batch.
type meddling struct {
	storage.Storage
	before func(ops []storage.Op) error // an error is every operation's
}

func (d *meddling) Do(ctx context.Context, ops ...storage.Op) []storage.Result {
	if err := d.before(ops); err != nil {
		results := make([]storage.Result, len(ops))
		for i := range results {
			results[i].Err = err
		}
		return results
	}
	return storage.Do(ctx, d.Storage, ops...)
}

// meddledWith gives a second node on the same storage, to which something happens.
func (l *lone) meddledWith(t *testing.T, change func(*contextxml.Application), before func(ops []storage.Op) error) *Manager {
	return newNode(t, Config{
		Application: application(l.storage.config(t), change), Now: l.clock.Now, After: l.clock.After,
		Storage: &meddling{Storage: l.m.current.Load().raw, before: before},
	})
}

func has(ops []storage.Op, verb storage.Verb, prefix string) bool {
	for i := range ops {
		if ops[i].Verb == verb && strings.HasPrefix(ops[i].Key, prefix) {
			return true
		}
	}
	return false
}

// The validity info, the release of the lock and the look at the record travel
// together (NST-44). If their connection breaks, the validity info is written
// all the same: without it the session would live no longer than it did before.
func TestBrokenLookKeepsValidity(t *testing.T) {
	change := nonSticky(contextxml.LockNone)
	l := newLone(t, 2, DialectAuto, change)
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	broken := 0
	m := l.meddledWith(t, change, func(ops []storage.Op) error {
		if broken == 0 && has(ops, storage.Set, "validity:") && has(ops, storage.Add, l.b.cookie) {
			broken++
			return io.EOF
		}
		return nil
	})
	l.clock.Advance(time.Minute)
	l.b.get(m, "/", wantAttribute(t, "x", "1"))
	m.settle()
	if broken == 0 {
		t.Fatal("validity info and the look at the record did not travel together")
	}
	item, _ := l.storage.servers[l.node()].Get("validity:" + l.b.cookie)
	v, err := record.DecodeValidity(item.Value)
	if err != nil || l.clock.Now().UnixMilli()-v.ThisAccessedTime > 1000 {
		t.Errorf("the validity info is %+v (%v), and wasn't written again", v, err)
	}
}

// A session that another node ends between the look at its record and that at
// its copy leaves nothing behind (TRAP-72): the copy's validity info is written
// along with the look at the copy, and goes again.
func TestEndedDuringLook(t *testing.T) {
	change := nonSticky(contextxml.LockNone)
	l := newLone(t, 2, DialectAuto, change)
	l.b.get(l.m, "/", set(t, "x", "1"))
	l.m.settle()
	ended := false
	m := l.meddledWith(t, change, func(ops []storage.Op) error {
		if !ended && has(ops, storage.Add, "bak:") {
			ended = true
			for _, srv := range l.storage.servers {
				srv.FlushAll()
			}
		}
		return nil
	})
	l.b.get(m, "/", wantAttribute(t, "x", "1"))
	m.settle()
	if !ended {
		t.Fatal("nobody has looked at the copy")
	}
	for _, srv := range l.storage.servers {
		for _, key := range srv.Keys() {
			if item, _ := srv.Get(key); len(item.Value) > 1 {
				t.Errorf("%s… was left behind", key[:strings.LastIndexByte(key, ':')+1])
			}
		}
	}
}
