package contextxml

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// xmlDeclaration is the whole grammar of what may stand between "<?xml" and "?>".
var xmlDeclaration = regexp.MustCompile(`^[ \t\n]+version[ \t\n]*=[ \t\n]*["']([^"']*)["']([ \t\n]+encoding[ \t\n]*=[ \t\n]*["'][A-Za-z][A-Za-z0-9._-]*["'])?([ \t\n]+standalone[ \t\n]*=[ \t\n]*["'](yes|no)["'])?[ \t\n]*$`)

// declaration reads "<?xml … ?>", which may only stand at the very beginning.
func (p *parser) declaration() {
	start := p.at
	if !strings.HasPrefix(p.rest(), "<?xml") || len(p.rest()) > 5 && !isSpace(rune(p.rest()[5])) && p.rest()[5] != '?' {
		return
	}
	p.skip(len("<?xml"))
	inside, ok := p.until("?>")
	if !ok {
		p.fatal(start, "the XML declaration is not closed", "end it with ?>")
		return
	}
	match := xmlDeclaration.FindStringSubmatch(inside)
	if match == nil {
		p.fatal(start, "the XML declaration is malformed", `write <?xml version="1.0" encoding="UTF-8"?>`)
		return
	}
	if match[1] != "1.0" {
		p.fatal(start, fmt.Sprintf("XML version %q is not read", clip(match[1])), `write version="1.0"`)
	}
}

// comment reads a comment after its "<!--".
func (p *parser) comment(start position) {
	for !p.done() {
		at := p.at
		if p.accept("--") {
			if p.accept(">") {
				return
			}
			p.fatal(at, "\"--\" inside a comment, which XML does not allow", "write - - or end the comment before it")
			return
		}
		p.character()
	}
	p.fatal(start, "the comment is not closed", "end it with -->")
}

// instruction reads a processing instruction after its "<?"; it has no effect.
func (p *parser) instruction(start position) {
	name := p.name()
	if name == "" || strings.EqualFold(name, "xml") {
		p.fatal(start, "an XML declaration may only stand at the very beginning of the file", "remove what stands before it, blank lines too")
		return
	}
	if !strings.HasPrefix(p.rest(), "?>") && !p.space() {
		p.fatal(start, "no white space after the processing instruction's name", "put a blank after it, or end it with ?>")
		return
	}
	if _, ok := p.until("?>"); !ok {
		p.fatal(start, "the processing instruction is not closed", "end it with ?>")
	}
}

// cdata reads a CDATA section after its "<![CDATA[".
func (p *parser) cdata(start position, open []*etree.Element) {
	text, ok := p.until("]]>")
	if !ok {
		p.fatal(start, "the CDATA section is not closed", "end it with ]]>")
		return
	}
	if p.item(start) {
		open[len(open)-1].AddChild(etree.NewCData(text))
	}
}

// doctype reads a document type after its "<!DOCTYPE". A public or system id is
// ignored. Declarations inside are refused: Tomcat would expand entities, msmgate
// never does.
func (p *parser) doctype(start position) {
	if p.doc.root != nil {
		p.fatal(start, "a DOCTYPE after the root element", "remove it")
		return
	}
	for !p.done() {
		at := p.at
		switch r := p.peek(); r {
		case '>':
			p.next()
			return
		case '"', '\'':
			p.next()
			if _, ok := p.until(string(r)); !ok {
				p.fatal(at, "an identifier in the DOCTYPE has no closing quote", "close it")
				return
			}
		case '[':
			p.fatal(at, "the DOCTYPE declares things of its own; Tomcat would expand its entities, msmgate does not", "write the entities' text where they are used, and remove the DOCTYPE; values can also come from ${name} and -D name=value")
			return
		default:
			p.character()
		}
	}
	p.fatal(start, "the DOCTYPE is not closed", "end it with >")
}

var xmlEntities = map[string]string{"lt": "<", "gt": ">", "amp": "&", "quot": `"`, "apos": "'"}

// reference reads a reference at its "&" and gives what it stands for.
func (p *parser) reference() string {
	at := p.at
	p.next()
	if p.accept("#") {
		return p.characterReference(at)
	}
	name := p.name()
	if name == "" || !p.accept(";") {
		p.fault(at, "a \"&\" that begins no reference", "write &amp; for the character itself")
		return "&" + name
	}
	text, ok := xmlEntities[name]
	if !ok {
		p.fault(at, fmt.Sprintf("the entity &%s; is not declared", clip(name)), "XML itself knows &lt; &gt; &amp; &quot; &apos; and numbers such as &#228;")
	}
	return text
}

// characterReference reads the number of a reference after its "&#".
func (p *parser) characterReference(at position) string {
	base, digits := 10, "0123456789"
	if p.accept("x") {
		base, digits = 16, "0123456789abcdefABCDEF"
	}
	start := p.off
	for !p.done() && strings.ContainsRune(digits, p.peek()) {
		p.next()
	}
	number, err := strconv.ParseUint(p.text[start:p.off], base, 32)
	if err != nil || !p.accept(";") || number > 0x10FFFF || !isChar(rune(number)) {
		p.fault(at, "a character reference that names no character of XML", "write &#NUMBER; or &#xHEX; of a character that XML allows")
		return ""
	}
	return string(rune(number))
}
