package gateway

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// named is an upstream that answers with its name.
func named(t testing.TB, name string) string {
	return handle(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = io.WriteString(w, name+string(body))
	})
}

func TestStickyByJvmRoute(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		gateway := serve(t, Config{Client: client, Cookie: "SID", Param: "sid"}, "t1="+named(t, "t1"), "t2="+named(t, "t2"), "t3="+named(t, "t3"))
		for name, c := range map[string]struct{ path, cookies, want string }{
			"cookie":                   {"/", "SID=A-n1.t2", "t2"},
			"quoted cookie":            {"/", `a=b; SID="A-n1.t3"; c=d`, "t3"},
			"url":                      {"/x;sid=A-n1.t3/y;z", "", "t3"},
			"cookie before url":        {"/x;sid=A-n1.t3", "SID=A-n1.t2", "t2"},
			"cookie of unknown route":  {"/x;sid=A-n1.t3", "SID=A-n1.t9", "t3"},
			"second cookie":            {"/", "SID=A-n1.t9; SID=A-n1.t3", "t3"},
			"url in the query is none": {"/?;sid=A-n1.t3", "SID=A-n1.t2", "t2"},
			"id without node":          {"/", "SID=A.t2", "t2"},
		} {
			t.Run(name, func(t *testing.T) {
				for range 3 {
					if got := get(t, gateway, c.path, c.cookies); got != c.want {
						t.Errorf("went to %s, want %s", got, c.want)
					}
				}
			})
		}
		for name, cookies := range map[string]string{"none": "", "other name": "XSID=A-n1.t2; JSESSIONID=A.t2", "no route": "SID=A-n1", "unknown": "SID=A-n1.t9", "case": "SID=A.T2"} {
			t.Run("in turn, "+name, func(t *testing.T) {
				var got []string
				for range 6 {
					got = append(got, get(t, gateway, "/", cookies))
				}
				slices.Sort(got)
				if want := []string{"t1", "t1", "t2", "t2", "t3", "t3"}; !slices.Equal(got, want) {
					t.Errorf("went to %v, want %v", got, want)
				}
			})
		}
	})
}

func get(t testing.TB, address, path, cookies string) string {
	t.Helper()
	request := "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
	if cookies != "" {
		request += "Cookie: " + cookies + "\r\n"
	}
	_, body := raw(t, address, request+"\r\n")
	return body
}

// An upstream that refuses the connection costs nobody an error: bodies go to
// the next one too, whatever their form.
func TestRefusingUpstream(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		large := string(patterned(100 << 10))
		for name, c := range map[string]struct{ head, body, want string }{
			"no body":  {"GET / HTTP/1.1\r\n", "", "t2"},
			"small":    {"POST / HTTP/1.1\r\nContent-Length: 5\r\n", "hello", "t2hello"},
			"large":    {"POST / HTTP/1.1\r\nContent-Length: " + strconv.Itoa(len(large)) + "\r\n", large, "t2" + large},
			"chunked":  {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", "2\r\nhi\r\n0\r\n\r\n", "t2hi"},
			"expected": {"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n", "hi", "t2hi"},
		} {
			t.Run(name, func(t *testing.T) {
				gateway := serve(t, Config{Client: client}, "t1="+refusing(), "t2="+named(t, "t2"))
				for range 2 {
					resp, body := raw(t, gateway, c.head+"Host: h\r\nConnection: close\r\nCookie: JSESSIONID=A-n1.t1\r\n\r\n"+c.body)
					if resp.StatusCode != 200 || body != c.want {
						t.Fatalf("answer %d %.80q", resp.StatusCode, body)
					}
				}
			})
		}
		t.Run("all refuse", func(t *testing.T) {
			gateway := serve(t, Config{Client: client}, "t1="+refusing(), "t2="+refusing())
			for range 2 {
				resp, body := raw(t, gateway, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
				if resp.StatusCode != 502 || strings.Contains(body, "127.0.0.1") {
					t.Fatalf("answer %d %q", resp.StatusCode, body)
				}
			}
		})
	})
}

// A refusing upstream is passed over for SkipTime, then asked again.
func TestSkippedForAMoment(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		var mu sync.Mutex
		now := time.Unix(1000, 0)
		dials := map[string]int{}
		t1, t2 := refusing(), named(t, "t2")
		gateway := serve(t, Config{
			Client: client,
			Now: func() time.Time {
				mu.Lock()
				defer mu.Unlock()
				return now
			},
			Dial: countDials(&mu, dials),
		}, "t1="+t1, "t2="+t2)
		ask := func(want int) {
			t.Helper()
			if got := get(t, gateway, "/", "JSESSIONID=A.t1"); got != "t2" {
				t.Fatalf("answer of %q", got)
			}
			mu.Lock()
			defer mu.Unlock()
			if got := dials[mustURL(t, t1).Host]; got != want {
				t.Errorf("t1 was asked %d times, want %d", got, want)
			}
		}
		ask(1)
		ask(1)
		mu.Lock()
		now = now.Add(1001 * time.Millisecond)
		mu.Unlock()
		ask(2)
	})
}

// A connection that the upstream closed while it was idle costs no request,
// POST included.
func TestStaleConnection(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		closed := make(chan struct{}, 16)
		listener := script(t, func(conn net.Conn, head string, rest *bufio.Reader) {
			if strings.Contains(head, "Content-Length: 2") {
				_, _ = io.ReadFull(rest, make([]byte, 2))
			}
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
			conn.Close() // without having said so
			closed <- struct{}{}
		})
		gateway := serve(t, Config{Client: client}, "t1="+listener)
		for i := range 20 {
			request := "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
			if i%2 == 1 {
				request = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi"
			}
			resp, body := raw(t, gateway, request)
			if resp.StatusCode != 200 || body != "ok" {
				t.Fatalf("request %d: %d %q", i, resp.StatusCode, body)
			}
			within(t, "end of the connection", closed)
		}
	})
}

// A POST whose connection broke after it was sent is not sent again.
func TestNoSecondPost(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		var mu sync.Mutex
		posts := 0
		address := script(t, func(_ net.Conn, _ string, _ *bufio.Reader) {
			mu.Lock()
			defer mu.Unlock()
			posts++
		})
		resp, _ := raw(t, serve(t, Config{Client: client}, "t1="+address, "t2="+address), "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")
		mu.Lock()
		defer mu.Unlock()
		if resp.StatusCode != 502 || posts != 1 {
			t.Errorf("status %d after %d posts", resp.StatusCode, posts)
		}
	})
}

// Many requests on few connections never get each other's answers.
func TestKeepAlive(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		var mu sync.Mutex
		dials := map[string]int{}
		address := handle(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("cut") != "" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			// Without a length fasthttp gives up the connection after a HEAD.
			w.Header().Set("Content-Length", strconv.Itoa(len(r.URL.Path)*1000))
			_, _ = io.WriteString(w, strings.Repeat(r.URL.Path, 1000))
		})
		gateway := serve(t, Config{Client: client, Dial: countDials(&mu, dials)}, "t1="+address)
		transport := &http.Transport{MaxIdleConnsPerHost: 8}
		defer transport.CloseIdleConnections()
		var workers sync.WaitGroup
		for worker := range 8 {
			workers.Add(1)
			go func() {
				defer workers.Done()
				for i := range 50 {
					path := "/" + strconv.Itoa(worker*1000+i)
					method := []string{"GET", "HEAD", "GET", "GET"}[i%4]
					query := []string{"", "", "?cut=1", ""}[i%4]
					request, _ := http.NewRequest(method, "http://"+gateway+path+query, nil)
					resp, err := transport.RoundTrip(request)
					if err != nil {
						t.Error(err)
						return
					}
					body, err := io.ReadAll(resp.Body)
					resp.Body.Close()
					if want := strings.Repeat(path, 1000); i%4 == 0 || i%4 == 3 {
						if err != nil || string(body) != want {
							t.Errorf("%s: %v, %d bytes", path, err, len(body))
						}
					}
				}
			}()
		}
		workers.Wait()
		mu.Lock()
		defer mu.Unlock()
		if n := dials[mustURL(t, address).Host]; n > 40 {
			t.Errorf("400 requests of 8 clients took %d connections", n)
		}
	})
}
