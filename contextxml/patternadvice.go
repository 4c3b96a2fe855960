package contextxml

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	// slashAnyGroup finds "/." before a group of file endings: someone meant "\.".
	slashAnyGroup = regexp.MustCompile(`/\.\((\?:)?([A-Za-z0-9]+(?:\|[A-Za-z0-9]+)*)\)`)
	// patternWords finds what looks like a file ending or a piece of a path.
	patternWords = regexp.MustCompile(`[A-Za-z0-9]{2,}`)
	// uriStart finds patterns that begin with the URI.
	uriStart = regexp.MustCompile(`^(?:\^|\\A)?\\?/`)
)

// advisePattern looks whether a pattern on request ids does what was probably
// meant; a request id is METHOD, a blank, and the URI with its query (CFG-71),
// and the whole of it must match (CFG-70).
func (r *reader) advisePattern(setting string, m Matcher) {
	text := m.String()
	hint := func(rule, message, fix string) {
		r.managerFinding(SeverityHint, rule, setting, message, fix)
	}
	if match := slashAnyGroup.FindStringSubmatchIndex(text); match != nil {
		words := strings.Split(text[match[4]:match[5]], "|")
		meant := text[:match[0]] + `\.` + text[match[0]+2:]
		sample := "GET /a/x." + words[0]
		if matched, err := m.MatchString(sample); err == nil && !matched {
			hint("TRAP-26", fmt.Sprintf("the pattern hardly matches anything: only request ids which end in \"/\", one arbitrary character, and %s; so %q is not matched", orList(words), sample), fmt.Sprintf("%s was probably meant", meant))
			return
		}
	}
	if uriStart.MatchString(text) && !alternates(text) {
		hint("CFG-72", "the pattern begins with the URI, but a request id begins with the method, as in \"GET /a\": it never matches", fmt.Sprintf("put \"[A-Z]+ \" before the URI: %s", "[A-Z]+ "+strings.TrimPrefix(text, "^")))
		return
	}
	r.adviseQuery(m, hint)
}

// alternates tells whether a pattern has a "|" outside of all groups.
func alternates(pattern string) bool {
	depth, escaped := 0, false
	for _, r := range pattern {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == '|' && depth == 0:
			return true
		}
	}
	return false
}

// adviseQuery tries requests made of the pattern's own words.
func (r *reader) adviseQuery(m Matcher, hint func(rule, message, fix string)) {
	words := patternWords.FindAllString(m.String(), 20)
	tried := ""
	for _, word := range words {
		for _, form := range []string{"GET /a/x.%s", "GET /a/%s", "GET /%s/x", "GET /%s"} {
			id := fmt.Sprintf(form, word)
			matched, err := m.MatchString(id)
			if err != nil {
				return
			}
			if !matched {
				if tried == "" {
					tried = id
				}
				continue
			}
			withQuery, err := m.MatchString(id + "?v=1")
			if err == nil && !withQuery {
				hint("CFG-72", fmt.Sprintf("the pattern matches %q but not %q: the query is part of the request id", id, id+"?v=1"), fmt.Sprintf("end it with (\\?.*)? if queries are to match: %s(\\?.*)?", strings.TrimSuffix(m.String(), "$")))
			}
			return
		}
	}
	if tried != "" {
		hint("TRAP-26", fmt.Sprintf("the pattern matches none of the requests that its words suggest, as %q; it must match the whole of \"METHOD URI?query\"", tried), "try it on real request ids")
	}
}

func orList(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = fmt.Sprintf("%q", word)
	}
	if len(quoted) == 1 {
		return quoted[0]
	}
	return strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
}
