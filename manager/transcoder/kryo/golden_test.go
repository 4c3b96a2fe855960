package kryo

import (
	"encoding/hex"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// unhex reads hexadecimal digits with text in quotes between: "…" is ASCII as it
// stands, '…' has bit 7 set in its last byte.
func unhex(t testing.TB, text string) []byte {
	t.Helper()
	var out []byte
	for text != "" {
		switch text[0] {
		case ' ':
			text = text[1:]
		case '"', '\'':
			end := 1 + strings.IndexByte(text[1:], text[0])
			word := []byte(text[1:end])
			if text[0] == '\'' {
				word[len(word)-1] |= 0x80
			}
			out, text = append(out, word...), text[end+1:]
		default:
			b, err := hex.DecodeString(text[:2])
			if err != nil {
				t.Fatal(err)
			}
			out, text = append(out, b...), text[2:]
		}
	}
	return out
}

// What MSM's own classes wrote for a session {k: value}, without what stands in
// front of the value.
var golden = []struct {
	layout, value, json string
	readOnly            bool // not written from the JSON
}{
	{"1", `09 01`, `{"id":1,"class":"java.lang.Boolean","value":"true"}`, false},
	{"1", `0a fe`, `{"id":1,"class":"java.lang.Byte","value":"-2"}`, false},
	{"1", `0b 0063`, `{"class":"java.lang.Character","value":"c","code":99}`, false},
	{"1", `0c 05`, `{"id":1,"class":"java.lang.Short","value":"5"}`, false},
	{"1", `0c ff fed4`, `{"id":1,"class":"java.lang.Short","value":"-300"}`, false},
	{"1", `0d 05`, `{"id":1,"class":"java.lang.Integer","value":"5"}`, false},
	{"1", `0d ffffffff0f`, `{"id":1,"class":"java.lang.Integer","value":"-1"}`, false},
	{"1", `0e 0a`, `{"id":1,"class":"java.lang.Long","value":"5"}`, false},
	{"1", `0f 3fc00000`, `{"class":"java.lang.Float","value":"1.5","bits":"3fc00000"}`, false},
	{"1", `11 05 "hello"`, `{"class":"java.lang.String","value":"hello"}`, false},
	{"1", `11 03 "a" 00 c3a9`, `{"class":"java.lang.String","value":"a\u0000\u00e9"}`, false},
	{"1", `11 02 eda0bd edb880`, `{"class":"java.lang.String","value":"\ud83d\ude00"}`, false},
	{"1", `20 11`, `{"class":"java.lang.Class","value":"java.lang.String"}`, false},
	{"1", `22 01 ff`, `{"id":1,"class":"java.math.BigInteger","value":"-1"}`, false},
	{"1", `22 02 0080`, `{"id":1,"class":"java.math.BigInteger","value":"128"}`, false},
	{"1", `21 02 04e2 04`, `{"id":1,"class":"java.math.BigDecimal","value":"12.50"}`, false},
	{"1", `ff7f 00 0e "java.util.Date" e807`, `{"id":1,"class":"java.util.Date","millis":"1000"}`, false},
	{"1", `23 e807 01 01 01 03 "UTC"`, `{"id":1,"class":"java.util.GregorianCalendar","millis":"1000","zone":"UTC","lenient":true,"firstDayOfWeek":1,"minimalDaysInFirstWeek":1}`, false},
	{"1", `17 01 03 "EUR"`, `{"id":1,"class":"java.util.Currency","value":"EUR"}`, false},
	{"1", `12 03 1101"a" 00 0d01`, `{"id":1,"class":"java.util.ArrayList","elements":[{"class":"java.lang.String","value":"a"},null,{"id":2,"class":"java.lang.Integer","value":"1"}]}`, false},
	{"1", `15 01 1101"x" 00`, `{"id":1,"class":"java.util.HashMap","entries":[[{"class":"java.lang.String","value":"x"},null]]}`, false},
	{"1", `16 02 11 1101"a" 1101"b"`, `{"id":1,"class":"java.util.Arrays$ArrayList","elements":[{"class":"java.lang.String","value":"a"},{"class":"java.lang.String","value":"b"}]}`, true},
	{"1", `1a`, `{"id":1,"class":"java.util.Collections$EmptyList","elements":[]}`, false},
	{"1", `1d 1101"a"`, `{"id":1,"class":"java.util.Collections$SingletonList","elements":[{"class":"java.lang.String","value":"a"}]}`, false},
	{"1", `26 01 12 01 1101"a"`, `{"id":1,"class":"java.util.Collections$UnmodifiableRandomAccessList","elements":[{"class":"java.lang.String","value":"a"}]}`, false},
	{"1", `ff7f 00 12 "com.acme.shop.Tier" 02`, `{"class":"com.acme.shop.Tier","declaring":"com.acme.shop.Tier","enum":"GOLD"}`, false},
	{"1", `ff7f 00 02 "[I" 01 02 01 ffffffff0f`, `{"id":1,"class":"[I","elements":[{"id":2,"class":"java.lang.Integer","value":"1"},{"id":3,"class":"java.lang.Integer","value":"-1"}]}`, false},
	{"1", `ff7f 00 13 "[Ljava.lang.String;" 01 02 01 01"a" 00`, `{"id":1,"class":"[Ljava.lang.String;","elements":[{"class":"java.lang.String","value":"a"},null]}`, false},
	{"1", `ff7f 00 03 "[[I" 02 02 01 01 07 00`, `{"id":1,"class":"[[I","elements":[{"id":2,"class":"[I","elements":[{"id":3,"class":"java.lang.Integer","value":"7"}]},{"id":4,"class":"[I","elements":[]}]}`, false},

	{"4", `05 01`, `{"id":1,"class":"java.lang.Boolean","value":"true"}`, false},
	{"4", `07 0063`, `{"class":"java.lang.Character","value":"c","code":99}`, false},
	{"4", `08 0005`, `{"id":1,"class":"java.lang.Short","value":"5"}`, false},
	{"4", `0a 3ff8000000000000`, `{"class":"java.lang.Double","value":"1.5","bits":"3ff8000000000000"}`, false},
	{"4", `02 0a`, `{"id":1,"class":"java.lang.Integer","value":"5"}`, false},
	{"4", `02 01`, `{"id":1,"class":"java.lang.Integer","value":"-1"}`, false},
	{"4", `09 0a`, `{"id":1,"class":"java.lang.Long","value":"5"}`, false},
	{"4", `09 ffffffffffffffffff`, `{"id":1,"class":"java.lang.Long","value":"-9223372036854775808"}`, false},
	{"4", `03 01 'hello'`, `{"class":"java.lang.String","value":"hello"}`, false},
	{"4", `03 01 82"h"`, `{"class":"java.lang.String","value":"h"}`, false},
	{"4", `03 01 81`, `{"class":"java.lang.String","value":""}`, false},
	{"4", `03 01 86"h"c3a9e282aceda0bdedb880`, `{"class":"java.lang.String","value":"h\u00e9\u20ac\ud83d\ude00"}`, false},
	{"4", `03 01 c701 "` + strings.Repeat("x", 70) + `"`, `{"class":"java.lang.String","value":"` + strings.Repeat("x", 70) + `"}`, false},
	{"4", `01 00 'java.util.Date' 01 e807`, `{"id":1,"class":"java.util.Date","millis":"1000"}`, false},
	{"4", `01 00 'java.math.BigInteger' 01 02 00`, `{"id":1,"class":"java.math.BigInteger","value":"0"}`, false},
	{"4", `01 00 'java.math.BigDecimal' 01 03 04e2 04`, `{"id":1,"class":"java.math.BigDecimal","value":"12.50"}`, false},
	{"4", `01 00 'com.acme.shop.Tier' 01 03`, `{"class":"com.acme.shop.Tier","declaring":"com.acme.shop.Tier","enum":"GOLD"}`, false},
	{"4", `01 00 'java.util.RegularEnumSet' 01 0101 'com.acme.shop.Tier' 02 01 03`, `{"id":1,"class":"java.util.RegularEnumSet","elements":[{"class":"com.acme.shop.Tier","declaring":"com.acme.shop.Tier","enum":"BRONZE"},{"class":"com.acme.shop.Tier","declaring":"com.acme.shop.Tier","enum":"GOLD"}]}`, false},
	{"4", `01 00 'java.util.EnumMap' 01 0101 'com.acme.shop.Tier' 01 00 030182"r"`, `{"id":1,"class":"java.util.EnumMap","entries":[[{"class":"com.acme.shop.Tier","declaring":"com.acme.shop.Tier","enum":"BRONZE"},{"class":"java.lang.String","value":"r"}]]}`, false},
	{"4", `01 00 'java.lang.Class' 01 03 00`, `{"class":"java.lang.Class","value":"java.lang.String"}`, false},
	{"4", `01 00 'java.lang.Class' 01 02 01`, `{"class":"java.lang.Class","value":"int"}`, false},
	{"4", `01 00 'java.lang.Class' 01 0b 00`, `{"class":"java.lang.Class","value":"java.lang.Void"}`, false},
	{"4", `01 00 'java.lang.Class' 01 0b 01`, `{"class":"java.lang.Class","value":"void"}`, true},
	{"4", `01 00 'java.util.ArrayList' 01 05 030182"a" 030182"b" 0305 00 0202`, `{"id":1,"class":"java.util.ArrayList","elements":[{"class":"java.lang.String","value":"a"},{"class":"java.lang.String","value":"b"},{"class":"java.lang.String","value":"a"},null,{"id":2,"class":"java.lang.Integer","value":"1"}]}`, true},
	{"4", `01 00 'java.util.TreeSet' 01 00 01 030182"z"`, `{"id":1,"class":"java.util.TreeSet","elements":[{"class":"java.lang.String","value":"z"}]}`, false},
	{"4", `01 00 'java.util.TreeMap' 01 01 01 'java.util.Collections$ReverseComparator' 01 00`, `{"id":1,"class":"java.util.TreeMap","comparator":"java.util.Collections$ReverseComparator","entries":[]}`, true},
	{"4", `01 00 'java.util.HashMap' 01 01 030182"x" 0202`, `{"id":1,"class":"java.util.HashMap","entries":[[{"class":"java.lang.String","value":"x"},{"id":2,"class":"java.lang.Integer","value":"1"}]]}`, false},
	{"4", `0f 01 01 01 00'java.util.ArrayList' 01 01 030182"a"`, `{"id":1,"class":"java.util.Collections$UnmodifiableRandomAccessList","elements":[{"class":"java.lang.String","value":"a"}]}`, false},
	{"4", `01 00 'java.util.GregorianCalendar' 01 'UTC' e807 01 01 01 ffcfdae9a0c705`, `{"id":1,"class":"java.util.GregorianCalendar","millis":"1000","zone":"UTC","lenient":true,"firstDayOfWeek":1,"minimalDaysInFirstWeek":1}`, false},
	{"4", `01 00 'java.util.Currency' 01 'EUR'`, `{"id":1,"class":"java.util.Currency","value":"EUR"}`, false},
	{"4", `01 00 'java.util.Locale' 01 'en' 'US' 81`, `{"id":1,"class":"java.util.Locale","value":"en_US"}`, false},
	{"4", `01 00 '[B' 01 03 0102`, `{"id":1,"class":"[B","hex":"0102"}`, false},
	{"4", `01 00 '[I' 01 03 0201`, `{"id":1,"class":"[I","elements":[{"id":2,"class":"java.lang.Integer","value":"1"},{"id":3,"class":"java.lang.Integer","value":"-1"}]}`, false},
	{"4", `01 00 '[Ljava.lang.String;' 01 03 0182"a" 00`, `{"id":1,"class":"[Ljava.lang.String;","elements":[{"class":"java.lang.String","value":"a"},null]}`, false},
	{"4", `01 00 '[Ljava.lang.Integer;' 01 03 0102 00`, `{"id":1,"class":"[Ljava.lang.Integer;","elements":[{"id":2,"class":"java.lang.Integer","value":"1"},null]}`, false},
	{"4", `01 00 '[[I' 01 03 010202 00`, `{"id":1,"class":"[[I","elements":[{"id":2,"class":"[I","elements":[{"id":3,"class":"java.lang.Integer","value":"1"}]},null]}`, false},
	{"4", `01 00 'java.util.UUID' 01 04 02`, `{"id":1,"class":"java.util.UUID","value":"00000000-0000-0001-0000-000000000002"}`, false},
	{"4", `01 00 'java.util.concurrent.atomic.AtomicInteger' 01 0e`, `{"id":1,"class":"java.util.concurrent.atomic.AtomicInteger","value":"7"}`, false},
	{"4", `01 00 'java.net.URL' 01 'http://acme.example/'`, `{"id":1,"class":"java.net.URL","value":"http://acme.example/"}`, false},
	{"4", `01 00 'java.time.LocalDate' 01 e40f 01 02`, `{"id":1,"class":"java.time.LocalDate","value":"2020-01-02"}`, false},
	{"4", `01 00 'java.time.LocalTime' 01 0a 1e fa`, `{"id":1,"class":"java.time.LocalTime","value":"10:30:05"}`, false},
	{"4", `01 00 'java.time.LocalTime' 01 f5`, `{"id":1,"class":"java.time.LocalTime","value":"10:00"}`, false},
	{"4", `01 00 'java.time.LocalTime' 01 0a 00 00 c0843d`, `{"id":1,"class":"java.time.LocalTime","value":"10:00:00.001"}`, false},
	{"4", `01 00 'java.time.LocalDateTime' 01 e40f 01 02 0a e1`, `{"id":1,"class":"java.time.LocalDateTime","value":"2020-01-02T10:30"}`, false},
	{"4", `01 00 'java.time.Instant' 01 01 00`, `{"id":1,"class":"java.time.Instant","value":"1970-01-01T00:00:01Z"}`, false},
	{"4", `01 00 'java.time.Duration' 01 ffffffffffffffff 80cab5ee01`, `{"id":1,"class":"java.time.Duration","value":"PT-0.5S"}`, false},
	{"4", `01 00 'java.time.ZoneOffset' 01 04`, `{"id":1,"class":"java.time.ZoneOffset","value":"+01:00"}`, false},
	{"4", `01 00 'java.time.OffsetDateTime' 01 e40f 01 02 f5 04`, `{"id":1,"class":"java.time.OffsetDateTime","value":"2020-01-02T10:00+01:00"}`, false},
	{"4", `01 00 'java.time.ZonedDateTime' 01 e40f 01 02 f5 'Europe/Berlin'`, `{"id":1,"class":"java.time.ZonedDateTime","value":"2020-01-02T10:00+01:00[Europe/Berlin]"}`, false},
	{"4", `01 00 'java.time.ZonedDateTime' 01 e9be01 01 02 f5 'Europe/Berlin'`, `{"id":1,"class":"java.time.ZonedDateTime","value":"+24425-01-02T10:00+01:00[Europe/Berlin]"}`, false},
	{"4", `01 00 'java.time.ZonedDateTime' 01 d4ffffff0f 01 02 f5 'Europe/Berlin'`, `{"id":1,"class":"java.time.ZonedDateTime","value":"-0044-01-02T10:00+00:53:28[Europe/Berlin]"}`, false},
	{"4", `01 00 'java.time.ZonedDateTime' 01 de0f 0a 1a 02 e1 'Europe/Berlin'`, `{"id":1,"class":"java.time.ZonedDateTime","value":"2014-10-26T02:30+02:00[Europe/Berlin]"}`, false},
	{"4", `01 00 'java.time.Year' 01 e40f`, `{"id":1,"class":"java.time.Year","value":"2020"}`, false},
	{"4", `01 00 'java.time.YearMonth' 01 e40f 01`, `{"id":1,"class":"java.time.YearMonth","value":"2020-01"}`, false},
	{"4", `01 00 'java.time.MonthDay' 01 01 02`, `{"id":1,"class":"java.time.MonthDay","value":"--01-02"}`, false},
	{"4", `01 00 'java.time.Period' 01 01 00 02`, `{"id":1,"class":"java.time.Period","value":"P1Y2D"}`, false},
	{"4", `01 00 'java.util.OptionalInt' 01 01 00000007`, `{"id":1,"class":"java.util.OptionalInt","value":"OptionalInt[7]"}`, false},
	{"4", `01 00 'java.util.Optional' 01 030182"v"`, `{"id":1,"class":"java.util.Optional","fields":[{"declaring":"java.util.Optional","name":"value","type":"java.lang.Object","transient":false,"value":{"class":"java.lang.String","value":"v"}}]}`, false},
}

var goldenFront = map[string]string{"1": `01 01 11 01"k"`, "4": `01 01 03 01 82"k"`}

func TestGolden(t *testing.T) {
	formats := fuzzed(t)
	for _, c := range golden {
		data := unhex(t, goldenFront[c.layout]+c.value)
		format := formats[c.layout]
		d, err := format.Decode(data, transcoder.Limits{})
		if err != nil {
			t.Errorf("%s: %v", c.value, err)
			continue
		}
		if err := format.(transcoder.Verifier).Verify(data); err != nil {
			t.Errorf("%s: %v", c.value, err)
		}
		if got := string(javaobj.AppendJSON(nil, transcodertest.Get(t, d, "k"), nil)); got != c.json {
			t.Errorf("%s\n have %s\n want %s", c.value, got, c.json)
		}
		if c.readOnly {
			continue
		}
		v, err := javaobj.ParseJSON([]byte(c.json))
		if err != nil {
			t.Errorf("%s: %v", c.json, err)
			continue
		}
		fresh := format.New()
		if err := fresh.Set("k", v); err != nil {
			t.Errorf("%s: %v", c.json, err)
			continue
		}
		if out, err := fresh.Encode(nil); err != nil || string(out) != string(data) {
			t.Errorf("%s\n is written as %x\n          not %x: %v", c.json, out, data, err)
		}
	}
}

// Two beans {a:s, b:s} that share their class, and in kryo 1 the object too.
func TestGoldenBeans(t *testing.T) {
	classes := files(t, map[string]string{"app.Beans$Small": "java.lang.Object Ljava/lang/String;:a I:b"})
	for _, c := range []struct {
		layout, data string
		shared       bool
	}{
		{"1", `01 02 1101"a" ff7f 00 0f"app.Beans$Small" 00 0101"x" 05 1101"b" ff7f 01 02`, true},
		{"4", `01 02 03 01 82"a" 01 00'app.Beans$Small' 01 01 82"x" 0a 03 01 82"b" 01 00 04`, true},
		{"4", `01 02 03 01 82"a" 01 00'app.Beans$Small' 01 01 82"x" 0a 03 01 82"b" 01 00 01 05 0a`, false},
	} {
		format := configured(t, transcoder.Settings{Layout: c.layout, Classes: classes})
		data := unhex(t, c.data)
		if err := format.(transcoder.Verifier).Verify(data); err != nil {
			t.Errorf("%s: %v", c.data, err)
			continue
		}
		d := transcodertest.Decode(t, format, data)
		a, b := transcodertest.Get(t, d, "a"), transcodertest.Get(t, d, "b")
		if !javaobj.Equal(a, b) || (a == b) != c.shared {
			t.Errorf("%s: %v and %v", c.data, a, b)
		}
		// Moved to a session of its own, the second is whole; a text that it
		// shared stands in full.
		if !d.Remove("a") {
			t.Fatal("not removed")
		}
		d = reencode(t, c.data, format, d)
		if got := transcodertest.Get(t, d, "b"); !javaobj.Equal(a, got) {
			t.Errorf("%s: without the first it is %v", c.data, got)
		}
	}
}

// Java 8's java.time is written field by field by kryo 1 and 3.
func TestTimeFieldByField(t *testing.T) {
	for _, c := range []struct{ layout, value, want string }{
		{"1", `ff7f 00 13"java.time.LocalDate" 00 02 01 e40f`, "2020-01-02"},
		{"1", `ff7f 00 13"java.time.LocalTime" 00 0a 1e 00 05`, "10:30:05"},
		{"1", `ff7f 00 17"java.time.LocalDateTime" 00 01 00 02 01 e40f 01 00 0a 1e 00 00`, "2020-01-02T10:30"},
		{"1", `ff7f 00 11"java.time.Instant" 00 00 02`, "1970-01-01T00:00:01Z"},
		{"3", `01 00'java.time.Period' 01 04 00 02`, "P1Y2D"},
		{"3", `01 00'java.time.ZoneOffset' 01 a038`, "+01:00"},
	} {
		format := configured(t, transcoder.Settings{Layout: c.layout, Release: map[string]string{"1": "1.8"}[c.layout]})
		front := goldenFront["1"]
		if c.layout != "1" {
			front = goldenFront["4"]
		}
		d, err := format.Decode(unhex(t, front+c.value), transcoder.Limits{})
		if err != nil {
			t.Errorf("%s: %v", c.value, err)
			continue
		}
		v, err := d.Get("k")
		if s, _ := v.(*javaobj.Scalar); err != nil || s == nil || s.Text != c.want {
			t.Errorf("%s: %v, not %s: %v", c.value, v, c.want, err)
		}
	}
}
