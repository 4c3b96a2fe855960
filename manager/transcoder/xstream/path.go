package xstream

import (
	"strconv"
	"strings"
)

// resolve finds what the references mean, in the document's order: each means
// an element that begins before it.
func (p *parser) resolve(root *slot) {
	for _, s := range p.refs {
		s.obj = find(root, s, s.ref).obj
		s.obj.shared = true
	}
}

// find follows a path from an element; nil if there is nothing.
func find(root, from *slot, path string) *slot {
	at := from
	rest, absolute := strings.CutPrefix(path, "/")
	if absolute {
		var first string
		first, rest, _ = strings.Cut(rest, "/")
		if strings.TrimSuffix(first, "[1]") != root.name {
			return nil
		}
		at = root
		if rest == "" {
			return at
		}
	}
	for step := range strings.SplitSeq(rest, "/") {
		switch {
		case step == ".":
		case step == "..":
			at = at.parent
		case at.ref != "" || at.obj == nil:
			return nil
		default:
			at = at.obj.child(step)
		}
		if at == nil {
			return nil
		}
	}
	return at
}

// child follows one step of a path: name or name[n], counted from 1 among the
// children of that name.
func (o *object) child(step string) *slot {
	n := 1
	if name, number, ok := strings.Cut(step, "["); ok {
		var err error
		if n, err = strconv.Atoi(strings.TrimSuffix(number, "]")); err != nil || n < 1 {
			return nil
		}
		step = name
	}
	if o.index == nil {
		o.index = map[string][]*slot{}
		for _, k := range o.kids {
			o.index[k.name] = append(o.index[k.name], k)
		}
	}
	if named := o.index[step]; n <= len(named) {
		return named[n-1]
	}
	return nil
}

// place is where an element stands in a document that is being written.
type place struct {
	parent *place
	step   string
	depth  int
	// unborn tells that XStream has no object for what is being written there.
	unborn bool
	// exchanged tells that another object takes its place afterwards.
	exchanged bool
}

// pathTo gives the path that XStream writes: up to what both have in common,
// then down.
func (p *place) pathTo(target *place) string {
	var down []string
	up, t := 0, target
	at := p
	for at != t {
		if at.depth >= t.depth {
			at = at.parent
			up++
			continue
		}
		down = append(down, t.step)
		t = t.parent
	}
	var out strings.Builder
	for range up {
		out.WriteString("../")
	}
	for i := len(down) - 1; i >= 0; i-- {
		out.WriteString(down[i])
		out.WriteByte('/')
	}
	return strings.TrimSuffix(out.String(), "/")
}
