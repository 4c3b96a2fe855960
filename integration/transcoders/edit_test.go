package transcoders

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"msmgate/integration/harness"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// TestEditsOfJavasSessions edits sessions that Java made, each in one
// attribute: MSM then loads what Go set, and all others are the same to it.
func TestEditsOfJavasSessions(t *testing.T) {
	eachFormat(t, func(t *testing.T, f format) {
		n, chosen := graphs(70)
		first := int64(1)
		if chosen {
			first = time.Now().UnixNano()
		}
		done, failed := 0, 0
		for i := range n {
			seed := first + int64(i)
			edited, err := editOne(f, seed)
			if err != nil {
				t.Errorf("seed %d: %v", seed, err)
				if failed++; failed == 10 {
					t.Fatal("and so on")
				}
			}
			if edited {
				done++
			}
		}
		if done < n/2 {
			t.Errorf("only %d of %d sessions could be edited", done, n)
		}
	})
}

// TestRegressionSeeds crosses the border with the sessions that once failed.
func TestRegressionSeeds(t *testing.T) {
	eachFormat(t, func(t *testing.T, f format) {
		for _, seed := range javaSeeds[f.name] {
			if _, err := fromJava(f, seed); err != nil {
				t.Errorf("seed %d: %v", seed, err)
			}
			if _, err := editOne(f, seed); err != nil {
				t.Errorf("seed %d, edited: %v", seed, err)
			}
		}
	})
}

// editOne changes one attribute of a session that Java makes from the seed;
// edited tells whether there was something to change and MSM itself can load
// the session.
func editOne(f format, seed int64) (edited bool, err error) {
	made, err := ask("make", f.name, strconv.FormatInt(seed, 10))
	if err != nil || made.Unloadable != "" || made.Changed != "" && !f.keepsLittle {
		return false, err
	}
	d, attributes, err := reopen(f, made.Stored)
	if err != nil {
		return false, err
	}
	e := rapid.Custom(func(t *rapid.T) edit { return newEdit(t, f, d.Names(), attributes) }).Example(int(seed))
	if err := e.apply(d); errors.As(err, new(*transcoder.UnsupportedError)) {
		return false, unchanged(f, d, made.Stored)
	} else if err != nil {
		return false, err
	}
	if err := arrived(f, d, made.Stored, e); err != nil {
		return true, fmt.Errorf("%s of %q: %w", e.what, e.name, err)
	}
	return true, nil
}

// unchanged proves that a refused edit left the record as it was.
func unchanged(f format, d transcoder.Document, stored []byte) error {
	out, err := d.Encode(nil)
	if err != nil || string(out) != string(stored) {
		return fmt.Errorf("a refused edit changed the record (%v)", err)
	}
	return nil
}

// arrived proves that MSM loads the edit, and everything else as before.
func arrived(f format, d transcoder.Document, before []byte, e edit) error {
	after, err := d.Encode(nil)
	if err != nil {
		return fmt.Errorf("encoding: %w", err)
	}
	again, err := faithful(f, after)
	if err != nil {
		return err
	}
	java, err := load(f, after)
	if err != nil {
		return err
	}
	if err := agree(again, java); err != nil {
		return fmt.Errorf("what Go reads again, and Java: %w", err)
	}
	if has := slices.Contains(again.Names(), e.name); has != (e.value != nil) {
		return fmt.Errorf("the attribute is there: %v", has)
	}
	if e.value != nil && f.shares() {
		got, err := again.Get(e.name)
		if err != nil {
			return err
		}
		if err := harness.CompareValues(javaobj.AppendJSON(nil, e.value, nil), javaobj.AppendJSON(nil, got, nil)); err != nil {
			return fmt.Errorf("what was set, and what is read again: %w", err)
		}
	}
	return sameBut(f, before, after, e.name)
}

// edit is one change of a session: value is nil for a removal.
type edit struct {
	what  string
	name  string
	value javaobj.Value
}

func (e edit) apply(d transcoder.Document) error {
	if e.value != nil {
		return d.Set(e.name, e.value)
	}
	had, err := transcoder.Remove(d, e.name)
	if err == nil && !had {
		err = fmt.Errorf("there is no %q to remove", e.name)
	}
	return err
}

// newEdit chooses an attribute and what to do with it: set a new one, replace
// it, remove it, change a field of it, or put into it what others hold.
func newEdit(t *rapid.T, f format, names []string, attributes map[string]javaobj.Value) edit {
	g := newGraph(t, carried(f, nil), nil, f.shares())
	name := names[g.below(len(names), "attribute")]
	switch g.below(6, "edit") {
	case 0:
		return edit{what: "addition", name: "added", value: g.some()}
	case 1:
		return edit{what: "replacement", name: name, value: g.some()}
	case 2:
		return edit{what: "removal", name: name}
	case 3:
		return edit{what: "copy", name: "copy", value: attributes[name]}
	case 4:
		elements := []javaobj.Value{javaobj.NewString(word(g))}
		for _, name := range names {
			elements = append(elements, attributes[name])
		}
		return edit{what: "collection of all", name: name, value: javaobj.NewList("java.util.ArrayList", elements...)}
	}
	return edit{what: "change inside", name: name, value: inside(g, attributes[name])}
}

// inside makes an object like the given one with something else in it.
func inside(g *graph, v javaobj.Value) javaobj.Value {
	switch v := v.(type) {
	case *javaobj.Bean:
		b := *v
		b.Fields = slices.Clone(v.Fields)
		for i := range b.Fields {
			b.Fields[i].Value = changedField(g, b.Fields[i].Value)
		}
		return &b
	case *javaobj.List:
		l := *v
		if len(v.Class) > 1 && v.Class[0] != '[' && len(v.Elems) > 0 {
			l.Elems = slices.Clone(v.Elems[:len(v.Elems)-1])
		}
		return &l
	case *javaobj.Map:
		m := *v
		if len(v.Entries) > 0 {
			m.Entries = slices.Clone(v.Entries[1:])
		}
		return &m
	}
	return v
}
