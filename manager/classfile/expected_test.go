package classfile_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"msmgate/manager/classfile"
)

//go:generate testdata/java/make.sh

// row is what Java 17 said of a class.
type row struct {
	name, super, id, fields string
	modifiers               classfile.Access
}

func rows(t testing.TB) []row {
	t.Helper()
	text, err := os.ReadFile("testdata/expected.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []row
	for line := range strings.Lines(string(text)) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		flags, err := strconv.ParseUint(part[1], 16, 16)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, row{name: part[0], modifiers: classfile.Access(flags), super: part[2], id: part[3], fields: part[4]})
	}
	if len(list) < 40 {
		t.Fatalf("%d rows", len(list))
	}
	return list
}

func open(t testing.TB, paths ...string) *classfile.Path {
	t.Helper()
	p, err := classfile.Open(paths...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func TestClassesAgreeWithJava(t *testing.T) {
	p := open(t, "testdata/classes")
	all := rows(t)
	if len(p.Names()) != len(all) {
		t.Errorf("%d names, Java saw %d", len(p.Names()), len(all))
	}
	for _, want := range all {
		c, err := p.Class(want.name)
		if err != nil {
			t.Error(err)
			continue
		}
		if c.Access != want.modifiers {
			t.Errorf("%s: modifiers %x, Java says %x", c.Name, c.Access, want.modifiers)
		}
		super := c.Super
		if c.Access.Has(classfile.Interface) {
			super = "-"
		}
		if super != want.super {
			t.Errorf("%s: super-class %s, Java says %s", c.Name, super, want.super)
		}
	}
}

func TestSerialVersionUIDIsJavas(t *testing.T) {
	p := open(t, "testdata/classes")
	for _, want := range rows(t) {
		id, err := classfile.SerialVersionUID(p, want.name)
		switch {
		case want.name == "app.Shop$CodeId":
			if err == nil || !strings.Contains(err.Error(), "by code") {
				t.Errorf("%s: %d, %v; its id isn't a constant", want.name, id, err)
			}
		case want.id == "-":
			if err == nil || !strings.Contains(err.Error(), "isn't Serializable") {
				t.Errorf("%s: %d, %v; it isn't Serializable", want.name, id, err)
			}
		case err != nil:
			t.Error(err)
		case strconv.FormatInt(id, 10) != want.id:
			t.Errorf("%s: %d, Java says %s", want.name, id, want.id)
		}
	}
}

func TestSerialFieldsAreJavas(t *testing.T) {
	p := open(t, "testdata/classes")
	for _, want := range rows(t) {
		c, err := p.Class(want.name)
		if err != nil {
			t.Fatal(err)
		}
		if want.id == "-" || want.name == "app.Shop$Outside" {
			continue
		}
		fields, err := classfile.SerialFields(c)
		if want.name == "app.Shop$Chosen" {
			if err == nil {
				t.Errorf("%s: %v", want.name, fields)
			}
			continue
		}
		if err != nil {
			t.Error(err)
		}
		got := ""
		for _, f := range fields {
			got += f.Descriptor + " " + f.Name + ","
		}
		if got != want.fields {
			t.Errorf("%s: fields %s\nJava says %s", want.name, got, want.fields)
		}
	}
}

// TestSerialVersionUIDOfArrays: what streams of a JDK hold.
func TestSerialVersionUIDOfArrays(t *testing.T) {
	p := open(t, "testdata/classes")
	for name, want := range map[string]uint64{
		"[I": 0x4dba602676eab2a5, "[B": 0xacf317f8060854e0, "[Ljava.lang.Object;": 0x90ce589f1073296c, "[Ljava.lang.String;": 0xadd256e7e91d7b47,
		"[Lapp.Shop$Item;": 0x21851c37ba77a712, "[[Lapp.Shop$Item;": 0x17f9e1349f335a9b, "[Lapp.Shop$Marker;": 0xdcfbb19d5562860b,
	} {
		got, err := classfile.SerialVersionUID(p, name)
		if err != nil || uint64(got) != want {
			t.Errorf("%s: %x, %v; want %x", name, uint64(got), err, want)
		}
	}
	for _, name := range []string{"[", "[Lapp.None;", "[X", "[Lapp.Shop$Item", "[I;"} {
		if id, err := classfile.SerialVersionUID(p, name); err == nil {
			t.Errorf("%q: %x", name, id)
		}
	}
}
