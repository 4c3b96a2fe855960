package integration

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"msmgate/integration/harness"
)

// session is what a node shows of a session: /dump on a Tomcat, /api/session on msmgate.
type session struct {
	ID                string
	CreationTime      int64
	MaxInactive       int             `json:"maxInactiveInterval"`
	Attributes        json.RawMessage // name to value
	AuthType          string
	Principal         *principal
	Node, Keys, Error json.RawMessage // msmgate only
}

type principal struct {
	Name  string
	Roles []string
}

// dump reads a session that must be there.
func dump(t testing.TB, browser *harness.Browser, address string) session {
	t.Helper()
	s := dumpAny(t, browser, address)
	if s.ID == "" {
		t.Fatalf("%s: no session, want one", address)
	}
	return s
}

// dumpAny reads a session that may be gone; then its ID is empty.
func dumpAny(t testing.TB, browser *harness.Browser, address string) session {
	t.Helper()
	var s session
	browser.Get(address).JSON(t, &s)
	return s
}

// put sets an attribute on msmgate to a value in JSON.
func put(t testing.TB, browser *harness.Browser, node, name, value string) session {
	t.Helper()
	var s session
	browser.Send(200, "PUT", node+"/api/session/attributes/"+url.PathEscape(name), "application/json", value).JSON(t, &s)
	return s
}

// attribute is one attribute's value; "" if there is none.
func (s session) attribute(t testing.TB, name string) string {
	t.Helper()
	var all map[string]json.RawMessage
	if err := json.Unmarshal(s.Attributes, &all); err != nil {
		t.Fatalf("the attributes are no JSON object: %v", err)
	}
	return string(all[name])
}

// want compares one attribute with a value in JSON.
func (s session) want(t testing.TB, name, value string) {
	t.Helper()
	got := s.attribute(t, name)
	if got == "" {
		t.Errorf("attribute %q is not there", name)
		return
	}
	if err := harness.CompareValues([]byte(value), []byte(got)); err != nil {
		t.Errorf("attribute %q: %v", name, err)
	}
}

func (s session) wantString(t testing.TB, name, value string) {
	t.Helper()
	text, err := json.Marshal(map[string]string{"class": "java.lang.String", "value": value})
	if err != nil {
		t.Fatal(err)
	}
	s.want(t, name, string(text))
}

// sameAttributes compares all attributes of two looks at a session, but for those named.
func sameAttributes(t testing.TB, what string, a, b session, except ...string) {
	t.Helper()
	if err := harness.CompareAttributes(a.Attributes, b.Attributes, except...); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// random is the part of an id before node and jvmRoute.
func random(id string) string {
	part, _, _ := strings.Cut(id, "-")
	part, _, _ = strings.Cut(part, ".")
	return part
}
