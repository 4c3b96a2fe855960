package javaregex

// flags are the embedded flags of a pattern.
type flags int

const (
	caseInsensitive flags = 1 << iota // i
	multiline                         // m
	dotAll                            // s
	unixLines                         // d
	unicodeCase                       // u
	canonicalEq                       // c
	comments                          // x
	unicodeClasses                    // U
)

var flagLetters = map[rune]flags{
	'i': caseInsensitive, 'm': multiline, 's': dotAll, 'd': unixLines,
	'u': unicodeCase, 'c': canonicalEq, 'x': comments, 'U': unicodeClasses | unicodeCase,
}

// addFlags reads flag letters up to what is none; after "-" they are taken away.
func (p *parser) addFlags() {
	for ch := p.peek(); ; ch = p.next() {
		if ch == '-' {
			p.next()
			p.subFlags()
			return
		}
		f, ok := flagLetters[ch]
		if !ok {
			return
		}
		if f&(unicodeClasses|canonicalEq) != 0 {
			p.unsupported("the flag " + string(ch) + " is not known to msmgate")
		}
		p.flags |= f
	}
}

func (p *parser) subFlags() {
	for ch := p.peek(); ; ch = p.next() {
		f, ok := flagLetters[ch]
		if !ok {
			return
		}
		p.flags &^= f
	}
}

func (p *parser) has(f flags) bool { return p.flags&f != 0 }
