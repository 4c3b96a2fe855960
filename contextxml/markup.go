package contextxml

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/beevik/etree"
)

// startTag reads a tag after its "<" and gives the elements that are open then.
func (p *parser) startTag(start position, open []*etree.Element) []*etree.Element {
	name := p.name()
	if name == "" {
		p.fatal(start, "a \"<\" that begins no tag", "write &lt; for the character itself")
		return open
	}
	if len(open) >= maxDepth {
		p.fatal(start, fmt.Sprintf("elements are nested more than %d deep", maxDepth), "this is no Tomcat configuration; clean the file")
		return open
	}
	if !p.item(start) {
		return open
	}
	e := etree.NewElement(name)
	here := elementPlace{start: start}
	seen := map[string]bool{}
	for {
		spaced := p.space()
		if p.done() {
			p.fatal(p.at, fmt.Sprintf("the file ends inside the tag <%s>, which begins at line %d", name, start.line), "close the tag with >")
			break
		}
		if p.accept("/>") {
			p.place(e, here, open)
			return open
		}
		if p.accept(">") {
			p.place(e, here, open)
			return append(open, e)
		}
		if !p.attribute(e, &here, seen, spaced) {
			break
		}
	}
	p.doc.incomplete = e
	p.place(e, here, open)
	return open
}

// place puts a finished start tag into the tree.
func (p *parser) place(e *etree.Element, here elementPlace, open []*etree.Element) {
	p.doc.places[e] = here
	if len(open) == 0 {
		p.doc.root = e
		return
	}
	open[len(open)-1].AddChild(e)
}

// attribute reads one attribute; false ends the reading of the file.
func (p *parser) attribute(e *etree.Element, here *elementPlace, seen map[string]bool, spaced bool) bool {
	at := p.at
	name := p.name()
	if name == "" {
		p.fatal(at, fmt.Sprintf("%q in the tag <%s> where an attribute's name, \"/>\" or \">\" should stand", string(p.peek()), e.FullTag()), "is a quote missing before it?")
		return false
	}
	if !p.item(at) {
		return false
	}
	if !spaced {
		p.fault(at, fmt.Sprintf("no white space before the attribute %s", clip(name)), "put a blank before it")
	}
	p.space()
	if !p.accept("=") {
		p.fatal(p.at, fmt.Sprintf("the attribute %s has no \"=\"", clip(name)), fmt.Sprintf("write %s=\"…\"", clip(name)))
		return false
	}
	p.space()
	quote := p.peek()
	if quote != '"' && quote != '\'' {
		p.fatal(p.at, fmt.Sprintf("the value of the attribute %s is not quoted", clip(name)), "put the value in quotes")
		return false
	}
	p.next()
	value, ok := p.attributeValue(at, name, quote)
	if !ok {
		return false
	}
	if seen[name] {
		p.report.add(SeverityError, "XML", name, place{p.doc.file, at}, fmt.Sprintf("the attribute %s stands twice in <%s>: Tomcat's parser stops here", clip(name), clip(e.FullTag())), "remove one of them")
		return true
	}
	seen[name] = true
	space, key, found := strings.Cut(name, ":")
	if !found {
		space, key = "", name
	}
	e.Attr = append(e.Attr, etree.Attr{Space: space, Key: key, Value: value})
	here.attrs = append(here.attrs, at)
	return true
}

// attributeValue reads up to the closing quote. White space becomes blanks, one
// for each character; a character reference stays what it names (CFG-11).
func (p *parser) attributeValue(at position, name string, quote rune) (string, bool) {
	var b strings.Builder
	for !p.done() {
		here := p.at
		switch r := p.peek(); {
		case r == quote:
			p.next()
			return b.String(), true
		case r == '&':
			b.WriteString(p.reference())
		case r == '<':
			p.fault(here, fmt.Sprintf("a \"<\" inside the value of the attribute %s", clip(name)), "write &lt;, or close the quote before it")
			b.WriteRune(p.next())
		case isSpace(r):
			p.next()
			b.WriteByte(' ')
		default:
			b.WriteRune(p.character())
		}
	}
	p.fatal(at, fmt.Sprintf("the value of the attribute %s has no closing quote", clip(name)), fmt.Sprintf("close it with %c", quote))
	return "", false
}

// character takes one character that XML allows.
func (p *parser) character() rune {
	at := p.at
	r := p.next()
	if !isChar(r) {
		p.fault(at, fmt.Sprintf("the character U+%04X is not allowed in XML", r), "remove it")
		return utf8.RuneError
	}
	return r
}

// endTag reads a tag after its "</".
func (p *parser) endTag(start position, open []*etree.Element) []*etree.Element {
	name := p.name()
	p.space()
	top := open[len(open)-1]
	if name != top.FullTag() {
		p.fatal(start, fmt.Sprintf("</%s> where <%s>, begun at line %d, must be closed first", clip(name), clip(top.FullTag()), p.doc.places[top].start.line), fmt.Sprintf("write </%s>", clip(top.FullTag())))
		return open
	}
	if !p.accept(">") {
		p.fatal(p.at, fmt.Sprintf("the end tag </%s is not closed", clip(name)), "close it with >")
		return open
	}
	return open[:len(open)-1]
}

// characters reads text up to the next tag.
func (p *parser) characters(parent *etree.Element) {
	if !p.item(p.at) {
		return
	}
	var b strings.Builder
	for !p.done() && p.rest()[0] != '<' {
		switch {
		case p.rest()[0] == '&':
			b.WriteString(p.reference())
		case strings.HasPrefix(p.rest(), "]]>"):
			p.fault(p.at, "\"]]>\" outside of a CDATA section", "write ]]&gt;")
			b.WriteRune(p.next())
		default:
			b.WriteRune(p.character())
		}
	}
	parent.AddChild(etree.NewText(b.String()))
}
