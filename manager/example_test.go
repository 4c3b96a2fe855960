package manager_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/memcacheserver"
	"msmgate/manager"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder/javaser"
)

// A handler that counts a visitor's requests in his session. In real life the
// configuration comes from contextxml, which reads Tomcat's files.
func ExampleManager_Handler() {
	memcached := memcacheserver.New(memcacheserver.Options{})
	if err := memcached.Listen("127.0.0.1:0"); err != nil {
		fmt.Println(err)
		return
	}
	defer memcached.Close()
	host, port, _ := net.SplitHostPort(memcached.Addr())
	number, _ := strconv.Atoi(port)

	m, err := manager.New(manager.Config{Application: &contextxml.Application{
		MaxInactiveInterval: 1800,
		Cookie:              contextxml.Cookie{Name: "JSESSIONID", Path: "/", MaxAge: -1, UseCookies: true},
		Manager: &contextxml.Manager{
			Nodes: contextxml.Nodes{
				Kind: contextxml.NodesWithIDs,
				List: []contextxml.Node{{ID: "n1", Host: host, Port: number}},
			},
			Enabled: true, BackupTimeout: time.Second, OperationTimeout: time.Second,
			TranscoderClass: javaser.FactoryClass, MaxActiveSessions: -1, SessionIDLength: 16,
		},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer m.Close(context.Background())

	visits := m.Handler(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r, _ := manager.FromContext(req.Context())
		s, err := r.Session(true)
		if err == nil {
			err = s.Update("visits", func(old javaobj.Value) (any, error) {
				n, _ := javaobj.Int(old)
				return javaobj.NewInteger(int32(n) + 1), nil
			})
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		v, _ := s.Get("visits")
		n, _ := javaobj.Int(v)
		fmt.Fprintf(w, "visit %d, session on %s", n, s.Node())
	}))

	cookie := ""
	for range 2 {
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.Header.Set("Cookie", cookie)
		answer := httptest.NewRecorder()
		visits.ServeHTTP(answer, req)
		if line := answer.Header().Get("Set-Cookie"); line != "" {
			cookie = line[:len("JSESSIONID=")+35]
		}
		fmt.Println(answer.Body)
	}
	// Output:
	// visit 1, session on n1
	// visit 2, session on n1
}
