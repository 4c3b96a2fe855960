package xstream

import (
	"errors"
	"strings"
	"testing"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// written are class files that a test writes down.
type written map[string]*classfile.Class

func (w written) Class(name string) (*classfile.Class, error) {
	if c := w[name]; c != nil {
		return c, nil
	}
	return nil, classfile.ErrNotFound
}

// resolving are an app.Node that Java exchanges as it reads it, one below it, one
// beside it, and a box that holds one.
func resolving(t *testing.T) transcoder.Transcoder {
	t.Helper()
	object := classfile.Field{Name: "of", Descriptor: "Ljava/lang/Object;"}
	classes := written{}
	for _, c := range []*classfile.Class{
		{Name: "app.Node", Super: "java.lang.Object", Fields: []classfile.Field{object}, Methods: []classfile.Method{{Name: "readResolve", Descriptor: "()Ljava/lang/Object;"}}},
		{Name: "app.Below", Super: "app.Node"},
		{Name: "app.Plain", Super: "java.lang.Object", Fields: []classfile.Field{object}},
		{Name: "app.Box", Super: "java.lang.Object", Fields: []classfile.Field{{Name: "node", Descriptor: "Lapp/Node;"}}},
	} {
		c.Interfaces = []string{"java.io.Serializable"}
		classes[c.Name] = c
	}
	tr, err := transcoder.Configure(Transcoder{}, transcoder.Settings{Classes: classes})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func entryOf(name, value string) string {
	return "<entry><string>" + name + "</string>" + value + "</entry>"
}

func tableOf(entries ...string) []byte {
	return []byte("<concurrent-hash-map>" + strings.Join(entries, "") + "</concurrent-hash-map>")
}

// TestExchangedInItself: where an object that readResolve exchanges is met first
// inside itself Java would hold the one that was exchanged there. With the class
// path that is refused, unless the record has it so; without, nothing tells.
func TestExchangedInItself(t *testing.T) {
	for class, refused := range map[string]bool{"app.Node": true, "app.Below": true, "app.Plain": false} {
		// a is a list that holds it, and it holds the list; b is it again.
		data := tableOf(entryOf("a", `<list><`+class+`><of class="list" reference="../.."/></`+class+`></list>`),
			entryOf("b", `<`+class+` reference="../../entry/list/`+class+`"/>`), entryOf("x", "<int>1</int>"))
		d := transcodertest.Decode(t, resolving(t), data)
		had, err := transcoder.Remove(d, "a")
		var unsupported *transcoder.UnsupportedError
		if got := errors.As(err, &unsupported) && unsupported.Class == class && strings.Contains(err.Error(), "readResolve"); got != refused || had == refused {
			t.Errorf("%s: %v, %v", class, had, err)
		}
		if refused {
			if err := d.Set("a", javaobj.String("y")); !errors.As(err, &unsupported) {
				t.Errorf("%s: set: %v", class, err)
			}
			if out, err := d.Encode(nil); err != nil || string(out) != string(data) {
				t.Errorf("%s: it changed: %s, %v", class, out, err)
			}
		}
		if had, err := transcoder.Remove(transcodertest.Decode(t, Transcoder{}, data), "a"); !had || err != nil {
			t.Errorf("%s without class files: %v, %v", class, had, err)
		}
	}
}

// TestExchangedInItselfAlready: what the record has is carried, and all else can
// be edited.
func TestExchangedInItselfAlready(t *testing.T) {
	data := tableOf(entryOf("a", `<app.Node><of class="list"><app.Node reference="../.."/></of></app.Node>`), entryOf("x", "<int>1</int>"))
	d := transcodertest.Decode(t, resolving(t), data)
	if err := d.Set("x", javaobj.NewInteger(2)); err != nil {
		t.Fatal(err)
	}
	if out, err := d.Encode(nil); err != nil || string(out) != strings.Replace(string(data), "<int>1", "<int>2", 1) {
		t.Errorf("%s, %v", out, err)
	}
	if err := d.Set("y", javaobj.String("new")); err != nil {
		t.Error(err)
	}
	if had, err := transcoder.Remove(d, "a"); !had || err != nil {
		t.Error(had, err)
	}
}

// TestExchangedByItsField: an element that doesn't name its class has that of the
// field's declared type.
func TestExchangedByItsField(t *testing.T) {
	data := tableOf(entryOf("a", `<list><app.Box><node><of class="list" reference="../../.."/></node></app.Box></list>`),
		entryOf("b", `<app.Box reference="../../entry/list/app.Box"/>`))
	d := transcodertest.Decode(t, resolving(t), data)
	if had, err := transcoder.Remove(d, "a"); !had || err != nil { // the box is no app.Node
		t.Errorf("%v, %v", had, err)
	}
	data = tableOf(entryOf("a", `<list><app.Box><node><of class="list" reference="../../.."/></node></app.Box></list>`),
		entryOf("c", `<app.Box><node reference="../../../entry/list/app.Box/node"/></app.Box>`))
	d = transcodertest.Decode(t, resolving(t), data)
	_, err := transcoder.Remove(d, "a")
	var unsupported *transcoder.UnsupportedError
	if !errors.As(err, &unsupported) || unsupported.Class != "app.Node" {
		t.Errorf("%v", err)
	}
}

// TestExchangedAnew: no object of such a class is made from the class path alone.
func TestExchangedAnew(t *testing.T) {
	err := resolving(t).New().Set("x", &javaobj.Bean{Class: "app.Node"})
	if err == nil || !strings.Contains(err.Error(), "readResolve") {
		t.Error(err)
	}
}
