package store

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/gorilla/sessions"

	"msmgate/manager"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// bound is the Store of one gorilla session: it remembers what was read.
type bound struct {
	*Store
	prefix string
	loaded map[string]javaobj.Value
	// broken tells that the session could not be read.
	broken bool
}

var _ sessions.Store = (*bound)(nil)

func (s *Store) bind(name string) *bound { return &bound{Store: s, prefix: s.prefix(name)} }

// New reads the session of a request, once.
func (b *bound) New(r *http.Request, name string) (*sessions.Session, error) {
	session := sessions.NewSession(b, name)
	session.Options = &sessions.Options{}
	session.IsNew = true
	java, err := b.session(r, false)
	if err == nil && java != nil {
		session.IsNew = java.IsNew()
		session.ID = java.ID()
		err = b.load(java, session.Values)
	}
	if err != nil {
		b.broken = true
		clear(session.Values)
		return session, fmt.Errorf("reading session %q: %w", name, err)
	}
	return session, nil
}

// Save is what Session.Save calls.
func (b *bound) Save(r *http.Request, w http.ResponseWriter, session *sessions.Session) error {
	return b.Store.Save(r, w, session)
}

// load reads all attributes with the prefix.
func (b *bound) load(java *manager.Session, values map[any]any) error {
	names, err := java.Names()
	if err != nil {
		return err
	}
	b.loaded = make(map[string]javaobj.Value, len(names))
	for _, name := range names {
		key, ok := strings.CutPrefix(name, b.prefix)
		if !ok {
			continue
		}
		v, err := java.Get(name)
		if errors.Is(err, transcoder.ErrNoAttribute) {
			continue // a parallel request has removed it
		}
		if err != nil {
			return err
		}
		b.loaded[key] = v
		values[key] = javaobj.ToGo(v)
	}
	return nil
}

// change is one attribute that Save sets, or removes if value is nil.
type change struct {
	key, attribute string
	value          javaobj.Value
}

func (c change) apply(java *manager.Session) error {
	if c.value == nil {
		return java.Remove(c.attribute)
	}
	return java.Set(c.attribute, c.value)
}

// changes compares the values with what was read, sorted by key. All values are
// converted before any is written.
func (b *bound) changes(values map[any]any) ([]change, error) {
	var list []change
	present := make(map[string]bool, len(values))
	for k, v := range values {
		key, ok := k.(string)
		if !ok {
			return nil, fmt.Errorf("a key of Values is a %T; keys are names of attributes, so strings", k)
		}
		present[key] = true
		old, had := b.loaded[key]
		// Converted again, since the program may have changed the first
		// conversion in place.
		if had && reflect.DeepEqual(javaobj.ToGo(old), v) {
			continue
		}
		value, err := javaobj.FromGo(v)
		if err != nil {
			return nil, fmt.Errorf("attribute %q: %w", b.prefix+key, err)
		}
		if value == nil && !had {
			continue // null is no attribute
		}
		list = append(list, change{key, b.prefix + key, keep(old, value)})
	}
	for _, key := range slices.Collect(maps.Keys(b.loaded)) {
		if !present[key] {
			list = append(list, change{key, b.prefix + key, nil})
		}
	}
	slices.SortFunc(list, func(x, y change) int { return strings.Compare(x.key, y.key) })
	return list, nil
}

// note remembers what was written, for the next Save.
func (b *bound) note(c change) {
	if c.value == nil {
		delete(b.loaded, c.key)
		return
	}
	if b.loaded == nil {
		b.loaded = map[string]javaobj.Value{}
	}
	b.loaded[c.key] = c.value
}
