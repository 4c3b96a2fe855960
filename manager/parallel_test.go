package manager

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager/javaobj"
)

// realCluster is storage and nodes with the real clock.
func realCluster(t testing.TB, storageCount, nodeCount int, change func(*contextxml.Application)) ([]*Manager, *storageNodes) {
	t.Helper()
	p := new(storageNodes)
	for range storageCount {
		srv := memcacheserver.New(memcacheserver.Options{})
		if err := srv.Listen(freeport.Address()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = srv.Close() })
		p.servers, p.logs = append(p.servers, srv), append(p.logs, new(memcacheserver.Recorder))
	}
	var nodes []*Manager
	for range nodeCount {
		nodes = append(nodes, newNode(t, Config{Application: application(p.config(t), change)}))
	}
	return nodes, p
}

func increment(t testing.TB, name string) http.HandlerFunc {
	return with(t, true, func(s *Session) {
		err := s.Update(name, func(old javaobj.Value) (any, error) {
			n, _ := javaobj.Int(old)
			return javaobj.NewLong(n + 1), nil
		})
		if err != nil {
			t.Errorf("Update: %v", err)
		}
	})
}

func counter(t testing.TB, m *Manager, cookie string) (n int64) {
	b := &browser{t: t, cookie: cookie}
	b.get(m, "/read", with(t, false, func(s *Session) {
		if s == nil {
			t.Error("no session any more")
			return
		}
		v, err := s.Get("n")
		if err != nil {
			t.Errorf("Get: %v", err)
		}
		n, _ = javaobj.Int(v)
	}))
	return n
}

// 400 increments of one counter from 16 clients at random nodes: each counts.
func TestIncrementsAreExact(t *testing.T) {
	modes := []struct {
		name   string
		change func(*contextxml.Application)
	}{
		{"all", nonSticky(contextxml.LockAll)},
		{"auto", nonSticky(contextxml.LockAuto)},
		{"uriPattern", func(a *contextxml.Application) {
			nonSticky(contextxml.LockURIPattern)(a)
			a.Manager.Locking.Pattern = matcher(".*incr.*")
		}},
		{"all async", func(a *contextxml.Application) {
			nonSticky(contextxml.LockAll)(a)
			a.Manager.BackupAsync = true
		}},
	}
	for _, mode := range modes {
		for _, storages := range []int{1, 2} {
			t.Run(fmt.Sprintf("%s, %d storage nodes", mode.name, storages), func(t *testing.T) {
				nodes, _ := realCluster(t, storages, 2, func(a *contextxml.Application) {
					mode.change(a)
					a.Manager.OperationTimeout = 20 * time.Second
				})
				first := &browser{t: t}
				first.get(nodes[0], "/incr", increment(t, "n"))
				nodes[0].settle() // the other node can't know it earlier
				var wg sync.WaitGroup
				const clients, each = 16, 25
				for c := range clients {
					wg.Add(1)
					go func() {
						defer wg.Done()
						rnd := rand.New(rand.NewPCG(1, uint64(c)))
						b := &browser{t: t, cookie: first.cookie}
						for range each {
							m := nodes[rnd.IntN(len(nodes))]
							if rnd.IntN(3) == 0 {
								b.get(m, "/read", with(t, false, func(s *Session) {
									if s == nil {
										t.Error("a reader finds no session")
										return
									}
									_, _ = s.Get("n")
								}))
							}
							b.get(m, "/incr", increment(t, "n"))
						}
						if b.cookie != first.cookie {
							t.Error("a client got another session")
						}
					}()
				}
				wg.Wait()
				for _, m := range nodes {
					m.settle()
				}
				for i, m := range nodes {
					if n := counter(t, m, first.cookie); n != clients*each+1 {
						t.Errorf("node %d counts %d, want %d", i, n, clients*each+1)
					}
				}
			})
		}
	}
}

// Parallel requests in sticky mode: each acknowledged change is in memcached
// when its answer comes, whatever runs beside it (TRAP-75).
// Also STK-44, TRAP-75.
func TestStickyParallelChangesAreStored(t *testing.T) {
	nodes, storage := realCluster(t, 1, 1, nil)
	m := nodes[0]
	b := &browser{t: t}
	b.get(m, "/incr", increment(t, "n"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			b := &browser{t: t, cookie: b.cookie}
			for range 40 {
				var want int64
				b.get(m, "/incr", with(t, true, func(s *Session) {
					_ = s.Update("n", func(old javaobj.Value) (any, error) {
						n, _ := javaobj.Int(old)
						want = n + 1
						return javaobj.NewLong(want), nil
					})
				}))
				b.get(m, "/read", with(t, false, func(s *Session) { _, _ = s.Get("n") }))
				if got := storedCounter(t, m, storage, b.cookie); got < want {
					t.Errorf("acknowledged %d, stored %d", want, got)
				}
			}
		}()
	}
	wg.Wait()
	if got := storedCounter(t, m, storage, b.cookie); got != 8*40+1 {
		t.Errorf("stored %d, want %d", got, 8*40+1)
	}
}

// storedCounter reads the counter from the record in memcached.
func storedCounter(t testing.TB, m *Manager, storage *storageNodes, id string) int64 {
	item, ok := storage.servers[0].Get(m.keys().Record(id))
	if !ok {
		t.Error("no record in memcached")
		return -1
	}
	return counterIn(t, m, item.Value)
}
