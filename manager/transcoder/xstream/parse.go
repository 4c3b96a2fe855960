package xstream

import (
	"strings"
	"unicode/utf8"

	"msmgate/manager/transcoder"
)

// parser makes the nodes of a document that a scanner has let through, so it
// checks nothing again.
type parser struct {
	text string // shared by all names and texts
	at   int
	refs []*slot

	free  []mention
	attrs []attr
	lists []*slot
	// stack holds the kids of the elements that are being read.
	stack []*slot
}

// mention is an element with its object: most are their objects' only mention.
type mention struct {
	slot   slot
	object object
}

// decode checks attribute bytes and gives their document.
func decode(data []byte, limits transcoder.Limits) (*document, error) {
	limits = limits.Defaults()
	s, err := scan(data, limits)
	defer s.release()
	if err != nil {
		return nil, err
	}
	d := &document{data: data, limits: limits, unnamed: true, unparsed: true}
	var ok bool
	if d.attrs, ok = s.attributeKeys(d.room[:0]); !ok {
		return d, d.parse()
	}
	return d, nil
}

// parse makes the nodes of a document that wasn't asked for any yet. It fails
// only where decode calls it.
func (d *document) parse() error {
	if !d.unparsed {
		return nil
	}
	d.unnamed, d.unparsed = false, false
	d.classes = newClasspath(d.app)
	p := &parser{text: string(d.data)}
	d.latin1 = !utf8.Valid(d.data)
	p.space()
	d.root = p.element(nil, 0)
	d.trailing = d.data[p.at:]
	p.resolve(d.root)
	shapeRoot(d.root, p.refs)
	d.circles = p.circles()
	d.attrs = d.attrs[:0]
	return d.findAttributes()
}

func (p *parser) space() {
	for p.at < len(p.text) && isBlank(p.text[p.at]) {
		p.at++
	}
}

func (p *parser) name() string {
	begin := p.at
	for nameBytes[p.text[p.at]] {
		p.at++
	}
	return p.text[begin:p.at]
}

// next makes an element's nodes; a document has many, which live and die
// together.
func (p *parser) next() *mention {
	if len(p.free) == 0 {
		p.free = make([]mention, min(64, 4+len(p.text)/64))
	}
	m := &p.free[0]
	p.free = p.free[1:]
	return m
}

// element reads an element; the gap in front of it begins at gap.
func (p *parser) element(parent *slot, gap int) *slot {
	m := p.next()
	s, o := &m.slot, &m.object
	s.before, s.spelt, s.parent, s.at = p.text[gap:p.at], true, parent, p.at
	p.at++
	s.name = p.name()
	o.home, s.obj = s, o
	p.attributes(s, o)
	if o.closed = p.text[p.at] == '/'; o.closed {
		p.at++
	}
	p.at++
	switch {
	case s.ref != "":
		p.refs = append(p.refs, s)
		s.obj = nil
	case !o.closed:
		p.content(s, o)
	}
	return s
}

// content reads what stands between an element's tags, and its end tag.
func (p *parser) content(s *slot, o *object) {
	bottom := len(p.stack)
	for {
		begin := p.at
		p.at += strings.IndexByte(p.text[begin:], '<')
		if p.text[p.at+1] == '/' {
			if kids := p.stack[bottom:]; len(kids) > 0 {
				o.kids = carve(&p.lists, kids)
				o.tail, o.spelt = p.text[begin:p.at], true
				p.stack = p.stack[:bottom]
			} else {
				o.text = p.text[begin:p.at]
			}
			p.at += len("</") + len(s.name) + len(">")
			return
		}
		p.stack = append(p.stack, p.element(s, begin))
	}
}

// carve copies a list into a part of a slab. The copy has no room to grow.
func carve[T any](slab *[]T, list []T) []T {
	n := len(list)
	if cap(*slab)-len(*slab) < n {
		*slab = make([]T, 0, max(n, min(64, 2*cap(*slab)+8)))
	}
	begin := len(*slab)
	*slab = append(*slab, list...)
	return (*slab)[begin : begin+n : begin+n]
}

// attributes reads those of a tag.
func (p *parser) attributes(s *slot, o *object) {
	for p.text[p.at] == ' ' {
		p.at++
		name := p.name()
		p.at += len(`="`)
		begin := p.at
		p.at += strings.IndexByte(p.text[begin:], '"')
		value := p.text[begin:p.at]
		p.at++
		switch {
		case name == "reference" && value != "" && s.ref == "":
			s.ref = value
		case name == "class" || name == "defined-in":
			s.attrs = p.with(s.attrs, attr{name, value})
		default:
			o.attrs = p.with(o.attrs, attr{name, value})
		}
	}
}

// with appends an attribute to a few.
func (p *parser) with(attrs []attr, a attr) []attr {
	if attrs != nil {
		return append(attrs, a)
	}
	return carve(&p.attrs, []attr{a})
}
