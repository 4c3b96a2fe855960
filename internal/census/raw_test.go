package census

import (
	"bytes"
	"slices"
	"testing"

	"msmgate/manager/classfilter"
)

// disguised is the records of a serializer whose bytes name a class, under
// another name.
func disguised(t *testing.T, serializer, from, to string) []Item {
	t.Helper()
	var items []Item
	for _, item := range captured(t, serializer) {
		value, err := unwrap(item)
		if err != nil || !bytes.Contains(value, []byte(from)) || KindOfKey(item.Key) != Record {
			continue
		}
		item.Value, item.Flags = bytes.ReplaceAll(value, []byte(from), []byte(to)), 2048
		items = append(items, item)
	}
	if len(items) == 0 {
		t.Fatalf("no %s record names %s", serializer, from)
	}
	return items
}

// A class of attacks is found in the records of every serializer, wherever it
// stands.
func TestGadgetsInRecords(t *testing.T) {
	for _, c := range []struct{ serializer, from, to, class string }{
		{"java", "com.acme.shop.PaymentDeclined", "com.sun.rowset.JdbcRowSetImpl", "com.sun.rowset.JdbcRowSetImpl"},
		{"javolution", "com.acme.shop.CartItem", "org.apache.commons.collections.functors.InvokerTransformer", "org.apache.commons.collections.functors.InvokerTransformer"},
		{"xstream", "com.acme.shop.CartItem", "org.codehaus.groovy.runtime.MethodClosure", "org.codehaus.groovy.runtime.MethodClosure"},
		{"kryo", "com.acme.shop.CartIte", "com.sun.org.apache.xalan.internal.xsltc.trax.I", "com.sun.org.apache.xalan.internal.xsltc.trax.Im"},
	} {
		t.Run(c.serializer, func(t *testing.T) {
			r := censusOf(t, Options{}, disguised(t, c.serializer, c.from, c.to)...)
			found := slices.ContainsFunc(r.Gadgets, func(f FoundClass) bool { return f.Class == c.class && f.Severity == Critical })
			if !found || r.Items.Undecodable != 0 || !r.Faulty() || r.Blockers[0].Severity != Critical || !slices.Contains(r.Blockers[0].Classes, c.class) {
				t.Errorf("%+v %+v %+v", r.Gadgets, r.Bad, r.Blockers)
			}
		})
	}
}

// Behind the first class that kryo's bytes can't be read beyond, attacks are found
// as well; where all can be read no text is taken for one.
func TestGadgetsBehindWhatKryoHides(t *testing.T) {
	const gadget = "org.apache.commons.collections.functors.InvokerTransformer"
	marked := []byte("\x01" + gadget)
	marked[len(marked)-1] |= 0x80 // as kryo 2 and later write it
	for _, c := range []struct {
		name  string
		bytes []byte
		known map[string]Access
		want  []string
	}{
		{"marked", append(marked, 7), map[string]Access{"com.acme.Cart": Carry}, []string{gadget}},
		{"plain", []byte("\x3a" + gadget + "\x00"), map[string]Access{"com.acme.Cart": Carry}, []string{gadget}},
		{"twice, at the end", append(append([]byte{}, marked...), marked...), map[string]Access{"com.acme.Cart": Carry}, []string{gadget}},
		{"a family", []byte("com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImp\xec"), map[string]Access{"com.acme.Cart": Carry}, []string{"com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl"}},
		{"all is read", marked, map[string]Access{"com.acme.Cart": Edit}, nil},
		{"another class", []byte("com.acme.shop.Cart"), map[string]Access{"com.acme.Cart": Carry}, nil},
		{"known", marked, map[string]Access{gadget: Carry}, nil},
	} {
		if got := rawClasses("kryo", c.bytes, c.known); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRawClasses(t *testing.T) {
	for _, c := range []struct {
		serializer, bytes string
		want              []string
	}{
		{"xstream", `<map><a.b.C_-D__e/><x class="p.Q">n.o.Text</x><plain/><sub defined-in="r.S"/></map>`, []string{"a.b.C$D_e", "p.Q", "r.S"}},
		{"javolution", `<?xml version="1.0" encoding="UTF-8"?><attributes class="java.util.X"><v class="known.K"/></attributes>`, []string{"java.util.X"}},
		{"flexjson", `{"a":{"class":"p.Q","s":"not.A.Class"},"b": { "class" : "r.S" }}`, []string{"p.Q", "r.S"}},
		{"java", `"p.Q"`, nil},
	} {
		if got := rawClasses(c.serializer, []byte(c.bytes), map[string]Access{"known.K": Edit}); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.serializer, got, c.want)
		}
	}
}

// What the filter rejects is listed, even where no value shows it.
func TestFilterSeesRawClasses(t *testing.T) {
	filter, err := classfilter.Parse("!hidden.**")
	if err != nil {
		t.Fatal(err)
	}
	c := New(Options{Now: moment, Filter: filter})
	classes := map[string]Access{}
	c.addHidden("xstream", []byte(`<map><hidden.Gem/><shown.Other/><java.beans.EventHandler/></map>`), classes)
	if len(classes) != 2 || classes["hidden.Gem"] != Carry || classes["java.beans.EventHandler"] != Carry {
		t.Errorf("%v", classes)
	}
}
