package javaregex

import (
	"strings"
	"unicode"
)

// The predefined classes; ASCII as long as (?U) is off.
var (
	digits          = interval('0', '9')
	whiteSpace      = runes(' ', '\t', '\n', 0x0B, '\f', '\r')
	wordChars       = normalize(set{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}})
	horizontalSpace = normalize(set{{' ', ' '}, {'\t', '\t'}, {0xA0, 0xA0}, {0x1680, 0x1680}, {0x180E, 0x180E}, {0x2000, 0x200A}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}})
	verticalSpace   = runes('\n', 0x0B, '\f', '\r', 0x85, 0x2028, 0x2029)
)

// asciiProperties are the POSIX classes.
var asciiProperties = map[string]set{
	"Lower":  interval('a', 'z'),
	"Upper":  interval('A', 'Z'),
	"ASCII":  interval(0, 0x7F),
	"Alpha":  normalize(set{{'A', 'Z'}, {'a', 'z'}}),
	"Digit":  digits,
	"Alnum":  normalize(set{{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}),
	"Punct":  normalize(set{{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}),
	"Graph":  interval('!', '~'),
	"Print":  interval(' ', '~'),
	"Blank":  runes(' ', '\t'),
	"Cntrl":  normalize(set{{0, 0x1F}, {0x7F, 0x7F}}),
	"XDigit": normalize(set{{'0', '9'}, {'A', 'F'}, {'a', 'f'}}),
	"Space":  whiteSpace,
}

// property reads what follows \p or \P, the cursor at that letter.
func (p *parser) property(negated bool) set {
	oneLetter := p.next() != '{'
	if oneLetter {
		p.unread()
	}
	p.next()
	name := ""
	if oneLetter {
		name = string(p.at(p.cursor))
		p.read()
	} else {
		start := p.cursor
		for p.read() != '}' {
			if p.cursor > p.length {
				p.fail("Unclosed character family")
			}
		}
		if start+1 >= p.cursor {
			p.fail("Empty character family")
		}
		name = string(p.text[start : p.cursor-1])
	}
	found := p.namedProperty(name)
	if negated {
		return found.negate()
	}
	return found
}

// namedProperty finds a class by the name between the braces.
func (p *parser) namedProperty(name string) set {
	if key, value, ok := strings.Cut(name, "="); ok {
		return p.keyedProperty(strings.ToLower(key), value)
	}
	if strings.HasPrefix(name, "In") {
		p.unsupported("\\p{" + name + "}, a Unicode block")
		return nothing
	}
	if short, ok := strings.CutPrefix(name, "Is"); ok {
		if s, ok := binaryProperty(short); ok {
			return p.cased(short, s)
		}
		if s, ok := category(short); ok {
			return p.cased(short, s)
		}
		if s, ok := script(short); ok {
			return s
		}
		if otherBinaryProperties[strings.ToUpper(short)] || javaMethods[short] || looksLikeScriptCode(short) {
			p.unsupported("\\p{" + name + "}")
			return nothing
		}
	} else {
		if s, ok := category(name); ok {
			return p.cased(name, s)
		}
		if s, ok := javaMethod(name); ok {
			return p.cased(name, s)
		}
		if javaMethods[name] {
			p.unsupported("\\p{" + name + "}")
			return nothing
		}
	}
	p.fail("Unknown character property name {" + name + "}")
	return nil
}

func (p *parser) keyedProperty(key, value string) set {
	switch key {
	case "sc", "script":
		if s, ok := script(value); ok {
			return s
		}
		if looksLikeScriptCode(value) {
			p.unsupported("\\p{" + key + "=" + value + "}")
			return nothing
		}
		p.fail("Unknown character script name {" + value + "}")
	case "blk", "block":
		p.unsupported("\\p{" + key + "=" + value + "}, a Unicode block")
		return nothing
	case "gc", "general_category":
		if s, ok := category(value); ok {
			return p.cased(value, s)
		}
		if s, ok := javaMethod(value); ok {
			return p.cased(value, s)
		}
		if javaMethods[value] {
			p.unsupported("\\p{" + key + "=" + value + "}")
			return nothing
		}
	}
	p.fail("Unknown Unicode property {name=<" + key + ">, value=<" + value + ">}")
	return nil
}

// cased refuses properties of one case under (?i): Java releases differ there.
func (p *parser) cased(name string, s set) set {
	switch strings.ToLower(name) {
	case "lower", "upper", "ll", "lu", "lt", "lowercase", "uppercase", "titlecase", "javalowercase", "javauppercase", "javatitlecase":
		if p.has(caseInsensitive) {
			p.unsupported("\\p{" + name + "} under (?i), where Java releases differ")
		}
	}
	return s
}

// category finds a POSIX class or a general category.
func category(name string) (set, bool) {
	if s, ok := asciiProperties[name]; ok {
		return s, true
	}
	switch name {
	case "L1":
		return interval(0, 0xFF), true
	case "all":
		return everything, true
	case "LC":
		return table(unicode.Lu, unicode.Ll, unicode.Lt), true
	case "LD":
		return letterOrDigit(), true
	case "Cn":
		return assigned().negate(), true
	case "C":
		return table(unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs).union(assigned().negate()), true
	}
	if len(name) > 2 || len(name) == 0 {
		return nil, false
	}
	if t, ok := unicode.Categories[name]; ok {
		return table(t), true
	}
	return nil, false
}

func letterOrDigit() set { return table(unicode.L, unicode.Nd) }

// assigned are the code points that have a general category.
func assigned() set {
	return table(unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

// script finds a script by its full name in any case.
func script(name string) (set, bool) {
	for known, t := range unicode.Scripts {
		if strings.EqualFold(known, name) {
			return table(t), true
		}
	}
	return nil, false
}

// looksLikeScriptCode tells whether a name could be one of the four-letter codes
// of scripts, which Java knows too.
func looksLikeScriptCode(name string) bool {
	return len(name) == 4 && strings.IndexFunc(name, func(r rune) bool { return !isAlpha(r) }) < 0
}
