package classfile_test

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"msmgate/manager/classfile"
)

func parse(t *testing.T, name string) *classfile.Class {
	t.Helper()
	c, err := classfile.Parse(classBytes(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParseKeepsWhatFormatsNeed(t *testing.T) {
	cart := parse(t, "app/Shop$Cart")
	var fields []string
	for _, f := range cart.Fields {
		fields = append(fields, f.Name+" "+classfile.TypeName(f.Descriptor))
	}
	want := "owner java.lang.String, total long, count int, open boolean, items java.util.List, cache java.lang.Object, made int, " +
		"LIMIT int, sizes [I, grid [[Lapp.Shop$Item;, tier app.Shop$Tier, rate double"
	if got := strings.Join(fields, ", "); got != want {
		t.Errorf("fields %s\nwant %s", got, want)
	}
	limit, items := cart.Fields[7], cart.Fields[4]
	if !limit.Constant || limit.Long != 100 || !limit.Access.Has(classfile.Public|classfile.Static|classfile.Final) {
		t.Errorf("the constant: %+v", limit)
	}
	if items.Signature != "Ljava/util/List<Lapp/Shop$Item;>;" {
		t.Errorf("the list's signature: %q", items.Signature)
	}
	if m := cart.Method("sum", "(J[I[[Ljava/lang/String;)D"); m == nil || !m.Access.Has(classfile.Strict) {
		t.Errorf("sum: %+v", m)
	}
	if cart.Method("sum", "()D") != nil {
		t.Error("a method of another type is found")
	}
	if got := parse(t, "app/Shop$Tier").EnumConstants(); !slices.Equal(got, []string{"BASIC", "GOLD", "PLATINUM"}) {
		t.Errorf("constants %v", got)
	}
	noted := parse(t, "app/Shop$Annotated")
	if !slices.Equal(noted.Annotations, []string{"app.Shop$Note"}) || !slices.Equal(noted.Fields[0].Annotations, []string{"app.Shop$Note", "java.lang.Deprecated"}) {
		t.Errorf("annotations %v, %v", noted.Annotations, noted.Fields)
	}
	if base := parse(t, "app/Shop$Base"); base.Signature != "<T::Ljava/lang/Comparable<TT;>;>Ljava/lang/Object;Ljava/io/Serializable;Lapp/Shop$Priced;" {
		t.Errorf("signature %q", base.Signature)
	}
	if point := parse(t, "app/Point"); !point.Record {
		t.Error("the record isn't one")
	}
}

func TestParseRefuses(t *testing.T) {
	good := classBytes(t, "app/Shop$Item")
	change := func(at int, b ...byte) []byte {
		data := slices.Clone(good)
		copy(data[at:], b)
		return data
	}
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":                  {nil, "left"},
		"another magic":            {change(0, 0xca, 0xfe, 0xd0, 0x0d), "cafebabe"},
		"no such version":          {change(6, 0, 44), "version is 44"},
		"too many constants":       {change(8, 0xff, 0xff), "constants are declared"},
		"no constants":             {change(8, 0, 0), "not of tag"},
		"an unknown constant":      {change(10, 99), "unknown tag 99"},
		"something behind it":      {append(slices.Clone(good), 0), "behind the class"},
		"one byte less":            {good[:len(good)-1], "left"},
		"more than the limit":      {make([]byte, classfile.MaxSize+1), "more than"},
		"a name that is an array":  {rename(good, "app/Shop$Item", "[pp/Shop$Item"), "no name of a class"},
		"a name with a dot":        {rename(good, "app/Shop$Item", "app.Shop$Item"), "no name of a class"},
		"a type of no kind":        {rename(good, "Ljava/lang/Integer;", "Xjava/lang/Integer;"), "no type of a field"},
		"a type without an end":    {rename(good, "Ljava/lang/Integer;", "Ljava/lang/Integer:"), "no type of a field"},
		"a method of no type":      {rename(good, "(Lapp/Shop$Item;)I", "(Lapp/Shop$Item;)X"), "no type of a method"},
		"a method without a close": {rename(good, "(Lapp/Shop$Item;)I", "(Lapp/Shop$Item;II"), "no type of a method"},
		"a field with a slash":     {rename(good, "amount", "am/unt"), "no name of a field"},
		"text that isn't UTF-8":    {rename(good, "amount", "am\xffunt"), "modified UTF-8"},
		"half a pair":              {rename(good, "amount", "\xed\xa0\x80unt"), "modified UTF-8"},
	} {
		c, err := classfile.Parse(test.data)
		var format *classfile.FormatError
		if !errors.As(err, &format) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, %v; want an error with %q", name, c, err, test.want)
		}
	}
}

// rename changes a Utf8 constant to one of the same length.
func rename(data []byte, from, to string) []byte {
	at := slices.Index(windows(data, len(from)), from)
	return slices.Concat(data[:at], []byte(to), data[at+len(from):])
}

func windows(data []byte, size int) []string {
	var all []string
	for i := range len(data) - size {
		all = append(all, string(data[i:i+size]))
	}
	return all
}

// TestManyUsesOfOneLongName asks for little memory: tens of thousands of fields
// may bear one name of 60,000 bytes.
func TestManyUsesOfOneLongName(t *testing.T) {
	long := strings.Repeat("n", 60000)
	u2 := binary.BigEndian.AppendUint16
	text := func(out []byte, s string) []byte { return append(u2(append(out, 1), uint16(len(s))), s...) }
	data := []byte{0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52, 0, 6}
	data = text(data, "A")
	data = append(data, 7, 0, 1)
	data = text(data, long)
	data = text(data, "L"+long+";")
	data = append(data, 7, 0, 3)
	data = append(data, 0, 1, 0, 2, 0, 5)
	data = u2(data, 20000)
	for range 20000 {
		data = append(data, 0, 5)
	}
	data = u2(data, 60000)
	for range 60000 {
		data = append(data, 0, 0, 0, 3, 0, 4, 0, 0)
	}
	data = append(data, 0, 0, 0, 0)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c, err := classfile.Parse(data)
	runtime.ReadMemStats(&after)
	if err != nil || len(c.Fields) != 60000 || c.Fields[59999].Name != long {
		t.Fatal(err)
	}
	if allocated := after.TotalAlloc - before.TotalAlloc; allocated > 64<<20 {
		t.Errorf("%d bytes for a file of %d", allocated, len(data))
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/classes/app/*.class")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)/2])
		f.Add(append(slices.Clone(data[:len(data)*3/4]), 0xff, 0xff, 0xff, 0xff))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := classfile.Parse(data)
		if err != nil {
			if c != nil {
				t.Fatal("a class and an error")
			}
			return
		}
		p := classfile.Layered(table{c.Name: c}, classfile.JDK())
		_, _ = classfile.SerialVersionUID(p, c.Name)
		_, _ = classfile.Supers(p, c.Name)
		_, _ = classfile.IsAssignable(p, c.Name, "java.util.Map")
		if _, err := classfile.SerialFields(c); err == nil {
			c.EnumConstants()
		}
	})
}

func BenchmarkParse(b *testing.B) {
	data := classBytes(b, "app/Shop$Cart")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := classfile.Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}
