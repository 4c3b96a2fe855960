package javaobj

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

// parts reads what a list or an entry holds. Where its own class isn't told,
// those of its parts may not be either.
func (p *parser) parts(f *form, n *node) ([]Value, error) {
	if f.class != "" || n.kind != arrayNode {
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
