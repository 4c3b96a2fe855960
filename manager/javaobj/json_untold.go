package javaobj

import (
	"slices"
	"strconv"
)

// What stands in an object's field may be printed without a class, where the
// format doesn't carry it: a text, a collection, a map, an object with fields.

// untold reads a field's value. An object that has just the members of such a
// form, with its id, is one; any other without a class is a LinkedHashMap.
func (p *parser) untold(n *node) (Value, error) {
	if n.kind != objectNode || n.get("class") != nil {
		return p.value(n)
	}
	if text := n.get("value"); len(n.members) == 1 && text != nil && text.kind == stringNode {
		return Text(text.text), nil
	}
	f := &form{p: p, n: n}
	for _, s := range shapes {
		if s.key != "elements" && s.key != "entries" && s.key != "fields" {
			continue
		}
		if list := n.get(s.key); list != nil && list.kind == arrayNode && n.get("id") != nil && f.only("id "+s.key+" "+s.also) == nil {
			return p.shaped(n, f, s)
		}
	}
	return p.value(n)
}

// parts reads what a list or an entry holds, whose classes may not be told.
func (p *parser) parts(n *node, untold bool) ([]Value, error) {
	if n.kind != arrayNode || !untold {
		return p.values(n)
	}
	values := make([]Value, 0, len(n.elems))
	for _, e := range n.elems {
		v, err := p.untold(e)
		if err != nil {
			return nil, err
		}
		values = append(values, v)
	}
	return values, nil
}

// holdsUntold tells whether the classes of a list's or map's parts may not be told:
// where its own isn't, and where it was printed so before.
func (p *parser) holdsUntold(f *form) bool {
	id := f.n.get("id")
	switch {
	case f.class == "":
		return true
	case id == nil || p.known == nil:
		return false
	}
	number, _ := strconv.Atoi(id.text) // it is registered
	switch printed := p.known.Lookup(number).(type) {
	case *List:
		return slices.ContainsFunc(printed.Elems, isUntold)
	case *Map:
		return slices.ContainsFunc(printed.Entries, func(e Entry) bool { return isUntold(e.Key) || isUntold(e.Value) })
	}
	return false
}

func isUntold(v Value) bool {
	if _, text := v.(Text); text {
		return true
	}
	return isContainer(v) && ClassOf(v) == ""
}
