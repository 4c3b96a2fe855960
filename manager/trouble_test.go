package manager

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/rs/zerolog"

	"msmgate/contextxml"
	"msmgate/manager/storage"
)

// lines is a log that may be written by many.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// Each silence is told of once, with its cause; our own end isn't one.
func TestTroublesAreToldOnce(t *testing.T) {
	var log lines
	var trouble troubles
	logger := zerolog.New(&log)
	untrusted := errors.New("unknown authority")
	for _, answer := range []struct {
		node string
		err  error
	}{
		{"n1", nil}, {"n1", untrusted}, {"n1", errors.New("again")}, {"n2", nil},
		{"n1", nil}, {"n1", nil}, {"n2", storage.ErrClosed}, {"n1", untrusted},
	} {
		trouble.note(logger, answer.node, answer.err)
	}
	down := `{"level":"warn","error":"unknown authority","node":"n1","message":"a storage node is down; it is asked again until it answers"}` + "\n"
	back := `{"level":"info","node":"n1","message":"a storage node answers again"}` + "\n"
	if got := log.String(); got != down+back+down {
		t.Errorf("told\n%s", got)
	}
}

// Why there is no storage node for a session is to be read in the log (NODE-12).
func TestLogSaysWhyANodeIsDown_NODE12(t *testing.T) {
	l := newLone(t, 2, DialectAuto, nil)
	var addresses []string
	for _, srv := range l.storage.servers {
		addresses = append(addresses, srv.Addr())
		srv.Stop()
	}
	var log lines
	m, err := New(Config{Application: l.m.app, Now: l.clock.Now, After: l.clock.After, Logger: zerolog.New(&log)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close(t.Context()) })
	for range 3 {
		(&browser{t: t}).get(m, "/", set(t, "x", "1"))
	}
	for i, address := range addresses {
		var told []string
		for line := range strings.Lines(log.String()) {
			if strings.Contains(line, "is down") && strings.Contains(line, fmt.Sprintf(`"node":"n%d"`, i+1)) {
				told = append(told, line)
			}
		}
		if len(told) != 1 || !strings.Contains(told[0], address) {
			t.Errorf("of n%d at %s the log says %q\n%s", i+1, address, told, log.String())
		}
	}
}

// The only node, without an id, has no name that errors could give (NODE-60).
func TestNodeWithoutIDInErrors_NODE60(t *testing.T) {
	for name, change := range map[string]func(*contextxml.Application){"sticky": nil, "non-sticky": nonSticky(contextxml.LockAll)} {
		t.Run(name, func(t *testing.T) {
			l := newLone(t, 1, DialectAuto, change)
			nodes := l.storage.config(t)
			nodes.Kind, nodes.List[0].ID = contextxml.NodesSingle, ""
			l.storage.servers[0].Stop()
			m := newNode(t, Config{Application: application(nodes, change), Now: l.clock.Now, After: l.clock.After})
			for range 3 {
				b := &browser{t: t, cookie: "0123456789ABCDEF0123456789ABCDEF"}
				b.get(m, "/", func(_ http.ResponseWriter, req *http.Request) {
					r, _ := FromContext(req.Context())
					_, err := r.Session(true)
					if !errors.Is(err, ErrNoStorage) {
						t.Errorf("got %v, want ErrNoStorage", err)
						return
					}
					if strings.Contains(err.Error(), "node :") {
						t.Errorf("a name is missing: %v", err)
					}
				})
			}
		})
	}
}
