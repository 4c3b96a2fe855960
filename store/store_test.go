package store_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"

	"msmgate/contextxml"
	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager"
	"msmgate/manager/javaobj"
	"msmgate/store"
	"msmgate/store/storetest"
)

// node is a manager with an embedded memcached.
func node(t *testing.T) *manager.Manager {
	t.Helper()
	memcached := memcacheserver.New(memcacheserver.Options{})
	if err := memcached.Listen(freeport.Address()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { memcached.Close() })
	configuration := contextxml.Parse("context.xml", []byte(`<Context><Manager className="de.javakaffee.web.msm.MemcachedBackupSessionManager"
		memcachedNodes="n1:`+memcached.Addr()+`" sticky="false" sessionBackupAsync="false"/></Context>`), contextxml.Options{})
	if err := configuration.Err(); err != nil {
		t.Fatal(err)
	}
	m, err := manager.New(manager.Config{Application: configuration.Application})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return m
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Site {
		m := node(t)
		return storetest.Site{Store: store.New(m), Wrap: m.Handler}
	})
}

func TestPrefixedStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Site {
		m := node(t)
		return storetest.Site{Store: store.New(m, store.Prefix(func(string) string { return "go." })), Wrap: m.Handler}
	})
}

func TestOutsideHandler(t *testing.T) {
	m, other := node(t), node(t)
	s := store.New(m)
	use := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		session, err := s.Get(r, "session")
		if !errors.Is(err, store.ErrOutside) || session == nil {
			t.Errorf("got %v, %v", session, err)
			return
		}
		session.Values["a"] = "1"
		if err := session.Save(r, w); err == nil {
			t.Error("saved without a session")
		}
	})
	use.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	other.Handler(use).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
}

// What the program doesn't change stays what it was in Java: classes of
// collections, and values that have no Go form.
func TestKeepsJava(t *testing.T) {
	m := node(t)
	s := store.New(m)
	before := javaobj.NewMap("java.util.HashMap",
		javaobj.Entry{Key: javaobj.String("n"), Value: javaobj.NewLong(1)},
		javaobj.Entry{Key: javaobj.String("list"), Value: javaobj.NewList("java.util.LinkedList", javaobj.String("x"))})
	m.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		request, _ := manager.FromContext(r.Context())
		java, err := request.Session(true)
		if err != nil {
			t.Fatal(err)
		}
		if err := java.Set("map", before); err != nil {
			t.Fatal(err)
		}
		session, err := s.Get(r, "session")
		if err != nil {
			t.Fatal(err)
		}
		session.Values["map"].(*javaobj.OrderedMap).Set("n", int64(2))
		session.Values["new"] = []string{"a"}
		if err := session.Save(r, w); err != nil {
			t.Fatal(err)
		}
		after, err := java.Get("map")
		if err != nil {
			t.Fatal(err)
		}
		changed := after.(*javaobj.Map)
		if changed.Class != "java.util.HashMap" || len(changed.Entries) != 2 {
			t.Errorf("the map is now %+v", changed)
		}
		for _, e := range changed.Entries {
			switch key, _ := javaobj.Str(e.Key); key {
			case "n":
				if n, ok := javaobj.Int(e.Value); !ok || n != 2 || javaobj.ClassOf(e.Value) != "java.lang.Long" {
					t.Errorf("n is %v", e.Value)
				}
			case "list":
				if got := javaobj.ToGo(e.Value); javaobj.ClassOf(e.Value) != "java.util.LinkedList" || !reflect.DeepEqual(got, []any{"x"}) {
					t.Errorf("list is %v of %s", got, javaobj.ClassOf(e.Value))
				}
			}
		}
	})).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
}
