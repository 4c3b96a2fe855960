package contextxml

import (
	"encoding/json"
	"errors"
	"testing"
)

// CFG-4, as Integer.parseInt and Long.parseLong.
func TestParseInt(t *testing.T) {
	cases := []struct {
		text string
		want int
		err  error
	}{
		{"0", 0, nil}, {"007", 7, nil}, {"+5", 5, nil}, {"-5", -5, nil},
		{"2147483647", 2147483647, nil}, {"-2147483648", -2147483648, nil},
		{"2147483648", 0, errTooBig}, {"-2147483649", 0, errTooBig}, {"99999999999999999999999", 0, errTooBig},
		{"", 0, errNotANumber}, {"+", 0, errNotANumber}, {"-", 0, errNotANumber}, {"--1", 0, errNotANumber}, {"+-1", 0, errNotANumber},
		{" 5", 0, errNotANumber}, {"5 ", 0, errNotANumber}, {"5\n", 0, errNotANumber}, {"0x10", 0, errNotANumber}, {"1e3", 0, errNotANumber}, {"1_000", 0, errNotANumber}, {"1.0", 0, errNotANumber}, {"5L", 0, errNotANumber},
		{"٣٢", 32, nil}, {"１２", 12, nil}, {"१2", 12, nil}, {"𝟙", 0, errNotANumber}, {"²", 0, errNotANumber}, {"Ⅷ", 0, errNotANumber},
	}
	for _, c := range cases {
		got, err := parseInt(c.text)
		if !errors.Is(err, c.err) || err == nil && got != c.want {
			t.Errorf("parseInt(%q) = %d, %v; want %d, %v", c.text, got, err, c.want, c.err)
		}
	}
	for text, want := range map[string]int64{"9223372036854775807": 9223372036854775807, "-9223372036854775808": -9223372036854775808, "+1": 1} {
		if got, err := parseLong(text); err != nil || got != want {
			t.Errorf("parseLong(%q) = %d, %v", text, got, err)
		}
	}
	if _, err := parseLong("9223372036854775808"); !errors.Is(err, errTooBig) {
		t.Errorf("parseLong beyond long: %v", err)
	}
}

// CFG-5.
func TestParseBool(t *testing.T) {
	for text, want := range map[string]bool{"true": true, "TRUE": true, "tRuE": true, "yes": false, "1": false, "on": false, "true ": false, "": false, "false": false} {
		if got := parseBool(text); got != want {
			t.Errorf("parseBool(%q) = %v", text, got)
		}
	}
}

// CFG-16.
func TestContextName(t *testing.T) {
	cases := []struct{ file, name, path, version, base string }{
		{"foo.xml", "/foo", "/foo", "", "foo"},
		{"ROOT.xml", "", "", "", "ROOT"},
		{"context.xml", "", "", "", "ROOT"},
		{"a#b.xml", "/a/b", "/a/b", "", "a#b"},
		{"foo##001.xml", "/foo##001", "/foo", "001", "foo##001"},
		{"ROOT##2.war", "##2", "", "2", "ROOT##2"},
		{"foo", "/foo", "/foo", "", "foo"},
		{"a#b##1.2.WAR", "/a/b##1.2", "/a/b", "1.2", "a#b##1.2"},
	}
	for _, c := range cases {
		got := contextName(c.file)
		if want := (identity{c.name, c.path, c.version}); got != want {
			t.Errorf("contextName(%q) = %+v, want %+v", c.file, got, want)
		}
		if base := got.baseName(); base != c.base {
			t.Errorf("%q has the base name %q, want %q", c.file, base, c.base)
		}
	}
	for text, want := range map[string]string{"/shop": "/shop", "shop": "/shop", "": "", "/": "", "ROOT": "", "/a/b##2": "/a/b##2", "a#b": "/a/b"} {
		if got := appName(text).name; got != want {
			t.Errorf("appName(%q) = %q, want %q", text, got, want)
		}
	}
}

// SID-43: the application's path as it stands in a cookie.
func TestEncodePath(t *testing.T) {
	for path, want := range map[string]string{"": "", "/a-b_c.d*e~f": "/a-b_c.d*e~f", "/ä b": "/%C3%A4%20b", "/a+b": "/a%2Bb"} {
		if got := encodePath(path); got != want {
			t.Errorf("encodePath(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestOriginJSON(t *testing.T) {
	for want, origin := range map[string]Origin{`{"file":"a.xml","line":3}`: {File: "a.xml", Line: 3}, `"default"`: OriginDefault, `"flag"`: OriginFlag, `"environment"`: OriginEnvironment} {
		data, err := json.Marshal(origin)
		if err != nil || string(data) != want {
			t.Errorf("%v becomes %s, %v", origin, data, err)
		}
		var back Origin
		if err := json.Unmarshal(data, &back); err != nil || back != origin {
			t.Errorf("%s becomes %v, %v", data, back, err)
		}
	}
}

func TestProperties(t *testing.T) {
	text := "# a\n! b\nkey=value\n  spaced : v w \nblank value\\\n   goes on\nempty\nesc\\=aped=\\u0041\\t\\\\\n"
	want := map[string]string{"key": "value", "spaced": "v w ", "blank": "valuegoes on", "empty": "", "esc=aped": "A\t\\"}
	got := parseProperties([]byte(text))
	if len(got) != len(want) {
		t.Errorf("got %v", got)
	}
	for key, value := range want {
		if got[key].text != value {
			t.Errorf("%q is %q, want %q", key, got[key].text, value)
		}
	}
}
