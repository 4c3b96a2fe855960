package record_test

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"msmgate/manager/record"
)

// What is written is what Tomcat writes, byte for byte, where the realm keeps
// no password: WIRE-36, WIRE-37.
func TestEncodePrincipal(t *testing.T) {
	captured, err := os.ReadFile("testdata/principal-tomcat9.ser")
	if err != nil {
		t.Fatal(err)
	}
	withoutPassword := bytes.Replace(captured, []byte("t\x00\x02pwp"), []byte("pp"), 1)
	for _, c := range []struct {
		name string
		p    record.Principal
		form record.PrincipalForm
		want []byte
	}{
		{"Tomcat 7", record.Principal{Name: "u", Roles: []string{"r"}}, record.PrincipalData,
			[]byte("\xac\xed\x00\x05\x77\x0c\x00\x01u\x00\x00\x00\x00\x01\x00\x01r\x00")},
		{"Tomcat 9", record.Principal{Name: "jörg", Roles: []string{"admin", "customer"}}, record.PrincipalObject, withoutPassword},
	} {
		got, err := c.p.Encode(c.form)
		if err != nil || !bytes.Equal(got, c.want) {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.want)
		}
		if form := record.PrincipalFormOf(got); form != c.form {
			t.Errorf("%s: recognised as form %d", c.name, form)
		}
	}
}

func TestPrincipalsCrossBothForms(t *testing.T) {
	many := make([]string, 700)
	for i := range many {
		many[i] = strings.Repeat("r", i%60)
	}
	for _, p := range []record.Principal{
		{Name: "", Roles: []string{}},
		{Name: "nul\x00 and 😀", Roles: []string{"", "ä"}},
		{Name: strings.Repeat("long", 500), Roles: many},
	} {
		for _, form := range []record.PrincipalForm{record.PrincipalData, record.PrincipalObject} {
			data, err := p.Encode(form)
			if err != nil {
				t.Fatal(err)
			}
			got, err := record.ParsePrincipal(data)
			if err != nil || !reflect.DeepEqual(*got, p) {
				t.Errorf("form %d: %.80v, %v", form, got, err)
			}
		}
	}
	big := record.Principal{Name: strings.Repeat("x", 33000)}
	for _, form := range []record.PrincipalForm{record.PrincipalData, record.PrincipalObject} {
		if _, err := big.Encode(form); err == nil || !strings.Contains(err.Error(), "WIRE-31") {
			t.Errorf("form %d: a principal that MSM can't read is written: %v", form, err)
		}
	}
	if _, err := (&record.Principal{Name: strings.Repeat("x", 70000)}).Encode(record.PrincipalData); err == nil {
		t.Error("a string that Java can't read is written")
	}
}

func TestHasRole(t *testing.T) {
	p := record.Principal{Roles: []string{"admin"}}
	if !p.HasRole("admin") || p.HasRole("Admin") || p.HasRole("") || !p.HasRole("*") {
		t.Error("roles are mistaken")
	}
}
