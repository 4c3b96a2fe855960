package demo

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
	"msmgate/manager"
)

// site is a demo application with its memcached.
type site struct {
	*httptest.Server
	memcached *memcacheserver.Server
	slept     chan time.Duration
	// onSleep runs where a request sleeps.
	onSleep func()
}

const ignoreImages = `requestUriIgnorePattern=".*\.png$"`

// start starts a demo application whose context file has this name and these
// attributes of the Manager.
func start(t *testing.T, file, attributes string) *site {
	t.Helper()
	s := &site{memcached: memcacheserver.New(memcacheserver.Options{}), slept: make(chan time.Duration, 16)}
	if err := s.memcached.Listen(freeport.Address()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.memcached.Close() })
	parsed := contextxml.Parse(file, []byte(`<Context><Manager className="de.javakaffee.web.msm.MemcachedBackupSessionManager"
		memcachedNodes="n1:`+s.memcached.Addr()+`" sessionBackupAsync="false" sessionBackupTimeout="5000" `+attributes+`/></Context>`), contextxml.Options{})
	if err := parsed.Err(); err != nil {
		t.Fatal(err)
	}
	m, err := manager.New(manager.Config{Application: parsed.Application})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	s.Server = httptest.NewServer(New(Options{
		Manager: m, Stored: held{s.memcached}, CapturedID: "CAPTURED-n1",
		Sleep: func(_ context.Context, d time.Duration) error {
			select {
			case s.slept <- d:
			default:
			}
			if d > 0 && s.onSleep != nil {
				s.onSleep()
			}
			return nil
		},
	}))
	t.Cleanup(s.Close)
	return s
}

// held looks into the embedded server.
type held struct{ server *memcacheserver.Server }

func (h held) Find(_ context.Context, key string) (*StoredItem, error) {
	item, ok := h.server.Get(key)
	if !ok {
		return nil, nil
	}
	found := NewStoredItem("n1", key, item.Flags, item.Value)
	found.Expires = &item.Remaining
	return found, nil
}

// browser keeps cookies.
type browser struct {
	t      *testing.T
	client *http.Client
	base   string
}

func (s *site) browser(t *testing.T) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, s.URL}
}

// do sends a request and gives status, header and body.
func (b *browser) do(method, path, body string, fields ...string) (int, http.Header, string) {
	b.t.Helper()
	r, err := http.NewRequest(method, b.base+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	if method == "POST" && body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(fields); i += 2 {
		r.Header.Set(fields[i], fields[i+1])
	}
	resp, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, strings.TrimSpace(string(data))
}

// shown is an answer, as far as tests look at it.
type shown struct {
	ID                  *string
	Node                string
	Keys                []string
	MaxInactiveInterval int
	IsNew               bool
	Transcoder, Error   string
	Attributes          map[string]struct{ Class, Value string }
	Birth               *string
	List                []string
	Value               int64
	Invalidated         bool
}

// want sends a request and checks its status.
func (b *browser) want(status int, method, path, body string, fields ...string) shown {
	b.t.Helper()
	got, _, text := b.do(method, path, body, fields...)
	if got != status {
		b.t.Errorf("%s %s: status %d, want %d: %s", method, path, got, status, text)
	}
	var s shown
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		b.t.Errorf("%s %s: %v in %q", method, path, err, text)
	}
	if (s.Error != "") != (status >= 400) {
		b.t.Errorf("%s %s: status %d, error %q", method, path, got, s.Error)
	}
	return s
}
