package manager

import (
	"errors"
	"fmt"

	"msmgate/manager/classfilter"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// admitted gives the value of an attribute unless the class filter rejects a
// class in it. The attribute's bytes stay in the session either way.
func (m *Manager) admitted(doc transcoder.Document, name string) (javaobj.Value, error) {
	v, err := doc.Get(name)
	if err != nil || m.cfg.ClassFilter == nil {
		return v, err
	}
	if err := m.cfg.ClassFilter.CheckAttribute(doc, name); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrClassRejected, err)
	}
	return v, nil
}

// setAdmitted sets an attribute unless the class filter rejects a class in the
// value, or one that the format writes with it, such as a super-class; nothing
// changes then.
func (m *Manager) setAdmitted(doc transcoder.Document, name string, v javaobj.Value) error {
	filter := m.cfg.ClassFilter
	if filter == nil {
		return doc.Set(name, v)
	}
	if err := filter.CheckValue(v); err != nil {
		return fmt.Errorf("%w: %w", ErrClassRejected, err)
	}
	old, missing := doc.Get(name)
	if missing != nil && !errors.Is(missing, transcoder.ErrNoAttribute) {
		if err := m.tryOnTwin(doc, name, v); err != nil {
			return err
		}
		return doc.Set(name, v) // what stands there can't be read, so it couldn't be put back
	}
	if err := doc.Set(name, v); err != nil {
		return err
	}
	rejected := filter.CheckAttribute(doc, name)
	if rejected == nil {
		return nil
	}
	var undone error
	if missing != nil {
		doc.Remove(name)
	} else {
		undone = doc.Set(name, old)
	}
	return errors.Join(fmt.Errorf("%w: %w", ErrClassRejected, rejected), undone)
}

// tryOnTwin sets an attribute in a copy of the document and judges it there.
func (m *Manager) tryOnTwin(doc transcoder.Document, name string, v javaobj.Value) error {
	data, err := doc.Encode(nil)
	if err != nil {
		return err
	}
	twin, err := m.transcoder.Decode(data, transcoder.Limits{})
	if err != nil {
		return err
	}
	if err := twin.Set(name, v); err != nil {
		return err
	}
	if err := m.cfg.ClassFilter.CheckAttribute(twin, name); err != nil {
		return fmt.Errorf("%w: %w", ErrClassRejected, err)
	}
	return nil
}

// checkSize refuses to store attributes that are larger than the class filter
// lets nodes read.
func (m *Manager) checkSize(p plan) error {
	if !p.changed {
		return nil
	}
	err := m.cfg.ClassFilter.CheckExtent(classfilter.Extent{Bytes: int64(len(p.rec.Attributes))})
	if err != nil {
		return fmt.Errorf("the new attributes: %w: %w", ErrClassRejected, err)
	}
	return nil
}
