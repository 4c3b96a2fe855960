package manager

import (
	"context"

	"msmgate/manager/sessionid"
)

// create makes a session (SID-20..SID-23).
func (m *Manager) create(ctx context.Context, r *Request) (*Session, error) {
	if m.app.Cookie.UseCookies && r.answer.edit() == nil {
		return nil, ErrCommitted
	}
	if m.full(nil) {
		return nil, r.reject()
	}
	for range 8 {
		id, err := m.newID(ctx, r)
		if err != nil {
			return nil, err
		}
		s, now := m.newSession(), m.millis()
		s.loaded, s.born, s.mod, s.resident = true, true, 1, m.sticky
		s.rec.ID, s.rec.Version = id, 2
		s.rec.IsNew, s.rec.IsValid = true, true
		s.rec.CreationTime, s.rec.LastAccessedTime, s.rec.ThisAccessedTime = now, now, now
		s.rec.MaxInactiveInterval = int32(m.app.MaxInactiveInterval)
		if !m.local.add(s, id) {
			r.fromCookie = false // the id asked for is taken (SID-3)
			continue
		}
		m.missing.forget(id)
		m.ended.forget(id)
		m.count.add(&m.count.created)
		r.asked, r.gone = id, false
		r.changeID(id)
		tell(m.listeners.Created, s)
		return s, nil
	}
	return nil, ErrTooManySessions
}

// full tells whether maxActiveSessions are on this node, beside one that is
// about to be (CFG-90). In non-sticky mode these are those that requests use; one
// that is only still being stored isn't.
func (m *Manager) full(coming *Session) bool {
	limit := m.conf().MaxActiveSessions
	return limit >= 0 && m.local.count() >= limit && m.local.active(coming) >= limit
}

// reject counts a request that gets no session since there are too many: once,
// however often it asks.
func (r *Request) reject() error {
	if !r.rejected {
		r.rejected = true
		r.m.count.add(&r.m.count.rejected)
	}
	return ErrTooManySessions
}

// newID draws an id with a node (SID-1), or takes the client's own where
// Tomcat does (SID-21, SID-24).
func (m *Manager) newID(ctx context.Context, r *Request) (string, error) {
	if m.app.Cookie.PathIsRoot && r.fromCookie && m.conf().Enabled && m.nodes().CanHit(ctx, r.asked) {
		if _, ok := m.nodeOf(r.asked); ok {
			return r.asked, nil
		}
	}
	return m.drawID(ctx)
}

func (m *Manager) drawID(ctx context.Context) (string, error) {
	id, err := sessionid.Generate(m.cfg.Random, max(m.conf().SessionIDLength, 1), m.app.JvmRoute)
	if err != nil {
		return "", err
	}
	if m.conf().Enabled && m.nodes().Encoded() {
		if node, ok := m.nodes().Pick(ctx); ok {
			id = sessionid.WithNode(id, node)
		}
	}
	return id, nil
}
