package manager

import (
	"context"
	"errors"
	"net/http"

	"msmgate/manager/sessionid"
)

// takeOver makes a session ours that another node owns, by the jvmRoute in its
// id (STK-20..STK-25). It gets our route and a new random part, each time:
// with the old one, a Tomcat of release 1.9.0 or later that the session comes
// back to would answer from the copy that it still has (TRAP-70). The old id
// is understood for a while.
//
// The new record is stored before the old one is deleted, so that no crash in
// between loses the session (TRAP-34). Parallel requests share the object and
// find the work done (TRAP-76).
func (m *Manager) takeOver(ctx context.Context, r *Request, retry bool) (*Session, error) {
	if can, _ := m.canLoad(ctx, r, retry); !can {
		return nil, nil
	}
	old := r.asked
	s := m.attach(r, old)
	err := s.becomeOurs(ctx, r, old)
	if err != nil {
		m.local.detach(s)
		if errors.Is(err, errMissing) {
			return nil, nil
		}
		return nil, err
	}
	r.changeID(s.ID())
	return s, nil
}

func (s *Session) becomeOurs(ctx context.Context, r *Request, old string) error {
	if err := s.gate.lock(ctx); err != nil {
		return err
	}
	defer s.gate.unlock()
	m := s.m
	if s.isInvalid() {
		return errMissing
	}
	if s.ID() != old { // another request has done it
		if s.isLoaded() {
			return nil
		}
		return s.load(ctx)
	}
	if err := s.look(ctx); err != nil {
		return err
	}
	if m.full(s) { // only now: what isn't there needs no room
		return r.reject()
	}
	id, err := m.takeoverID(ctx, old)
	if err != nil {
		return err
	}
	// What this node knew of the session when it last owned it is outdated.
	m.local.displace(sessionid.WithJvmRoute(old, m.app.JvmRoute), s)
	s.rename(id, false)
	m.local.settle(s, true)
	m.count.add(&m.count.takeovers)
	s.store(context.WithoutCancel(ctx), true)
	return nil
}

// takeoverID makes the new id: a fresh random part, our route, and another
// node if the session's is one of failoverNodes here (NODE-35).
func (m *Manager) takeoverID(ctx context.Context, old string) (string, error) {
	fresh, err := sessionid.Generate(m.cfg.Random, max(m.conf().SessionIDLength, 1), "")
	if err != nil {
		return "", err
	}
	id := sessionid.WithJvmRoute(sessionid.WithRandom(old, fresh), m.app.JvmRoute)
	if node, ok := sessionid.Node(old); ok && m.nodes().IsFailover(node) && !m.habits.oldCaches {
		if other, ok := m.nodes().Other(ctx, node); ok {
			id = sessionid.WithNode(id, other)
		}
	}
	return id, nil
}

// rename gives the session another id. Its record is stored under it at the
// next store, in any case; the record under the old id is deleted after that,
// unless keepOld says that it shall expire by itself. The gate is held.
func (s *Session) rename(id string, keepOld bool) {
	s.renameFor(id, keepOld, false)
}

func (s *Session) renameFor(id string, keepOld, login bool) {
	m := s.m
	s.mu.Lock()
	if !keepOld && s.everStored && s.pendingDelete == "" {
		s.pendingDelete = s.rec.ID
	}
	s.rec.ID, s.force = id, true
	s.mu.Unlock()
	m.missing.forget(id)
	m.ended.forget(id)
	before := ""
	m.local.rekey(s, id, func(old string) {
		m.aliases.put(old, id, m.cfg.Now(), login)
		before = old
	})
	if m.listeners.IDChanged != nil {
		m.listeners.IDChanged(s, before)
	}
}

// discard is an answer that nobody gets.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(p []byte) (int, error) { return len(p), nil }
func (discard) WriteHeader(int)             {}
