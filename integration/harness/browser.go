package harness

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"
)

// Browser is an HTTP client that holds cookies as a browser does: by name and path, whatever the port, the last one
// received wins. It opens a connection for each request and follows no redirects. Requests may run in parallel.
type Browser struct {
	// User and Password are sent with every request (BASIC) if User is not empty.
	User, Password string

	t       testing.TB
	client  *http.Client
	mu      sync.Mutex
	cookies []*http.Cookie // in order of arrival
}

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// NewBrowser is a browser without cookies.
func NewBrowser(t testing.TB) *Browser {
	return &Browser{t: t, client: &http.Client{
		Timeout:       60 * time.Second,
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Get fetches a page and fails the test unless the answer is 200.
func (b *Browser) Get(address string) Answer {
	b.t.Helper()
	return b.Send(http.StatusOK, http.MethodGet, address, "", "")
}

// Post sends a form and fails the test unless the answer is 200.
func (b *Browser) Post(address string, form url.Values) Answer {
	b.t.Helper()
	return b.Send(http.StatusOK, http.MethodPost, address, "application/x-www-form-urlencoded", form.Encode())
}

// Send sends a request and fails the test unless the answer has the status.
func (b *Browser) Send(status int, method, address, contentType, body string) Answer {
	b.t.Helper()
	answer, err := b.Try(method, address, contentType, body)
	if err != nil {
		b.t.Fatal(err)
	}
	if answer.Status != status {
		b.t.Fatalf("%s %s: answered %d, want %d\n%s", method, address, answer.Status, status, head(answer.Body))
	}
	return answer
}

// Try sends a request; it may be called from any goroutine.
func (b *Browser) Try(method, address, contentType, body string) (Answer, error) {
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		return Answer{}, err
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	if b.User != "" {
		request.SetBasicAuth(b.User, b.Password)
	}
	if cookies := b.sent(request.URL.Path); cookies != "" {
		request.Header.Set("Cookie", cookies)
	}
	response, err := b.client.Do(request)
	if err != nil {
		return Answer{}, err
	}
	defer response.Body.Close()
	b.keep(request.URL.Path, response.Cookies())
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return Answer{}, fmt.Errorf("reading the answer to %s %s: %w", method, address, err)
	}
	return Answer{Status: response.StatusCode, Header: response.Header, Body: content}, nil
}

// JSON decodes the answer and fails the test if it is none.
func (a Answer) JSON(t testing.TB, into any) {
	t.Helper()
	if err := json.Unmarshal(a.Body, into); err != nil {
		t.Fatalf("the answer is no JSON: %v\n%s", err, head(a.Body))
	}
}

// Cookie is the value of the cookie of that name which the browser would send to "/", or "".
func (b *Browser) Cookie(name string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, cookie := range b.cookies {
		if cookie.Name == name && cookie.Path == "/" {
			return cookie.Value
		}
	}
	return ""
}

// SetCookie puts a cookie for "/" into the browser, as if a server had sent it.
func (b *Browser) SetCookie(name, value string) {
	b.keep("/", []*http.Cookie{{Name: name, Value: value, Path: "/"}})
}

// keep takes the cookies of an answer in their order.
func (b *Browser) keep(requested string, cookies []*http.Cookie) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, cookie := range cookies {
		if !strings.HasPrefix(cookie.Path, "/") {
			cookie.Path = path.Dir(requested + "x")
		}
		kept := b.cookies[:0:0]
		for _, old := range b.cookies {
			if old.Name != cookie.Name || old.Path != cookie.Path {
				kept = append(kept, old)
			}
		}
		gone := cookie.MaxAge < 0 || (cookie.MaxAge == 0 && !cookie.Expires.IsZero() && cookie.Expires.Before(time.Now()))
		if !gone {
			kept = append(kept, cookie)
		}
		b.cookies = kept
	}
}

// sent is the Cookie header for a path: longer cookie paths first, then in order of arrival.
func (b *Browser) sent(requested string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var matching []*http.Cookie
	for _, cookie := range b.cookies {
		if covers(cookie.Path, requested) {
			matching = append(matching, cookie)
		}
	}
	sort.SliceStable(matching, func(i, j int) bool { return len(matching[i].Path) > len(matching[j].Path) })
	pairs := make([]string, len(matching))
	for i, cookie := range matching {
		pairs[i] = cookie.Name + "=" + cookie.Value
	}
	return strings.Join(pairs, "; ")
}

// covers says whether a cookie's path covers a request's (RFC 6265, 5.1.4).
func covers(cookie, requested string) bool {
	if requested == "" {
		requested = "/"
	}
	rest, ok := strings.CutPrefix(requested, cookie)
	return ok && (rest == "" || strings.HasSuffix(cookie, "/") || strings.HasPrefix(rest, "/"))
}

func head(body []byte) string {
	if len(body) > 2000 {
		return string(body[:2000]) + "…"
	}
	return string(body)
}
