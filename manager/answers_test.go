package manager

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestAnswersPassUnchanged(t *testing.T) {
	big := strings.Repeat("0123456789abcdef", 8<<10)
	l := newLone(t, 1, DialectAuto, nil)
	for name, c := range map[string]struct {
		method  string
		handler http.HandlerFunc
		status  int
		body    string
		check   func(t *testing.T, resp *http.Response)
	}{
		"nothing": {handler: func(http.ResponseWriter, *http.Request) {}, status: 200},
		"short":   {handler: func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "hello") }, status: 200, body: "hello"},
		"status only": {
			handler: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) }, status: 204,
		},
		"long": {handler: func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, big) }, status: 200, body: big},
		"long, with length": {
			handler: func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", fmt.Sprint(len(big)))
				_, _ = io.Copy(w, strings.NewReader(big))
			}, status: 200, body: big,
			check: func(t *testing.T, resp *http.Response) {
				if resp.ContentLength != int64(len(big)) {
					t.Errorf("length %d", resp.ContentLength)
				}
			},
		},
		"pieces": {
			handler: func(w http.ResponseWriter, _ *http.Request) {
				for i := range 1000 {
					fmt.Fprintf(w, "%064d", i)
				}
			}, status: 200, body: func() (s string) {
				var b strings.Builder
				for i := range 1000 {
					fmt.Fprintf(&b, "%064d", i)
				}
				return b.String()
			}(),
		},
		"flushed": {
			handler: func(w http.ResponseWriter, _ *http.Request) {
				fmt.Fprint(w, "a")
				w.(http.Flusher).Flush()
				fmt.Fprint(w, "b")
			}, status: 200, body: "ab",
		},
		"HEAD": {
			method: http.MethodHead, status: 200,
			handler: func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "5")
				fmt.Fprint(w, "hello")
			},
			check: func(t *testing.T, resp *http.Response) {
				if resp.ContentLength != 5 {
					t.Errorf("length %d", resp.ContentLength)
				}
			},
		},
		"early hints": {
			handler: func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(http.StatusEarlyHints)
				w.WriteHeader(418)
				fmt.Fprint(w, "tea")
			}, status: 418, body: "tea",
		},
		"header too late": {
			handler: func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(200)
				w.Header().Set("X-Late", "1")
			}, status: 200,
			check: func(t *testing.T, resp *http.Response) {
				if resp.Header.Get("X-Late") != "" {
					t.Error("a header set after the status was sent")
				}
			},
		},
		"trailer": {
			handler: func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Trailer", "X-Sum")
				fmt.Fprint(w, "body")
				w.Header().Set("X-Sum", "42")
			}, status: 200, body: "body",
			check: func(t *testing.T, resp *http.Response) {
				if resp.Trailer.Get("X-Sum") != "42" {
					t.Error("the trailer is lost")
				}
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			srv := front(t, l.m, c.handler)
			method := c.method
			if method == "" {
				method = http.MethodGet
			}
			req, _ := http.NewRequest(method, srv.URL, nil)
			resp, err := srv.Client().Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if err != nil || resp.StatusCode != c.status || string(body) != c.body {
				t.Errorf("got %d with %d bytes, %v; want %d with %d", resp.StatusCode, len(body), err, c.status, len(c.body))
			}
			if c.check != nil {
				c.check(t, resp)
			}
		})
	}
}
