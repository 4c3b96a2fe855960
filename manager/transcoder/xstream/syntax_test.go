package xstream

import (
	"errors"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

func TestSyntax(t *testing.T) {
	wrap := func(value string) string {
		return `<concurrent-hash-map><entry><string>a</string>` + value + `</entry></concurrent-hash-map>`
	}
	const at = 46 // of value
	for _, c := range []struct {
		data   string
		offset int
	}{
		{``, 0}, {`x`, 0}, {`<`, 1}, {`<a`, 2}, {`<a>`, 3}, {`<a>x`, 4}, {`<a></b>`, 3}, {`<map/>`, 0}, {`<concurrent-hash-map/>x`, 22},
		{`<!DOCTYPE x>`, 1}, {`<?xml version="1.0"?>`, 1}, {wrap(`<!-- x --><int>1</int>`), at + 1}, {wrap(`<a  b="c"/>`), at + 3}, {wrap(`<a b='c'/>`), at + 4},
		{wrap(`<a b="c/>`), at + 9}, {wrap(`<a>&x;</a>`), at + 3}, {wrap(`<a b="&x;"/>`), at + 10}, {wrap(`<a>&#x10000;</a>`), at + 3}, {wrap(`<a>x<b/></a>`), at + 3},
		{wrap(`<list reference="../none"/>`), at}, {wrap(`<list reference="../list"/>`), at}, {wrap(`<list reference="../../../../.."/>`), at},
		{wrap(`<list reference="../string[0]"/>`), at}, {wrap(`<list reference="../string[99999999999999999999]"/>`), at}, {wrap(`<list reference="../string"></list>`), at + 28},
		{wrap(``), 21}, {wrap(`<int>1</int><int>2</int>`), 21}, {`<concurrent-hash-map><entry><int>1</int><int>2</int></entry></concurrent-hash-map>`, 28},
		{`<concurrent-hash-map><x/></concurrent-hash-map>`, 21}, {`<java.util.concurrent.ConcurrentHashMap serialization="custom"><x/></java.util.concurrent.ConcurrentHashMap>`, 0},
	} {
		_, err := Transcoder{}.Decode([]byte(c.data), transcoder.Limits{})
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || syntax.Offset != c.offset {
			t.Errorf("%s: %v, want %d", c.data, err, c.offset)
		}
	}
}

// What another writer might write is read, but not edited.
func TestOtherSpellings(t *testing.T) {
	const from = `<concurrent-hash-map><entry><string>a</string><list/></entry><entry><string>b</string><list reference="/concurrent-hash-map/entry[1]/list[1]"/></entry></concurrent-hash-map>`
	d := mustDecode(t, []byte(from))
	if mustGet(t, d, "a") != mustGet(t, d, "b") {
		t.Error("an absolute path isn't followed")
	}
	if err := d.Set("a", javaobj.String("x")); err == nil {
		t.Error("the document was edited")
	}
	if out, err := d.Encode(nil); err != nil || string(out) != from {
		t.Errorf("%s %v", out, err)
	}
}

func TestNames(t *testing.T) {
	for encoded, name := range map[string]string{"a__b": "a_b", "_-x": "$x", "__lead": "_lead", "app.Beans_-Small": "app.Beans$Small", "x_.0020y": "x y", "plain": "plain", "a_": "a_"} {
		if got := decodeName(encoded); got != name {
			t.Errorf("%s: %s", encoded, got)
		}
		if again, ok := encodeName(name); ok && again != encoded && encoded != "a_" {
			t.Errorf("%s: %s", name, again)
		}
	}
	for alias, class := range map[string]string{"int-array-array": "[[I", "java.lang.Integer-array": "[Ljava.lang.Integer;", "object-array": "[Ljava.lang.Object;", "list": "java.util.ArrayList", "p.Q-array": "[Lp.Q;", "date-array": "[Ljava.util.Date;"} {
		if got := classOfAlias(alias); got != class {
			t.Errorf("%s: %s", alias, got)
		}
		if got := aliasOfClass(class); got != alias {
			t.Errorf("%s: %s", class, got)
		}
	}
}

func TestLimits(t *testing.T) {
	deep := `<concurrent-hash-map><entry><string>a</string>` + strings.Repeat("<list>", 600) + strings.Repeat("</list>", 600) + `</entry></concurrent-hash-map>`
	for _, c := range []struct {
		data   string
		limits transcoder.Limits
		limit  string
	}{
		{deep, transcoder.Limits{}, "depth"},
		{deep, transcoder.Limits{Elements: 20}, "elements"},
		{deep, transcoder.Limits{Bytes: 20}, "bytes"},
	} {
		_, err := Transcoder{}.Decode([]byte(c.data), c.limits)
		var passed *transcoder.LimitError
		if !errors.As(err, &passed) || passed.Limit != c.limit || !strings.Contains(err.Error(), "offset") {
			t.Errorf("%s: %v", c.limit, err)
		}
	}
	d := Transcoder{}.New()
	var v javaobj.Value = javaobj.NewInteger(1)
	for range 600 {
		v = javaobj.NewList("java.util.ArrayList", v)
	}
	var passed *transcoder.LimitError
	if err := d.Set("a", v); !errors.As(err, &passed) || passed.Limit != "depth" {
		t.Errorf("a deep value: %v", err)
	}
}
