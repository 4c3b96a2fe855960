package record_test

import (
	"encoding/json"
	"errors"
	"os"
	"testing"

	"msmgate/manager/record"
)

// The requests that FORM logins have interrupted in captured sessions
// (WIRE-38).
func TestCapturedSavedRequests(t *testing.T) {
	seen := 0
	for _, c := range captures(t) {
		for _, key := range c.Keys {
			if !key.IsRecord() {
				continue
			}
			raw, err := record.UnwrapFile(key.Value, 1<<20)
			if err != nil {
				t.Fatal(err)
			}
			r, err := record.Decode(raw)
			if err != nil {
				t.Fatal(err)
			}
			if r.SavedRequest == nil {
				continue
			}
			seen++
			got, err := record.ParseSavedRequest(r.SavedRequest)
			if err != nil {
				t.Errorf("%s: %v", c.Name(), err)
				continue
			}
			if got.Method == nil || got.RequestURI == nil || *got.RequestURI != "/protected/checkout" || len(got.Headers["host"]) != 1 {
				t.Errorf("%s: %+v", c.Name(), got)
			}
			if len(got.Locales) == 3 && got.Locales[0] != "de_DE" {
				t.Errorf("%s: %v", c.Name(), got.Locales)
			}
		}
	}
	if seen < 4 {
		t.Errorf("only %d saved requests", seen)
	}
}

// The body's class has other fields on Tomcat 9 than on Tomcat 7: it extends
// another there (WIRE-38, Q-6).
func TestParseSavedRequest(t *testing.T) {
	for file, want := range map[string]string{
		"savedrequest-post.ser": `{"method":"POST","requestURI":"/a%20b","decodedRequestURI":"/a b","queryString":null,` +
			`"contentType":"application/x-www-form-urlencoded","headers":{"cookie":["a=b","c=d"]},"locales":[],"bodySize":12}`,
		"savedrequest-tomcat9.0.70.ser": `{"method":"POST","requestURI":"/st/secure/dump","decodedRequestURI":"/st/secure/dump","queryString":null,` +
			`"contentType":"application/x-www-form-urlencoded","headers":{"accept-encoding":["identity"],"content-length":["14"],` +
			`"content-type":["application/x-www-form-urlencoded"],"host":["127.0.0.1:28191"]},"locales":["en"],"bodySize":14}`,
	} {
		data, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := record.ParseSavedRequest(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		text, err := json.Marshal(got)
		if err != nil || string(text) != want {
			t.Errorf("%s: %s, %v", file, text, err)
		}
		for cut := range data {
			if _, err := record.ParseSavedRequest(data[:cut]); !errors.Is(err, record.ErrSavedRequest) {
				t.Errorf("%s cut at %d: %v", file, cut, err)
			}
		}
	}
}

func FuzzParseSavedRequest(f *testing.F) {
	if data, err := os.ReadFile("testdata/savedrequest-post.ser"); err == nil {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := record.ParseSavedRequest(data)
		if (r == nil) == (err == nil) {
			t.Errorf("%v, %v", r, err)
		}
	})
}
