package manager

import (
	"context"
	"errors"
	"net/http"

	"msmgate/manager/sessionid"
)

// prepare is what happens to a tracked request with a session id before the
// application runs: takeover, else relocation (SID-37, NODE-34). What goes
// wrong here is told when the application asks for the session.
func (m *Manager) prepare(ctx context.Context, r *Request) {
	var err error
	switch {
	case m.sticky && m.isForeign(r.asked):
		r.session, err = m.takeOver(ctx, r, false)
	case m.sticky:
		m.keepAlive(ctx, r)
	case m.nodes().Encoded():
		r.session, err = m.relocate(ctx, r)
	}
	if err != nil {
		if errors.Is(err, ErrNoStorage) {
			r.fault = err
		}
		m.log.Warn().Err(err).Str("session", sessionid.Hash(r.asked)).Msg("looking for the session before the request")
	}
}

// keepAlive extends the life of a local session by any tracked request, as
// Tomcat's authenticator valve does, and moves it away from a node that is
// down.
func (m *Manager) keepAlive(ctx context.Context, r *Request) {
	s := m.findHere(r)
	if s == nil {
		return
	}
	if !s.isLoaded() || !s.usable(m.millis()) {
		m.local.detach(s)
		return
	}
	r.session = s
	m.relocateLocal(ctx, r, s)
	s.access(m.millis())
}

// find gives the session that a request asks for, nil for none. Retry asks
// memcached even if it has just said that there is none: before a new session
// takes the place of one that another node may have stored in this moment
// (TRAP-38).
func (m *Manager) find(ctx context.Context, r *Request, retry bool) (*Session, error) {
	if m.sticky && !r.ignored && m.isForeign(r.asked) && m.conf().Enabled {
		return m.takeOver(ctx, r, retry)
	}
	s := m.findHere(r)
	if s == nil {
		can, down := m.canLoad(ctx, r, retry)
		if !can {
			if s, again, err := m.findMoved(ctx, r, down); !again {
				return s, err
			}
		}
		s = m.attach(r, r.asked)
	}
	err := s.enter(ctx, r)
	if errors.Is(err, ErrNoStorage) && !m.sticky && m.reachable(ctx, s.ID()) == nil {
		err = s.enter(ctx, r) // a connection was reset; the node is up (TRAP-74)
	}
	if err == nil && s.ID() != r.asked {
		r.changeID(s.ID()) // another node has relocated it
	}
	if err == nil && m.sticky && !s.usable(m.millis()) {
		m.expire(s)
		err = errMissing
	}
	if err == nil {
		m.local.settle(s, m.sticky && !m.isForeign(s.ID()))
		return s, nil
	}
	m.local.detach(s)
	if errors.Is(err, ErrNoStorage) && m.secondary() && !r.ignored {
		// An error on the primary means: ask the secondary (TRAP-74).
		if s, copyErr := m.relocate(ctx, r); s != nil && copyErr == nil {
			return m.enterMoved(ctx, r, s)
		}
	}
	if errors.Is(err, errMissing) {
		return nil, nil
	}
	return nil, err
}

// findHere finds the session that a request asks for on this node, also if a
// parallel request has given it another id since this one came in.
func (m *Manager) findHere(r *Request) *Session {
	if s := m.local.find(r.asked); s != nil {
		return s
	}
	next, ok, stale := m.aliases.follow(r.asked, r.begun, m.cfg.Now())
	r.stale = r.stale || stale
	if !ok {
		return nil
	}
	r.changeID(next)
	return m.local.find(next)
}

// findMoved is for a session that can't be loaded. If its storage node was up when
// the request came in, and isn't any more, it is relocated: a new session would take
// its place (TRAP-74). Again tells that the node is back.
func (m *Manager) findMoved(ctx context.Context, r *Request, down bool) (s *Session, again bool, err error) {
	if !down || !r.reached {
		return nil, false, nil
	}
	s, err = m.relocate(ctx, r)
	if s == nil || err != nil {
		return nil, err == nil && r.reached, err
	}
	s, err = m.enterMoved(ctx, r, s)
	return s, false, err
}

// enterMoved enters a session that the request was relocated with.
func (m *Manager) enterMoved(ctx context.Context, r *Request, s *Session) (*Session, error) {
	if err := s.enter(ctx, r); err != nil {
		m.local.detach(s)
		return nil, err
	}
	return s, nil
}

// attach finds or makes the object for an id, or for the id that has taken its
// place meanwhile.
func (m *Manager) attach(r *Request, id string) *Session {
	s, key := m.local.attach(id, func(old string) (string, bool) {
		next, ok, stale := m.aliases.follow(old, r.begun, m.cfg.Now())
		r.stale = r.stale || stale
		return next, ok
	}, m.unloaded)
	if key != r.asked {
		r.changeID(key)
	}
	return s
}

// unloaded gives the object for a session that is yet to be loaded.
func (m *Manager) unloaded(id string) *Session {
	s := m.newSession()
	s.rec.ID = id
	return s
}

// canLoad tells whether it makes sense to ask memcached for an id (NODE-11,
// NODE-73): availability comes first, then the negative cache. Down is that it
// doesn't since the node is.
func (m *Manager) canLoad(ctx context.Context, r *Request, retry bool) (can, down bool) {
	id := r.asked
	if _, ok := m.nodeOf(id); !ok || r.stale {
		return false, false
	}
	if !m.nodes().CanHit(ctx, id) {
		return false, true
	}
	listed, removed := m.missing.listed(id, m.cfg.Now())
	return !listed || retry && !removed, false
}

// isLive tells whether an id leads to a session that can be used, for the
// choice between several cookies; it is loaded for that (SID-52, SID-53).
func (m *Manager) isLive(ctx context.Context, id string) bool {
	r := &Request{m: m, asked: id, ignored: true, begun: m.cfg.Now(), ctx: ctx, http: new(http.Request)}
	r.answer.begin(discard{}, nil)
	s, err := m.find(ctx, r, false)
	if s != nil {
		m.local.detach(s)
	}
	return s != nil && err == nil
}

// isForeign tells whether an id belongs to another node by its jvmRoute; an id
// without one does (SID-38). Without a route of our own nothing is foreign
// (STK-27).
func (m *Manager) isForeign(id string) bool {
	if m.app.JvmRoute == "" {
		return false
	}
	route, ok := sessionid.JvmRoute(id)
	return !ok || route != m.app.JvmRoute
}
