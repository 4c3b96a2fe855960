package manager

import (
	"bufio"
	"io"
	"maps"
	"net"
	"net/http"
	"strconv"
	"sync"
)

// holdBack is how many bytes of an answer's body wait for the end-of-request
// work. With sessionBackupAsync="false" the client must not have the complete
// answer before the session is stored (TRAP-39). What is longer than this is
// sent as it comes, and only its end waits: the last chunk, which net/http
// sends after the handler, or the last byte where a Content-Length is declared.
// A handler that flushes or hijacks sends what it likes when it likes.
const holdBack = 32 << 10

var bodies = sync.Pool{New: func() any { b := make([]byte, 0, 4<<10); return &b }}

// response holds an answer back until commit, so that the session cookie can
// still be added to what a handler has already begun to write.
type response struct {
	w            http.ResponseWriter
	beforeCommit func() // the last chance to change the header

	status    int         // what the handler chose; 0 until then
	header    http.Header // as it was when the handler chose the status
	body      *[]byte     // what was written and not yet sent
	committed bool        // the header is on its way
	flushed   bool        // the handler sends for itself
	rest      int64       // bytes still to come, where declared; else -1
	tail      [1]byte
	hasTail   bool
}

// begin prepares the answer to one request.
func (p *response) begin(w http.ResponseWriter, beforeCommit func()) {
	p.w, p.beforeCommit, p.rest = w, beforeCommit, -1
}

// Unwrap lets http.ResponseController reach what this type doesn't offer.
func (p *response) Unwrap() http.ResponseWriter { return p.w }

func (p *response) Header() http.Header { return p.w.Header() }

func (p *response) WriteHeader(status int) {
	switch {
	case p.status != 0 || p.committed:
		p.w.WriteHeader(status) // net/http says that it is superfluous
	case status >= 100 && status < 200 && status != http.StatusSwitchingProtocols:
		p.w.WriteHeader(status) // informational; the answer is still to come
	default:
		p.status = status
		p.header = maps.Clone(p.w.Header())
	}
}

func (p *response) Write(data []byte) (int, error) {
	if p.status == 0 {
		p.WriteHeader(http.StatusOK)
	}
	if !p.committed {
		if p.body == nil {
			p.body = bodies.Get().(*[]byte)
		}
		if len(*p.body)+len(data) <= holdBack {
			*p.body = append(*p.body, data...)
			return len(data), nil
		}
		if err := p.commit(); err != nil {
			return 0, err
		}
	}
	return p.pass(data)
}

// WriteString is Write without a copy.
func (p *response) WriteString(s string) (int, error) {
	if p.status != 0 && !p.committed && p.body != nil && len(*p.body)+len(s) <= holdBack {
		*p.body = append(*p.body, s...)
		return len(s), nil
	}
	return p.Write([]byte(s))
}

// ReadFrom copies from a file or an upstream's answer.
func (p *response) ReadFrom(r io.Reader) (int64, error) {
	buffer := bodies.Get().(*[]byte)
	defer bodies.Put(buffer)
	return io.CopyBuffer(struct{ io.Writer }{p}, r, (*buffer)[:cap(*buffer)])
}

// commit sends the header as it was when the status was chosen, and what was
// held back of the body. What the handler put into the header afterwards can
// only be trailers.
func (p *response) commit() error {
	if p.committed {
		return nil
	}
	if p.beforeCommit != nil {
		p.beforeCommit()
	}
	p.committed = true
	h := p.w.Header()
	if p.status != 0 {
		var later http.Header
		if !sameHeader(h, p.header) {
			later = maps.Clone(h)
			clear(h)
			maps.Copy(h, p.header)
		}
		if n, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64); err == nil {
			p.rest = n
		}
		p.w.WriteHeader(p.status)
		for key, values := range later {
			h[key] = values
		}
	}
	if p.body == nil {
		return nil
	}
	body := p.body
	p.body = nil
	_, err := p.pass(*body)
	*body = (*body)[:0]
	bodies.Put(body)
	return err
}

// sameHeader tells whether a header is what its copy was made from, down to the
// memory that holds its values.
func sameHeader(h, clone http.Header) bool {
	if len(h) != len(clone) {
		return false
	}
	for key, values := range clone {
		now, ok := h[key]
		if !ok || len(now) != len(values) || len(now) > 0 && &now[0] != &values[0] {
			return false
		}
	}
	return true
}

// pass sends data on, but for the last byte of a body whose length was declared.
func (p *response) pass(data []byte) (int, error) {
	if p.rest < 0 || p.flushed {
		return p.w.Write(data)
	}
	if int64(len(data)) < p.rest || len(data) == 0 || p.hasTail {
		n, err := p.w.Write(data)
		p.rest -= int64(n)
		return n, err
	}
	if int64(len(data)) > p.rest {
		return p.w.Write(data) // net/http refuses it
	}
	n, err := p.w.Write(data[:len(data)-1])
	p.rest -= int64(n)
	if err != nil {
		return n, err
	}
	p.tail[0], p.hasTail = data[len(data)-1], true
	return len(data), nil
}

// FlushError sends what there is.
func (p *response) FlushError() error {
	if p.status == 0 {
		p.WriteHeader(http.StatusOK)
	}
	p.flushed = true
	if err := p.commit(); err != nil {
		return err
	}
	if err := p.sendTail(); err != nil {
		return err
	}
	return http.NewResponseController(p.w).Flush()
}

// Flush is FlushError for http.Flusher.
func (p *response) Flush() { _ = p.FlushError() }

// Hijack hands the connection to the handler.
func (p *response) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(p.w).Hijack()
	if err == nil {
		p.committed, p.flushed = true, true
		if p.body != nil {
			*p.body = (*p.body)[:0]
			bodies.Put(p.body)
			p.body = nil
		}
	}
	return conn, rw, err
}

func (p *response) sendTail() error {
	if !p.hasTail {
		return nil
	}
	p.hasTail = false
	_, err := p.w.Write(p.tail[:])
	return err
}

// finish sends the rest when the end-of-request work is done. A handler that
// wrote nothing leaves the answer to net/http.
func (p *response) finish() {
	if p.status != 0 && p.commit() != nil {
		return
	}
	_ = p.sendTail()
}

// replace answers something else than the handler did, in plain text; false if
// its answer is on its way.
func (p *response) replace(status int, text string) bool {
	if p.committed {
		return false
	}
	h := p.w.Header()
	if p.status != 0 {
		h = p.header
	}
	for key := range h {
		if key != "Set-Cookie" {
			delete(h, key)
		}
	}
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	p.status, p.header = status, maps.Clone(h)
	if p.body == nil {
		p.body = bodies.Get().(*[]byte)
	}
	*p.body = append((*p.body)[:0], text+"\n"...)
	return true
}

// edit gives the headers that a session cookie has to go into; none once the
// answer is on its way.
func (p *response) edit() []http.Header {
	if p.committed {
		return nil
	}
	if p.status != 0 {
		return []http.Header{p.header, p.w.Header()}
	}
	return []http.Header{p.w.Header()}
}
