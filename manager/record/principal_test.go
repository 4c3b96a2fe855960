package record_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"msmgate/manager/record"
)

// What a record holds of a user agrees with what the servlet saw (WIRE-36).
func TestCapturedPrincipals(t *testing.T) {
	type user struct {
		Name     string
		Password *string
		Roles    []string
	}
	seen := 0
	for _, c := range captures(t) {
		var session struct{ SessionPrincipal, SavedPrincipal *user }
		if err := json.Unmarshal(c.Expected, &session); err != nil {
			t.Fatal(err)
		}
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
			for _, part := range [][]byte{r.Principal, r.SavedPrincipal} {
				if part == nil {
					continue
				}
				seen++
				got, err := record.ParsePrincipal(part)
				if err != nil {
					t.Errorf("%s: %v", c.Name(), err)
					continue
				}
				if want := session.SessionPrincipal; want != nil && (got.Name != want.Name || !slices.Equal(got.Roles, want.Roles) || got.HasPassword != (want.Password != nil)) {
					t.Errorf("%s: %v, want %v", c.Name(), got, want)
				}
				if got.Name == "" || len(got.Roles) == 0 {
					t.Errorf("%s: %v", c.Name(), got)
				}
			}
			if session.SessionPrincipal != nil && r.Principal == nil {
				t.Errorf("%s: no principal", c.Name())
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d principals", seen)
	}
}

// Both kinds are read, whichever the cluster writes (TRAP-50, TRAP-52), and
// nothing of a stream is ever instantiated (TRAP-53).
func TestParsePrincipal(t *testing.T) {
	object, err := os.ReadFile("testdata/principal-tomcat9.ser")
	if err != nil {
		t.Fatal(err)
	}
	later, err := os.ReadFile("testdata/principal-tomcat9.0.70.ser") // has a field more, its attributes
	if err != nil {
		t.Fatal(err)
	}
	stream := func(data string) []byte {
		return append([]byte{0xac, 0xed, 0, 5, 0x77, byte(len(data))}, data...)
	}
	for _, each := range []struct {
		name string
		data []byte
		want string // "" for an error
	}{
		{"WIRE-36 the example", stream("\x00\x01u\x01\x00\x02pw\x00\x00\x00\x01\x00\x01r\x00"), `{"name":"u","roles":["r"],"hasPassword":true}`},
		{"WIRE-36 no password, no roles", stream("\x00\x01u\x00\x00\x00\x00\x00\x00"), `{"name":"u","roles":[],"hasPassword":false}`},
		{"WIRE-36 with a user principal", append(stream("\x00\x01u\x00\x00\x00\x00\x00\x01"), "t\x00\x01x"...), `{"name":"u","roles":[],"hasPassword":false}`},
		{"WIRE-37 an object", object, `{"name":"jörg","roles":["admin","customer"],"hasPassword":true}`},
		{"WIRE-37 as Tomcat 9.0.70 and MSM 2.3.2 stored it", later, `{"name":"alice","roles":["admin","shopper"],"hasPassword":true}`},
		{"cut", stream("\x00\x01u\x01\x00\x02p"), ""},
		{"cut roles", stream("\x00\x01u\x00\x00\x00\x00\x02\x00\x01r"), ""},
		{"huge roles", stream("\x00\x01u\x00\x7f\xff\xff\xff\x00"), ""},
		{"negative roles", stream("\x00\x01u\x00\xff\xff\xff\xff\x00"), ""},
		{"a string", []byte("\xac\xed\x00\x05t\x00\x01u"), ""},
		{"nothing", nil, ""},
		{"an empty stream", []byte("\xac\xed\x00\x05"), ""},
	} {
		got, err := record.ParsePrincipal(each.data)
		if each.want == "" {
			if !errors.Is(err, record.ErrPrincipal) {
				t.Errorf("%s: %v, %v", each.name, got, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", each.name, err)
			continue
		}
		text, err := json.Marshal(got)
		if err != nil || string(text) != each.want {
			t.Errorf("%s: %s, %v", each.name, text, err)
		}
		if shown := fmt.Sprintf("%v %+v %#v %s", got, got, got, text); strings.Contains(shown, "pw") {
			t.Errorf("%s: shows the password: %s", each.name, shown)
		}
	}
}

func FuzzParsePrincipal(f *testing.F) {
	f.Add([]byte("\xac\xed\x00\x05w\x10\x00\x01u\x01\x00\x02pw\x00\x00\x00\x01\x00\x01r\x00"))
	if object, err := os.ReadFile("testdata/principal-tomcat9.ser"); err == nil {
		f.Add(object)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := record.ParsePrincipal(data)
		if (p == nil) == (err == nil) {
			t.Errorf("%v, %v", p, err)
		}
	})
}
