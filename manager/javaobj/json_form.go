package javaobj

import (
	"encoding/hex"
	"math"
	"strconv"
	"strings"
)

const (
	minInt64 = math.MinInt64
	maxInt64 = math.MaxInt64
)

// form reads the members of one object; the first error stays in err.
type form struct {
	p     *parser
	n     *node
	class string
	err   error
}

// only refuses members that the form doesn't have.
func (f *form) only(names string) error {
	known := strings.Fields(names)
next:
	for _, m := range f.n.members {
		for _, name := range known {
			if m.name == name {
				continue next
			}
		}
		return fail(m.value, "a value of class "+abridged(f.class)+" has no member "+strconv.Quote(abridged(m.name))+" in this form")
	}
	return nil
}

func (f *form) str(name string) string {
	n := f.n.get(name)
	if n != nil && n.kind == stringNode {
		return n.text
	}
	if n == nil {
		n = f.n
	}
	if f.err == nil {
		f.err = fail(n, name+" needs a string")
	}
	return ""
}

// integer takes a JSON integer or, as printed for longs, a string of one.
func (f *form) integer(name string, least, most int64) int64 {
	n := f.n.get(name)
	if n == nil {
		n = &node{at: f.n.at}
	}
	i, err := strconv.ParseInt(n.text, 10, 64)
	if (n.kind != numberNode && n.kind != stringNode || err != nil || i < least || i > most) && f.err == nil {
		f.err = fail(n, name+" needs an integer from "+strconv.FormatInt(least, 10)+" to "+strconv.FormatInt(most, 10))
	}
	return i
}

// scalarText is the text of the value, checked against the class; a number or
// boolean may stand there plain.
func (f *form) scalarText() string {
	n := f.n.get("value")
	switch {
	case n == nil && f.class == "java.lang.Character":
		return Char(f.integer("code", 0, math.MaxUint16)).String()
	case n == nil && (f.class == "java.lang.Double" || f.class == "java.lang.Float"):
		return "0"
	case n == nil:
		f.err = fail(f.n, "value is missing")
		return ""
	}
	if n.kind != stringNode && (n.kind != numberNode && n.kind != boolNode || f.class == "java.lang.String") {
		f.err = fail(n, "value needs a string")
		return ""
	}
	if err := checkScalar(f.class, n.text); err != nil {
		f.err = fail(n, err.Error())
		return ""
	}
	if f.class == "java.lang.Character" && f.n.get("code") != nil && n.text != Char(f.integer("code", 0, math.MaxUint16)).String() && f.err == nil {
		f.err = fail(f.n.get("code"), "code and value name different characters")
	}
	return canonicalInteger(f.class, n.text)
}

// canonicalInteger takes a sign or zeros that toString() wouldn't write off
// an integer.
func canonicalInteger(class, text string) string {
	switch class {
	case "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long":
		if i, err := strconv.ParseInt(text, 10, 64); err == nil {
			return strconv.FormatInt(i, 10)
		}
	}
	return text
}

// floating takes the exact bits where they are given: they must mean the text.
func (f *form) floating(s *Scalar) *Scalar {
	if f.n.get("bits") == nil {
		return s
	}
	size := 64
	if s.Class == "java.lang.Float" {
		size = 32
	}
	bits, err := strconv.ParseUint(f.str("bits"), 16, size)
	if f.err != nil {
		return s
	}
	exact := NewDouble(math.Float64frombits(bits))
	if size == 32 {
		exact = NewFloat(math.Float32frombits(uint32(bits)))
	}
	exact.Bits = bits
	if err != nil || f.n.get("value") != nil && exact.Text != s.Text {
		f.err = fail(f.n.get("bits"), "bits and value are different numbers")
	}
	return exact
}

func readThrowable(p *parser, f *form) (Value, func() error) {
	t := &Throwable{Class: f.class}
	return t, func() (err error) {
		if m := f.n.get("message"); m != nil {
			if t.Message, err = p.value(m); err != nil {
				return err
			}
		}
		if c := f.n.get("cause"); c != nil {
			if t.Cause, err = p.value(c); err != nil {
				return err
			}
		}
		if t.Fields, err = p.addedFields(f.n); err != nil {
			return err
		}
		frames := f.n.get("stackTrace")
		if frames.kind != arrayNode {
			return fail(frames, "stackTrace needs an array")
		}
		for _, n := range frames.elems {
			g := &form{p: p, n: n}
			frame := StackFrame{DeclaringClass: g.str("declaringClass"), MethodName: g.str("methodName"), LineNumber: int(g.integer("lineNumber", math.MinInt32, math.MaxInt32))}
			if name := n.get("fileName"); name != nil && name.kind != nullNode {
				text := g.str("fileName")
				frame.FileName = &text
			}
			if g.err != nil {
				return g.err
			}
			t.StackTrace = append(t.StackTrace, frame)
		}
		return nil
	}
}

func readBean(p *parser, f *form) (Value, func() error) {
	b := &Bean{Class: f.class}
	return b, func() (err error) {
		if b.Fields, err = p.addedFields(f.n); err != nil {
			return err
		}
		if data := f.n.get("data"); data != nil {
			b.Data, err = p.data(data)
		}
		return err
	}
}

// addedFields reads an object's fields member, if it has one.
func (p *parser) addedFields(object *node) ([]Field, error) {
	if n := object.get("fields"); n != nil {
		return p.fields(n)
	}
	return nil, nil
}

func (p *parser) fields(n *node) ([]Field, error) {
	if n.kind != arrayNode {
		return nil, fail(n, "fields needs an array")
	}
	fields := make([]Field, 0, len(n.elems))
	for _, e := range n.elems {
		g := &form{p: p, n: e}
		if err := g.only("declaring name type transient value"); err != nil {
			return nil, err
		}
		field := Field{Name: g.str("name")}
		for name, into := range map[string]*string{"declaring": &field.Declaring, "type": &field.Type} {
			if e.get(name) != nil {
				*into = g.str(name)
			}
		}
		v := e.get("value")
		if v == nil && g.err == nil {
			g.err = fail(e, "the field has no value")
		}
		if g.err != nil {
			return nil, g.err
		}
		var err error
		if field.Value, err = p.untold(v); err != nil {
			return nil, err
		}
		fields = append(fields, field)
	}
	return fields, nil
}

// data reads what a class wrote itself: strings are raw bytes in hex.
func (p *parser) data(n *node) ([]Value, error) {
	if n.kind != arrayNode {
		return nil, fail(n, "data needs an array")
	}
	values := make([]Value, 0, len(n.elems))
	for _, e := range n.elems {
		if e.kind == stringNode {
			raw, err := hex.DecodeString(e.text)
			if err != nil {
				return nil, fail(e, "data holds raw bytes as hexadecimal digits in pairs")
			}
			values = append(values, Raw(raw))
			continue
		}
		v, err := p.value(e)
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	return values, nil
}
