package gateway

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"runtime"
	"testing"
)

// finalAnswer sends a request without a body and reads past interim answers.
func finalAnswer(t *testing.T, address, method string) (*http.Response, string) {
	t.Helper()
	conn := dial(t, address)
	if _, err := io.WriteString(conn, method+" / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	br := bufio.NewReader(conn)
	for {
		resp, err := http.ReadResponse(br, &http.Request{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode < 200 {
			continue
		}
		resp.Header.Del("Connection")
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return resp, string(body) + "!" + err.Error()
		}
		return resp, string(body)
	}
}

// Early hints arrive before the answer, with their fields.
func TestInterimAnswers(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		goOn := make(chan struct{})
		address := script(t, func(conn net.Conn, _ string, _ *bufio.Reader) {
			_, _ = io.WriteString(conn, "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n")
			<-goOn
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		})
		conn := dial(t, serve(t, Config{Client: client}, "t1="+address))
		_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
		br := bufio.NewReader(conn)
		hint, err := http.ReadResponse(br, nil)
		if err != nil || hint.StatusCode != 103 || hint.Header.Get("Link") != "</a.css>" {
			t.Fatalf("hint %+v, %v", hint, err)
		}
		close(goOn)
		final, err := http.ReadResponse(br, nil)
		if err != nil || final.StatusCode != 200 || final.Header.Get("Link") != "" {
			t.Fatalf("answer %+v, %v", final, err)
		}
	})
}

// Each part of an answer arrives while the upstream is still writing the next:
// with chunks and with a known length.
func TestAnswerStreams(t *testing.T) {
	for name, head := range map[string]string{
		"chunked": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
		"length":  "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n",
		"events":  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			eachClient(t, func(t *testing.T, client Client) {
				next := make(chan struct{})
				address := script(t, func(conn net.Conn, _ string, _ *bufio.Reader) {
					_, _ = io.WriteString(conn, head)
					for range 4 {
						if name == "chunked" {
							_, _ = io.WriteString(conn, "1\r\nx\r\n")
						} else {
							_, _ = io.WriteString(conn, "x")
						}
						<-next
					}
					if name == "chunked" {
						_, _ = io.WriteString(conn, "0\r\n\r\n")
					}
				})
				conn := dial(t, serve(t, Config{Client: client}, "t1="+address))
				_, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
				resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
				if err != nil {
					t.Fatal(err)
				}
				for i := range 4 {
					var one [1]byte
					if _, err := io.ReadFull(resp.Body, one[:]); err != nil {
						t.Fatalf("part %d: %v", i, err)
					}
					next <- struct{}{}
				}
				if rest, err := io.ReadAll(resp.Body); err != nil || len(rest) != 0 {
					t.Fatalf("rest %q, %v", rest, err)
				}
			})
		})
	}
}

// An upstream gets each part of a body while the client has not sent the next.
func TestRequestStreams(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		got := make(chan byte)
		address := handle(t, func(w http.ResponseWriter, r *http.Request) {
			var one [1]byte
			for {
				if _, err := io.ReadFull(r.Body, one[:]); err != nil {
					return
				}
				got <- one[0]
			}
		})
		conn := dial(t, serve(t, Config{Client: client}, "t1="+address))
		_, _ = io.WriteString(conn, "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
		for _, c := range []byte("abc") {
			_, _ = io.WriteString(conn, "1\r\n"+string(c)+"\r\n")
			if g := within(t, "byte at the upstream", got); g != c {
				t.Fatalf("got %q, want %q", g, c)
			}
		}
		_, _ = io.WriteString(conn, "0\r\n\r\n")
		if resp, err := http.ReadResponse(bufio.NewReader(conn), nil); err != nil || resp.StatusCode != 200 {
			t.Fatalf("answer %v, %v", resp, err)
		}
	})
}

// Bodies of many megabytes pass in both directions, unchanged and without
// being held in memory.
func TestLargeBodies(t *testing.T) {
	const size = 64 << 20
	eachClient(t, func(t *testing.T, client Client) {
		address := handle(t, func(w http.ResponseWriter, r *http.Request) {
			if r.ContentLength >= 0 {
				w.Header().Set("Content-Length", r.Header.Get("Content-Length"))
			}
			_ = http.NewResponseController(w).EnableFullDuplex()
			_, _ = io.Copy(w, r.Body)
		})
		gateway := serve(t, Config{Client: client}, "t1="+address)
		for name, length := range map[string]int64{"length": size, "chunked": -1} {
			t.Run(name, func(t *testing.T) {
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				request, err := http.NewRequest("POST", "http://"+gateway+"/", io.NopCloser(&zeros{left: size}))
				if err != nil {
					t.Fatal(err)
				}
				request.ContentLength = length
				transport := &http.Transport{}
				defer transport.CloseIdleConnections()
				resp, err := transport.RoundTrip(request)
				if err != nil {
					t.Fatal(err)
				}
				defer resp.Body.Close()
				n, err := io.Copy(io.Discard, resp.Body)
				if err != nil || n != size {
					t.Fatalf("%d bytes came back, %v", n, err)
				}
				runtime.ReadMemStats(&after)
				if grown := after.TotalAlloc - before.TotalAlloc; grown > size/2 {
					t.Errorf("%d bytes were allocated for a body of %d", grown, size)
				}
			})
		}
	})
}

// zeros is a body of so many bytes.
type zeros struct{ left int }

func (z *zeros) Read(p []byte) (int, error) {
	n := min(len(p), z.left)
	if n == 0 {
		return 0, io.EOF
	}
	z.left -= n
	return n, nil
}

// A body that passes through comes out as it went in, whatever its size.
func TestBodiesAreUnchanged(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		address := handle(t, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			_, _ = w.Write(body)
		})
		gateway := serve(t, Config{Client: client}, "t1="+address)
		for _, size := range []int{1, smallBody - 1, smallBody, smallBody + 1, bodyBuffer, 1<<20 + 7} {
			want := patterned(size)
			resp, err := http.Post("http://"+gateway+"/", "a/b", bytes.NewReader(want))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("size %d: %d bytes came back, %v", size, len(got), err)
			}
		}
	})
}
