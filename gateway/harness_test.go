package gateway

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"strings"
	"testing"
	"time"

	"msmgate/internal/freeport"
)

// clients are the two upstream clients: every hazard is tried with both.
var clients = map[string]Client{"fast": ClientAuto, "standard": ClientStandard}

// eachClient runs a test once per upstream client.
func eachClient(t *testing.T, test func(t *testing.T, client Client)) {
	t.Helper()
	for name, client := range clients {
		t.Run(name, func(t *testing.T) { test(t, client) })
	}
}

// serve starts a gateway before upstreams (name=address) and gives its address.
func serve(t testing.TB, config Config, upstreams ...string) string {
	t.Helper()
	for _, u := range upstreams {
		up, err := ParseUpstream(u)
		if err != nil {
			t.Fatal(err)
		}
		config.Upstreams = append(config.Upstreams, up)
	}
	g, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(g)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		g.Close()
	})
	return server.Listener.Addr().String()
}

// handle starts an upstream from a handler.
func handle(t testing.TB, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server.URL
}

// script starts an upstream that reads one request's header per connection and
// then does what play says with the connection.
func script(t testing.TB, play func(conn net.Conn, head string, rest *bufio.Reader)) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				br := bufio.NewReader(conn)
				if head, ok := readHead(br); ok {
					play(conn, head, br)
				}
			}()
		}
	}()
	return "http://" + listener.Addr().String()
}

func readHead(br *bufio.Reader) (string, bool) {
	var head strings.Builder
	for {
		line, err := br.ReadString('\n')
		if err != nil {
			return "", false
		}
		head.WriteString(line)
		if line == "\r\n" {
			return head.String(), true
		}
	}
}

// refusing is an address that refuses connections.
func refusing() string { return "http://" + freeport.Address() }

// dial opens a connection to the gateway that fails instead of hanging.
func dial(t testing.TB, address string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return conn
}

// raw sends bytes to the gateway and gives the answer to them.
func raw(t testing.TB, address, request string) (*http.Response, string) {
	t.Helper()
	conn := dial(t, address)
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	method, _, _ := strings.Cut(request, " ")
	br := bufio.NewReader(conn)
	resp, err := http.ReadResponse(br, &http.Request{Method: method})
	for err == nil && resp.StatusCode < 200 {
		resp, err = http.ReadResponse(br, &http.Request{Method: method})
	}
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return resp, string(body) + "!" + err.Error()
	}
	return resp, string(body)
}

// seen is what an upstream got, in a form that tests compare.
type seen struct {
	line   string
	header textproto.MIMEHeader
	body   string
}

// recorder is an upstream that answers 200 and hands over what it got.
func recorder(t testing.TB) (string, <-chan seen) {
	t.Helper()
	got := make(chan seen, 16)
	address := script(t, func(conn net.Conn, head string, rest *bufio.Reader) {
		line, fields, _ := strings.Cut(head, "\r\n")
		header, _ := textproto.NewReader(bufio.NewReader(strings.NewReader(fields))).ReadMIMEHeader()
		request, err := http.ReadRequest(bufio.NewReader(io.MultiReader(strings.NewReader(head), rest)))
		var body []byte
		if err == nil {
			if request.Header.Get("Expect") != "" {
				_, _ = io.WriteString(conn, "HTTP/1.1 100 Continue\r\n\r\n")
			}
			body, _ = io.ReadAll(request.Body)
			for name, values := range request.Trailer {
				header["Trailer-"+name] = values
			}
		}
		got <- seen{line, header, string(body)}
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
	})
	return address, got
}

// within fails a test whose condition doesn't come about.
func within[T any](t testing.TB, what string, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("not within 20 s: " + what)
		panic("unreachable")
	}
}

func mustURL(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// patterned is n bytes that show any shift or loss.
func patterned(n int) []byte {
	return bytes.Repeat([]byte("0123456789abcdefghijklmnopqrstuvwxyz\n"), n/37+1)[:n]
}
