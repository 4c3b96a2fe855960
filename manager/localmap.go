package manager

import "sync"

// localMap holds the sessions that are on this node: in sticky mode all that
// it serves, in non-sticky mode those in use right now. It counts who uses
// them; a session that nobody uses leaves the map unless it is resident.
type localMap struct {
	mu   sync.Mutex
	byID map[string]*Session
}

func newLocalMap() *localMap { return &localMap{byID: map[string]*Session{}} }

// attach finds the session of an id, or puts in what fresh gives, and counts
// one user more. Resolve tells whether an id that isn't there has a successor;
// it is asked under the map's mutex, as successors are made, so that an id is
// always found in one of the two.
func (l *localMap) attach(id string, resolve func(string) (string, bool), fresh func(id string) *Session) (*Session, string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s, ok := l.byID[id]
	if !ok {
		if next, found := resolve(id); found {
			id = next
			s, ok = l.byID[id]
		}
	}
	if !ok {
		s = fresh(id)
		s.key = id
		l.byID[id] = s
	}
	s.users++
	return s, id
}

// find gives the session of an id, with one user more, or nil.
func (l *localMap) find(id string) *Session {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.byID[id]
	if s != nil {
		s.users++
	}
	return s
}

// add puts a new session in with one user; false if the id is taken.
func (l *localMap) add(s *Session, id string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, taken := l.byID[id]; taken {
		return false
	}
	s.key, s.users = id, 1
	l.byID[id] = s
	return true
}

// leave takes a user away, but pins the session until unpin. It tells whether
// nobody else uses it.
func (l *localMap) leave(s *Session) (last bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s.users--
	s.pins++
	return s.users == 0
}

// pin keeps a session in the map for background work.
func (l *localMap) pin(s *Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s.pins++
}

func (l *localMap) unpin(s *Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s.pins--
	l.collect(s)
}

// detach takes a user away without further work.
func (l *localMap) detach(s *Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s.users--
	l.collect(s)
}

func (l *localMap) collect(s *Session) {
	if s.users == 0 && s.pins == 0 && !s.resident && l.byID[s.key] == s {
		delete(l.byID, s.key)
	}
}

// settle makes a session resident, or not.
func (l *localMap) settle(s *Session, resident bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s.resident = resident
	l.collect(s)
}

// rekey gives a session another id; what was under it is pushed out. Note is
// called under the map's mutex with the id before.
func (l *localMap) rekey(s *Session, id string, note func(old string)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byID[s.key] == s {
		delete(l.byID, s.key)
	}
	note(s.key)
	s.key = id
	l.byID[id] = s
}

// remove takes a session out, whoever still uses it.
func (l *localMap) remove(s *Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.byID[s.key] == s {
		delete(l.byID, s.key)
	}
}

// displace takes out whatever is under an id that another session than keep has.
func (l *localMap) displace(id string, keep *Session) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.byID[id]; s != nil && s != keep {
		delete(l.byID, id)
	}
}

// idle tells whether no request uses the session.
func (l *localMap) idle(s *Session) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return s.users == 0
}

func (l *localMap) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.byID)
}

// active counts the sessions that requests use and those that live here, beside
// one that isn't to be counted.
func (l *localMap) active(but *Session) (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range l.byID {
		if s != but && (s.resident || s.users > 0) {
			n++
		}
	}
	return n
}

func (l *localMap) all() []*Session {
	l.mu.Lock()
	defer l.mu.Unlock()
	sessions := make([]*Session, 0, len(l.byID))
	for _, s := range l.byID {
		sessions = append(sessions, s)
	}
	return sessions
}
