package manager

import (
	"errors"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Listeners are told what happens to sessions on this node, as the listeners
// of a servlet application are. Each may be nil. They are called by the request
// that does it, one after another. They may read and change the session's
// attributes; they must not ask the request for its session, nor change the
// session's id, for which the same request may be waiting.
type Listeners struct {
	// Created is told of a session made here, and of one loaded here whose
	// record still says that it is new (STK-12, TRAP-44).
	Created func(s *Session)
	// Destroyed is told that a session is about to be invalidated, or has been
	// idle for too long, while its attributes can still be read. A session that
	// only memcached drops is destroyed unseen (NST-83).
	Destroyed func(s *Session)
	// Activated is told of a session that this node has loaded, Passivated of one
	// that it lets go: in non-sticky mode at the end of each request that no
	// other one shares (NST-42), in sticky mode when the node is closed (STK-66).
	Activated, Passivated func(s *Session)
	// IDChanged is told of a login's, a takeover's or a relocation's new id.
	IDChanged func(s *Session, old string)
	// AttributeAdded, AttributeReplaced and AttributeRemoved are told of changes
	// by Set, Update and Remove, and by Store, Edit and their kin. Before is the
	// value that was there.
	AttributeAdded    func(s *Session, name string)
	AttributeReplaced func(s *Session, name string, before javaobj.Value)
	AttributeRemoved  func(s *Session, name string, before javaobj.Value)
}

// tell calls a listener about a session.
func tell(listener func(*Session), s *Session) {
	if listener != nil {
		listener(s)
	}
}

// passivate tells that the last request leaves a session.
func (s *Session) passivate() {
	if s.m.listeners.Passivated == nil && s.m.listeners.Activated == nil {
		return
	}
	tell(s.m.listeners.Passivated, s)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.passive = true
}

// activate tells of a session that was loaded, or whose object another request
// has left and background work has kept.
func (s *Session) activate(loaded bool) {
	s.mu.Lock()
	was := s.passive
	s.passive = false
	s.mu.Unlock()
	if loaded || was {
		tell(s.m.listeners.Activated, s)
	}
}

// passivateAll tells of the sessions that are on this node when it is closed.
func (m *Manager) passivateAll() {
	if m.listeners.Passivated == nil {
		return
	}
	for _, s := range m.local.all() {
		if s.isLoaded() && !s.isInvalid() {
			s.passivate()
		}
	}
}

// destroy tells, once, that a session ends whose end nobody was told of.
func (s *Session) destroy() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.destroyed || s.invalid {
		return false
	}
	s.destroyed = true
	return true
}

// telling changes an attribute under the session's mutex, and then tells those
// who listen. Without any, the value before isn't decoded.
func (s *Session) telling(name string, change func() error) error {
	l := &s.m.listeners
	if l.AttributeAdded == nil && l.AttributeReplaced == nil && l.AttributeRemoved == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		return change()
	}
	before, had, has, err := s.changed(name, change)
	switch {
	case err != nil:
	case had && has && l.AttributeReplaced != nil:
		l.AttributeReplaced(s, name, before)
	case has && !had && l.AttributeAdded != nil:
		l.AttributeAdded(s, name)
	case had && !has && l.AttributeRemoved != nil:
		l.AttributeRemoved(s, name, before)
	}
	return err
}

// changed changes an attribute, and tells what was there before, and whether
// there is something now. What can't be read is there, but nil.
func (s *Session) changed(name string, change func() error) (before javaobj.Value, had, has bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	doc, err := s.document()
	if err != nil {
		return nil, false, false, err
	}
	there := func() (javaobj.Value, bool) {
		v, err := doc.Get(name)
		return v, !errors.Is(err, transcoder.ErrNoAttribute)
	}
	before, had = there()
	if err = change(); err == nil {
		_, has = there()
	}
	return before, had, has, err
}
