package checker

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// requestTimeout is how long a browser waits for an answer.
const requestTimeout = 20 * time.Second

// browser sends one user's requests, each over a connection of its own, and keeps the session cookie: the one that
// arrived last, as all are for "/".
type browser struct {
	client *http.Client

	mu sync.Mutex
	id string
}

func newBrowser() *browser {
	return &browser{client: &http.Client{
		Timeout:       requestTimeout,
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

func (b *browser) cookie() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.id
}

// send sends the cookie id with a request and fills in what came back. Refused says that the node took no connection.
func (b *browser) send(r *Request, node string, sleep time.Duration) (refused bool) {
	answer, err := b.ask(r, node, sleep)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		refused = true
		r.Error = "refused"
	case err != nil:
		r.Error = err.Error()
	default:
		r.Answer = answer
	}
	return refused
}

func (b *browser) ask(r *Request, node string, sleep time.Duration) (answer Answer, err error) {
	form := url.Values{}
	if sleep > 0 {
		form.Set("sleep", strconv.FormatInt(sleep.Milliseconds(), 10))
	}
	method, address, body := http.MethodGet, node+"/check/"+r.Do, ""
	if r.Do == Append {
		form.Set("token", r.Token)
	}
	if r.Do == Append || r.Do == Incr {
		method, body = http.MethodPost, form.Encode()
	} else if len(form) > 0 {
		address += "?" + form.Encode()
	}
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		return answer, err
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if r.Sent != "" {
		request.Header.Set("Cookie", "JSESSIONID="+r.Sent)
	}
	response, err := b.client.Do(request)
	if err != nil {
		return answer, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, 8<<20))
	if err != nil {
		return answer, fmt.Errorf("reading the answer: %w", err)
	}
	b.keep(response.Cookies())
	r.Status = response.StatusCode
	if !r.Good() {
		return answer, fmt.Errorf("answered %d: %.300s", r.Status, bytes.TrimSpace(content))
	}
	if err := json.Unmarshal(content, &answer); err != nil {
		r.Status = 0
		return answer, fmt.Errorf("the answer is no JSON: %w", err)
	}
	return answer, nil
}

func (b *browser) keep(cookies []*http.Cookie) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, c := range cookies {
		if c.Name == "JSESSIONID" {
			b.id = c.Value
		}
	}
}
