package classfile_test

import (
	"errors"
	"strings"
	"testing"

	"msmgate/manager/classfile"
)

// table is a class path of made-up classes.
type table map[string]*classfile.Class

func (t table) Class(name string) (*classfile.Class, error) {
	if c := t[name]; c != nil {
		return c, nil
	}
	return nil, classfile.ErrNotFound
}

func TestIsAssignable(t *testing.T) {
	p := classfile.Layered(nil, open(t, "testdata/classes"), classfile.JDK())
	for _, test := range []struct {
		from, to string
		want     bool
	}{
		{"app.Shop$Cart", "app.Shop$Cart", true},
		{"app.Shop$Cart", "java.lang.Object", true},
		{"app.Shop$Cart", "java.io.Serializable", true},
		{"app.Shop$Cart", "app.Shop$Item", false},
		{"app.Shop$Derived", "app.Shop$Base", true},
		{"app.Shop$Derived", "app.Shop$Priced", true},
		{"app.Shop$Base", "app.Shop$Derived", false},
		{"app.Shop$Tier$1", "app.Shop$Tier", true},
		{"app.Shop$Tier", "java.lang.Comparable", true},
		{"app.Shop$Listing", "java.util.List", true},
		{"app.Shop$Listing", "java.util.RandomAccess", true},
		{"java.util.LinkedHashMap", "java.util.Map", true},
		{"java.util.ArrayList", "java.util.Set", false},
		{"java.lang.Integer", "java.lang.Number", true},
		{"java.sql.Timestamp", "java.util.Date", true},
		{"[Lapp.Shop$Derived;", "[Lapp.Shop$Base;", true},
		{"[Lapp.Shop$Base;", "[Lapp.Shop$Derived;", false},
		{"[[I", "[Ljava.lang.Object;", true},
		{"[I", "[J", false},
		{"[I", "[Ljava.lang.Object;", false},
		{"[I", "java.io.Serializable", true},
		{"[I", "java.util.List", false},
		{"java.util.ArrayList", "[I", false},
		{"int", "int", true},
		{"int", "long", false},
		{"int", "java.lang.Object", false},
	} {
		got, err := classfile.IsAssignable(p, test.from, test.to)
		if err != nil || got != test.want {
			t.Errorf("%s to %s: %v, %v", test.from, test.to, got, err)
		}
	}
}

func TestHierarchyWithHoles(t *testing.T) {
	p := table{
		"A": {Name: "A", Super: "B"}, "B": {Name: "B", Super: "A"},
		"C": {Name: "C", Super: "gone.Super", Interfaces: []string{"I"}}, "I": {Name: "I", Super: "java.lang.Object"},
	}
	if ok, err := classfile.IsAssignable(p, "A", "I"); ok || err != nil {
		t.Errorf("a circle: %v, %v", ok, err)
	}
	if _, err := classfile.Supers(p, "A"); err == nil || !strings.Contains(err.Error(), "circle") {
		t.Errorf("a circle of super-classes: %v", err)
	}
	if ok, err := classfile.IsAssignable(p, "C", "I"); !ok || err != nil {
		t.Errorf("what is there answers: %v, %v", ok, err)
	}
	if _, err := classfile.IsAssignable(p, "C", "J"); !errors.Is(err, classfile.ErrNotFound) {
		t.Errorf("a missing super-class decides: %v", err)
	}
	if _, err := classfile.Supers(p, "C"); !errors.Is(err, classfile.ErrNotFound) || !strings.Contains(err.Error(), "super-class of C") {
		t.Errorf("a missing super-class: %v", err)
	}
	chain, err := classfile.Supers(classfile.Layered(open(t, "testdata/classes"), classfile.JDK()), "app.Shop$Listing")
	var names []string
	for _, c := range chain {
		names = append(names, c.Name)
	}
	if want := "app.Shop$Listing java.util.ArrayList java.util.AbstractList java.util.AbstractCollection"; err != nil || strings.Join(names, " ") != want {
		t.Errorf("chain %v, %v", names, err)
	}
}

func TestJDKKnowsEnumsAndFields(t *testing.T) {
	unit, err := classfile.JDK().Class("java.util.concurrent.TimeUnit")
	if err != nil || strings.Join(unit.EnumConstants()[:2], " ") != "NANOSECONDS MICROSECONDS" {
		t.Errorf("TimeUnit: %v, %v", unit, err)
	}
	id, err := classfile.JDK().Class("java.util.UUID")
	if err != nil || len(id.Fields) != 2 || id.Fields[0].Name != "mostSigBits" || id.Fields[0].Descriptor != "J" {
		t.Errorf("UUID: %v, %v", id, err)
	}
}
