package contextxml

import (
	"strings"

	"github.com/beevik/etree"
)

// document is a parsed file: etree's tree, and beside it where each element and
// attribute stands, which etree doesn't keep.
type document struct {
	file   string
	root   *etree.Element
	places map[*etree.Element]elementPlace
	// incomplete is the element whose tag a fault cut short, if any.
	incomplete *etree.Element
}

// elementPlace is where an element's "<" and each of its attributes' names stand.
type elementPlace struct {
	start position
	attrs []position
}

// attribute is an attribute of a document with its place.
type attribute struct {
	name, value string
	place       place
}

// attributes gives an element's attributes in document order (CFG-2).
func (d *document) attributes(e *etree.Element) []attribute {
	at := d.places[e].attrs
	list := make([]attribute, len(e.Attr))
	for i, a := range e.Attr {
		list[i] = attribute{name: a.FullKey(), value: a.Value, place: place{d.file, at[i]}}
	}
	return list
}

// attribute gives one attribute by its exact name.
func (d *document) attribute(e *etree.Element, name string) (attribute, bool) {
	for _, a := range d.attributes(e) {
		if a.name == name {
			return a, true
		}
	}
	return attribute{}, false
}

func (d *document) place(e *etree.Element) place {
	return place{d.file, d.places[e].start}
}

// children gives the direct children of that exact name. Prefixes count as part
// of the name, because Tomcat's parser doesn't know namespaces here.
func (d *document) children(e *etree.Element, name string) []*etree.Element {
	var list []*etree.Element
	for _, child := range e.ChildElements() {
		if child.FullTag() == name {
			list = append(list, child)
		}
	}
	return list
}

// text gives an element's own character data, trimmed as Java's trim does.
func (d *document) text(e *etree.Element) string {
	var b strings.Builder
	for _, child := range e.Child {
		if data, ok := child.(*etree.CharData); ok {
			b.WriteString(data.Data)
		}
	}
	return javaTrim(b.String())
}

// javaTrim cuts everything up to U+0020 from both ends, as String.trim does.
func javaTrim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
}
