package manager

import (
	"errors"
	"fmt"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Load reads an attribute into what dst, a pointer, points to: a struct with
// tags, or any Go type that javaobj.Unmarshal knows. Without the attribute it
// gives transcoder.ErrNoAttribute, and what doesn't fit is a *javaobj.PathError.
//
//	var cart Cart
//	err := s.Load("cart", &cart)
func (s *Session) Load(name string, dst any, opts ...javaobj.Option) error {
	v, err := s.Get(name)
	if err != nil {
		return err
	}
	if err := javaobj.Unmarshal(v, dst, named(name, opts)...); err != nil {
		return fmt.Errorf("loading a session attribute: %w", err)
	}
	return nil
}

// Store writes an attribute from a struct or another Go value. What the struct
// doesn't know stays as the session holds it (javaobj.Marshal), also where it
// changed since Load; without a change nothing is written. nil removes the
// attribute, as Java's setAttribute does. What the session's format can't carry
// is refused with a *transcoder.UnsupportedError, and nothing changes.
//
// A change that depends on what is there is better made by Edit.
func (s *Session) Store(name string, src any, opts ...javaobj.Option) error {
	return s.editing(name, func() error {
		former, err := s.formerly(name)
		if err != nil {
			return err
		}
		return s.put(name, src, former, opts)
	})
}

// Edit changes an attribute by f, which gets it as a T, the zero T if there is
// none. No other change on this node comes between; f must neither use the
// session nor write the answer. An error of f is given back and nothing changes.
// Every pointer in the T knows which Java object it was, wherever f moves it.
//
//	err := manager.Edit(s, "cart", func(c *Cart) error {
//		c.Items[0].Quantity++
//		return nil
//	})
func Edit[T any](s *Session, name string, f func(*T) error, opts ...javaobj.Option) error {
	return s.editing(name, func() error {
		former, err := s.formerly(name)
		if err != nil {
			return err
		}
		var value T
		opts := append(named(name, opts), javaobj.WithTrack(new(javaobj.Track)))
		if err := javaobj.Unmarshal(former, &value, opts...); err != nil {
			return fmt.Errorf("editing a session attribute: %w", err)
		}
		if err := f(&value); err != nil {
			return err
		}
		return s.put(name, &value, former, opts)
	})
}

// errUnchanged says that there is nothing to tell of.
var errUnchanged = errors.New("unchanged")

// editing changes an attribute, and tells who listens if it changed.
func (s *Session) editing(name string, change func() error) error {
	if err := s.telling(name, change); !errors.Is(err, errUnchanged) {
		return err
	}
	return nil
}

// Load gives an attribute as a T; see Session.Load.
func Load[T any](s *Session, name string, opts ...javaobj.Option) (T, error) {
	var value T
	err := s.Load(name, &value, opts...)
	return value, err
}

// formerly gives what an attribute holds, nil without one. s.mu is held.
func (s *Session) formerly(name string) (javaobj.Value, error) {
	former, err := s.get(name)
	if err != nil && !errors.Is(err, transcoder.ErrNoAttribute) {
		return nil, err
	}
	return former, nil
}

// put makes an attribute's new value and sets it. s.mu is held.
func (s *Session) put(name string, src any, former javaobj.Value, opts []javaobj.Option) error {
	v, err := javaobj.Marshal(src, former, append(named(name, opts), javaobj.WithRoots(s.roots))...)
	switch {
	case err != nil:
		return fmt.Errorf("storing a session attribute: %w", err)
	case v == former:
		return errUnchanged
	case v == nil:
		return s.remove(name)
	}
	return s.set(name, v)
}

// named makes the attribute's name the beginning of paths in errors.
func named(name string, opts []javaobj.Option) []javaobj.Option {
	return append([]javaobj.Option{javaobj.WithRoot(name)}, opts...)
}

// remove takes an attribute out. s.mu is held.
func (s *Session) remove(name string) error {
	doc, err := s.document()
	if err != nil {
		return fmt.Errorf("removing a session attribute: %w", err)
	}
	s.noteAccess(name)
	had, err := transcoder.Remove(doc, name)
	if err != nil {
		return fmt.Errorf("removing a session attribute: %w", err)
	}
	if had {
		s.mod++
	}
	return nil
}

// roots gives the values of all attributes, whose objects show what a new object
// of their class needs. They are decoded only if one is asked for. s.mu is held
// while the function is used.
func (s *Session) roots() []javaobj.Value {
	doc, err := s.document()
	if err != nil {
		return nil
	}
	var roots []javaobj.Value
	for _, name := range doc.Names() {
		// What can't be read shows nothing.
		if v, err := doc.Get(name); err == nil {
			roots = append(roots, v)
		}
	}
	return roots
}
