package manager

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/javaobj"
)

// benchRequests measures one request after the other on one session, with
// storage over loopback TCP.
func benchRequests(b *testing.B, change func(*contextxml.Application), handler func(s *Session, i int) error) {
	nodes, _ := realCluster(b, 1, 1, change)
	m := nodes[0]
	first := &browser{t: b}
	first.get(m, "/", with(b, true, func(s *Session) {
		for _, name := range []string{"user", "cart", "n"} {
			if err := s.Set(name, "0123456789"); err != nil {
				b.Error(err)
			}
		}
	}))
	i := 0
	app := m.Handler(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r, _ := FromContext(req.Context())
		s, err := r.Session(false)
		if err != nil || s == nil {
			b.Fatal("no session", err)
		}
		if err := handler(s, i); err != nil {
			b.Fatal(err)
		}
		_, _ = w.Write([]byte("hello"))
	}))
	req := httptest.NewRequest(http.MethodGet, "/page", nil)
	req.Header.Set("Cookie", "JSESSIONID="+first.cookie)
	b.ReportAllocs()
	b.ResetTimer()
	for ; i < b.N; i++ {
		app.ServeHTTP(httptest.NewRecorder(), req)
	}
	b.StopTimer()
	m.settle()
}

func read(s *Session, _ int) error {
	_, err := s.Get("user")
	return err
}

func write(s *Session, i int) error { return s.Set("n", javaobj.NewInteger(int32(i))) }

func BenchmarkRequestSticky(b *testing.B)         { benchRequests(b, nil, read) }
func BenchmarkRequestStickyModified(b *testing.B) { benchRequests(b, nil, write) }

func BenchmarkRequestNonSticky(b *testing.B) {
	benchRequests(b, nonSticky(contextxml.LockNone), read)
}

func BenchmarkRequestNonStickyModified(b *testing.B) {
	benchRequests(b, nonSticky(contextxml.LockNone), write)
}

func BenchmarkRequestNonStickyLocked(b *testing.B) {
	benchRequests(b, nonSticky(contextxml.LockAll), write)
}

// BenchmarkRequestWithout is the price of tracking a request that has no session.
func BenchmarkRequestWithout(b *testing.B) {
	nodes, _ := realCluster(b, 1, 1, nil)
	app := nodes[0].Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("hello"))
	}))
	req := httptest.NewRequest(http.MethodGet, "/page", nil)
	b.ReportAllocs()
	for b.Loop() {
		app.ServeHTTP(httptest.NewRecorder(), req)
	}
}
