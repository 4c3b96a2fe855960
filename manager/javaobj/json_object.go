package javaobj

import (
	"encoding/hex"
	"strconv"
	"strings"
)

// shape is one form of an object with "class": the member that tells it, the
// other members it may have, and how it is read. What read returns beside the
// object fills it, called after the object has its id, so that what it holds
// may refer back to it.
type shape struct {
	key  string
	also string
	read func(p *parser, f *form) (Value, func() error)
}

// shapes in the order in which they are tried; a Calendar has millis too.
var shapes []shape

func init() {
	shapes = []shape{
		{"elements", "comparator fields", readList},
		{"entries", "comparator fields", readMap},
		{"enum", "declaring", readEnum},
		{"hex", "", readBytes},
		{"zone", "millis lenient firstDayOfWeek minimalDaysInFirstWeek", readCalendar},
		{"millis", "nanos", readDate},
		{"stackTrace", "message cause fields", readThrowable},
		{"proxyInterfaces", "handler", readProxy},
		{"fields", "data", readBean},
		{"data", "", readBean},
		{"value", "code bits", readScalar},
		{"code", "", readScalar},
		{"bits", "", readScalar},
	}
}

// object reads an object that names its class.
func (p *parser) object(n *node) (Value, error) {
	f := &form{p: p, n: n}
	class := f.str("class")
	if f.err != nil {
		return nil, f.err
	}
	if class == "" || len(class) > 1<<16-1 || strings.ContainsAny(class, " \t\r\n\"'<>&=/\x00") || !Valid(class) || HasLoneSurrogate(class) {
		return nil, fail(n.get("class"), "no Java class name")
	}
	f.class = class
	if n.get("opaque") != nil {
		return nil, fail(n.get("opaque"), "an opaque value can't be made from JSON")
	}
	for _, s := range shapes {
		if n.get(s.key) == nil {
			continue
		}
		return p.shaped(n, f, s)
	}
	return nil, fail(n, "an object with `class` needs one of value, elements, entries, enum, hex, millis, fields, stackTrace, proxyInterfaces beside it")
}

// shaped reads an object of a known form.
func (p *parser) shaped(n *node, f *form, s shape) (Value, error) {
	if err := f.only("id class lost " + s.key + " " + s.also); err != nil {
		return nil, err
	}
	v, fill := s.read(p, f)
	if f.err != nil {
		return nil, f.err
	}
	if err := p.register(n, v); err != nil {
		return nil, err
	}
	if fill != nil {
		if err := fill(); err != nil {
			return nil, err
		}
	}
	if f.err != nil {
		return nil, f.err
	}
	lost := n.get("lost")
	if old := p.asItWas(n, v); old != nil && (lost != nil || p.old[old]) {
		return p.keep(n, old), nil
	}
	if lost != nil {
		return nil, fail(lost, "a value that its format lost can be kept as it was printed, with its id, not set; leave `lost` out to set what is left of it")
	}
	return v, nil
}

// asItWas gives the object that was printed with the id, if it is equal; else nil.
func (p *parser) asItWas(n *node, v Value) Value {
	id := n.get("id")
	if id == nil || p.known == nil {
		return nil
	}
	number, _ := strconv.Atoi(id.text) // it is registered
	if old := p.known.Lookup(number); old != nil && equalWithin(old, v, &p.pairs) {
		return old
	}
	return nil
}

// keep registers the object that stays.
func (p *parser) keep(n *node, old Value) Value {
	number, _ := strconv.Atoi(n.get("id").text)
	p.objects[number] = old
	return old
}

// register remembers an object under its id.
func (p *parser) register(n *node, v Value) error {
	id := n.get("id")
	if id == nil {
		return nil
	}
	f := &form{p: p, n: n}
	number := f.integer("id", 0, 1<<31-1)
	if f.err != nil {
		return f.err
	}
	if _, dup := p.objects[int(number)]; dup {
		return fail(id, "two objects have this id")
	}
	p.objects[int(number)] = v
	return nil
}

func readScalar(_ *parser, f *form) (Value, func() error) {
	text := f.scalarText()
	switch f.class {
	case "java.lang.String":
		return String(text), nil
	case "java.lang.Class":
		return &Class{Name: text}, nil
	case "java.lang.Double":
		d, _ := ParseDouble(text)
		return f.floating(NewDouble(d)), nil
	case "java.lang.Float":
		d, _ := ParseFloat(text)
		return f.floating(NewFloat(d)), nil
	}
	return &Scalar{Class: f.class, Text: text}, nil
}

func readEnum(_ *parser, f *form) (Value, func() error) {
	e := &Enum{Class: f.class, Declaring: f.class, Name: f.str("enum")}
	if f.n.get("declaring") != nil {
		e.Declaring = f.str("declaring")
	}
	return e, nil
}

func readBytes(_ *parser, f *form) (Value, func() error) {
	data, err := hex.DecodeString(f.str("hex"))
	if err != nil && f.err == nil {
		f.err = fail(f.n.get("hex"), "no hexadecimal digits in pairs")
	}
	if f.class != "[B" && f.err == nil {
		f.err = fail(f.n.get("class"), "hex is for class [B")
	}
	return &Bytes{Data: data}, nil
}

func readCalendar(_ *parser, f *form) (Value, func() error) {
	c := &Calendar{Class: f.class, Millis: f.integer("millis", minInt64, maxInt64), Zone: f.str("zone"), Lenient: true, FirstDayOfWeek: 1, MinimalDaysInFirstWeek: 1}
	if l := f.n.get("lenient"); l != nil {
		c.Lenient = l.kind == boolNode && l.text == "true"
		if l.kind != boolNode {
			f.err = fail(l, "lenient is true or false")
		}
	}
	if f.n.get("firstDayOfWeek") != nil {
		c.FirstDayOfWeek = int(f.integer("firstDayOfWeek", 1, 7))
	}
	if f.n.get("minimalDaysInFirstWeek") != nil {
		c.MinimalDaysInFirstWeek = int(f.integer("minimalDaysInFirstWeek", 1, 7))
	}
	return c, nil
}

func readDate(_ *parser, f *form) (Value, func() error) {
	d := &Date{Class: f.class, Millis: f.integer("millis", minInt64, maxInt64)}
	if f.n.get("nanos") != nil {
		d.Nanos, d.HasNanos = int32(f.integer("nanos", 0, 999_999_999)), true
	}
	return d, nil
}

func readList(p *parser, f *form) (Value, func() error) {
	l := &List{Class: f.class}
	if f.n.get("comparator") != nil {
		l.Comparator = f.str("comparator")
	}
	return l, func() (err error) {
		elements := f.n.get("elements")
		if l.Elems, err = p.parts(elements, p.holdsUntold(f)); err != nil {
			return err
		}
		if l.Fields, err = p.addedFields(f.n); err != nil {
			return err
		}
		return fitElements(l, elements)
	}
}

func readMap(p *parser, f *form) (Value, func() error) {
	m := &Map{Class: f.class}
	if f.n.get("comparator") != nil {
		m.Comparator = f.str("comparator")
	}
	return m, func() (err error) {
		entries := f.n.get("entries")
		if entries.kind != arrayNode {
			return fail(entries, "entries needs an array of [key, value] pairs")
		}
		untold := p.holdsUntold(f)
		for _, pair := range entries.elems {
			kv, err := p.parts(pair, untold)
			if err != nil {
				return err
			}
			if len(kv) != 2 {
				return fail(pair, "an entry is an array [key, value]")
			}
			m.Entries = append(m.Entries, Entry{kv[0], kv[1]})
		}
		m.Fields, err = p.addedFields(f.n)
		return err
	}
}

func readProxy(p *parser, f *form) (Value, func() error) {
	proxy := &Proxy{}
	return proxy, func() (err error) {
		names := f.n.get("proxyInterfaces")
		values, err := p.values(names)
		if err != nil {
			return err
		}
		for i, v := range values {
			name, ok := Str(v)
			if !ok {
				return fail(names.elems[i], "an interface's name is a string")
			}
			proxy.Interfaces = append(proxy.Interfaces, name)
		}
		if h := f.n.get("handler"); h != nil {
			proxy.Handler, err = p.value(h)
		}
		return err
	}
}
