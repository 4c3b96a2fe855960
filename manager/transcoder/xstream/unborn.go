package xstream

import (
	"cmp"
	"errors"
	"strings"

	"msmgate/manager/transcoder"
)

// XStream lets an element refer to the one that it is in from the moment that
// the outer one's converter has an object. Most have it before they read the
// content; for some there is none before its end, and a reference from inside
// fails the whole session.

// link is a mention of an object by the one whose content it stands in.
type link struct{ holder, object *object }

// circles are what a document knows of objects that refer to what they are in.
type circles struct {
	some bool // there may be one
	// lost are those that MSM can't load even as they are, or not as the object
	// that they mean: they are carried.
	lost map[link]bool
}

// lose notes one.
func (c *circles) lose(l link) {
	if c.lost == nil {
		c.lost = map[link]bool{}
	}
	c.lost[l] = true
}

// circles finds them: their paths go up and nowhere else.
func (p *parser) circles() (c circles) {
	for _, s := range p.refs {
		if strings.Trim(s.ref, "./") != "" {
			continue
		}
		c.some = true
		if isMadeLast(s.obj) || isComparatorOf(s, s.obj) {
			c.lose(link{s.parent.obj, s.obj})
		}
	}
	return c
}

// isMadeLast tells of which objects XStream has none while it reads their
// content, or isn't known to have one.
func isMadeLast(o *object) bool {
	switch {
	case o.attr("resolves-to") != "": // another takes its place
		return true
	case o.class != "":
		return o.class[0] == '[' || o.class == "java.util.TreeSet" || strings.HasPrefix(o.class, "java.util.Collections$Singleton")
	}
	return o.shape == items || o.shape == entries && len(o.kids) == 1
}

// isComparator tells of the part of a sorted map that is read before there is
// one.
func isComparator(k *slot) bool { return k.field && k.name == "comparator" }

func isComparatorOf(s *slot, o *object) bool {
	for ; s.parent != nil && s.parent.obj != o; s = s.parent {
	}
	return isComparator(s) && o.class == "java.util.TreeMap"
}

// meet refuses a reference that MSM couldn't resolve, or not to the object that
// is meant, unless the record had it.
func (e *emitter) meet(o *object) error {
	to := link{e.holder, o}
	if !o.place.unborn && !o.place.exchanged || e.circles.lost[to] {
		return nil
	}
	class := cmp.Or(o.class, e.classes.classOf(o))
	if o.place.exchanged {
		if e.checking {
			e.circles.lose(to)
			return nil
		}
		return unsupported(class, "it would be met first inside itself, before Java exchanges it (readResolve), and two objects would become of it; "+
			"keep the attribute that has it now")
	}
	if class == "" {
		class = "(unknown)"
	}
	return unsupported(class, "it would be met first inside itself, where XStream has no such object yet, and MSM couldn't load the session; "+
		"keep the attribute that has it now, or hold it in a java.util.ArrayList or java.util.HashMap")
}

// Refuses implements transcoder.Remover.
func (d *document) Refuses(name string) error {
	if d.find(name) < 0 {
		return nil
	}
	d.nodes()
	if !d.circles.some || d.check() != nil { // which Encode tells
		return nil
	}
	_, err := d.emit(d.skipping(func(a attribute) bool { return a.name == name }))
	if errors.As(err, new(*transcoder.UnsupportedError)) {
		return err
	}
	return nil
}

// nameOf finds the attribute that an element of the table belongs to.
func (d *document) nameOf(s *slot) string {
	if s == nil {
		return ""
	}
	for _, a := range d.attrs {
		if s == a.entry || s == a.value || s == a.key {
			return a.name
		}
	}
	return ""
}
