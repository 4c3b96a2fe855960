package manager

import (
	"errors"
	"fmt"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// LoadAll reads several attributes into a struct whose fields are named like
// them. Attributes that share objects share them in Go. An attribute that isn't
// there is the zero value.
//
//	var have struct {
//		Cart *Cart `java:"cart"`
//		User *User `java:"user"`
//	}
//	err := s.LoadAll(&have)
func (s *Session) LoadAll(dst any, opts ...javaobj.Option) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	former, err := s.attributes(dst)
	if err != nil {
		return err
	}
	if err := javaobj.Unmarshal(former, dst, named("session", opts)...); err != nil {
		return fmt.Errorf("loading session attributes: %w", err)
	}
	return nil
}

// StoreAll writes the attributes that the fields of a struct are named like: all
// of them or, after an error, none. A nil removes its attribute; another zero
// value adds none where there is none. Else it is like Store.
func (s *Session) StoreAll(src any, opts ...javaobj.Option) error {
	return s.editingAll(func() ([]attributeChange, error) {
		former, err := s.attributes(src)
		if err != nil {
			return nil, err
		}
		return s.putAll(src, former, named("session", opts))
	})
}

// EditAll changes several attributes by f, all of them or none; see Edit and
// LoadAll.
func EditAll[T any](s *Session, f func(*T) error, opts ...javaobj.Option) error {
	return s.editingAll(func() ([]attributeChange, error) {
		var value T
		former, err := s.attributes(&value)
		if err != nil {
			return nil, err
		}
		opts := append(named("session", opts), javaobj.WithTrack(new(javaobj.Track)))
		if err := javaobj.Unmarshal(former, &value, opts...); err != nil {
			return nil, fmt.Errorf("editing session attributes: %w", err)
		}
		if err := f(&value); err != nil {
			return nil, err
		}
		return s.putAll(&value, former, opts)
	})
}

// attributeChange is one of several changes; nil stands for no attribute.
type attributeChange struct {
	name        string
	before, now javaobj.Value
}

// editingAll makes changes under the session's mutex, and then tells those who
// listen of each.
func (s *Session) editingAll(change func() ([]attributeChange, error)) error {
	changes, err := func() ([]attributeChange, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		return change()
	}()
	if err != nil {
		return err
	}
	l := &s.m.listeners
	for _, c := range changes {
		switch {
		case c.before == nil && l.AttributeAdded != nil:
			l.AttributeAdded(s, c.name)
		case c.before != nil && c.now == nil && l.AttributeRemoved != nil:
			l.AttributeRemoved(s, c.name, c.before)
		case c.before != nil && c.now != nil && l.AttributeReplaced != nil:
			l.AttributeReplaced(s, c.name, c.before)
		}
	}
	return nil
}

// attributes shows the attributes that a struct names as the fields of one
// object. s.mu is held.
func (s *Session) attributes(of any) (*javaobj.Bean, error) {
	names, err := javaobj.FieldNames(of)
	if err != nil {
		return nil, err
	}
	bean := new(javaobj.Bean)
	for _, name := range names {
		v, err := s.get(name)
		switch {
		case errors.Is(err, transcoder.ErrNoAttribute):
		case err != nil:
			return nil, err
		default:
			bean.Fields = append(bean.Fields, javaobj.Field{Name: name, Value: v})
		}
	}
	return bean, nil
}

func (s *Session) putAll(src any, former *javaobj.Bean, opts []javaobj.Option) ([]attributeChange, error) {
	v, err := javaobj.Marshal(src, former, append(opts, javaobj.WithRoots(s.roots))...)
	if err != nil {
		return nil, fmt.Errorf("storing session attributes: %w", err)
	}
	made, ok := v.(*javaobj.Bean)
	if !ok {
		return nil, fmt.Errorf("storing session attributes: a nil %T is not made of attributes; it takes a struct", src)
	}
	var changes []attributeChange
	for i, f := range made.Fields {
		c := attributeChange{name: f.Name, now: f.Value}
		if i < len(former.Fields) {
			c.before = former.Fields[i].Value
		}
		if c.now != c.before {
			changes = append(changes, c)
		}
	}
	return changes, s.setTogether(changes)
}

// setTogether sets attributes, all of them or none: after a refusal the
// attributes are decoded again from what they were before. s.mu is held.
func (s *Session) setTogether(changes []attributeChange) error {
	doc, err := s.document()
	if err != nil {
		return err
	}
	var before []byte
	if len(changes) > 1 {
		if before, err = doc.Encode(nil); err != nil {
			return fmt.Errorf("storing session attributes: %w", err)
		}
	}
	mod, accessed := s.mod, s.accessed
	for i, c := range changes {
		if c.now == nil {
			err = s.remove(c.name)
		} else {
			err = s.set(c.name, c.now)
		}
		if err == nil {
			continue
		}
		if i == 0 {
			return err // nothing has changed yet
		}
		s.mod, s.accessed = mod, accessed
		old, failed := s.m.transcoder.Decode(before, transcoder.Limits{})
		if failed != nil {
			s.doc, s.docErr = nil, fmt.Errorf("taking back a change of session attributes: %w", failed)
			return errors.Join(err, s.docErr)
		}
		s.doc = old
		return err
	}
	return nil
}
