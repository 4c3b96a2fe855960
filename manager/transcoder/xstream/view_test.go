package xstream

import (
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// TestShownAs reads what XStream 1.4.7 wrote, by what it means to Java.
func TestShownAs(t *testing.T) {
	cases := map[string]struct{ value, want string }{
		"a date before Christ": {`<date>0012-06-17 BC 08:46:19.847 UTC</date>`, `{"id":1,"class":"java.util.Date","millis":"-62500000420153"}`},
		"the last Julian day":  {`<date>1582-10-04 23:59:59.999 UTC</date>`, `{"id":1,"class":"java.util.Date","millis":"-12219292800001"}`},
		"the first day after":  {`<date>1582-10-15 00:00:00.0 UTC</date>`, `{"id":1,"class":"java.util.Date","millis":"-12219292800000"}`},
		"a Julian leap day":    {`<date>1500-02-29 00:00:00.5 UTC</date>`, `{"id":1,"class":"java.util.Date","millis":"-14825894399995"}`},
		"no day of a calendar": {`<date>1582-02-30 00:00:00.0 UTC</date>`, `{"id":1,"class":"java.util.Date","value":"1582-02-30 00:00:00.0 UTC"}`},
		"five digits of a year": {`<date>10000-01-01 00:00:00.0 UTC</date>`,
			`{"id":1,"class":"java.util.Date","millis":"253402300800000"}`},
		"an inner class's object in a field": {
			`<app.Outer><inner><depth>3</depth><outer-class reference="../.."/></inner></app.Outer>`,
			`{"id":1,"class":"app.Outer","fields":[{"name":"inner","transient":false,"value":{"id":2,"fields":[{"name":"depth","transient":false,"value":{"value":"3"}},` +
				`{"name":"this$0","transient":false,"value":{"ref":1}}]}}]}`},
		"a synchronized list": {
			`<java.util.Collections_-SynchronizedRandomAccessList serialization="custom"><java.util.Collections_-SynchronizedCollection><default>` +
				`<c class="list"><string>a</string></c><mutex class="java.util.Collections$SynchronizedRandomAccessList" reference="../../.."/>` +
				`</default></java.util.Collections_-SynchronizedCollection></java.util.Collections_-SynchronizedRandomAccessList>`,
			`{"id":1,"class":"java.util.Collections$SynchronizedRandomAccessList","elements":[{"class":"java.lang.String","value":"a"}]}`},
		"a proxy": {
			`<dynamic-proxy><interface>app.Greeter</interface><interface>java.lang.Comparable</interface><handler class="app.Handler"><word>hi</word></handler></dynamic-proxy>`,
			`{"id":1,"class":"java.lang.reflect.Proxy","proxyInterfaces":["app.Greeter","java.lang.Comparable"],"handler":{"id":2,"class":"app.Handler",` +
				`"fields":[{"name":"word","transient":false,"value":{"value":"hi"}}]}}`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			document := "<concurrent-hash-map><entry><string>a</string>" + c.value + "</entry></concurrent-hash-map>"
			d, err := Transcoder{}.Decode([]byte(document), transcoder.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			v, err := d.Get("a")
			if err != nil {
				t.Fatal(err)
			}
			if got := string(javaobj.AppendJSON(nil, v, nil)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
