package store_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"

	"msmgate/contextxml"
	"msmgate/internal/memcacheserver"
	"msmgate/manager"
	"msmgate/store"
)

// A handler counts visits in the session that it shares with Tomcats.
func Example() {
	memcached := memcacheserver.New(memcacheserver.Options{})
	if err := memcached.Listen("127.0.0.1:0"); err != nil {
		fmt.Println(err)
		return
	}
	defer memcached.Close()
	configuration := contextxml.Parse("context.xml", []byte(`<Context>
		<Manager className="de.javakaffee.web.msm.MemcachedBackupSessionManager"
			memcachedNodes="n1:`+memcached.Addr()+`" sticky="false" sessionBackupAsync="false"/>
	</Context>`), contextxml.Options{})
	m, err := manager.New(manager.Config{Application: configuration.Application})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer m.Close(context.Background())

	s := store.New(m)
	server := httptest.NewServer(m.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		session, err := s.Get(r, "session")
		if err != nil {
			http.Error(w, "no session", http.StatusServiceUnavailable)
			return
		}
		visits, _ := session.Values["visits"].(int32) // java.lang.Integer
		session.Values["visits"] = visits + 1
		if err := session.Save(r, w); err != nil {
			http.Error(w, "not saved", http.StatusServiceUnavailable)
			return
		}
		fmt.Println("visit", visits+1)
	})))
	defer server.Close()

	jar, _ := cookiejar.New(nil)
	browser := http.Client{Jar: jar}
	for range 3 {
		resp, err := browser.Get(server.URL)
		if err != nil {
			fmt.Println(err)
			return
		}
		resp.Body.Close()
	}
	// Output:
	// visit 1
	// visit 2
	// visit 3
}
