package contextxml

import (
	"fmt"
	"unicode/utf8"

	"github.com/beevik/etree"
)

// Limits on a configuration file.
const (
	maxFileSize = 8 << 20 // bytes
	maxDepth    = 256     // elements inside each other
	maxItems    = 200_000 // elements, attributes and pieces of text
)

// parser is a strict, non-validating XML 1.0 parser that keeps positions. What
// Tomcat's parser calls a fatal error is reported; faults inside a tag don't end
// the reading, so that one pass shows them all. It expands no entity but the
// five of XML, and reads no other file.
type parser struct {
	*scanner
	doc    *document
	report *report
	items  int
	failed bool
	// cut is why the text ends early, nil if it doesn't.
	cut error
}

// parseDocument reads a file's bytes. What could be read is given even if the
// report now holds errors; the root may be nil.
func parseDocument(file string, data []byte, rep *report) *document {
	doc := &document{file: file, places: map[*etree.Element]elementPlace{}}
	p := &parser{doc: doc, report: rep}
	if len(data) > maxFileSize {
		p.scanner = newScanner("")
		p.fatal(position{}, fmt.Sprintf("the file has %d bytes, more than the %d that are read", len(data), maxFileSize), "split or clean the file")
		return doc
	}
	text, err := decodeText(data)
	p.scanner = newScanner(text)
	p.cut = err
	p.document()
	return doc
}

// fault reports what is fatal to Tomcat's parser but lets the reading go on.
func (p *parser) fault(at position, message, fix string) {
	p.report.add(SeverityError, "XML", "", place{p.doc.file, at}, message, fix)
}

// fatal reports a fault after which nothing more can be read.
func (p *parser) fatal(at position, message, fix string) {
	if p.cut != nil && p.done() {
		at, message, fix = p.at, p.cut.Error(), ""
	}
	if !p.failed {
		p.fault(at, message, fix)
	}
	p.failed = true
}

// document reads everything.
func (p *parser) document() {
	p.declaration()
	for !p.failed && !p.done() {
		start := p.at
		switch {
		case p.space():
		case p.accept("<!--"):
			p.comment(start)
		case p.accept("<?"):
			p.instruction(start)
		case p.accept("<!DOCTYPE"):
			p.doctype(start)
		case p.rest()[0] == '<' && p.doc.root != nil:
			p.fatal(start, "a second root element: an XML file has exactly one", "put both into one <Context>, or remove one")
		case p.rest()[0] == '<' && beginsTag(p.rest()):
			p.root()
		case p.rest()[0] == '<':
			p.fatal(start, "a \"<\" that begins no element", "an XML file begins with its one root element: write <Context>")
		default:
			p.fatal(start, "text outside of the root element", "remove it")
		}
	}
	if p.doc.root == nil || p.cut != nil {
		p.fatal(p.at, "the file holds no element", "write a <Context> element")
	}
}

// beginsTag tells whether a start tag stands at the beginning of the text.
func beginsTag(text string) bool {
	r, _ := utf8.DecodeRuneInString(text[1:])
	return isNameStart(r)
}

// root reads the one element with all that is in it, without recursion.
func (p *parser) root() {
	var open []*etree.Element
	for !p.failed {
		start := p.at
		if p.done() {
			p.fatal(start, fmt.Sprintf("the file ends inside <%s>, which begins at line %d", open[len(open)-1].FullTag(), p.doc.places[open[len(open)-1]].start.line), "close the element")
			return
		}
		switch {
		case p.accept("<!--"):
			p.comment(start)
		case p.accept("<![CDATA["):
			p.cdata(start, open)
		case p.accept("<?"):
			p.instruction(start)
		case p.accept("</"):
			open = p.endTag(start, open)
		case p.accept("<"):
			open = p.startTag(start, open)
		default:
			p.characters(open[len(open)-1])
		}
		if len(open) == 0 {
			return
		}
	}
}

// item counts what the tree holds; false when there is too much of it.
func (p *parser) item(at position) bool {
	p.items++
	if p.items > maxItems {
		p.fatal(at, fmt.Sprintf("more than %d elements, attributes and texts", maxItems), "this is no Tomcat configuration; clean the file")
		return false
	}
	return true
}
