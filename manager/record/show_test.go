package record_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/record"
	"msmgate/manager/transcoder/javaser"
)

// shown is a printed record, as far as it is compared here.
type shown struct {
	ID                        string
	AuthType                  *string
	Principal, SavedPrincipal *struct {
		Name        string
		Roles       []string
		HasPassword bool
		Opaque      bool
	}
	SavedRequest *struct {
		Method, RequestURI, DecodedRequestURI string
		Headers                               map[string][]string
		BodySize                              int
		Opaque                                bool
	}
	Attributes map[string]any
	Node       string
}

func show(t *testing.T, value []byte) (shown, string) {
	t.Helper()
	r, err := record.Decode(value)
	if err != nil {
		t.Fatal(err)
	}
	doc := javaser.Transcoder{}.New()
	if err := doc.Set("a \"name\"", javaobj.String("é")); err != nil {
		t.Fatal(err)
	}
	text, err := record.AppendJSON([]byte("> "), r, doc, "the.Factory", record.Member{Name: "node", JSON: []byte(`"n1"`)})
	if err != nil {
		t.Fatal(err)
	}
	var s shown
	if err := json.Unmarshal(text[2:], &s); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if s.Node != "n1" || s.Attributes[`a "name"`] == nil || s.ID != r.ID {
		t.Errorf("%s", text)
	}
	return s, string(text[2:])
}

// TestShowLogins compares principals and saved requests with what the servlet
// saw in the session.
func TestShowLogins(t *testing.T) {
	principals, requests := 0, 0
	for _, c := range captures(t) {
		var want struct {
			SessionAuthType  *string
			SessionPrincipal *struct {
				Name, Password string
				Roles          []string
			}
		}
		if err := json.Unmarshal(c.Expected, &want); err != nil {
			t.Fatal(err)
		}
		for _, key := range c.Keys {
			if !key.IsRecord() || key.Flags&record.FlagCompressed != 0 {
				continue
			}
			got, text := show(t, key.Value)
			if got.SavedRequest != nil {
				requests++
				if got.SavedRequest.Opaque || got.SavedRequest.Method == "" || len(got.SavedRequest.Headers) == 0 {
					t.Errorf("%s: saved request: %s", c.Name(), text)
				}
			}
			if got.Principal == nil {
				continue
			}
			principals++
			p := want.SessionPrincipal
			if p == nil || got.Principal.Opaque || got.Principal.Name != p.Name || !got.Principal.HasPassword ||
				!reflect.DeepEqual(sorted(got.Principal.Roles), sorted(p.Roles)) {
				t.Errorf("%s: principal %+v, Tomcat saw %+v", c.Name(), got.Principal, p)
				continue
			}
			if strings.Contains(text, p.Password) {
				t.Errorf("%s: the password is printed", c.Name())
			}
			if want.SessionAuthType == nil || got.AuthType == nil || *got.AuthType != *want.SessionAuthType {
				t.Errorf("%s: authType in %s", c.Name(), text)
			}
		}
	}
	if principals == 0 || requests == 0 {
		t.Errorf("%d principals and %d saved requests seen", principals, requests)
	}
}

func sorted(roles []string) map[string]bool {
	set := map[string]bool{}
	for _, r := range roles {
		set[r] = true
	}
	return set
}

func TestShowUnreadableParts(t *testing.T) {
	r := record.Record{ID: "A-n1", Principal: []byte("secret"), SavedRequest: []byte("secret"), SavedPrincipal: []byte("secret")}
	data, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, text := show(t, data)
	if !got.Principal.Opaque || !got.SavedRequest.Opaque || !got.SavedPrincipal.Opaque ||
		strings.Count(text, `"size":6`) != 3 || strings.Contains(text, "secret") {
		t.Errorf("%s", text)
	}
	for _, words := range []string{record.DescribePrincipal(r.Principal), record.DescribeSavedRequest(r.SavedRequest)} {
		if !strings.HasPrefix(words, "6 bytes that can't be read") || strings.Contains(words, "secret") {
			t.Errorf("%s", words)
		}
	}
}

// TestDescribe holds the words for people against one login of each kind.
func TestDescribe(t *testing.T) {
	found := map[string]bool{}
	for _, c := range captures(t) {
		for _, key := range c.Keys {
			if !key.IsRecord() || key.Flags&record.FlagCompressed != 0 {
				continue
			}
			r, err := record.Decode(key.Value)
			if err != nil {
				t.Fatal(err)
			}
			for kind, words := range map[string]string{
				"alice [":                   record.DescribePrincipal(r.Principal),
				" headers, body of 0 bytes": record.DescribeSavedRequest(r.SavedRequest),
			} {
				if strings.Contains(words, kind) {
					found[kind] = true
				}
			}
		}
	}
	if len(found) != 2 {
		t.Errorf("found only %v", found)
	}
}
