package javaser

import (
	"msmgate/manager/transcoder"
)

// attribute is one pair of MSM's frame: a name and a value (WIRE-50).
type attribute struct {
	name string
	// before and between are resets in front of the name and of the value.
	before, between []item
	key, value      item
	// partial is what the writer had written of the value when it broke off;
	// value is then MSM's mark (WIRE-51).
	partial item
}

const notSerializableMark = "___NOT_SERIALIZABLE_EXCEPTION___"

// parseFrame reads MSM's frame: an Integer, then that many pairs.
func (p *parser) parseFrame(d *document) error {
	if err := p.header(); err != nil {
		return err
	}
	var err error
	if d.before, err = p.resets(); err != nil {
		return err
	}
	at := p.pos
	first, err := p.top()
	if err != nil {
		return err
	}
	n, ok := intValue(first)
	if !ok || n < 0 {
		return &SyntaxError{Offset: at, Msg: "the stream doesn't begin with the number of attributes"}
	}
	d.count = first.(*object)
	for range n {
		a, err := p.attribute()
		if err != nil {
			return err
		}
		d.attrs = append(d.attrs, a)
	}
	d.trailing = p.data[p.pos:]
	d.all = p.all
	return nil
}

func (p *parser) attribute() (a attribute, err error) {
	if a.before, err = p.resets(); err != nil {
		return a, err
	}
	at := p.pos
	if a.key, err = p.top(); err != nil {
		return a, err
	}
	name, ok := target(a.key).(*str)
	if !ok {
		return a, &SyntaxError{Offset: at, Msg: "an attribute's name isn't a string"}
	}
	if a.name, ok = decodeUTF(name.raw); !ok {
		return a, &SyntaxError{Offset: at, Msg: "an attribute's name isn't modified UTF-8"}
	}
	if a.between, err = p.resets(); err != nil {
		return a, err
	}
	a.value, err = p.content()
	if err != errAborted {
		return a, err
	}
	a.partial = a.value
	a.value, err = p.top()
	return a, err
}

// top reads a top-level item that must be whole.
func (p *parser) top() (item, error) {
	it, err := p.content()
	if err == errAborted {
		return nil, p.fail("the writer broke off where an attribute's name or MSM's mark is expected")
	}
	return it, err
}

// resets reads the resets in front of a top-level item.
func (p *parser) resets() ([]item, error) {
	var list []item
	for p.left() > 0 && p.data[p.pos] == tcReset {
		p.pos++
		if err := p.count(1); err != nil {
			return nil, err
		}
		p.resetHandles()
		list = append(list, &reset{})
	}
	return list, nil
}

// intValue gives the value of a java.lang.Integer.
func intValue(it item) (int32, bool) {
	o, ok := it.(*object)
	if !ok || o.desc == nil || o.desc.name != "java.lang.Integer" {
		return 0, false
	}
	raw, ok := o.prim("java.lang.Integer", "value")
	if !ok || len(raw) != 4 {
		return 0, false
	}
	return int32(be32(raw)), true
}

// decode parses attribute bytes. A class that has a writeObject of its own
// may have left out its field values, and nothing in the stream says so: where
// the plain reading fails, the classes of which that isn't known are taken at
// their other word, the nearest to the failure first.
func decode(data []byte, limits transcoder.Limits) (*document, error) {
	limits = limits.Defaults()
	if len(data) > limits.Bytes {
		return nil, &transcoder.LimitError{Limit: "bytes", Max: limits.Bytes}
	}
	read := func(bare map[string]bool) (*document, *parser, error) {
		d := &document{data: data, limits: limits}
		p := &parser{cursor: cursor{data: data}, limits: limits, bare: bare}
		return d, p, p.parseFrame(d)
	}
	d, p, err := read(nil)
	if err == nil {
		return d, nil
	}
	first, readings := err, 16
	bare := map[string]bool{}
	for readings > 0 && len(p.suspects) > 0 {
		class := p.suspects[len(p.suspects)-1]
		p.suspects = p.suspects[:len(p.suspects)-1]
		if bare[class] {
			continue
		}
		bare[class] = true
		readings--
		d2, p2, err := read(bare)
		if err == nil {
			return d2, nil
		}
		if p2.pos > p.pos {
			p = p2
			continue
		}
		delete(bare, class)
	}
	return nil, first
}
