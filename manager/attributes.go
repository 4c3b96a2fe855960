package manager

import (
	"errors"
	"fmt"

	"msmgate/manager/javaobj"
	"msmgate/manager/record"
	"msmgate/manager/transcoder"
)

// document gives the decoded attributes; they are decoded when first asked
// for. s.mu is held.
func (s *Session) document() (transcoder.Document, error) {
	if s.invalid {
		return nil, ErrInvalidated
	}
	if s.doc != nil || s.docErr != nil {
		return s.doc, s.docErr
	}
	if len(s.raw) == 0 {
		s.doc = s.m.transcoder.New()
		return s.doc, nil
	}
	done := s.m.measure()
	doc, err := s.m.transcoder.Decode(s.raw, transcoder.Limits{})
	done.end(&s.m.probes.decode)
	if err != nil {
		s.m.count.add(&s.m.count.unreadable)
		s.docErr = fmt.Errorf("decoding the attributes: %w: %w", ErrUnreadable, err)
		s.m.log.Error().Err(err).Msg("session attributes can't be decoded; the record is left as it is")
		return nil, s.docErr
	}
	s.doc = doc
	return doc, nil
}

// Names lists the attributes in the record's order.
func (s *Session) Names() ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	doc, err := s.document()
	if err != nil {
		return nil, fmt.Errorf("listing session attributes: %w", err)
	}
	return doc.Names(), nil
}

// Get gives an attribute. Without one it is nil and transcoder.ErrNoAttribute; if
// Config.ClassFilter rejects a class in it, it is nil and ErrClassRejected.
// Values must not be changed; Set or Update a new one.
func (s *Session) Get(name string) (javaobj.Value, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.get(name)
}

func (s *Session) get(name string) (javaobj.Value, error) {
	doc, err := s.document()
	if err == nil {
		s.noteAccess(name)
		var v javaobj.Value
		if v, err = s.m.admitted(doc, name); err == nil || errors.Is(err, transcoder.ErrNoAttribute) {
			return v, err
		}
	}
	return nil, fmt.Errorf("getting a session attribute: %w", err)
}

// Set adds or replaces an attribute, by a javaobj.Value or a Go value that
// javaobj.FromGo knows. What the session's format can't carry faithfully is
// refused with a *transcoder.UnsupportedError, what Config.ClassFilter rejects
// with ErrClassRejected, and nothing changes.
func (s *Session) Set(name string, v any) error {
	value, err := toValue(v)
	if err != nil {
		return fmt.Errorf("setting a session attribute: %w", err)
	}
	return s.telling(name, func() error { return s.set(name, value) })
}

func (s *Session) set(name string, v javaobj.Value) error {
	doc, err := s.document()
	if err == nil {
		err = s.m.setAdmitted(doc, name, v)
	}
	if err != nil {
		return fmt.Errorf("setting a session attribute: %w", err)
	}
	s.noteAccess(name)
	s.mod++
	return nil
}

// Update replaces an attribute by what f makes of it, nil standing for none.
// No other change on this node comes between; f must neither use the session
// nor write the answer. An error of f is given back and nothing changes.
func (s *Session) Update(name string, f func(old javaobj.Value) (any, error)) error {
	return s.telling(name, func() error {
		old, err := s.get(name)
		if err != nil && !errors.Is(err, transcoder.ErrNoAttribute) {
			return err
		}
		v, err := f(old)
		if err != nil {
			return err
		}
		value, err := toValue(v)
		if err != nil {
			return fmt.Errorf("updating a session attribute: %w", err)
		}
		return s.set(name, value)
	})
}

// Remove takes an attribute out; one that isn't there is no error.
func (s *Session) Remove(name string) error {
	return s.telling(name, func() error { return s.remove(name) })
}

// noteAccess counts an access to an attribute that is stored (STK-41, CFG-41).
func (s *Session) noteAccess(name string) {
	if !s.accessed && s.m.kept(name) {
		s.accessed = true
	}
}

// kept tells whether an attribute is stored (CFG-41). A pattern that passes
// its limits matches nothing.
func (m *Manager) kept(name string) bool {
	if m.conf().AttributeFilter == nil {
		return true
	}
	ok, err := m.conf().AttributeFilter.MatchString(name)
	return ok && err == nil
}

// Record gives the session as it would be stored now, for display: the header
// with its attributes' bytes, and these decoded. Both are the caller's own.
func (s *Session) Record() (record.Record, transcoder.Document, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	attributes, err := s.encode()
	if err != nil {
		return record.Record{}, nil, fmt.Errorf("showing a session: %w", err)
	}
	rec := s.rec
	rec.Version, rec.Attributes = 2, attributes
	doc := s.m.transcoder.New()
	if len(attributes) > 0 {
		if doc, err = s.m.transcoder.Decode(attributes, transcoder.Limits{}); err != nil {
			return rec, nil, fmt.Errorf("showing a session: %w: %w", ErrUnreadable, err)
		}
	}
	if err := s.m.cfg.ClassFilter.CheckDocument(doc, len(attributes)); err != nil {
		return rec, nil, fmt.Errorf("showing a session: %w: %w", ErrClassRejected, err)
	}
	return rec, doc, nil
}

// encode gives the attribute bytes: those that were read if nothing was
// changed. s.mu is held.
func (s *Session) encode() ([]byte, error) {
	if s.invalid {
		return nil, ErrInvalidated
	}
	if s.mod == s.stored && s.raw != nil {
		return s.raw, nil
	}
	doc, err := s.document()
	if err != nil {
		return nil, err
	}
	if s.m.conf().AttributeFilter != nil {
		return doc.Encode(s.m.kept)
	}
	return doc.Encode(nil)
}
