package memcacheserver

import (
	"bufio"
	"strconv"
)

// reply is the answer to one command.
type reply struct {
	line    string // the last line, without its end; "" sends nothing
	quiet   bool   // noreply: nothing is sent
	body    string // complete lines before the last one
	hits    []hit  // VALUE blocks before the last line
	cas     bool   // VALUE lines carry the CAS number
	spoiled bool   // the hits are not sent, for the line is an error
	close   bool   // the connection ends
}

// write sends the reply into the connection's buffer. Errors stay in the
// buffered writer and come out at the next flush.
func (r reply) write(w *bufio.Writer, scratch []byte) {
	if r.quiet || r.line == "" {
		return
	}
	if !r.spoiled {
		for _, h := range r.hits {
			scratch = h.appendHeader(scratch[:0], r.cas)
			w.Write(scratch)
			w.Write(h.value)
			w.WriteString("\r\n")
		}
	}
	w.WriteString(r.body)
	w.WriteString(r.line)
	w.WriteString("\r\n")
}

// appendHeader appends `VALUE key flags bytes [cas]` with its line end.
func (h hit) appendHeader(b []byte, withCAS bool) []byte {
	b = append(b, "VALUE "...)
	b = append(b, h.key...)
	b = append(b, ' ')
	b = strconv.AppendUint(b, uint64(h.flags), 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(len(h.value)), 10)
	if withCAS {
		b = append(b, ' ')
		b = strconv.AppendUint(b, h.cas, 10)
	}
	return append(b, "\r\n"...)
}
