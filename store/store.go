package store

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/gorilla/sessions"

	"msmgate/manager"
)

// ErrOutside says that a request didn't come through Manager.Handler, which
// finds its session and stores it.
var ErrOutside = errors.New("the request has not come through Manager.Handler of the store's manager; wrap the handler with it")

// Store gives the sessions of a Manager to gorilla/sessions. It is safe for
// concurrent use.
type Store struct {
	m      *manager.Manager
	prefix func(name string) string
}

var _ sessions.Store = (*Store)(nil)

// Option changes how a Store maps sessions.
type Option func(*Store)

// Prefix puts what f gives for a session's name before each key: with
//
//	store.Prefix(func(name string) string { return name + "." })
//
// the key "items" of the session "cart" is the attribute "cart.items", and
// attributes without the prefix don't show in the session.
func Prefix(f func(name string) string) Option { return func(s *Store) { s.prefix = f } }

// New makes a Store.
func New(m *manager.Manager, options ...Option) *Store {
	s := &Store{m: m, prefix: func(string) string { return "" }}
	for _, o := range options {
		o(s)
	}
	return s
}

// Get gives the session of a request; a second call gives the same one.
func (s *Store) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(s.bind(name), name)
}

// New reads the session of a request. Without one the result is new and empty;
// none is made before Save. With an error the session is empty but not nil, and
// must not be saved.
func (s *Store) New(r *http.Request, name string) (*sessions.Session, error) {
	return s.bind(name).New(r, name)
}

// Save writes what has changed in the session, or invalidates it if its MaxAge
// is negative. It must come before the answer's first byte if the session is
// new, since that takes a cookie.
func (s *Store) Save(r *http.Request, _ http.ResponseWriter, session *sessions.Session) error {
	b, ok := session.Store().(*bound)
	if !ok || b.Store != s {
		return fmt.Errorf("saving session %q: it is not of this store", session.Name())
	}
	if err := s.save(r, b, session); err != nil {
		return fmt.Errorf("saving session %q: %w", session.Name(), err)
	}
	return nil
}

func (s *Store) save(r *http.Request, b *bound, session *sessions.Session) error {
	if b.broken {
		return errors.New("it could not be read, and saving it would lose what it holds")
	}
	end := session.Options != nil && session.Options.MaxAge < 0
	changes, err := b.changes(session.Values)
	if err != nil {
		return err
	}
	java, err := s.session(r, !end && len(changes) > 0)
	if err != nil || java == nil {
		return err
	}
	if end {
		clear(session.Values)
		b.loaded = nil
		return java.Invalidate()
	}
	for _, c := range changes {
		if err := c.apply(java); err != nil {
			return err
		}
		b.note(c)
	}
	session.ID = java.ID()
	return nil
}

func (s *Store) session(r *http.Request, create bool) (*manager.Session, error) {
	request, ok := manager.FromContext(r.Context())
	if !ok || request.Manager() != s.m {
		return nil, ErrOutside
	}
	return request.Session(create)
}
