package javolution

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// shopJar has the classes of the captures' application.
const shopJar = "../kryo/testdata/shop.jar"

func withClasses(t *testing.T, path string, converters ...string) transcoder.Transcoder {
	t.Helper()
	classes, err := classfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = classes.Close() })
	tr, err := transcoder.Configure(Transcoder{}, transcoder.Settings{Classes: classes, Converters: converters})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func openCart(t *testing.T, tr transcoder.Transcoder) (transcoder.Document, *javaobj.Bean) {
	t.Helper()
	c := transcodertest.Scenario(t, transcodertest.Captures(t, 1, "javolution"), "2.1.1/javolution/cart")
	d, err := tr.Decode(c.Attributes, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.Get("cart")
	if err != nil {
		t.Fatal(err)
	}
	return d, v.(*javaobj.Bean)
}

func TestClassFilesGiveFieldsTheirTypes(t *testing.T) {
	_, cart := openCart(t, withClasses(t, shopJar))
	got := map[string]string{}
	for _, f := range cart.Fields {
		got[f.Name] = f.Type + " " + javaobj.ClassOf(f.Value)
	}
	for name, want := range map[string]string{
		"currencySign": "char java.lang.Character", "discount": "double java.lang.Double", "status": "com.acme.shop.OrderStatus com.acme.shop.OrderStatus",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	_, plain := openCart(t, Transcoder{})
	for _, f := range plain.Fields {
		if _, isText := f.Value.(javaobj.Text); !isText && got[f.Name] == "double java.lang.Double" {
			t.Errorf("without class files %s is a %T", f.Name, f.Value)
		}
	}
}

// TestObjectsMadeFromClassFilesAreWhatMSMWrites builds captured objects anew, as
// far as javolution keeps them; all classes come from class files.
func TestObjectsMadeFromClassFilesAreWhatMSMWrites(t *testing.T) {
	tr := withClasses(t, shopJar)
	captures := transcodertest.Captures(t, 1, "javolution")
	for _, test := range [][2]string{
		{"2.1.1/javolution/beans", "primitives"}, {"1.6.5/javolution/beans", "primitives"}, {"2.1.1/javolution/beans", "sku"},
	} {
		captured := transcodertest.Scenario(t, captures, test[0]).Attributes
		old, err := tr.Decode(captured, transcoder.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		name := test[1]
		v, err := old.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := javaobj.ParseJSON(javaobj.AppendJSON(nil, v, nil))
		if err != nil {
			t.Fatal(err)
		}
		made := tr.New()
		if err := made.Set(name, fresh); err != nil {
			t.Fatal(test, err)
		}
		out, err := made.Encode(nil)
		if err != nil {
			t.Fatal(err)
		}
		_, object, _ := bytes.Cut(withoutIDs(out), []byte(`<v `))
		object = bytes.TrimSuffix(object, []byte("</attributes>"))
		object = bytes.Replace(object, []byte(`"1.4E-45"`), []byte(`"1.401298464E-45"`), 1) // the shorter text of the same number
		if len(object) == 0 || !bytes.Contains(withoutIDs(captured), object) {
			t.Errorf("%s: MSM wrote\n%s\nnot %s", test, captured, object)
		}
		again, err := tr.Decode(out, transcoder.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		w, err := again.Get(name)
		if err != nil || !javaobj.Equal(v, w) {
			t.Errorf("%s: %v\n%s\n%s", test, err, javaobj.AppendJSON(nil, v, nil), javaobj.AppendJSON(nil, w, nil))
		}
		if err := (Transcoder{}).New().Set(name, fresh); err == nil {
			t.Errorf("%s is written without its class", test)
		}
	}
}

// withoutIDs takes the numbers of objects out: they depend on what stands before.
func withoutIDs(document []byte) []byte {
	return regexp.MustCompile(` __(id|ref)="\d+"`).ReplaceAll(document, nil)
}

func TestFieldsAreSetByTheirTypes(t *testing.T) {
	tr := withClasses(t, shopJar)
	for name, test := range map[string]struct {
		field string
		value javaobj.Value
		want  string // in the error; "" if it is taken
		bytes string // in the document
	}{
		"a double":              {"discount", javaobj.NewDouble(-7), "", `discount="-7.0"`},
		"a plain text":          {"discount", javaobj.Text("2.5"), "", `discount="2.5"`},
		"an integer instead":    {"discount", javaobj.NewInteger(7), "of another class", ""},
		"a primitive's null":    {"discount", nil, "can't be null", ""},
		"a constant":            {"status", &javaobj.Enum{Declaring: "com.acme.shop.OrderStatus", Name: "NEW"}, "", `status="NEW"`},
		"no constant":           {"status", &javaobj.Enum{Declaring: "com.acme.shop.OrderStatus", Name: "LOST"}, "no constant", ""},
		"another enum":          {"status", &javaobj.Enum{Declaring: "com.acme.shop.Tier", Name: "GOLD"}, "another class", ""},
		"no more status":        {"status", nil, "", ""},
		"a string for a char":   {"currencySign", javaobj.String("€$"), "none of its values", ""},
		"an object that fits":   {"anything", javaobj.NewLong(5), "", `<anything class="java.lang.Long" value="5"/>`},
		"another kind of list":  {"items", javaobj.NewList("java.util.LinkedList"), "", `<items class="java.util.LinkedList"`},
		"a map for a list":      {"items", javaobj.NewMap("java.util.HashMap"), "can't hold", ""},
		"a field that isn't":    {"colour", javaobj.String("red"), "no field", ""},
		"an enum in the object": {"anything", &javaobj.Enum{Declaring: "com.acme.shop.Tier", Name: "GOLD"}, "", `<anything class="com.acme.shop.Tier"`},
	} {
		d, cart := openCart(t, tr)
		err := d.Set("cart", with(cart, test.field, test.value))
		var refused *transcoder.UnsupportedError
		if test.want != "" {
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: %v, want %q", name, err, test.want)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		out, err := d.Encode(nil)
		if err != nil || !bytes.Contains(out, []byte(test.bytes)) {
			t.Errorf("%s: %v, no %s in\n%s", name, err, test.bytes, out)
		}
		if _, err := tr.Decode(out, transcoder.Limits{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestClassesThatClassFilesDontMakeWritable(t *testing.T) {
	const classes = "../../classfile/testdata/classes"
	n := javaobj.Field{Name: "n", Value: javaobj.NewInteger(1)}
	for name, test := range map[string]struct {
		tr   transcoder.Transcoder
		bean *javaobj.Bean
		want string
	}{
		"a field of its parent's name": {withClasses(t, classes), &javaobj.Bean{Class: "app.Shop$Derived"}, "hides the field"},
		"abstract":                     {withClasses(t, classes), &javaobj.Bean{Class: "app.Shop$Base"}, "abstract"},
		"an enum":                      {withClasses(t, classes), &javaobj.Bean{Class: "app.Shop$Tier"}, "constants"},
		"a collection":                 {withClasses(t, classes), &javaobj.Bean{Class: "app.Shop$Listing"}, "java.util.Collection"},
		"an exception":                 {withClasses(t, classes), &javaobj.Bean{Class: "app.Shop$Failure"}, "java.lang.Throwable"},
		"converters of its own":        {withClasses(t, classes, "app.OwnFormat"), &javaobj.Bean{Class: "app.Shop$Annotated", Fields: []javaobj.Field{n}}, "converters"},
		"not on the path":              {withClasses(t, classes), &javaobj.Bean{Class: "app.None"}, "shows no whole object"},
	} {
		d := test.tr.New()
		err := d.Set("x", test.bean)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
	shipped := withClasses(t, classes, "de.javakaffee.web.msm.serializer.javolution.JodaDateTimeFormat")
	if err := shipped.New().Set("x", &javaobj.Bean{Class: "app.Shop$Annotated", Fields: []javaobj.Field{n}}); err != nil {
		t.Errorf("with MSM's own converters: %v", err)
	}
}

// TestAnotherVersionOfTheApplication: the session shows a field that the class
// path's class doesn't have.
func TestAnotherVersionOfTheApplication(t *testing.T) {
	c := transcodertest.Scenario(t, transcodertest.Captures(t, 1, "javolution"), "2.1.1/javolution/cart")
	other := bytes.ReplaceAll(c.Attributes, []byte(`discount="`), []byte(`discovnt="`))
	d, err := withClasses(t, shopJar).Decode(other, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.Get("cart")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Set("cart", with(v.(*javaobj.Bean), "status", nil)); err == nil || !strings.Contains(err.Error(), "another version") {
		t.Errorf("%v", err)
	}
}
