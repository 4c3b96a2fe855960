package javaregex

// node is a part of a parsed pattern.
type node interface{}

type (
	// chars matches one code point of a set.
	chars struct{ set set }
	// sequence matches its parts one after the other.
	sequence struct{ parts []node }
	// choice matches one of its branches, tried in their order.
	choice struct{ branches []node }
	// repeat matches its body several times; max is -1 for no limit.
	repeat struct {
		body     node
		min, max int
		how      greed
		// group says that the body is a group, not a single character.
		group bool
	}
	// group is a capturing group; it matters only if a reference names it.
	group struct {
		index int
		body  node
	}
	// atomic keeps the first way in which its body matches.
	atomic struct{ body node }
	// look looks ahead or behind.
	look struct {
		body           node
		behind, negate bool
	}
	// reference matches again what a group matched.
	reference struct{ index int }
	// anchor matches a place.
	anchor struct{ kind anchorKind }
)

// greed is how a quantifier chooses.
type greed int

const (
	greedy greed = iota
	lazy
	possessive
)

type anchorKind int

const (
	// begin is \A, \G, and ^ without (?m).
	begin anchorKind = iota
	// end is \z.
	end
	// dollar is $ without (?m), and \Z: the end, or before the last line end.
	dollar
	// lineBegin and lineEnd are ^ and $ under (?m).
	lineBegin
	lineEnd
	// The unix kinds are those under (?d), where only \n ends a line.
	unixDollar
	unixLineBegin
	unixLineEnd
	// wordBound is \b, noWordBound is \B.
	wordBound
	noWordBound
)

// maxLength gives the largest number of code points that a node can match;
// false if there is no limit, as a look-behind needs one.
func maxLength(n node) (int, bool) {
	switch n := n.(type) {
	case chars:
		return 1, true
	case sequence:
		total := 0
		for _, part := range n.parts {
			length, ok := maxLength(part)
			if !ok {
				return 0, false
			}
			total = min(total+length, maxLookBehind+1)
		}
		return total, true
	case choice:
		most := 0
		for _, branch := range n.branches {
			length, ok := maxLength(branch)
			if !ok {
				return 0, false
			}
			most = max(most, length)
		}
		return most, true
	case repeat:
		length, ok := maxLength(n.body)
		if !ok || n.max < 0 {
			return 0, false
		}
		if length > 0 && n.max > maxLookBehind/length {
			return maxLookBehind + 1, true
		}
		return length * n.max, true
	case group:
		return maxLength(n.body)
	case atomic:
		return maxLength(n.body)
	case reference:
		return 0, false
	}
	return 0, true
}

// emptiness tells where a node can match nothing.
type emptiness int

const (
	neverEmpty emptiness = iota
	// emptyHere: at some places, which an anchor or a look decides.
	emptyHere
	emptyAnywhere
)

// sometimesEmpty tells whether a node can match nothing at some places but not
// at all of them. Java ends a loop after an empty turn, so that the order of
// turns then counts.
func sometimesEmpty(n node) bool { return emptinessOf(n) == emptyHere }

func emptinessOf(n node) emptiness {
	switch n := n.(type) {
	case chars:
		return neverEmpty
	case sequence:
		least := emptyAnywhere
		for _, part := range n.parts {
			least = min(least, emptinessOf(part))
		}
		return least
	case choice:
		most := neverEmpty
		for _, branch := range n.branches {
			most = max(most, emptinessOf(branch))
		}
		return most
	case repeat:
		if n.min == 0 {
			return emptyAnywhere
		}
		return emptinessOf(n.body)
	case group:
		return emptinessOf(n.body)
	case atomic:
		return min(emptinessOf(n.body), emptyHere)
	}
	return emptyHere
}
