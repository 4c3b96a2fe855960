package manager

import (
	"context"

	"msmgate/manager/storage"
)

// ahead is what a request reads in one go with its session's lock, or with its
// record, before the code that asks for it comes to that (NST-10): the record and
// the validity info travel with the lock's add, one way there and one back. Each
// answer is given once.
//
// To another node it is the same commands in the same order. Only where there
// is no such record MSM wouldn't ask for the validity info, and while somebody
// else has the lock for neither.
type ahead struct {
	node    string
	keys    [2]string
	answers [2]storage.Result
}

type aheadKey struct{}

// aheadOf makes a context that keeps what is read ahead for a session: the
// record, and the validity info if the session isn't loaded. It is nil where
// nothing can be read ahead.
func (s *Session) aheadOf(ctx context.Context, id string) (context.Context, *ahead) {
	m := s.m
	s.mu.Lock()
	loaded, dirty, copied := s.loaded, s.mod != s.stored, s.copyFrom != ""
	s.mu.Unlock()
	node, ok := m.nodeOf(id)
	if !ok || loaded && dirty || !loaded && copied {
		return ctx, nil
	}
	a := &ahead{node: node}
	a.keys[0] = m.keys().Record(id)
	if !loaded {
		a.keys[1] = m.keys().Validity(id)
	}
	return context.WithValue(ctx, aheadKey{}, a), a
}

// ops are the reads.
func (a *ahead) ops() []storage.Op {
	ops := make([]storage.Op, 0, 3)
	for _, key := range a.keys {
		if key != "" {
			ops = append(ops, storage.Op{Verb: storage.Get, Node: a.node, Key: key})
		}
	}
	return ops
}

// keep takes the answers to ops; nil forgets everything.
func (a *ahead) keep(answers []storage.Result) {
	if answers == nil {
		a.keys = [2]string{}
		return
	}
	copy(a.answers[:], answers)
}

// readAhead reads record and validity info of a session that takes no lock.
func (s *Session) readAhead(ctx context.Context) context.Context {
	id := s.ID()
	next, a := s.aheadOf(ctx, id)
	if a == nil || a.keys[1] == "" || s.m.reachable(ctx, id) != nil {
		return ctx // one read is one way there and back anyhow
	}
	a.keep(storage.Do(ctx, s.m.storage(), a.ops()...))
	return next
}

// getItem reads a value, unless it was read ahead.
func (m *Manager) getItem(ctx context.Context, node, key string) (storage.Item, error) {
	if a, ok := ctx.Value(aheadKey{}).(*ahead); ok && a.node == node {
		for i, k := range a.keys {
			if k == key {
				a.keys[i] = ""
				return a.answers[i].Item, a.answers[i].Err
			}
		}
	}
	return m.storage().Get(ctx, node, key)
}
