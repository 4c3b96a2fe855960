package memcacheserver

import (
	"fmt"
	"strings"
)

// Answers of the crawler's commands.
const (
	answerBadClass = "BADCLASS invalid class id"
	maxClass       = 63
)

// runCrawler answers `lru_crawler metadump all`, hash or a list of slab
// classes: one line for each living item, in no order that a client could rely
// on. Here all items are of class 1.
func runCrawler(c *conn, r request) reply {
	if len(r.tokens) != 3 || string(r.tokens[1]) != "metadump" {
		return reply{line: answerError}
	}
	switch classes := string(r.tokens[2]); classes {
	case "all", "hash":
	default:
		wanted := false
		for class := range strings.SplitSeq(classes, ",") {
			n, ok := parseUint32([]byte(class))
			if !ok || n == 0 || n > maxClass {
				return reply{line: answerBadClass}
			}
			wanted = wanted || n == 1
		}
		if !wanted {
			return reply{line: answerEnd}
		}
	}
	return reply{body: c.server.store.metadump(), line: answerEnd}
}

// metadump lists the living items. It counts as no use of them.
func (s *store) metadump() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	now := s.seconds()
	for it := s.ring.next; it != &s.ring; it = it.next {
		if !s.alive(it, now) {
			continue
		}
		expires := it.deadline
		if expires == never {
			expires = -1
		}
		fetched := "no"
		if it.fetched {
			fetched = "yes"
		}
		b.WriteString("key=")
		writeEscaped(&b, it.key)
		fmt.Fprintf(&b, " exp=%d la=%d cas=%d fetch=%s cls=1 size=%d\n", expires, it.used, it.cas, fetched, it.size())
	}
	return b.String()
}

// writeEscaped writes a key as in a URL.
func writeEscaped(b *strings.Builder, key string) {
	const hex = "0123456789ABCDEF"
	for i := range len(key) {
		c := key[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteString("%" + string([]byte{hex[c>>4], hex[c&15]}))
		}
	}
}
