package manager

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"msmgate/contextxml"
)

// front serves a handler through a node over real HTTP.
func front(t *testing.T, m *Manager, handler http.HandlerFunc) *httptest.Server {
	srv := httptest.NewServer(m.Handler(handler))
	t.Cleanup(srv.Close)
	return srv
}

// exchange sends a raw request and gives the raw answer up to where the server
// stops or, with until, up to that text.
func exchange(t *testing.T, srv *httptest.Server, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", srv.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

const closing = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

// With sessionBackupAsync="false" the client hasn't got the complete answer
// before the session is stored, however the body is sent (TRAP-39).
// Also STK-5, STK-49.
func TestAnswerWaitsForTheBackup_TRAP39(t *testing.T) {
	for name, write := range map[string]func(w http.ResponseWriter){
		"short": func(w http.ResponseWriter) { fmt.Fprint(w, "ok") },
		"long": func(w http.ResponseWriter) {
			_, _ = w.Write(bytes.Repeat([]byte("x"), 100<<10))
		},
		"long, with length": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", fmt.Sprint(100<<10))
			_, _ = w.Write(bytes.Repeat([]byte("x"), 100<<10))
		},
		"without body": func(w http.ResponseWriter) { w.WriteHeader(http.StatusNoContent) },
	} {
		t.Run(name, func(t *testing.T) {
			nodes, storage := realCluster(t, 1, 1, nil)
			complete := make(chan struct{})
			asked := make(chan struct{})
			srv := front(t, nodes[0], func(w http.ResponseWriter, req *http.Request) {
				set(t, "x", "1")(w, req)
				storage.servers[0].Pause()
				write(w)
				close(asked)
			})
			go func() {
				defer close(complete)
				resp, err := srv.Client().Get(srv.URL)
				if err != nil {
					t.Error(err)
					return
				}
				defer resp.Body.Close()
				_, _ = io.Copy(io.Discard, resp.Body)
			}()
			<-asked
			if err := storage.servers[0].AwaitHeld(t.Context(), 1); err != nil {
				t.Fatal(err)
			}
			select {
			case <-complete:
				t.Error("the answer was complete before the session was stored")
			default:
			}
			storage.servers[0].Resume()
			<-complete
			if len(storage.servers[0].Keys()) != 1 {
				t.Error("the session was not stored")
			}
		})
	}
}

func TestPanicStillStores_STK4(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	func() {
		defer func() {
			if recover() != http.ErrAbortHandler {
				t.Error("the panic didn't go on")
			}
		}()
		l.b.get(l.m, "/", func(w http.ResponseWriter, req *http.Request) {
			set(t, "x", "1")(w, req)
			panic(http.ErrAbortHandler)
		})
	}()
	if len(l.storage.servers[0].Keys()) != 1 {
		t.Error("the session was not stored")
	}
}

func TestHijack(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	app := l.m.Handler(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		set(t, "x", "1")(w, req)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, "HTTP/1.1 299 Mine\r\n\r\n")
	}))
	ended := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		defer close(ended)
		app.ServeHTTP(w, req)
	}))
	defer srv.Close()
	if got := exchange(t, srv, "GET /"+closing); got != "HTTP/1.1 299 Mine\r\n\r\n" {
		t.Errorf("answer %q", got)
	}
	<-ended
	if len(l.storage.servers[0].Keys()) != 1 {
		t.Error("the session was not stored")
	}
}

// The cookie goes out even if the handler has begun to write, as long as the
// answer is held back; then it can't, and no session is made (SID-47).
func TestSessionAfterWriting_SID47(t *testing.T) {
	l := newLone(t, 1, DialectAuto, nil)
	srv := front(t, l.m, func(w http.ResponseWriter, req *http.Request) {
		fmt.Fprint(w, "first")
		if req.URL.Path == "/late" {
			w.(http.Flusher).Flush()
			r, _ := FromContext(req.Context())
			if _, err := r.Session(true); err != ErrCommitted {
				t.Errorf("error %v, want ErrCommitted", err)
			}
			return
		}
		set(t, "x", "1")(w, req)
	})
	for path, want := range map[string]int{"/early": 1, "/late": 0} {
		answer, err := http.ReadResponse(bufio.NewReader(strings.NewReader(exchange(t, srv, "GET "+path+closing))), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(answer.Header.Values("Set-Cookie")); got != want {
			t.Errorf("%s: %d cookies, want %d", path, got, want)
		}
	}
}

func TestOneSessionCookie_SID46(t *testing.T) {
	l := newLone(t, 1, DialectAuto, func(a *contextxml.Application) { a.Cookie.Path = "/app/" })
	r := l.b.get(l.m, "/", func(w http.ResponseWriter, req *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "XJSESSIONID", Value: "1"})
		set(t, "x", "1")(w, req)
		with(t, false, func(s *Session) {
			if err := s.Invalidate(); err != nil {
				t.Error(err)
			}
		})(w, req)
		set(t, "x", "2")(w, req)
	})
	if len(r.setCookies) != 2 || r.setCookies[1] != "JSESSIONID="+l.b.cookie+"; Path=/app/; HttpOnly" {
		t.Errorf("cookies %q", r.setCookies)
	}
	l.b.get(l.m, "/", wantAttribute(t, "x", "2"))
}
