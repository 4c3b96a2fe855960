package gengo

import (
	"maps"
	"slices"
	"testing"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
)

func TestExportedNames(t *testing.T) {
	for java, want := range map[string]string{
		"name": "Name", "URL": "URL", "first_name": "FirstName", "this$0": "This0", "_x": "X", "$$": "X", "": "X", "1st": "X1st",
		"größe": "Größe", "名前": "X名前", "ǆ": "Ǆ", "a-b": "AB",
	} {
		if got := exported(java); got != want {
			t.Errorf("%q is %q, want %q", java, got, want)
		}
	}
	for java, want := range map[string]string{"IN_TRANSIT": "InTransit", "GOLD": "Gold", "Mixed_Case": "MixedCase", "_": "X", "A1_B": "A1B"} {
		if got := camel(java); got != want {
			t.Errorf("constant %q is %q, want %q", java, got, want)
		}
	}
}

func TestTypeNamesThatClash(t *testing.T) {
	got := typeNames([]string{"a.Cart", "b.Cart", "a.Shop$Item", "a.Store$Item", "a.Shop$1", "a.Types", "a.x$Y", "Plain"}, scope{"Types": true})
	want := map[string]string{
		"a.Cart": "ACart", "b.Cart": "BCart", "a.Shop$Item": "ShopItem", "a.Store$Item": "StoreItem", "a.Shop$1": "Shop1", "a.Types": "ATypes",
		"a.x$Y": "Y", "Plain": "Plain",
	}
	if !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
	twice := typeNames([]string{"a.b.C", "A.B.C", "a.B$C"}, scope{})
	if names := slices.Sorted(maps.Values(twice)); !slices.Equal(names, []string{"ABC", "ABC2", "BC"}) {
		t.Errorf("%v", names)
	}
}

func TestSignatures(t *testing.T) {
	for text, want := range map[string]string{
		"Ljava/util/List<Lapp/Item;>;":                                     "java.util.List<app.Item>",
		"Ljava/util/Map<Ljava/lang/String;Ljava/util/List<+Lapp/Item;>;>;": "java.util.Map<java.lang.String, java.util.List<app.Item>>",
		"Ljava/util/List<*>;":                                              "java.util.List<?>",
		"Ljava/util/List<-Lapp/Item;>;":                                    "java.util.List<?>",
		"Ljava/util/List<TT;>;":                                            "java.util.List<?>",
		"[Ljava/util/List<Ljava/lang/String;>;":                            "java.util.List<java.lang.String>[]",
		"[[I":                                                              "int[][]",
		"Lapp/Outer<Ljava/lang/String;>.Inner<Ljava/lang/Integer;>;":       "app.Outer$Inner<java.lang.Integer>",
		"TT;":              "?",
		"":                 "?",
		"Ljava/util/List<": "?",
		"Ljava/util/List":  "?",
		"[":                "?",
		"Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb<Lb": "?",
	} {
		s := signature{rest: text}
		if got := s.field(0).String(); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
	if got := superType("<T::Ljava/lang/Comparable<TT;>;>Ljava/util/ArrayList<Lapp/Item;>;Lapp/Priced;"); got.String() != "java.util.ArrayList<app.Item>" {
		t.Errorf("super-class %s", got)
	}
	if got := declaredType(classfile.Field{Descriptor: "Ljava/util/Set;", Signature: "Ljava/util/List<Lapp/Item;>;"}); got.String() != "java.util.Set" {
		t.Errorf("a signature that contradicts the descriptor: %s", got)
	}
}

func FuzzSignature(f *testing.F) {
	for _, seed := range []string{"Ljava/util/Map<Ljava/lang/String;[I>;", "<T:Ljava/lang/Object;>Lapp/A<TT;>.B;", "[[[", "L<L<L<", "L.;", "<<<>>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_ = superType(text).String()
		_ = declaredType(classfile.Field{Descriptor: "I", Signature: text}).String()
	})
}

// TestValuesDecide: what was seen gives the type where nothing is declared.
func TestValuesDecide(t *testing.T) {
	self := &javaobj.List{Class: "java.util.ArrayList"}
	self.Elems = []javaobj.Value{self}
	null := func(v ...javaobj.Value) javaobj.Value {
		return javaobj.NewList("java.util.ArrayList", append(v, nil)...)
	}
	entry := func(k, v javaobj.Value) javaobj.Value {
		return javaobj.NewMap("java.util.HashMap", javaobj.Entry{Key: k, Value: v})
	}
	str := javaobj.String("s")
	for name, test := range map[string]struct {
		values []javaobj.Value
		want   string
	}{
		"a string":                 {[]javaobj.Value{str}, "string"},
		"a string or null":         {[]javaobj.Value{str, nil}, "*string"},
		"nothing":                  {nil, "javaobj.Value"},
		"null":                     {[]javaobj.Value{nil}, "javaobj.Value"},
		"two classes":              {[]javaobj.Value{str, javaobj.NewInteger(1)}, "javaobj.Value"},
		"two kinds of number":      {[]javaobj.Value{javaobj.NewLong(1), javaobj.NewInteger(1)}, "javaobj.Value"},
		"a list of nulls":          {[]javaobj.Value{null()}, "[]javaobj.Value"},
		"a list of numbers":        {[]javaobj.Value{javaobj.NewList("java.util.LinkedList", javaobj.NewLong(1))}, "[]int64"},
		"a list of numbers, nulls": {[]javaobj.Value{null(javaobj.NewLong(1))}, "[]*int64"},
		"two kinds of list":        {[]javaobj.Value{null(str), javaobj.NewList("java.util.TreeSet", str)}, "[]*string"},
		"a list that holds itself": {[]javaobj.Value{self}, "[]javaobj.Value"},
		"a map":                    {[]javaobj.Value{entry(str, javaobj.NewBytes(nil))}, "map[string][]byte"},
		"a map with a null key":    {[]javaobj.Value{entry(nil, str), entry(str, str)}, "[]javaobj.KeyValue[*string, string]"},
		"a map of doubles":         {[]javaobj.Value{entry(javaobj.NewDouble(1), str)}, "[]javaobj.KeyValue[float64, string]"},
		"an enum":                  {[]javaobj.Value{&javaobj.Enum{Class: "a.Tier$1", Declaring: "a.Tier", Name: "X"}}, "Tier"},
		"objects of two classes":   {[]javaobj.Value{object("a.B", "a.A"), object("a.C", "a.A")}, "*A"},
		"objects of no kin":        {[]javaobj.Value{object("a.B", "a.A"), object("a.D", "a.D")}, "javaobj.Value"},
		"what a format lost":       {[]javaobj.Value{&javaobj.Date{Class: "java.util.Date", Lost: "all"}}, "javaobj.Value"},
		"the JDK's own object":     {[]javaobj.Value{&javaobj.Bean{Class: "java.util.Random"}}, "javaobj.Value"},
	} {
		c := New(nil)
		for _, v := range test.values {
			if err := c.Add(map[string]javaobj.Value{"x": v}); err != nil {
				t.Fatal(err)
			}
		}
		r := resolver{c, typeNames(sortedKeys(c.classes), scope{})}
		if got := r.typeOf(javaType{}, c.attributes["x"], true).expr; got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// object makes an object with a field that a super-class declares.
func object(class, declaring string) javaobj.Value {
	return &javaobj.Bean{Class: class, Fields: []javaobj.Field{{Declaring: declaring, Name: "n", Type: "int", Value: javaobj.NewInteger(1)}}}
}
