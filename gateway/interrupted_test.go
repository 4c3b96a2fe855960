package gateway

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A client that goes away ends the exchange with the upstream: while it waits
// for an answer, and in the middle of one.
func TestClientGoesAway(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		for name, begin := range map[string]string{
			"waiting": "",
			"reading": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
		} {
			t.Run(name, func(t *testing.T) {
				asked, ended := make(chan struct{}), make(chan error)
				address := script(t, func(conn net.Conn, _ string, rest *bufio.Reader) {
					_, _ = io.WriteString(conn, begin)
					asked <- struct{}{}
					_, err := rest.ReadByte()
					ended <- err
				})
				conn := dial(t, serve(t, Config{Client: client}, "t1="+address))
				_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
				within(t, "request at the upstream", asked)
				conn.Close()
				if err := within(t, "end of the exchange", ended); err == nil {
					t.Fatal("the upstream got another byte")
				}
			})
		}
	})
}

// A client that breaks off inside its body: the upstream never takes what came
// for the whole.
func TestClientCutsBody(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		for name, head := range map[string]string{
			"length":  "Content-Length: 100000\r\n\r\n" + strings.Repeat("x", 20000),
			"chunked": "Transfer-Encoding: chunked\r\n\r\n4e20\r\n" + strings.Repeat("x", 20000) + "\r\n",
		} {
			t.Run(name, func(t *testing.T) {
				begun, ended := make(chan struct{}, 1), make(chan error, 1)
				address := handle(t, func(w http.ResponseWriter, r *http.Request) {
					begun <- struct{}{}
					_, err := io.Copy(io.Discard, r.Body)
					ended <- err
				})
				conn := dial(t, serve(t, Config{Client: client}, "t1="+address))
				_, _ = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: h\r\n"+head)
				within(t, "request at the upstream", begun)
				conn.Close()
				if err := within(t, "end of the body", ended); !errors.Is(err, io.ErrUnexpectedEOF) && err == nil {
					t.Fatal("the upstream took half a body for a whole one")
				}
			})
		}
	})
}

// An upstream that answers before it has read the body, and reads no more of
// it, is heard.
func TestEarlyAnswer(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		release := make(chan struct{})
		defer close(release)
		address := script(t, func(conn net.Conn, _ string, _ *bufio.Reader) {
			_, _ = io.WriteString(conn, "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno!")
			<-release
		})
		conn := dial(t, serve(t, Config{Client: client}, "t1="+address))
		_, _ = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n\r\n")
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || resp.StatusCode != 413 {
			t.Fatalf("answer %v, %v", resp, err)
		}
		body := make([]byte, 3)
		if _, err := io.ReadFull(resp.Body, body); err != nil || string(body) != "no!" {
			t.Fatalf("body %q, %v", body, err)
		}
	})
}

// With Expect, the upstream decides whether the body is sent at all.
func TestExpectContinueIsTheUpstreams(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		address := script(t, func(conn net.Conn, head string, _ *bufio.Reader) {
			if strings.Contains(head, "Expect: 100-continue") {
				_, _ = io.WriteString(conn, "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
			}
		})
		conn := dial(t, serve(t, Config{Client: client}, "t1="+address))
		_, _ = io.WriteString(conn, "PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || resp.StatusCode != 417 {
			t.Fatalf("answer %v, %v", resp, err)
		}
	})
}

// An upstream that never answers costs HeaderTimeout and gives 504.
func TestSilentUpstream(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		release := make(chan struct{})
		defer close(release)
		address := script(t, func(net.Conn, string, *bufio.Reader) { <-release })
		gateway := serve(t, Config{Client: client, HeaderTimeout: 50 * time.Millisecond}, "t1="+address)
		for _, request := range []string{
			"GET / HTTP/1.1\r\nHost: h\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
		} {
			resp, body := raw(t, gateway, request)
			if resp.StatusCode != http.StatusGatewayTimeout || strings.Contains(body, "127.0.0.1") {
				t.Errorf("answer %d %q", resp.StatusCode, body)
			}
		}
	})
}
