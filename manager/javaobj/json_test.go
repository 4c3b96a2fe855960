package javaobj

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestPlainJSON(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"string", `"a\u00e9\ud83d\ude00"`, `{"class":"java.lang.String","value":"a\u00e9\ud83d\ude00"}`},
		{"raw UTF-8", `"é😀"`, `{"class":"java.lang.String","value":"\u00e9\ud83d\ude00"}`},
		{"lone surrogate and NUL", `"\udc00\u0000\ud800"`, `{"class":"java.lang.String","value":"\udc00\u0000\ud800"}`},
		{"true", `true`, `{"id":1,"class":"java.lang.Boolean","value":"true"}`},
		{"int", ` -2147483648 `, `{"id":1,"class":"java.lang.Integer","value":"-2147483648"}`},
		{"minus zero is an integer", `-0`, `{"id":1,"class":"java.lang.Integer","value":"0"}`},
		{"long", `2147483648`, `{"id":1,"class":"java.lang.Long","value":"2147483648"}`},
		{"long min", `-9223372036854775808`, `{"id":1,"class":"java.lang.Long","value":"-9223372036854775808"}`},
		{"big", `9223372036854775808`, `{"id":1,"class":"java.math.BigInteger","value":"9223372036854775808"}`},
		{"double", `1.0`, `{"class":"java.lang.Double","value":"1.0","bits":"3ff0000000000000"}`},
		{"exponent", `1e2`, `{"class":"java.lang.Double","value":"100.0","bits":"4059000000000000"}`},
		{"double minus zero", `-0.0`, `{"class":"java.lang.Double","value":"-0.0","bits":"8000000000000000"}`},
		{"array", `[1,null,["x"]]`, `{"id":1,"class":"java.util.ArrayList","elements":[{"id":2,"class":"java.lang.Integer","value":"1"},null,{"id":3,"class":"java.util.ArrayList","elements":[{"class":"java.lang.String","value":"x"}]}]}`},
		{"object", `{"b":false,"a":null}`, `{"id":1,"class":"java.util.LinkedHashMap","entries":[[{"class":"java.lang.String","value":"b"},{"id":2,"class":"java.lang.Boolean","value":"false"}],[{"class":"java.lang.String","value":"a"},null]]}`},
		{"empty ones", `[{},[]]`, `{"id":1,"class":"java.util.ArrayList","elements":[{"id":2,"class":"java.util.LinkedHashMap","entries":[]},{"id":3,"class":"java.util.ArrayList","elements":[]}]}`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			v, err := ParseJSON([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if got := string(AppendJSON(nil, v, nil)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// The form that AppendJSON prints is read back to the same form.
func TestValueFormRoundTrip(t *testing.T) {
	cases := []string{
		`{"class":"java.lang.Character","value":"\ud800","code":55296}`,
		`{"class":"java.lang.Double","value":"4.9E-324","bits":"1"}`,
		`{"class":"java.lang.Float","value":"3.4028235E38","bits":"7f7fffff"}`,
		`{"class":"com.acme.Status$1","declaring":"com.acme.Status","enum":"PAID"}`,
		`{"class":"java.lang.Class","value":"[[Ljava.lang.String;"}`,
		`{"id":1,"class":"[B","hex":"00ff"}`,
		`{"id":1,"class":"[I","elements":[{"id":2,"class":"java.lang.Integer","value":"4"}]}`,
		`{"id":1,"class":"java.util.TreeMap","comparator":"java.util.Collections$ReverseComparator","entries":[]}`,
		`{"id":1,"class":"java.util.Date","millis":"-1"}`,
		`{"id":1,"class":"java.sql.Timestamp","millis":"1417008645123","nanos":123456789}`,
		`{"id":1,"class":"java.util.GregorianCalendar","millis":"1","zone":"UTC","lenient":true,"firstDayOfWeek":2,"minimalDaysInFirstWeek":4}`,
		`{"id":1,"class":"java.util.ArrayList","elements":[{"ref":1},{"id":2,"class":"java.util.ArrayList","elements":[]},{"ref":2}]}`,
		`{"id":1,"class":"java.util.HashMap","entries":[[{"ref":1},null],[null,{"class":"java.lang.String","value":"x"}]]}`,
		`{"id":1,"class":"com.acme.Bean","fields":[{"declaring":"com.acme.Base","name":"id","type":"long","transient":false,"value":{"id":2,"class":"java.lang.Long","value":"42"}},{"name":"qty","transient":false,"value":{"value":"3"}}],"data":["00ff",{"ref":2}]}`,
		`{"id":1,"class":"java.lang.reflect.Proxy","proxyInterfaces":["java.util.List"],"handler":null}`,
		`{"id":1,"class":"java.lang.Error","message":"m","cause":{"ref":1},"stackTrace":[{"declaringClass":"A","methodName":"m","fileName":null,"lineNumber":-2}]}`,
	}
	for _, in := range cases {
		v, err := ParseJSON([]byte(in))
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := string(AppendJSON(nil, v, nil)); got != in {
			t.Errorf("got  %s\nwant %s", got, in)
		}
	}
}

func TestBadJSON(t *testing.T) {
	cases := []struct {
		name, in string
		offset   int
		reason   string
	}{
		{"nothing", ``, 0, "missing"},
		{"null", ` null`, 1, "remove the attribute"},
		{"unquoted", `hello`, 0, "double quotes"},
		{"trailing", `1 2`, 2, "behind the value"},
		{"duplicate name", `{"a":1,"a":2}`, 7, "twice"},
		{"same name escaped", `{"a":1,"\u0061":2}`, 7, "twice"},
		{"leading zero", `01`, 1, "behind the value"},
		{"lone minus", `-`, 0, "number"},
		{"huge exponent", `1e999`, 0, "too large"},
		{"too many digits", strings.Repeat("9", maxDigits+1), 0, "limit"},
		{"deep", strings.Repeat("[", maxJSONDepth+2), maxJSONDepth + 1, "limit"},
		{"cut", `["a"`, 4, ", or ]"},
		{"control character", "\"a\n\"", 2, "control"},
		{"not UTF-8", "\"\xff\"", 1, "UTF-8"},
		{"raw surrogate", "\"\xed\xa0\x80\"", 1, "UTF-8"},
		{"bad escape", `"\x"`, 1, "escape"},
		{"byte range", `{"class":"java.lang.Byte","value":"128"}`, 34, "no value of"},
		{"unknown ref", `[{"ref":7}]`, 8, "no object"},
		{"lost", `{"class":"java.util.Date","millis":"0","lost":"x"}`, 46, "lost"},
		{"unknown member", `{"class":"java.util.Date","millis":"0","year":1}`, 46, "year"},
		{"class with a blank", `{"class":"a b","value":"0"}`, 9, "class name"},
		{"no form", `{"class":"a.B"}`, 0, "needs one of"},
		{"code differs", `{"class":"java.lang.Character","value":"a","code":98}`, 50, "different"},
		{"bits differ", `{"class":"java.lang.Double","value":"1.0","bits":"1"}`, 49, "different"},
		{"bad element", `{"class":"[I","elements":[1,2147483648]}`, 28, "no value of"},
		{"two ids", `[{"id":1,"class":"a.A","fields":[]},{"id":1,"class":"a.A","fields":[]}]`, 42, "id"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := ParseJSON([]byte(c.in))
			var bad *JSONError
			if !errors.As(err, &bad) {
				t.Fatalf("got %v, want a JSONError", err)
			}
			if bad.Offset != c.offset || !strings.Contains(bad.Reason, c.reason) {
				t.Errorf("got %v, want offset %d and %q", err, c.offset, c.reason)
			}
		})
	}
}

func TestPlainElementsOfPrimitiveArrays(t *testing.T) {
	v, err := ParseJSON([]byte(`{"class":"[D","elements":[1,2.5,"NaN"]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := NewList("[D", NewDouble(1), NewDouble(2.5), NewDouble(math.Float64frombits(javaNaN)))
	if !Equal(v, want) {
		t.Errorf("got %s", AppendJSON(nil, v, nil))
	}
}

func TestRefsToWhatWasPrinted(t *testing.T) {
	shared := NewList("java.util.ArrayList")
	ids := &IDs{}
	AppendJSON(nil, shared, ids)
	v, err := ParseJSONRefs([]byte(`[{"ref":1}]`), ids)
	if err != nil {
		t.Fatal(err)
	}
	if v.(*List).Elems[0] != Value(shared) {
		t.Error("the ref is not the object that was printed")
	}
}

func TestDeepValueIsPrintedBounded(t *testing.T) {
	v := NewList("java.util.ArrayList")
	for range 3 * maxPrintDepth {
		v = NewList("java.util.ArrayList", v)
	}
	got := string(AppendJSON(nil, v, nil))
	if !strings.Contains(got, `"opaque":true,"size":0,"reason":"nested deeper than 10000"}`) {
		t.Error("no opaque end in a value nested too deep")
	}
}

func TestOtherKinds(t *testing.T) {
	cases := []struct {
		v    Value
		want string
	}{
		{Text("3"), `{"value":"3"}`},
		{&NotSerializable{}, `{"notSerializable":true}`},
		{&Opaque{Class: "a.B", Size: 3, Reason: "why"}, `{"class":"a.B","opaque":true,"size":3,"reason":"why"}`},
		{&Date{Class: "java.util.Date", Lost: "gone"}, `{"id":1,"class":"java.util.Date","millis":"0","lost":"gone"}`},
		{&Scalar{Class: "java.math.BigDecimal", Text: "12", Lost: "fraction"}, `{"id":1,"class":"java.math.BigDecimal","value":"12","lost":"fraction"}`},
	}
	for _, c := range cases {
		if got := string(AppendJSON(nil, c.v, nil)); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func FuzzParseJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,2.5,"x",null,true]}`, `{"id":1,"class":"a.B","fields":[{"name":"n","value":{"ref":1}}],"data":["00"]}`,
		`{"class":"[C","elements":["x"]}`, `"\ud800\udc00\ud800"`, `{"class":"java.lang.Float","value":"1e400"}`, strings.Repeat(`[`, 600),
		`{"id":3,"class":"java.lang.Error","message":null,"stackTrace":[{}]}`, `{"class":"java.math.BigDecimal","value":"1E2147483648"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := ParseJSON(data)
		if err != nil {
			return
		}
		printed := AppendJSON(nil, v, nil)
		again, err := ParseJSON(printed)
		if err != nil {
			t.Fatalf("%s: %v", printed, err)
		}
		if !Equal(v, again) {
			t.Fatalf("%s becomes %s", printed, AppendJSON(nil, again, nil))
		}
		ToGo(v)
	})
}
