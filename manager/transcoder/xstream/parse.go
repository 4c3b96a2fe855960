package xstream

import (
	"fmt"
	"unicode/utf8"

	"msmgate/manager/transcoder"
)

// parser reads the XML that XStream writes, and no other: no declaration, no
// comments, no CDATA, attributes in double quotes. Unlike XML proper it may
// hold references to control characters.
type parser struct {
	data   []byte
	text   string // the same as a string, shared by all names and texts
	at     int
	depth  int
	count  int
	limits transcoder.Limits
	latin1 bool
	refs   []*slot
}

func (p *parser) fail(format string, args ...any) error {
	return &SyntaxError{Offset: p.at, Reason: fmt.Sprintf(format, args...)}
}

func (p *parser) limit(name string, max int) error {
	return fmt.Errorf("at offset %d: %w", p.at, &transcoder.LimitError{Limit: name, Max: max})
}

func decode(data []byte, limits transcoder.Limits) (*document, error) {
	p := &parser{data: data, limits: limits.Defaults()}
	if len(data) > p.limits.Bytes {
		return nil, p.limit("bytes", p.limits.Bytes)
	}
	p.text, p.latin1 = string(data), !utf8.Valid(data)
	d := &document{data: data, limits: p.limits, latin1: p.latin1}
	p.space()
	root, err := p.element(nil, 0)
	if err != nil {
		return nil, err
	}
	end := p.at
	p.space()
	if p.at != len(data) {
		return nil, p.fail("there is more behind the last tag")
	}
	d.root, d.trailing = root, data[end:]
	if err := p.resolve(root); err != nil {
		return nil, err
	}
	shapeRoot(root, p.refs)
	return d, d.findAttributes()
}

func (p *parser) space() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' || c >= 0x80
}

func (p *parser) name() (string, error) {
	begin := p.at
	for p.at < len(p.text) && nameByte(p.text[p.at]) {
		p.at++
	}
	if p.at == begin {
		return "", p.fail("a name is missing")
	}
	return p.text[begin:p.at], nil
}

func (p *parser) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

// element reads an element; the gap in front of it begins at gap.
func (p *parser) element(parent *slot, gap int) (*slot, error) {
	if p.count++; p.count > p.limits.Elements {
		return nil, p.limit("elements", p.limits.Elements)
	}
	if p.depth++; p.depth > p.limits.Depth {
		return nil, p.limit("depth", p.limits.Depth)
	}
	defer func() { p.depth-- }()
	if p.peek() != '<' {
		return nil, p.fail("an element is missing")
	}
	// One allocation for both: most elements are their objects' only mention.
	both := &struct {
		slot   slot
		object object
	}{slot: slot{before: p.text[gap:p.at], spelt: true, parent: parent, at: p.at}}
	s, o := &both.slot, &both.object
	p.at++
	if c := p.peek(); c == '!' || c == '?' {
		return nil, p.fail("neither a comment, nor CDATA, nor a declaration is what XStream writes")
	}
	var err error
	if s.name, err = p.name(); err != nil {
		return nil, err
	}
	o.home, s.obj = s, o
	if err := p.attributes(s, o); err != nil {
		return nil, err
	}
	if p.peek() == '/' {
		p.at++
		o.closed = true
	}
	if p.peek() != '>' {
		return nil, p.fail("the end of a tag is missing")
	}
	p.at++
	if s.ref != "" {
		if !o.closed {
			return nil, p.fail("a reference with a content")
		}
		p.refs = append(p.refs, s)
		s.obj = nil
		return s, nil
	}
	if o.closed {
		return s, nil
	}
	return s, p.content(s, o)
}

// content reads what stands between an element's tags, and its end tag.
func (p *parser) content(s *slot, o *object) error {
	for {
		begin := p.at
		blank := true
		for p.at < len(p.text) && p.text[p.at] != '<' {
			if c := p.text[p.at]; c != ' ' && c != '\n' && c != '\t' && c != '\r' {
				blank = false
			}
			p.at++
		}
		if p.at+1 >= len(p.text) {
			return p.fail("an element without an end")
		}
		closing := p.text[p.at+1] == '/'
		if closing && len(o.kids) == 0 {
			o.text = p.text[begin:p.at]
			if _, ok := unescape(o.text, p.latin1); !ok {
				p.at = begin
				return p.fail("a text with an unknown reference")
			}
		} else if !blank {
			p.at = begin
			return p.fail("text between elements")
		}
		if closing {
			if len(o.kids) > 0 {
				o.tail, o.spelt = p.text[begin:p.at], true
			}
			end := "</" + s.name + ">"
			if len(p.text)-p.at < len(end) || p.text[p.at:p.at+len(end)] != end {
				return p.fail("another end tag than that of the element")
			}
			p.at += len(end)
			return nil
		}
		kid, err := p.element(s, begin)
		if err != nil {
			return err
		}
		o.kids = append(o.kids, kid)
	}
}

// attributes reads those of a tag.
func (p *parser) attributes(s *slot, o *object) error {
	for n := 0; p.peek() == ' '; n++ {
		if n == 16 {
			return p.limit("attributes of an element", 16)
		}
		p.at++
		name, err := p.name()
		if err != nil {
			return err
		}
		if p.peek() != '=' || p.at+1 >= len(p.text) || p.text[p.at+1] != '"' {
			return p.fail("an attribute's value is missing")
		}
		p.at += 2
		begin := p.at
		for p.at < len(p.text) && p.text[p.at] != '"' && p.text[p.at] != '<' {
			p.at++
		}
		if p.peek() != '"' {
			return p.fail("an attribute without an end")
		}
		value := p.text[begin:p.at]
		p.at++
		if _, ok := unescape(value, p.latin1); !ok {
			return p.fail("an attribute with an unknown reference")
		}
		switch {
		case name == "reference" && value != "" && s.ref == "":
			s.ref = value
		case name == "class" || name == "defined-in":
			s.attrs = append(s.attrs, attr{name, value})
		default:
			o.attrs = append(o.attrs, attr{name, value})
		}
	}
	if s.ref != "" && len(o.attrs) > 0 {
		return p.fail("a reference with other attributes")
	}
	return nil
}
