package manager

import (
	"encoding/binary"
	"net/http"
	"strings"
	"testing"

	"msmgate/manager/record"
)

// authenticator does to sessions what Tomcat's authenticators for BASIC and
// FORM did in the traces. Who logs in is alice of the traces' realm.
type authenticator struct {
	t    testing.TB
	kind string // "BASIC", "FORM" or "" for none
	note string // what the trace notes about the request, its credentials too
	user []byte // alice as a Tomcat of this release stores her, with her password
	next http.Handler
}

var alice = Principal{Name: "alice", Roles: []string{"admin", "customer"}}

func (a authenticator) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r, _ := FromContext(req.Context())
	path := req.URL.Path
	switch {
	case a.kind == "BASIC" && strings.HasPrefix(path, "/protected/"):
		a.basic(w, req, r)
	case a.kind == "FORM" && strings.HasPrefix(path, "/protected/"):
		a.form(w, req, r)
	case a.kind == "FORM" && path == "/j_security_check":
		a.check(w, r)
	default:
		a.next.ServeHTTP(w, req)
	}
}

// session gives the request's session, nil for none.
func (a authenticator) session(r *Request, create bool) *Session {
	s, err := r.Session(create)
	if err != nil {
		a.t.Error(err)
	}
	return s
}

// basic logs a session in that is there; otherwise there is nothing to note the
// user in.
func (a authenticator) basic(w http.ResponseWriter, req *http.Request, r *Request) {
	s := a.session(r, false)
	if s != nil && s.AuthType() != "" {
		a.next.ServeHTTP(w, req)
		return
	}
	if !strings.HasPrefix(a.note, "credentials") {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if s != nil {
		if err := s.Login(alice, "BASIC"); err != nil {
			a.t.Error(err)
		}
	}
	a.next.ServeHTTP(w, req)
}

// form saves the request, gives the session another id, and shows the login
// page; after the login it goes on with the request that was saved.
func (a authenticator) form(w http.ResponseWriter, req *http.Request, r *Request) {
	s := a.session(r, true)
	if s.AuthType() != "" {
		a.next.ServeHTTP(w, req)
		return
	}
	if !s.waits(func(rec *record.Record) bool { return rec.SavedPrincipal != nil }) {
		s.interrupt(savedRequest(a.t, req))
		if err := s.ChangeID(); err != nil {
			a.t.Error(err)
		}
		return
	}
	s.interrupt(nil)
	if err := s.Login(alice, "FORM"); err != nil {
		a.t.Error(err)
	}
	a.next.ServeHTTP(w, req)
}

// check looks at the password of the login page.
func (a authenticator) check(w http.ResponseWriter, r *Request) {
	s := a.session(r, true)
	if a.note == "wrong password" {
		return
	}
	s.mu.Lock()
	s.rec.SavedPrincipal, s.force = a.user, true
	s.mod++
	s.mu.Unlock()
	w.WriteHeader(http.StatusFound)
}

func (s *Session) waits(is func(*record.Record) bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return is(&s.rec)
}

// interrupt has the session wait for a login, or no longer.
func (s *Session) interrupt(request []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rec.SavedRequest, s.rec.SavedPrincipal, s.force = request, nil, true
	s.mod++
}

// savedRequest is how MSM stores a GET that waits for a login (WIRE-38), with
// the headers that the traces' client sent with each request.
func savedRequest(t testing.TB, req *http.Request) []byte {
	var out []byte
	text := func(s string) []byte { return append(binary.BigEndian.AppendUint16(nil, uint16(len(s))), s...) }
	add := func(parts ...any) {
		for _, p := range parts {
			switch p := p.(type) {
			case byte:
				out = append(out, p)
			case string:
				out = append(out, text(p)...)
			case uint32:
				out = binary.BigEndian.AppendUint32(out, p)
			case uint64:
				out = binary.BigEndian.AppendUint64(out, p)
			}
		}
	}
	const (
		null, handle, class, object, str, end, block = byte('p'), byte('q'), byte('r'), byte('s'), byte('t'), byte('x'), byte('w')
		firstHandle                                  = uint32(0x7e0000)
	)
	add(uint32(0xaced0005), null, null) // no body, no content type
	add(object, class, "java.util.HashMap", uint64(0x0507dac1c31660d1), byte(3), byte(0), byte(2))
	add(byte('F'), "loadFactor", byte('I'), "threshold", end, null)
	add(uint32(0x3f400000), uint32(12), block, byte(8), uint32(16), uint32(3))
	add(str, "host", object, class, "java.util.ArrayList", uint64(0x7881d21d99c7619d), byte(3), byte(0), byte(1))
	add(byte('I'), "size", end, null, uint32(1), block, byte(4), uint32(1), str, "localhost:12345", end)
	list := firstHandle + 3 // behind the map's class, the map and a name
	for _, header := range [][2]string{{"accept-encoding", "identity"}, {"user-agent", "lab/1"}} {
		add(str, header[0], object, handle, list, uint32(1), block, byte(4), uint32(1), str, header[1], end)
	}
	add(end, object, handle, list, uint32(1), block, byte(4), uint32(1)) // the server's own locale
	first := firstHandle + 13
	add(object, class, "java.util.Locale", uint64(0x7ef811609c30f9ec), byte(3), byte(0), byte(6))
	add(byte('I'), "hashcode", byte('L'), "country", str, "Ljava/lang/String;")
	for _, field := range []string{"extensions", "language", "script", "variant"} {
		add(byte('L'), field, handle, first+1)
	}
	add(end, null, uint32(0xffffffff))
	add(str, "US", str, "", str, "en", handle, first+4, handle, first+4, end, end)
	add(str, req.Method, str, req.URL.RawQuery, str, req.URL.Path, str, req.URL.Path)
	got, err := record.ParseSavedRequest(out)
	if err != nil || len(got.Headers) != 3 || *got.QueryString != req.URL.RawQuery || got.Locales[0] != "en_US" {
		t.Errorf("the saved request isn't one: %+v, %v", got, err)
	}
	return out
}
