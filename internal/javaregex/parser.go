package javaregex

// Limits on a pattern.
const (
	// MaxLength is how many characters a pattern may have.
	MaxLength = 10_000
	// maxNesting is how deep groups and classes may stand inside each other.
	maxNesting    = 200
	maxLookBehind = 1000
)

// parser reads a pattern by Java's grammar. Its cursor moves as Java's does,
// because several quirks come from there: the text is followed by zeros, and
// under (?x) white space and comments are passed over between almost any two
// characters.
type parser struct {
	text   []rune
	index  []int
	length int
	cursor int
	flags  flags
	depth  int
	// groups counts capturing groups that have begun, the whole match included.
	groups     int
	names      map[string]int
	references map[int]bool
	// looksBehind says that there is a look-behind.
	looksBehind bool
	// refused is the first thing that Java takes and msmgate doesn't.
	refused *Error
}

// parse reads a whole pattern. Syntax errors come as panics of type *Error and
// end here.
func parse(pattern string) (tree node, p *parser, err error) {
	source := []rune(pattern)
	if len(source) > MaxLength {
		return nil, nil, &Error{Index: MaxLength, Reason: "the pattern is too long", Kind: ErrUnsupported}
	}
	q := unquote(source)
	p = &parser{text: append(q.text, 0, 0, 0), index: q.index, length: len(q.text), groups: 1, names: map[string]int{}, references: map[int]bool{}}
	defer func() {
		if fault := recover(); fault != nil {
			failure, ok := fault.(*Error)
			if !ok {
				panic(fault)
			}
			tree, err = nil, failure
		}
	}()
	tree = p.expression()
	if p.cursor < p.length {
		if p.peek() == ')' {
			p.fail("Unmatched closing ')'")
		}
		p.fail("Unexpected internal error")
	}
	if p.refused != nil {
		return nil, nil, p.refused
	}
	return tree, p, nil
}

// fail ends the parsing with an error in Java's words.
func (p *parser) fail(reason string) {
	panic(&Error{Index: p.place(), Reason: reason, Kind: ErrSyntax})
}

// unsupported notes what can't be matched here; parsing goes on, because the
// pattern may be one that Java refuses.
func (p *parser) unsupported(reason string) {
	if p.refused == nil {
		p.refused = &Error{Index: p.place(), Reason: reason, Kind: ErrUnsupported}
	}
}

// place is the cursor's place in the pattern as it was written.
func (p *parser) place() int {
	if i := p.cursor - 1; i >= 0 && i < len(p.index) {
		return p.index[i]
	}
	if p.cursor <= 0 || len(p.index) == 0 {
		return 0
	}
	return p.index[len(p.index)-1] + 1
}

// enter goes one level deeper.
func (p *parser) enter() {
	p.depth++
	if p.depth > maxNesting {
		panic(&Error{Index: p.place(), Reason: "groups or classes are nested too deep", Kind: ErrUnsupported})
	}
}

func (p *parser) leave() { p.depth-- }

// at gives the character at a place, 0 behind the end.
func (p *parser) at(i int) rune {
	if i < 0 || i >= len(p.text) {
		return 0
	}
	return p.text[i]
}

// peek gives the character at the cursor.
func (p *parser) peek() rune { return p.pastSpace(p.at(p.cursor)) }

// next moves on by one and peeks.
func (p *parser) next() rune {
	p.cursor++
	return p.peek()
}

// nextEscaped moves on by one and passes over nothing.
func (p *parser) nextEscaped() rune {
	p.cursor++
	return p.at(p.cursor)
}

// skip gives the character after the cursor and moves behind it.
func (p *parser) skip() rune {
	r := p.at(p.cursor + 1)
	p.cursor += 2
	return r
}

// read gives the character at the cursor and moves behind it.
func (p *parser) read() rune {
	r := p.at(p.cursor)
	p.cursor++
	if !p.has(comments) {
		return r
	}
	for {
		for isSpace(r) {
			r = p.at(p.cursor)
			p.cursor++
		}
		if r != '#' {
			return r
		}
		for r != 0 && !p.isLineEnd(r) {
			r = p.at(p.cursor)
			p.cursor++
		}
	}
}

func (p *parser) unread() { p.cursor-- }

// pastSpace moves on over white space and comments under (?x).
func (p *parser) pastSpace(r rune) rune {
	if !p.has(comments) {
		return r
	}
	for {
		for isSpace(r) {
			p.cursor++
			r = p.at(p.cursor)
		}
		if r != '#' {
			return r
		}
		for r != 0 && !p.isLineEnd(r) {
			p.cursor++
			r = p.at(p.cursor)
		}
	}
}

func (p *parser) isLineEnd(r rune) bool {
	if p.has(unixLines) {
		return r == '\n'
	}
	return r == '\n' || r == '\r' || r|1 == 0x2029 || r == 0x85
}
