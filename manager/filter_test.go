package manager

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/classfilter"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// filtered is a node beside l that obeys a class filter.
func (l *lone) filtered(t *testing.T, filter string) *Manager {
	t.Helper()
	f, err := classfilter.Parse(filter)
	if err != nil {
		t.Fatal(err)
	}
	return newNode(t, Config{
		Application: application(l.storage.config(t), nonSticky(contextxml.LockNone)),
		Now:         l.clock.Now, After: l.clock.After, ClassFilter: f,
	})
}

// wantRejected checks that an error names the class and the pattern.
func wantRejected(t *testing.T, doing string, err error, parts ...string) {
	t.Helper()
	if !errors.Is(err, ErrClassRejected) {
		t.Errorf("%s: %v", doing, err)
		return
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%s: %v does not name %s", doing, err, part)
		}
	}
}

// A node whose filter rejects a class neither shows nor writes it, carries what
// others have written, and may remove or replace it.
func TestClassFilter(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockNone))
	l.b.get(l.m, "/", with(t, true, func(s *Session) {
		for name, v := range map[string]any{
			"bad": javaobj.NewMap("java.util.TreeMap"), "worse": javaobj.NewMap("java.util.TreeMap"), "worst": javaobj.NewMap("java.util.TreeMap"), "good": "1",
		} {
			if err := s.Set(name, v); err != nil {
				t.Error(err)
			}
		}
	}))
	l.m.settle()
	m := l.filtered(t, "!java.util.TreeMap;!java.lang.Number;maxarray=3")

	_, before, _ := l.only()
	l.b.get(m, "/", with(t, false, func(s *Session) {
		_, err := s.Get("bad")
		wantRejected(t, "Get", err, "java.util.TreeMap", "!java.util.TreeMap")
		_, _, err = s.Record()
		wantRejected(t, "Record", err, "java.util.TreeMap")
		wantRejected(t, "Update", s.Update("bad", func(javaobj.Value) (any, error) { return "x", nil }), "java.util.TreeMap")
		wantRejected(t, "Set", s.Set("new", javaobj.NewList("java.util.ArrayList", javaobj.NewMap("java.util.TreeMap"))), "java.util.TreeMap")
		// The super-class is seen only once the value is in the document.
		wantRejected(t, "Set", s.Set("new", 1), "java.lang.Number", "!java.lang.Number")
		wantRejected(t, "Set", s.Set("good", 1), "java.lang.Number")
		wantRejected(t, "Set", s.Set("new", make([]byte, 4)), "maxarray=3")
		if v, err := s.Get("good"); v != javaobj.String("1") {
			t.Errorf("good is %v, %v", v, err)
		}
	}))
	m.settle()
	if _, after, _ := l.only(); !bytes.Equal(before, after) {
		t.Error("something was stored")
	}

	l.b.get(m, "/", with(t, false, func(s *Session) {
		if err := errors.Join(s.Set("good", "2"), s.Remove("worse"), s.Set("worst", "fine")); err != nil {
			t.Error(err)
		}
	}))
	m.settle()
	l.b.get(l.m, "/", with(t, false, func(s *Session) {
		for name, want := range map[string]javaobj.Value{"bad": javaobj.NewMap("java.util.TreeMap"), "good": javaobj.String("2"), "worst": javaobj.String("fine")} {
			if v, err := s.Get(name); err != nil || !javaobj.Equal(v, want) {
				t.Errorf("%s is %v, %v", name, v, err)
			}
		}
		if names, err := s.Names(); len(names) != 3 {
			t.Errorf("%q, %v", names, err)
		}
	}))
}

// Attributes that are larger than maxbytes are not stored.
func TestClassFilterLimitsBytes(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockNone))
	m := l.filtered(t, "maxbytes=200")
	l.b.get(m, "/", set(t, "x", "small"))
	m.settle()
	_, before, _ := l.only()
	if len(before) == 0 {
		t.Fatal("nothing is stored")
	}
	l.b.get(m, "/", set(t, "x", strings.Repeat("large", 100)))
	m.settle()
	if _, after, _ := l.only(); !bytes.Equal(before, after) || m.Stats().RefusedBackups == 0 {
		t.Errorf("%d bytes are stored, %d before; refused: %d", len(after), len(before), m.Stats().RefusedBackups)
	}
}

// dark is a document with one attribute that can't be read.
type dark struct{ transcoder.Document }

func (d dark) Get(name string) (javaobj.Value, error) {
	if name == "dark" {
		return nil, errors.New("unknown class")
	}
	return d.Document.Get(name)
}

// What can't be read may be replaced, and is kept where the filter rejects the
// new value.
func TestClassFilterAndWhatCannotBeRead(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nonSticky(contextxml.LockNone))
	m := l.filtered(t, "!java.lang.Number")
	doc := dark{m.transcoder.New()}
	if err := doc.Set("dark", javaobj.NewString("old")); err != nil {
		t.Fatal(err)
	}
	wantRejected(t, "Set", m.setAdmitted(doc, "dark", javaobj.NewInteger(1)), "java.lang.Number")
	if v, err := doc.Document.Get("dark"); v != javaobj.String("old") {
		t.Errorf("%v, %v", v, err)
	}
	if err := m.setAdmitted(doc, "dark", javaobj.NewString("new")); err != nil {
		t.Error(err)
	}
	if v, err := doc.Document.Get("dark"); v != javaobj.String("new") {
		t.Errorf("%v, %v", v, err)
	}
}
