package javolution

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

func TestBadDocuments(t *testing.T) {
	const k, v = `<k class="java.lang.String" __id="1" value="a"/>`, `<v class="java.lang.String" __id="2" value="b"/>`
	body := func(s string) string { return `<attributes class="M" __id="0" size="1">` + s + `</attributes>` }
	cases := []struct{ name, in, offset, reason string }{
		{"nothing", "", "byte 0", "no root"},
		{"declaration cut", "<?xml version", "byte 0", "declaration"},
		{"other root", `<map class="M"/>`, "byte 0", "root element"},
		{"root without class", `<attributes/>`, "byte 0", "root element"},
		{"DTD", `<!DOCTYPE x []><attributes class="M"/>`, "byte 0", "document type"},
		{"CDATA", body(`<![CDATA[x]]>`), "byte 40", "CDATA"},
		{"instruction", body(`<?php ?>`), "byte 40", "instruction"},
		{"text", body(`x`), "byte 40", "text"},
		{"behind the root", `<attributes class="M"/>x`, "byte 23", "text"},
		{"two roots", `<attributes class="M"/><attributes class="M"/>`, "byte 23", "behind"},
		{"cut in a tag", `<attributes class="M"`, "byte 0", "cut"},
		{"cut in a value", `<attributes class="M`, "byte 12", "cut"},
		{"cut in content", `<attributes class="M"><k value="">`, "byte 34", "cut"},
		{"wrong end tag", `<attributes class="M"></attribute>`, "byte 22", "end tag"},
		{"no quotes", `<attributes class=M/>`, "byte 18", "quotes"},
		{"no space", `<attributes class="M"__id="0"/>`, "byte 21", "white space"},
		{"no name", `< class="M"/>`, "byte 0", "name"},
		{"slash", `<attributes / class="M"/>`, "byte 12", "slash"},
		{"unknown entity", body(`<k class="java.lang.String" value="a&nbsp;b"/>`), "byte 76", "reference"},
		{"bare ampersand", body(`<k class="java.lang.String" value="a & b"/>`), "byte 77", "reference"},
		{"id gap", body(`<k class="java.lang.String" __id="2" value="a"/>` + v), "byte 74", "__id must be 1"},
		{"id not a number", `<attributes class="M" __id="x"/>`, "byte 28", "__id must be 0"},
		{"ref to nothing", body(k + `<v class="X" __ref="2"/>`), "byte 108", "none of the 2"},
		{"negative ref", body(k + `<v class="X" __ref="-1"/>`), "byte 108", "none of"},
		{"huge ref", body(k + `<v class="X" __ref="99999999999999999999"/>`), "byte 108", "none of"},
		{"ref with content", body(k + `<v class="X" __ref="1"><a/></v>`), "byte 111", "content"},
		{"key without value", body(k), "byte 40", "pairs"},
		{"value without key", body(v), "byte 74", "__id"},
		{"key is no string", body(`<k class="X" __id="1"/>` + v), "byte 40", "not a string"},
		{"class with a blank", `<attributes class="a b"/>`, "byte 19", "class name"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Transcoder{}.Decode([]byte(c.in), transcoder.Limits{})
			if err == nil || !strings.Contains(err.Error(), c.offset+":") || !strings.Contains(err.Error(), c.reason) {
				t.Errorf("got %v, want %s and %q", err, c.offset, c.reason)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	nested := head + `><k class="java.lang.String" value="a"/>` + strings.Repeat(`<v class="X">`, 600) + strings.Repeat(`</v>`, 600) + `</attributes>`
	many := head + ">" + strings.Repeat(`<k class="java.lang.String" value="a"/><v class="X"/>`, 100) + `</attributes>`
	cases := []struct {
		in     string
		limits transcoder.Limits
		limit  string
	}{
		{nested, transcoder.Limits{}, "depth"},
		{many, transcoder.Limits{Elements: 300}, "elements"},
		{many, transcoder.Limits{Bytes: 1000}, "bytes"},
	}
	for _, c := range cases {
		_, err := Transcoder{}.Decode([]byte(c.in), c.limits)
		var passed *transcoder.LimitError
		if !errors.As(err, &passed) || passed.Limit != c.limit || !strings.Contains(err.Error(), "byte ") {
			t.Errorf("got %v, want the limit of %s", err, c.limit)
		}
		if _, err := (Transcoder{}).Decode([]byte(c.in), transcoder.Limits{Depth: 700}); err != nil {
			t.Errorf("with a greater limit: %v", err)
		}
	}
}

// What real readers accept is accepted and kept: comments, other quotes, any
// order of attributes, no declaration, no ids, a wrong size.
func TestUnusualDocuments(t *testing.T) {
	for _, doc := range []string{
		"<attributes size='9' class='M'>\n <!-- c --> <k value='a' class='java.lang.String'/>\t<v value='&apos;' class='java.lang.String' ></v >\n</attributes>\n<!-- end -->",
		"<attributes class=\"M\"></attributes>",
		"<attributes\n  class = \"M\" />",
	} {
		if err := Verify([]byte(doc)); err != nil {
			t.Errorf("%s: %v", doc, err)
		}
	}
	d := decoded(t, []byte(`<attributes class="M"><k class="java.lang.String" value="a"/><v class="app.X" item="1" item="2"/></attributes>`))
	v, _ := d.Get("a")
	if b := v.(*javaobj.Bean); len(b.Fields) != 2 || b.Fields[1].Value != javaobj.Value(javaobj.Text("2")) {
		t.Errorf("duplicate attributes are not both shown: %+v", b)
	}
	if err := d.Set("both", javaobj.NewList("java.util.ArrayList", v, v)); err != nil {
		t.Fatal(err)
	}
	data, err := d.Encode(nil)
	if err != nil || !bytes.Contains(data, []byte(`<v class="app.X" __id="0" item="1" item="2"/>`)) || !bytes.Contains(data, []byte(`<app.X __ref="0"/><app.X __ref="0"/>`)) {
		t.Errorf("an object without id is not shared: %s (%v)", data, err)
	}
}

// A chain of references as long as the document costs no stack.
func TestLongChainOfReferences(t *testing.T) {
	doc := bytes.NewBufferString(head + ">")
	const n = 100_000
	for i := range n {
		fmt.Fprintf(doc, `<k class="java.lang.String" value="%d"/><v class="java.util.ArrayList" __id="%d" size="1"><java.util.ArrayList __ref="%d"/></v>`, i, i+1, i)
	}
	doc.WriteString("</attributes>")
	d := decoded(t, doc.Bytes())
	v, err := d.Get(fmt.Sprint(n - 1))
	if err != nil {
		t.Fatal(err)
	}
	depth := 0
	for l, ok := v.(*javaobj.List); ok; l, ok = l.Elems[0].(*javaobj.List) {
		depth++
	}
	if depth != n {
		t.Errorf("the chain has %d lists", depth)
	}
	_, err = d.Encode(func(name string) bool { return name == fmt.Sprint(n-1) })
	var passed *transcoder.LimitError
	if !errors.As(err, &passed) {
		t.Errorf("moving the whole chain into one attribute gives %v", err)
	}
}

func TestUnescape(t *testing.T) {
	cases := map[string]string{"a&#09;b": "a\tb", "&#x1F;": "\x15", "&#xAB;": "\x01", "&#55357;&#56832;": "😀", "&#65601;": "A", "&lt;&gt;&amp;&quot;&apos;": `<>&"'`, "\t\n": "\t\n"}
	for raw, want := range cases {
		if got := unescape([]byte(raw)); got != want {
			t.Errorf("%s is %q, want %q", raw, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, c := range captures(f) {
		if len(c.data) < 4000 {
			f.Add(c.data)
		}
	}
	f.Add([]byte(shop))
	for _, seed := range []string{"", `<attributes class="M"><k class="java.lang.String" value="a"/><v class="java.util.Collections$UnmodifiableList" __id="0"><list class="x" __ref="0"/></v></attributes>`,
		`<attributes class="M" __id="0"><k class="java.lang.String" __id="1" value="&#00;"/><v class="java.util.HashMap" __id="2"><v class="x" __ref="0"/><k __ref="1"/><z/></v></attributes>`,
		strings.Repeat("<a>", 1000), `<attributes class="M" size="99999999999"/>`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := decode(data, transcoder.Limits{}.Defaults())
		if err != nil {
			return
		}
		if err := Verify(data); err != nil {
			t.Fatal(err)
		}
		names := d.Names()
		for _, name := range names {
			v, err := d.Get(name)
			if err != nil {
				t.Fatal(err)
			}
			javaobj.AppendJSON(nil, v, nil)
		}
		if len(names) == 0 {
			return
		}
		first, _ := d.Get(names[0])
		d.Remove(names[0])
		_ = d.Set("again", first)
		if err := d.Set("new", javaobj.String("x")); err != nil {
			t.Fatal(err)
		}
		edited, err := d.Encode(nil)
		if err != nil {
			return
		}
		if err := Verify(edited); err != nil {
			t.Fatalf("%v\n%s\n%s", err, data, edited)
		}
	})
}
