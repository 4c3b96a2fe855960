package contextxml

import (
	"encoding/json"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
)

// Whatever the bytes are: no panic, bounded findings, secrets unseen, and an
// Application with an MSM manager unless an error says why not.
func FuzzParse(f *testing.F) {
	f.Add(tomcat7.StickyXML)
	f.Add(tomcat7.NonstickyXML)
	for _, seed := range []string{
		``, `<`, `<Context`, `<Context><Manager className="a"`, "\xef\xbb\xbf<Context/>", "\xff\xfe<\x00C\x00", `<?xml version="1.0" encoding="ISO-8859-1"?><Context/>`,
		`<!DOCTYPE Context [<!ENTITY a "b">]><Context/>`, `<Context/><Context/>`, `<Context a="1" a="2">&#x110000;&amp;&x;]]></Context>`,
		`<Context><Manager className="` + managerClass + `" memcachedNodes="n1:h:1" password="top-secret" lockingMode="uriPattern:(" sticky="false" failoverNodes=", " storageKeyPrefix="static:-"/></Context>`,
		`<Context><Manager className="` + managerClass + `" memcachedNodes="rediss://u:top-secret@h" requestUriIgnorePattern="${a}${}${" sessionIdLength="٣"/></Context>`,
		strings.Repeat("<a>", 300), `<Context>` + strings.Repeat(`<a b="c" b="d"/>`, 400) + `</Context>`, `<Context><!-- a -- b --><![CDATA[x]]></Context>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := Parse("shop##1.xml", data, Options{Environ: func(string) (string, bool) { return "", false }})
		if len(r.Findings) > maxFindings+1 {
			t.Fatalf("%d findings", len(r.Findings))
		}
		if r.Err() == nil && r.Application.Manager == nil {
			t.Fatal("no manager, and no error that says why")
		}
		printed, err := json.Marshal([]any{r.Settings, r.Findings})
		if err != nil {
			t.Fatal(err)
		}
		if m := r.Application.Manager; m != nil && m.Password == "top-secret" && strings.Contains(string(printed), m.Password) && strings.Count(string(data), m.Password) == 1 {
			t.Fatal("the password is shown")
		}
		again := Parse("shop##1.xml", data, Options{Environ: func(string) (string, bool) { return "", false }})
		if len(again.Findings) != len(r.Findings) {
			t.Fatal("not the same findings twice")
		}
	})
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := Parse("context.xml", tomcat7.StickyXML, Options{}).Err(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(Options{Context: "../fixtures/tomcat7/sticky.xml"}); err != nil {
			b.Fatal(err)
		}
	}
}
