package xstream

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// shopJar has the classes of the captures' application.
const shopJar = "../kryo/testdata/shop.jar"

func withClasses(t *testing.T, path string) transcoder.Transcoder {
	t.Helper()
	classes, err := classfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = classes.Close() })
	tr, err := transcoder.Configure(Transcoder{}, transcoder.Settings{Classes: classes})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func cartOf(t *testing.T, tr transcoder.Transcoder) (transcoder.Document, *javaobj.Bean) {
	t.Helper()
	c := transcodertest.Scenario(t, captures(t), "2.1.1/xstream/cart")
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

// exchanged gives a copy of an object with another value in one field.
func exchanged(bean *javaobj.Bean, name string, v javaobj.Value) *javaobj.Bean {
	made := &javaobj.Bean{Class: bean.Class}
	found := false
	for _, f := range bean.Fields {
		if f.Name == name {
			f.Value, found = v, true
		}
		made.Fields = append(made.Fields, f)
	}
	if !found {
		made.Fields = append(made.Fields, javaobj.Field{Name: name, Value: v})
	}
	return made
}

func field(bean *javaobj.Bean, name string) javaobj.Field {
	for _, f := range bean.Fields {
		if f.Name == name {
			return f
		}
	}
	return javaobj.Field{}
}

func TestClassFilesGiveFieldsTheirTypes(t *testing.T) {
	_, cart := cartOf(t, withClasses(t, shopJar))
	owner := field(cart, "owner").Value.(*javaobj.Bean)
	for _, test := range []struct {
		bean              *javaobj.Bean
		name, typ, classs string
	}{
		{cart, "discount", "double", "java.lang.Double"},
		{cart, "currencySign", "char", "java.lang.Character"},
		{cart, "status", "com.acme.shop.OrderStatus", "com.acme.shop.OrderStatus"},
		{owner, "id", "long", "java.lang.Long"}, // the element of the owner doesn't name its class
		{owner, "created", "java.util.Date", "java.util.Date"},
		{owner, "name", "java.lang.String", "java.lang.String"},
		{owner, "active", "boolean", "java.lang.Boolean"},
	} {
		f := field(test.bean, test.name)
		if f.Type != test.typ || javaobj.ClassOf(f.Value) != test.classs {
			t.Errorf("%s is a %s with a %s", test.name, f.Type, javaobj.ClassOf(f.Value))
		}
	}
	_, plain := cartOf(t, Transcoder{})
	if _, isText := field(plain, "discount").Value.(javaobj.Text); !isText {
		t.Errorf("without class files: %T", field(plain, "discount").Value)
	}
}

func TestFieldsAreSetByTheirTypes(t *testing.T) {
	tr := withClasses(t, shopJar)
	for name, test := range map[string]struct {
		field string
		value javaobj.Value
		want  string // in the error; "" if it is taken
		bytes string // in the document
	}{
		"a double":             {"discount", javaobj.NewDouble(-7), "", `<discount>-7.0</discount>`},
		"a text":               {"discount", javaobj.Text("2.5"), "", `<discount>2.5</discount>`},
		"a text of no kind":    {"discount", javaobj.Text("much"), "the text is none", ""},
		"an integer instead":   {"discount", javaobj.NewInteger(7), "java.lang.Integer", ""},
		"a primitive's null":   {"discount", nil, "can't be null", ""},
		"a constant":           {"status", &javaobj.Enum{Declaring: "com.acme.shop.OrderStatus", Name: "NEW"}, "", `<status>NEW</status>`},
		"no constant":          {"status", &javaobj.Enum{Declaring: "com.acme.shop.OrderStatus", Name: "LOST"}, "no constant", ""},
		"no more status":       {"status", nil, "", ``},
		"a field that isn't":   {"colour", javaobj.String("red"), "no field colour", ""},
		"an unchanged text":    {"currencySign", javaobj.NewCharacter('€'), "", `<currencySign>&#x20ac;</currencySign>`},
		"a char of two":        {"currencySign", javaobj.Text("€$"), "the text is none", ""},
		"an enum never shown":  {"anything", &javaobj.Enum{Declaring: "com.acme.shop.Tier", Name: "BRONZE"}, "", `<anything class="com.acme.shop.Tier">BRONZE</anything>`},
		"raw bytes":            {"anything", javaobj.Raw("x"), "no object of its own", ""},
		"no constant anywhere": {"anything", &javaobj.Enum{Declaring: "com.acme.shop.Tier", Name: "LEAD"}, "no constant", ""},
	} {
		d, cart := cartOf(t, tr)
		err := d.Set("cart", exchanged(cart, test.field, test.value))
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
		if err := Verify(out); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNewObjectsOfClassFiles: no session has shown their classes.
func TestNewObjectsOfClassFiles(t *testing.T) {
	tr := withClasses(t, shopJar)
	address := &javaobj.Bean{Class: "com.acme.shop.Address", Fields: []javaobj.Field{
		{Name: "street", Value: javaobj.String("Hauptstraße 1")}, {Name: "zip", Value: nil}, {Name: "country", Value: &javaobj.Scalar{Class: "java.util.Locale", Text: "de"}},
	}}
	item := &javaobj.Bean{Class: "com.acme.shop.CartItem", Fields: []javaobj.Field{
		{Name: "sku", Value: javaobj.String("A-1")}, {Name: "quantity", Value: javaobj.NewInteger(2)},
		{Name: "price", Value: &javaobj.Scalar{Class: "java.math.BigDecimal", Text: "2.50"}},
		{Name: "options", Value: javaobj.NewMap("java.util.LinkedHashMap", javaobj.Entry{Key: javaobj.String("size"), Value: javaobj.String("L")})},
	}}
	d := tr.New()
	for name, v := range map[string]javaobj.Value{"address": address, "item": item} {
		if err := d.Set(name, v); err != nil {
			t.Fatal(name, err)
		}
	}
	out, err := d.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<com.acme.shop.Address>", "<country>de</country>", "<quantity>2</quantity>", "<price>2.50</price>", `<options class="linked-hash-map">`,
	} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	again, err := tr.Decode(out, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := again.Get("item")
	if err != nil {
		t.Fatal(err)
	}
	if f := field(v.(*javaobj.Bean), "options"); javaobj.ClassOf(f.Value) != "java.util.LinkedHashMap" {
		t.Errorf("the options are a %s", javaobj.ClassOf(f.Value))
	}
	if err := (Transcoder{}).New().Set("address", address); err == nil {
		t.Error("an address is written without its class")
	}
}

func TestClassesThatClassFilesDontMakeWritable(t *testing.T) {
	tr := withClasses(t, "../../classfile/testdata/classes")
	for class, want := range map[string]string{
		"app.Shop$Derived": "hides the field", "app.Shop$Base": "abstract", "app.Shop$Tier": "enum", "app.Shop$Listing": "java.util.ArrayList",
		"app.Shop$Outside": "Externalizable", "app.Shop$Writer": "writeObject", "app.Shop$Replaced": "writeReplace", "app.Shop$Annotated": "can't be left out",
		"app.None": "already holds",
	} {
		err := tr.New().Set("x", &javaobj.Bean{Class: class})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", class, err, want)
		}
	}
}

// TestConfigureRefusesWhatXStreamRefuses: CFG-43, CFG-44.
func TestConfigureRefusesWhatXStreamRefuses(t *testing.T) {
	for want, s := range map[string]transcoder.Settings{
		"CFG-43": {CopyCollections: true}, "CFG-44": {Converters: []string{"app.Converter"}},
	} {
		if tr, err := transcoder.Configure(Transcoder{}, s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", want, tr, err)
		}
	}
}

// TestReplacedBean: the fields of what stands in for an object (writeReplace) are
// those of its own class, by the class path and without.
func TestReplacedBean(t *testing.T) {
	for name, tr := range map[string]transcoder.Transcoder{"class path": withClasses(t, shopJar), "none": Transcoder{}} {
		c := transcodertest.Scenario(t, captures(t), "2.1.1/xstream/beans")
		d, err := tr.Decode(c.Attributes, transcoder.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		v, err := d.Get("sku")
		if err != nil {
			t.Fatal(err)
		}
		sku := v.(*javaobj.Bean)
		text := javaobj.Value(javaobj.Text("acme/4712"))
		if _, typed := sku.Fields[0].Value.(javaobj.String); typed {
			text = javaobj.String("acme/4712")
		}
		if err := d.Set("sku", exchanged(sku, "text", text)); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if out, err := d.Encode(nil); err != nil || string(out) != strings.Replace(string(c.Attributes), "acme/4711", "acme/4712", 1) {
			t.Errorf("%s: %s, %v", name, out, err)
		}
	}
}
