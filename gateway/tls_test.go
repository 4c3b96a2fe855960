package gateway

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// HTTP/2 in front and TLS behind change nothing: bodies of every size, trailers
// and interim answers included.
func TestHTTP2InFrontTLSBehind(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		behind := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ProtoMajor != 1 || r.Header.Get("X-Forwarded-Proto") != "https" {
				t.Errorf("the upstream got %s, X-Forwarded-Proto %q", r.Proto, r.Header.Get("X-Forwarded-Proto"))
			}
			w.Header().Set("Trailer", "X-Sum")
			w.Header().Set("Keep-Alive", "timeout=5")
			body, _ := io.ReadAll(r.Body)
			_, _ = w.Write(body)
			w.Header().Set("X-Sum", "7")
		}))
		t.Cleanup(behind.Close)
		roots := x509.NewCertPool()
		roots.AddCert(behind.Certificate())
		g, err := New(Config{
			Client:    client,
			Upstreams: []Upstream{{Name: "t1", URL: mustURL(t, behind.URL)}},
			TLS:       &tls.Config{RootCAs: roots},
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(g.Close)
		front := httptest.NewUnstartedServer(g)
		front.EnableHTTP2 = true
		front.StartTLS()
		t.Cleanup(front.Close)
		for _, size := range []int{0, 5, smallBody + 1, 1 << 20} {
			want := patterned(size)
			resp, err := front.Client().Post(front.URL+"/a%2Fb", "a/b", bytes.NewReader(want))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			if err != nil || resp.ProtoMajor != 2 || !bytes.Equal(got, want) {
				t.Errorf("size %d: %s, %d bytes, %v", size, resp.Proto, len(got), err)
			}
			if resp.Trailer.Get("X-Sum") != "7" || resp.Header.Get("Keep-Alive") != "" {
				t.Errorf("size %d: trailer %v, header %v", size, resp.Trailer, resp.Header)
			}
		}
	})
}

// An upstream whose certificate nobody vouches for is no upstream.
func TestUnknownCertificate(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		behind := httptest.NewUnstartedServer(http.NotFoundHandler())
		behind.Config.ErrorLog = NewServer(nil, Config{}.Logger).ErrorLog
		behind.StartTLS()
		t.Cleanup(behind.Close)
		if resp, body := raw(t, serve(t, Config{Client: client}, "t1="+behind.URL), "GET / HTTP/1.1\r\nHost: h\r\n\r\n"); resp.StatusCode != 502 {
			t.Errorf("answer %d %q", resp.StatusCode, body)
		}
	})
}
