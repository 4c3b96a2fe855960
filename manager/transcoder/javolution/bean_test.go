package javolution

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

const shop = head + ` size="2"><k class="java.lang.String" __id="1" value="item"/>` +
	`<v class="app.Item" __id="2" qty="3" name="book" flag="true" price="1.5" c="x"><tags class="java.util.ArrayList" __id="3" size="1"><java.lang.String __id="4" value="a"/></tags><owner class="app.User" __id="5"/></v>` +
	`<k class="java.lang.String" __id="6" value="tier"/><v class="app.Tier" __id="7" value="GOLD" type="app.Tier"/></attributes>`

// with copies a bean with one field changed.
func with(b *javaobj.Bean, name string, v javaobj.Value) *javaobj.Bean {
	changed := *b
	changed.Fields = slices.Clone(b.Fields)
	for i := range changed.Fields {
		if changed.Fields[i].Name == name {
			changed.Fields[i].Value = v
			return &changed
		}
	}
	changed.Fields = append(changed.Fields, javaobj.Field{Name: name, Value: v})
	return &changed
}

func TestChangeOneFieldOfABean(t *testing.T) {
	d := decoded(t, []byte(shop))
	v, _ := d.Get("item")
	changed := with(v.(*javaobj.Bean), "qty", javaobj.NewInteger(4))
	changed = with(changed, "tags", javaobj.NewList("java.util.ArrayList"))
	if err := d.Set("item", changed); err != nil {
		t.Fatal(err)
	}
	if err := d.Set("tier", &javaobj.Enum{Class: "app.Tier", Declaring: "app.Tier", Name: "SILVER"}); err != nil {
		t.Fatal(err)
	}
	got, err := d.Encode(nil)
	want := strings.NewReplacer(`qty="3"`, `qty="4"`, `__id="3" size="1"><java.lang.String __id="4" value="a"/></tags>`, `__id="3" size="0"/>`,
		`__id="5"`, `__id="4"`, `__id="6"`, `__id="5"`, `__id="7"`, `__id="6"`, "GOLD", "SILVER").Replace(shop)
	if err != nil || string(got) != want {
		t.Errorf("%v\ngot  %s\nwant %s", err, got, want)
	}
}

func TestFieldsThatDontFit(t *testing.T) {
	cases := []struct {
		field string
		v     javaobj.Value
	}{
		{"qty", javaobj.Text("many")},
		{"qty", javaobj.NewLong(1 << 40)},
		{"qty", javaobj.NewList("java.util.ArrayList")},
		{"flag", javaobj.Text("yes")},
		{"price", javaobj.Text("cheap")},
		{"c", javaobj.Text("xy")},
		{"name", javaobj.String("\xed\xa0\x80")},
		{"tags", javaobj.NewList("java.util.LinkedList")},
		{"owner", javaobj.String("me")},
		{"other", javaobj.String("x")},
	}
	for _, c := range cases {
		d := decoded(t, []byte(shop))
		v, _ := d.Get("item")
		err := d.Set("item", with(v.(*javaobj.Bean), c.field, c.v))
		var refused *transcoder.UnsupportedError
		if !errors.As(err, &refused) || refused.Class != "app.Item" {
			t.Errorf("%s: got %v", c.field, err)
		}
		if data, _ := d.Encode(nil); string(data) != shop {
			t.Errorf("%s: the refused value changed the document", c.field)
		}
	}
}

// A name or a value may be defined where something else is removed.
func TestDefinitionsMove(t *testing.T) {
	const doc = head + ` size="3"><k class="java.lang.String" __id="1" value="a"/><v class="java.util.ArrayList" __id="2" size="2"><java.lang.String __id="3" value="b"/><app.X __id="4" n="1"><self class="app.X" __ref="4"/></app.X></v>` +
		`<k class="java.lang.String" __ref="3"/><v class="app.X" __ref="4"/><k class="java.lang.String" __id="5" value="c"/><v class="java.lang.String" __ref="1"/></attributes>`
	const want = head + ` size="2"><k class="java.lang.String" __id="1" value="b"/><v class="app.X" __id="2" n="1"><self class="app.X" __ref="2"/></v><k class="java.lang.String" __id="3" value="c"/><v class="java.lang.String" __id="4" value="a"/></attributes>`
	d := decoded(t, []byte(doc))
	if !slices.Equal(d.Names(), []string{"a", "b", "c"}) {
		t.Fatalf("got names %q", d.Names())
	}
	d.Remove("a")
	got, err := d.Encode(nil)
	if err != nil || string(got) != want {
		t.Errorf("%v\ngot  %s\nwant %s", err, got, want)
	}
}
