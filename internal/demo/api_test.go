package demo

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"msmgate/manager/record"
	"msmgate/manager/transcoder/javaser"
	"msmgate/manager/transcoder/javolution"
)

const attribute = "/api/session/attributes/"

func TestSessionAPI(t *testing.T) {
	b := start(t, "context.xml", `sticky="false"`).browser(t)

	// Without a session.
	if s := b.want(200, "GET", "/api/session", ""); s.ID != nil {
		t.Errorf("a session came from nowhere: %+v", s)
	}
	for _, request := range []string{"DELETE " + attribute + "a", "POST /api/session/invalidate", "POST /api/session/max-inactive?seconds=5"} {
		method, path, _ := strings.Cut(request, " ")
		b.want(404, method, path, "")
	}
	if s := b.want(200, "GET", "/api/sleep?ms=5", ""); s.ID != nil {
		t.Errorf("sleep made a session: %+v", s)
	}
	if _, header, _ := b.do("PUT", attribute+"a", "{"); header.Get("Set-Cookie") != "" {
		t.Error("bad JSON made a session")
	}

	// A PUT makes one.
	s := b.want(200, "PUT", attribute+"a", "42")
	if s.ID == nil || s.Node != "n1" || len(s.Keys) != 2 || s.Attributes["a"].Class != "java.lang.Integer" || s.Attributes["a"].Value != "42" {
		t.Fatalf("after the first PUT: %+v", s)
	}
	id := *s.ID
	if s = b.want(200, "GET", "/api/session", ""); s.ID == nil || *s.ID != id || s.Attributes["a"].Value != "42" {
		t.Errorf("the next request sees %+v", s)
	}

	// Names of every kind.
	for _, name := range []string{"a/b", "ü 日本", "a;b=c", "%", "..", "a+b", "?q#f", `"<x>&`} {
		escaped := strings.ReplaceAll(url.PathEscape(name), ";", "%3B")
		if s := b.want(200, "PUT", attribute+escaped, `"`+"v"+`"`); s.Attributes[name].Value != "v" {
			t.Errorf("attribute %q: %+v", name, s.Attributes)
		}
		if s := b.want(200, "DELETE", attribute+escaped, ""); len(s.Attributes) != 1 {
			t.Errorf("attribute %q is still there: %+v", name, s.Attributes)
		}
	}

	// What is refused changes nothing.
	for body, status := range map[string]int{
		"{": 400, "": 400, "null": 400, "1 2": 400, `{"class":7}`: 400, `{"ref":99}`: 400,
		`{"class":"com.acme.Unknown","fields":[]}`: 422,
	} {
		b.want(status, "PUT", attribute+"a", body)
	}
	b.want(404, "DELETE", attribute+"none", "")
	b.want(404, "PUT", attribute, "1")
	b.want(400, "POST", "/api/session/max-inactive?seconds=x", "")
	b.want(400, "POST", "/api/session/max-inactive?seconds=99999999999", "")
	b.want(400, "GET", "/api/sleep?ms=-1", "")
	b.want(405, "POST", attribute+"a", "1")
	b.want(405, "DELETE", "/api/session", "")
	b.want(405, "GET", "/api/session/invalidate", "")
	if s := b.want(200, "GET", "/api/session", ""); len(s.Attributes) != 1 || s.Attributes["a"].Value != "42" {
		t.Errorf("after what was refused: %+v", s)
	}

	if s := b.want(200, "POST", "/api/session/max-inactive?seconds=77", ""); s.MaxInactiveInterval != 77 {
		t.Errorf("max-inactive: %+v", s)
	}
	if s := b.want(200, "POST", "/api/session/invalidate", ""); s.ID != nil || !s.Invalidated {
		t.Errorf("invalidate: %+v", s)
	}
	if s := b.want(200, "GET", "/api/session", ""); s.ID != nil {
		t.Errorf("it is still there: %+v", s)
	}
}

// A value may refer to what GET printed: both attributes then share one object.
func TestSharedReference(t *testing.T) {
	b := start(t, "context.xml", "").browser(t)
	b.want(200, "PUT", attribute+"a", `["x"]`)
	b.want(200, "PUT", attribute+"b", `{"ref":1}`)
	if _, _, body := b.do("GET", "/api/session", ""); !strings.Contains(body, `"b":{"ref":1}`) {
		t.Errorf("they don't share: %s", body)
	}
}

// What is put as GET printed it stays the object that it is, shared with others.
func TestPutAsPrinted(t *testing.T) {
	b := start(t, "context.xml", "").browser(t)
	b.want(200, "PUT", attribute+"a", `[["x"],["y"]]`)
	b.want(200, "PUT", attribute+"b", `{"ref":2}`)
	get := func() map[string]json.RawMessage {
		t.Helper()
		var s struct{ Attributes map[string]json.RawMessage }
		if _, _, body := b.do("GET", "/api/session", ""); json.Unmarshal([]byte(body), &s) != nil {
			t.Fatal(body)
		}
		return s.Attributes
	}
	b.want(200, "PUT", attribute+"a", strings.Replace(string(get()["a"]), `"y"`, `"z"`, 1))
	if now := get(); !strings.Contains(string(now["a"]), `"z"`) || string(now["b"]) != `{"ref":2}` {
		t.Errorf("a is %s, and b, which was its first part, %s", now["a"], now["b"])
	}
}

func TestSleep(t *testing.T) {
	s := start(t, "context.xml", "")
	b := s.browser(t)
	b.want(200, "PUT", attribute+"a", "1")
	if got := b.want(200, "GET", "/api/sleep?ms=1500", ""); got.ID == nil {
		t.Errorf("sleep shows %+v", got)
	}
	if d := <-s.slept; d != 1500*time.Millisecond {
		t.Errorf("slept %v", d)
	}
}

// What the ignore pattern matches has no session and makes none.
func TestIgnored(t *testing.T) {
	s := start(t, "context.xml", ignoreImages)
	b := s.browser(t)
	b.want(404, "PUT", attribute+"a?x=.png", "1")
	b.want(404, "GET", "/check/new?x=.png", "")
	if keys := s.memcached.Keys(); len(keys) != 0 {
		t.Errorf("memcached holds %d keys", len(keys))
	}
	b.want(200, "PUT", attribute+"a", "1")
	if got := b.want(200, "GET", "/api/session?x=.png", ""); got.ID != nil {
		t.Errorf("an ignored request has a session: %+v", got)
	}
	b.want(404, "GET", "/logo.png", "")
}

// A page of another site can't change the session of a visitor.
func TestOtherSite(t *testing.T) {
	b := start(t, "context.xml", "").browser(t)
	b.want(200, "PUT", attribute+"a", "1")
	for _, field := range [][2]string{{"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "cross-site"}} {
		if status, _, _ := b.do("POST", "/api/session/invalidate", "", field[0], field[1]); status != 403 {
			t.Errorf("%s: status %d", field[0], status)
		}
	}
	if s := b.want(200, "GET", "/api/session", ""); s.ID == nil {
		t.Error("the session is gone")
	}
}

func TestStored(t *testing.T) {
	s := start(t, "context.xml", `sticky="false"`)
	b := s.browser(t)
	if _, _, body := b.do("GET", "/api/stored", ""); body != `{"id":null,"keys":[]}` {
		t.Errorf("without a session: %s", body)
	}
	session := b.want(200, "PUT", attribute+"a", `"seen"`)
	_, _, body := b.do("GET", "/api/stored", "")
	for _, part := range []string{`"key":"` + *session.ID + `"`, `"key":"validity:` + *session.ID + `"`, `"node":"n1"`, `"flags":2048`, `"expires":3600`, `"hex":"0002`, "7365656e"} {
		if !strings.Contains(body, part) {
			t.Errorf("%s is not in %s", part, body)
		}
	}
}

// Below a context path everything is below it, the cookie's path too.
func TestContextPath(t *testing.T) {
	s := start(t, "shop.xml", "")
	b := s.browser(t)
	status, header, _ := b.do("GET", "/", "")
	if status != 302 || header.Get("Location") != "/shop/" {
		t.Errorf("/: %d, %s", status, header.Get("Location"))
	}
	b.want(404, "GET", "/api/session", "")
	if _, header, _ := b.do("PUT", "/shop"+attribute+"a", "1"); !strings.Contains(header.Get("Set-Cookie"), "Path=/shop/") {
		t.Errorf("cookie %q", header.Get("Set-Cookie"))
	}
	if s := b.want(200, "GET", "/shop/api/session", ""); s.ID == nil {
		t.Error("no session below the context path")
	}
	if _, _, page := b.do("GET", "/shop/", ""); !strings.Contains(page, `data-base="/shop"`) {
		t.Error("the page doesn't know its context path")
	}
}

func TestPage(t *testing.T) {
	s := start(t, "context.xml", "")
	b := s.browser(t)
	status, header, page := b.do("GET", "/", "")
	if status != 200 || header.Get("Set-Cookie") != "" || !strings.Contains(page, `href="/;jsessionid=CAPTURED-n1"`) {
		t.Errorf("status %d, cookie %q", status, header.Get("Set-Cookie"))
	}
	policy := header.Get("Content-Security-Policy")
	for _, part := range []string{hashOf(pageCSS), hashOf(pageJS), "default-src 'none'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy lacks %s", part)
		}
	}
	if !strings.Contains(page, "<script>"+pageJS+"</script>") || !strings.Contains(page, "<style>"+pageCSS+"</style>") {
		t.Error("script or style are not what the policy allows")
	}
	status, header, _ = b.do("GET", "/;jsessionid=CAPTURED-n1", "")
	if status != 303 || header.Get("Location") != "/" || !strings.HasPrefix(header.Get("Set-Cookie"), "JSESSIONID=CAPTURED-n1; Path=/; HttpOnly") {
		t.Errorf("continuing: %d, %v", status, header)
	}
	if _, header, _ = b.do("GET", "/;jsessionid=OTHER-n1", ""); header.Get("Set-Cookie") != "" {
		t.Error("any id can be planted into a browser")
	}
	b.want(404, "GET", "/other", "")
	b.want(404, "GET", "/api", "")
}

func TestCaptured(t *testing.T) {
	now := time.UnixMilli(1800000000123)
	places := []struct {
		name string
		Place
		id string
	}{
		{"as captured", Place{Transcoder: javolution.FactoryClass, Node: "n1"}, "8BFEEA30201F5CB1AA244B7C697E7C56-n1"},
		{"java serialization", Place{Transcoder: javaser.FactoryClass, Node: "n1"}, "3FC2B9A90000C117621137619839934C-n1"},
		{"another node and a route", Place{Transcoder: javolution.FactoryClass, Node: "b", JvmRoute: "gate1", Prefix: "p_"}, "8BFEEA30201F5CB1AA244B7C697E7C56-b.gate1"},
		{"a node without id", Place{Transcoder: javolution.FactoryClass}, "8BFEEA30201F5CB1AA244B7C697E7C56"},
	}
	for _, test := range places {
		t.Run(test.name, func(t *testing.T) {
			id, items, err := Captured(test.Place, now)
			if err != nil {
				t.Fatal(err)
			}
			if id != test.id || len(items) != 2 || items[0].Key != test.Prefix+id || items[1].Key != "validity:"+test.Prefix+id {
				t.Fatalf("id %s, items %+v", id, items)
			}
			rec, err := record.Decode(items[0].Value)
			if err != nil {
				t.Fatal(err)
			}
			captured, err := record.Decode(capturedRecords[test.Transcoder])
			if err != nil {
				t.Fatal(err)
			}
			if rec.ID != id || rec.ThisAccessedTime != now.UnixMilli() || !bytes.Equal(rec.Attributes, captured.Attributes) {
				t.Errorf("the record says id %s, accessed at %d", rec.ID, rec.ThisAccessedTime)
			}
		})
	}
}

// Where the id stays as it was captured, only the four clock fields differ
// (WIRE-30): creation, last accessed, this accessed, last backup.
func TestCapturedBytes(t *testing.T) {
	_, items, err := Captured(Place{Transcoder: javolution.FactoryClass, Node: "n1"}, time.UnixMilli(1800000000123))
	if err != nil {
		t.Fatal(err)
	}
	value := items[0].Value
	if len(value) != len(cartJavolution) {
		t.Fatalf("%d bytes of %d", len(value), len(cartJavolution))
	}
	var differ []int
	for i := range value {
		if value[i] != cartJavolution[i] {
			differ = append(differ, i)
		}
	}
	for _, at := range differ {
		if at < 4 || at >= 44 || (at >= 20 && at < 26) {
			t.Errorf("byte %d has changed", at)
		}
	}
	if !slices.Contains(differ, 11) {
		t.Error("the clock has not moved")
	}
}
