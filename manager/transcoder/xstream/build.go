package xstream

import (
	"fmt"
	"strings"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// builder makes elements of new Values. Nothing of it enters the document
// until all of it is made.
type builder struct {
	doc    *document
	origin map[javaobj.Value]*object
	known  int // how many of the view's origins are in it
	shown  *shown

	made map[javaobj.Value]*object
	// single are the singletons and arrays under way: XStream has none before it
	// has read what it holds.
	single   map[*object]bool
	replaced *object
	depth    int
	elements int
}

func unsupported(class, reason string, args ...any) error {
	return &transcoder.UnsupportedError{Class: class, Reason: fmt.Sprintf(reason, args...)}
}

// make makes the element of a Value. What came from the document is its old
// object; replaced is the one whose place the value takes.
func (d *document) make(v javaobj.Value, replaced *object) (*slot, error) {
	b := &d.build
	if b.doc == nil {
		b.doc, b.origin = d, map[javaobj.Value]*object{}
	}
	if b.shown == nil {
		b.shown = newShown(d)
	}
	b.learn()
	b.made, b.single, b.replaced, b.depth, b.elements = map[javaobj.Value]*object{}, map[*object]bool{}, replaced, 0, 0
	return b.item(v)
}

func (b *builder) learn() {
	for _, o := range b.doc.view.made[b.known:] {
		b.origin[o.value] = o.obj
	}
	b.known = len(b.doc.view.made)
}

// settle makes the new Values the document's own.
func (d *document) settle(o *object, v javaobj.Value) {
	for v, o := range d.build.made {
		o.value = v
		d.build.origin[v] = o
	}
	if o.value == nil {
		o.value = v
	}
}

// text spells a text, if the document can hold it.
func (d *document) text(text string) (string, error) {
	if !javaobj.Valid(text) {
		return "", unsupported("java.lang.String", "its bytes are no valid text")
	}
	if javaobj.HasLoneSurrogate(text) && loneSurrogate(text) {
		return "", unsupported("java.lang.String", "XML has no half of a surrogate pair")
	}
	if d.latin1 {
		for _, r := range text {
			if r > 0xffff {
				return "", unsupported("java.lang.String", "the document isn't in UTF-8, so it has no characters beyond U+FFFF")
			}
		}
	}
	return escape(text), nil
}

func loneSurrogate(text string) bool {
	for text != "" {
		r, size := javaobj.DecodeRune(text)
		if javaobj.IsSurrogate(r) {
			return true
		}
		text = text[size:]
	}
	return false
}

// count holds a new value against the limits.
func (b *builder) count() error {
	if b.elements++; b.elements > b.doc.limits.Elements {
		return &transcoder.LimitError{Limit: "elements", Max: b.doc.limits.Elements}
	}
	if b.depth > b.doc.limits.Depth {
		return &transcoder.LimitError{Limit: "depth", Max: b.doc.limits.Depth}
	}
	return nil
}

func null() *slot { return &slot{name: "null", obj: &object{closed: true, class: "null"}} }

// item makes an element whose name is the class.
func (b *builder) item(v javaobj.Value) (*slot, error) {
	if v == nil {
		return null(), nil
	}
	o, err := b.object(v)
	if err != nil {
		return nil, err
	}
	name, ok := encodeName(aliasOfClass(o.class))
	switch {
	case o.home != nil && !o.home.field && o.home.attr("class") == "":
		name = o.home.name
	case o.class == "":
		return nil, unsupported("(unknown)", "the document doesn't tell its class, so it can't stand where the class must be named")
	case !ok:
		return nil, unsupported(o.class, "its name isn't ASCII")
	}
	return &slot{name: name, obj: o}, nil
}

// object finds or makes the object of a Value.
func (b *builder) object(v javaobj.Value) (*object, error) {
	b.depth++
	defer func() { b.depth-- }()
	if err := b.count(); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case javaobj.String:
		return b.leaf("java.lang.String", string(v))
	case javaobj.Text:
		return nil, unsupported("(unknown)", "a text without a class is only for fields of beans; give its class")
	case javaobj.Raw, *javaobj.NotSerializable:
		return nil, unsupported(fmt.Sprintf("(%T)", v), "it is no object of its own; give its class")
	}
	if o := b.made[v]; o != nil {
		b.doc.circles.some = true // for all that is known
		if b.single[o] {
			return nil, unsupported(o.class, "it holds itself, and XStream can't load that; use java.util.ArrayList or java.util.HashMap")
		}
		o.shared = true
		return o, nil
	}
	if o := b.origin[v]; o != nil {
		if immutable[o.class] && o.shape == leaf {
			// Never written as a reference.
			return &object{home: o.home, attrs: o.attrs, text: o.text, closed: o.closed, class: o.class, value: v}, nil
		}
		o.shared = true
		return o, nil
	}
	o, err := b.fresh(v)
	if err != nil {
		return nil, err
	}
	return o, nil
}

// immutable are the classes that XStream never writes as references.
var immutable = map[string]bool{
	"java.lang.Boolean": true, "java.lang.Byte": true, "java.lang.Short": true, "java.lang.Integer": true, "java.lang.Long": true,
	"java.lang.Float": true, "java.lang.Double": true, "java.lang.Character": true, "java.lang.String": true, "java.lang.Class": true,
	"java.math.BigInteger": true, "java.math.BigDecimal": true, "java.io.File": true, "java.net.URI": true, "java.net.URL": true,
	"java.util.Currency": true, "java.nio.charset.Charset": true, "java.util.Collections$EmptyList": true, "java.util.Collections$EmptySet": true,
	"java.util.Collections$EmptyMap": true,
}

// leaf makes an object of a text.
func (b *builder) leaf(class, text string) (*object, error) {
	spelt, err := b.doc.text(text)
	if err != nil {
		return nil, err
	}
	return &object{class: class, text: spelt}, nil
}

func (b *builder) fresh(v javaobj.Value) (*object, error) {
	switch v := v.(type) {
	case *javaobj.Scalar:
		return b.keep(v)(b.scalar(v))
	case *javaobj.Bytes:
		return b.keep(v)(&object{class: "[B", text: base64Lines(v.Data)}, nil)
	case *javaobj.Date:
		return b.keep(v)(b.date(v))
	case *javaobj.Class:
		if !strings.HasPrefix(strings.TrimLeft(v.Name, "[L"), "java.") && !b.shown.classes[v.Name] && !primitive(v.Name) {
			return nil, unsupported(v.Name, "a class must be the JDK's or one that the session already holds")
		}
		return b.leaf("java.lang.Class", v.Name)
	case *javaobj.Enum:
		if m := b.doc.classes.enum(v.Declaring); m != nil {
			if b.doc.typedText(m, v.Name) == nil {
				return nil, unsupported(v.Declaring, "the enum has no constant %q on the class path", v.Name)
			}
		} else if v.Declaring == "" || !b.shown.classes[v.Declaring] {
			return nil, unsupported(v.Declaring, "an enum's class must be one that the session already holds")
		}
		return b.leaf(v.Declaring, v.Name)
	case *javaobj.List:
		return b.list(v)
	case *javaobj.Map:
		return b.table(v)
	case *javaobj.Bean:
		return b.bean(v, b.replaced)
	case *javaobj.Calendar:
		return nil, unsupported(v.Class, "the format doesn't keep how a Calendar counts weeks; use java.util.Date, or keep the one that the session has")
	}
	return nil, unsupported(javaobj.ClassOf(v), "it can't be made anew; only one that the session holds can be kept")
}

func primitive(name string) bool {
	_, ok := primitives[name]
	return ok || strings.HasPrefix(name, "[") && len(strings.TrimLeft(name, "[")) == 1
}

// keep remembers the object of a Value, so that the next mention is the same.
func (b *builder) keep(v javaobj.Value) func(o *object, err error) (*object, error) {
	return func(o *object, err error) (*object, error) {
		if err == nil && !immutable[o.class] {
			b.made[v] = o
		}
		return o, err
	}
}
