package kryo

import (
	"errors"
	"fmt"
	"slices"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// builder makes nodes of a Value. What came from the document is its node, so
// that what was shared stays shared.
type builder struct {
	*document
	made     map[javaobj.Value]*node
	open     []*node // those that are being filled, the outermost first
	elements int
}

func unsupported(class, reason string, args ...any) error {
	return &transcoder.UnsupportedError{Class: class, Reason: fmt.Sprintf(reason, args...)}
}

// build makes the node of an attribute's value, or refuses it by the name of the
// class that can't be carried.
func (d *document) build(v javaobj.Value) (*node, error) {
	if err := d.undecided.about(layoutsAll); err != nil {
		return nil, unsupported(javaobj.ClassOf(v), "%v", err)
	}
	b := &builder{document: d, made: map[javaobj.Value]*node{}}
	d.learn()
	n, err := b.node(v)
	if err != nil {
		return nil, err
	}
	size := len(n.raw)
	if len(n.kids) > 0 {
		d.round++
		w := &writer{schema: d.schema, round: d.round, limits: d.limits}
		if w.value(n, slot{}); w.err != nil {
			return nil, w.err
		}
		size = len(w.out)
	}
	if err := d.schema.storable(size); err != nil {
		return nil, err
	}
	for made, of := range b.made { // the same value set again is the same object
		d.origin[made] = of
	}
	return n, nil
}

// class gives a class that can be written.
func (b *builder) class(name string) (*class, error) {
	c := b.find(name)
	if err := c.ready(b.schema); err != nil {
		var unknown *UnknownClassError
		if errors.As(err, &unknown) {
			return nil, unsupported(unknown.Class, "%s", unknown.Reason)
		}
		return nil, unsupported(name, "%v", err)
	}
	if err := b.undecided.about(layouts34); c.differs && err != nil {
		return nil, unsupported(name, "%v", err)
	}
	if err := b.undecided.about(layoutsLocale); name == "java.util.Locale" && err != nil {
		return nil, unsupported(name, "%v", err)
	}
	return c, nil
}

// node makes the node of a value, or finds it.
func (b *builder) node(v javaobj.Value) (*node, error) {
	if v == nil {
		return null, nil
	}
	if text, ok := v.(javaobj.String); ok {
		if !javaobj.Valid(string(text)) {
			return nil, unsupported("java.lang.String", "it is no valid text")
		}
		return b.newText(string(text)), nil
	}
	if n := b.origin[v]; n != nil {
		b.mixed = true
		b.again = b.again || isStoodIn(n.class.kind)
		return n, nil
	}
	if n := b.made[v]; n != nil {
		b.again = b.again || isStoodIn(n.class.kind)
		return n, b.refuseCircle(n)
	}
	if b.elements++; b.elements > b.limits.Elements {
		return nil, &transcoder.LimitError{Limit: "elements", Max: b.limits.Elements}
	}
	if len(b.open) >= b.limits.Depth {
		return nil, &transcoder.LimitError{Limit: "depth", Max: b.limits.Depth}
	}
	return b.kind(v)
}

// refuseCircle finds, in kryo 1, a collection inside itself without an object
// between that has a number: it would be written without end. Later kryos can't
// load what is made only after its content, if that refers to it.
func (b *builder) refuseCircle(n *node) error {
	if b.layout != layout1 {
		if !slices.Contains(b.open, n) {
			return nil
		}
		b.circles = true
		if isMadeLast(n.class.kind) {
			return unsupported(n.class.name, "it holds itself, and kryo loads null in the inner place; use java.util.ArrayList or java.util.HashMap")
		}
		return nil
	}
	for i := len(b.open) - 1; i >= 0 && b.open[i].class.kind != kindBean; i-- {
		if b.open[i] == n {
			return unsupported(n.class.name, "it holds itself, which kryo 1 writes without end; put an object of your own between")
		}
	}
	return nil
}

func (b *builder) kind(v javaobj.Value) (*node, error) {
	switch v := v.(type) {
	case *javaobj.Scalar:
		return b.scalar(v)
	case *javaobj.Date:
		return b.date(v)
	case *javaobj.Calendar:
		return b.calendar(v)
	case *javaobj.Enum:
		return b.enum(v)
	case *javaobj.Class:
		return b.classValue(v)
	case *javaobj.Bytes:
		c, err := b.class("[B")
		return b.keep(v, c, v.Data), err
	case *javaobj.List:
		return b.list(v)
	case *javaobj.Map:
		return b.mapping(v)
	case *javaobj.Bean:
		return b.bean(v)
	case *javaobj.Proxy:
		return b.proxy(v)
	case *javaobj.Throwable:
		return nil, unsupported(v.Class, "exceptions can be kept, moved and removed, but not made: what is written of them depends on the release of Java")
	}
	return nil, unsupported(javaobj.ClassOf(v), "it isn't a whole value")
}

// start notes a node before it is filled, since its content may refer to it.
func (b *builder) start(v javaobj.Value, c *class) *node {
	n := &node{class: c}
	b.late = b.late || isMadeLast(c.kind)
	b.made[v] = n
	b.open = append(b.open, n)
	return n
}

func (b *builder) done() { b.open = b.open[:len(b.open)-1] }

// each adds the nodes of values.
func (b *builder) each(n *node, values ...javaobj.Value) error {
	for _, v := range values {
		kid, err := b.node(v)
		if err != nil {
			return err
		}
		n.kids = append(n.kids, kid)
	}
	return nil
}

// fits says whether a node can stand in a slot of a declared type.
func (b *builder) fits(n *node, s slot, declared string) error {
	switch {
	case n.class == nil:
		if s.mode == slotPlain {
			return unsupported(declared, "null can't stand there")
		}
		return nil
	case s.mode != slotAny:
		if n.class.name != s.class.name {
			return unsupported(n.class.name, "a value of class %s must stand there", s.class.name)
		}
		return nil
	}
	if ok, err := b.below(n.class.name, declared); err != nil || !ok {
		return unsupported(n.class.name, "it can't stand where a %s is declared", declared)
	}
	return b.fitArguments(n, s)
}

// fitArguments checks the elements of a collection whose class kryo 3 leaves
// out.
func (b *builder) fitArguments(n *node, s slot) error {
	if s.args == nil {
		return nil
	}
	kids, pairs := n.kids, 0
	switch n.class.kind {
	case kindTreeSet, kindTreeMap:
		kids = kids[1:]
	case kindList, kindMap:
	default:
		return nil
	}
	if n.class.kind == kindMap || n.class.kind == kindTreeMap {
		pairs = 1
	}
	for i, kid := range kids {
		of := argument(s.args, i&pairs)
		if of.class != nil && kid.class != nil && kid.class.name != of.class.name {
			return unsupported(kid.class.name, "only %s can stand in a field that declares it", of.class.name)
		}
	}
	return nil
}

func (d *document) newText(text string) *node {
	return &node{class: d.text_, raw: string(d.appendText(nil, text))}
}
