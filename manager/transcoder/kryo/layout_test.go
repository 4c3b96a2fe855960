package kryo

import (
	"errors"
	"strings"
	"testing"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// files makes class files of lines: super-class, then descriptor:name or
// descriptor:name:signature of each field; a word with @ is an annotation of the
// field in front of it, one with + a flag or interface of the class.
func files(t testing.TB, lines map[string]string) classfile.Classes {
	t.Helper()
	set := fixedClasses{}
	for name, line := range lines {
		words := strings.Fields(line)
		c := &classfile.Class{Name: name, Super: words[0], Methods: []classfile.Method{{Name: "<init>", Descriptor: "()V"}}}
		for _, word := range words[1:] {
			parts := strings.SplitN(word, ":", 3)
			switch {
			case word == "+final":
				c.Access |= classfile.Final
			case word == "+enum":
				c.Access |= classfile.Enum
			case word[0] == '+':
				c.Interfaces = append(c.Interfaces, word[1:])
			case word[0] == '@':
				last := &c.Fields[len(c.Fields)-1]
				last.Annotations = append(last.Annotations, word[1:])
			case len(parts) < 2:
				t.Fatalf("class %s: %s", name, word)
			default:
				f := classfile.Field{Descriptor: parts[0], Name: parts[1]}
				if c.Access.Has(classfile.Enum) {
					f.Access = classfile.Enum | classfile.Static
				}
				if len(parts) == 3 {
					f.Signature = parts[2]
				}
				c.Fields = append(c.Fields, f)
			}
		}
		set[name] = c
	}
	return set
}

// Values of fields as MSM's classes wrote them, in each layout; the first
// example is that of two beans which share a class and, in one of them, text.
func TestBeans(t *testing.T) {
	for _, c := range []struct {
		what, layout string
		classes      map[string]string
		value, json  string
	}{
		{"kryo 1 knows a final class", "1", map[string]string{"app.Small": "java.lang.Object Ljava/lang/String;:a I:b"},
			`ff7f 00 09"app.Small" 00 01 01"x" 05`, `a="x" b=5`},
		{"kryo 4 knows a final class", "4", map[string]string{"app.Small": "java.lang.Object Ljava/lang/String;:a I:b"},
			`01 00'app.Small' 01 01 82"x" 0a`, `a="x" b=5`},
		{"null, and a class that isn't final", "4", map[string]string{"app.Small": "java.lang.Object Ljava/lang/String;:a Ljava/util/Date;:d Ljava/lang/Object;:o"},
			`01 00'app.Small' 01 00 01 01 'java.util.Date' 01 05 00`, `a=null d=5 o=null`},
		{"boxes", "4", map[string]string{"app.Small": "java.lang.Object Ljava/lang/Integer;:a Ljava/lang/Integer;:b"},
			`01 00'app.Small' 01 00 01 0a`, `a=null b=5`},
		{"@NotNull", "1", map[string]string{"app.Small": "java.lang.Object Ljava/lang/String;:a @com.esotericsoftware.kryo.NotNull I:b"},
			`ff7f 00 09"app.Small" 00 01"x" 05`, `a="x" b=5`},
		{"@Optional", "4", map[string]string{"app.Small": "java.lang.Object Ljava/lang/String;:a @com.esotericsoftware.kryo.serializers.FieldSerializer$Optional I:b"},
			`01 00'app.Small' 01 0a`, `b=5`},
		{"super-classes, by name", "4", map[string]string{"app.Small": "app.Base I:b", "app.Base": "java.lang.Object I:a I:c"},
			`01 00'app.Small' 01 02 04 06`, `a=1 c=3 b=2`},
		{"hidden fields", "1", map[string]string{"app.Small": "app.B I:x", "app.B": "app.A I:x", "app.A": "java.lang.Object I:x"},
			`ff7f 00 09"app.Small" 00 03 01 02`, `x=1 x=2 x=3`},
		{"hidden fields", "4", map[string]string{"app.Small": "app.B I:x", "app.B": "app.A I:x", "app.A": "java.lang.Object I:x"},
			`01 00'app.Small' 01 06 04 02`, `x=1 x=2 x=3`},
		{"kryo 3 leaves out final type arguments", "3", map[string]string{"app.Small": "java.lang.Object Ljava/util/List;:l:Ljava/util/List<Ljava/lang/String;>;"},
			`01 00'app.Small' 01 01 01'java.util.ArrayList' 01 02 01 82"a" 01 82"b"`, `l=["a","b"]`},
		{"kryo 4 does not", "4", map[string]string{"app.Small": "java.lang.Object Ljava/util/List;:l:Ljava/util/List<Ljava/lang/String;>;"},
			`01 00'app.Small' 01 01 01'java.util.ArrayList' 01 02 0301 82"a" 0301 82"b"`, `l=["a","b"]`},
		{"kryo 3's maps", "3", map[string]string{"app.Small": "java.lang.Object Ljava/util/Map;:m:Ljava/util/Map<Ljava/lang/String;Ljava/lang/Integer;>;"},
			`01 00'app.Small' 01 01 01'java.util.HashMap' 01 01 01 82"a" 01 0a`, `m={"a":5}`},
		{"kryo 3 and an argument that isn't final", "3", map[string]string{"app.Small": "java.lang.Object Ljava/util/List;:l:Ljava/util/List<Ljava/util/Date;>;"},
			`01 00'app.Small' 01 01 01'java.util.ArrayList' 01 01 01 02'java.util.Date' 01 05`, `l=[5]`},
		{"kryo 3 and a wildcard", "3", map[string]string{"app.Small": "java.lang.Object Ljava/util/List;:l:Ljava/util/List<+Ljava/lang/String;>;"},
			`01 00'app.Small' 01 01 01'java.util.ArrayList' 01 01 0301 82"a"`, `l=["a"]`},
		{"a collection of the application", "4", map[string]string{"app.Small": "java.util.ArrayList I:total"},
			`01 00'app.Small' 01 01 0301 82"a"`, `["a"]`},
		{"an enum", "1", map[string]string{"app.Small": "java.lang.Enum +enum Lapp/Small;:RED Lapp/Small;:BLUE"},
			`ff7f 00 09"app.Small" 01`, `BLUE`},
		{"a date of the application", "4", map[string]string{"app.Small": "java.util.Date I:more"},
			`01 00'app.Small' 01 05`, `5`},
		{"an array of a final class", "1", map[string]string{"app.Small": "java.lang.Object +final I:b"},
			`ff7f 00 0c"[Lapp.Small;" 01 03 01 00 05 00 01 02`, `[{b=5},null,{b=5}]`},
	} {
		format := configured(t, transcoder.Settings{Layout: c.layout, Classes: files(t, c.classes)})
		data := unhex(t, goldenFront["4"]+c.value)
		if c.layout == "1" {
			data = unhex(t, goldenFront["1"]+c.value)
		}
		if err := format.(transcoder.Verifier).Verify(data); err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		d := transcodertest.Decode(t, format, data)
		v := transcodertest.Get(t, d, "k")
		if got := brief(v); got != c.json && got != "{"+c.json+"}" {
			t.Errorf("%s: %s, not %s", c.what, got, c.json)
		}
		fresh := format.New()
		copied := transcodertest.Clone(v)
		if err := fresh.Set("k", copied); err != nil {
			if _, date := v.(*javaobj.Date); !date {
				t.Errorf("%s: %v", c.what, err)
			}
			continue
		}
		if out, err := fresh.Encode(nil); err != nil || string(out) != string(data) {
			t.Errorf("%s: written as\n     %x\n not %x: %v", c.what, out, data, err)
		}
	}
}

// brief shows a value shortly.
func brief(v javaobj.Value) string {
	var parts []string
	switch v := v.(type) {
	case nil:
		return "null"
	case javaobj.String:
		return `"` + string(v) + `"`
	case *javaobj.Scalar:
		return v.Text
	case *javaobj.Date:
		return "5"
	case *javaobj.Enum:
		return v.Name
	case *javaobj.List:
		for _, e := range v.Elems {
			parts = append(parts, brief(e))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case *javaobj.Map:
		for _, e := range v.Entries {
			parts = append(parts, brief(e.Key)+":"+brief(e.Value))
		}
		return "{" + strings.Join(parts, ",") + "}"
	case *javaobj.Bean:
		for _, f := range v.Fields {
			parts = append(parts, f.Name+"="+brief(f.Value))
		}
		return "{" + strings.Join(parts, " ") + "}"
	}
	return "?"
}

// What isn't known for sure is named.
func TestUnknownLayouts(t *testing.T) {
	for _, c := range []struct {
		what    string
		layout  int
		classes map[string]string
		want    string
	}{
		{"a super-class that is missing", layout4, map[string]string{"app.A": "app.Missing I:a"}, "app.Missing"},
		{"a field's class that is missing", layout4, map[string]string{"app.A": "java.lang.Object Lapp/Missing;:m"}, "app.Missing"},
		{"a circle", layout4, map[string]string{"app.A": "app.B", "app.B": "app.A"}, "circle"},
		{"code of its own", layout4, map[string]string{"app.A": "java.lang.Object +com.esotericsoftware.kryo.KryoSerializable"}, "KryoSerializable"},
		{"an annotation", layout4, map[string]string{"app.A": "java.lang.Object Ljava/util/List;:l @com.esotericsoftware.kryo.serializers.CollectionSerializer$BindCollection"}, "BindCollection"},
		{"a type variable in kryo 3", layout3, map[string]string{"app.A": "java.lang.Object Ljava/lang/Object;:t:TT;"}, "type variable"},
		{"a type variable inside in kryo 3", layout3, map[string]string{"app.A": "java.lang.Object Ljava/util/List;:t:Ljava/util/List<TT;>;"}, "type variable"},
		{"an array of lists in kryo 3", layout3, map[string]string{"app.A": "java.lang.Object [Ljava/util/List;:l:[Ljava/util/List<Ljava/lang/String;>;"}, "field l is an array"},
		{"a class of the JDK that isn't Serializable", layout4, map[string]string{"app.A": "java.util.Observable I:a"}, "java.util.Observable"},
		{"nothing", layout4, map[string]string{}, "class path"},
	} {
		s := newSchema(config{layout: c.layout, classes: files(t, c.classes)})
		err := s.find("app.A").ready(s)
		var unknown *UnknownClassError
		if !errors.As(err, &unknown) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.what, err)
		}
		if s.known["app.A"] != nil {
			t.Errorf("%s: it is kept", c.what)
		}
	}
}

// A type variable is no matter to kryo 4 and 1.
func TestTypeVariables(t *testing.T) {
	for _, layout := range []int{layout1, layout4} {
		s := newSchema(config{layout: layout, classes: files(t, map[string]string{"app.A": "java.lang.Object Ljava/lang/Object;:t:TT; Ljava/util/List;:u:Ljava/util/List<TT;>;" +
			" [Ljava/util/List;:v:[Ljava/util/List<Ljava/lang/String;>;"})})
		if err := s.find("app.A").ready(s); err != nil {
			t.Errorf("layout %d: %v", layout, err)
		}
	}
}

// The queue gives equal items in the order in which Java's does.
func TestQueueIsJavas(t *testing.T) {
	for _, c := range []struct{ offered, polled string }{
		{"c0 c1 a2 b3 b4 d5 c6 c7 c8 b9", "a2 b9 b3 b4 c6 c7 c8 c1 c0 d5"},
		{"a0 b1 d2 c3 a4 c5 d6 a7 c8", "a0 a4 a7 b1 c8 c3 c5 d6 d2"},
		{"d0 c1 c2 c3 b4", "b4 c3 c1 c2 d0"},
		{"b0 c1 b2 c3 d4 c5 a6 c7 b8 d9", "a6 b8 b0 b2 c3 c1 c7 c5 d9 d4"},
		{"x0 x1", "x0 x1"},
		{"x0 x1 x2", "x0 x2 x1"},
		{"b0 x1 a2 x3 x4", "a2 b0 x3 x4 x1"},
	} {
		words := strings.Fields(c.offered)
		q := queue{less: func(a, b int) bool { return words[a][0] < words[b][0] }}
		for i := range words {
			q.offer(i)
		}
		var polled []string
		for range words {
			polled = append(polled, words[q.poll()])
		}
		if got := strings.Join(polled, " "); got != c.polled {
			t.Errorf("%s: %s, not %s", c.offered, got, c.polled)
		}
	}
}
