package javaobj

import (
	"errors"
	"math"
	"math/big"
	"net/netip"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"
)

type color string

func (color) JavaClass() string { return "app.Color" }

func scalar(class, text string) *Scalar { return &Scalar{Class: class, Text: text} }

func mustURL(s string) url.URL {
	u, err := url.Parse(s)
	if err != nil {
		panic(err)
	}
	return *u
}

func pointer[T any](v T) *T { return &v }

// Each value is read as the Go value, written back as itself, and changed to
// another one of its class.
func TestLeaves(t *testing.T) {
	utc := func(y, mo, d, h, mi, s, n int) time.Time {
		return time.Date(y, time.Month(mo), d, h, mi, s, n, time.UTC)
	}
	dec := func(s string) Decimal { d, _ := ParseDecimal(s); return d }
	uuid := scalar("java.util.UUID", "00010203-0405-0607-0809-0a0b0c0d0e0f")
	for _, c := range []struct {
		java  Value
		value any
		other any
		wrote Value
	}{
		{String("a"), "a", "b", String("b")},
		{String("a"), color("a"), color("b"), String("b")},
		{Text("12"), "12", "x", Text("x")},
		{Text("12"), 12, -1, Text("-1")},
		{Text("true"), true, false, Text("false")},
		{Text("1.5"), 1.5, 2.0, Text("2.0")},
		{Text("0.1"), float32(0.1), float32(3), Text("3.0")},
		{Text("1500"), time.UnixMilli(1500).UTC(), time.UnixMilli(-1).UTC(), Text("-1")},
		{Text("2014-11-26 13:30:45.5 UTC"), utc(2014, 11, 26, 13, 30, 45, 5e6), utc(2015, 1, 2, 3, 4, 5, 60e6), Text("2015-01-02 03:04:05.60 UTC")},
		{&Bean{}, []string{}, []string{"a"}, NewList("", String("a"))},
		{&Bean{}, map[string]int{}, map[string]int{"a": 1}, NewMap("", Entry{String("a"), NewInteger(1)})},
		{&Bean{}, OrderedMap{Pairs: []Pair{}}, OrderedMap{Pairs: []Pair{{"a", "b"}}}, NewMap("", Entry{String("a"), String("b")})},
		{Text("1.50"), dec("1.50"), dec("2.0"), Text("2.0")},
		{Text("x"), Char('x'), Char('y'), Text("y")},
		{&Enum{"app.Color$1", "app.Color", "RED"}, color("RED"), color("BLUE"), &Enum{"app.Color", "app.Color", "BLUE"}},
		{&Enum{"app.Color", "app.Color", "RED"}, "RED", "BLUE", &Enum{"app.Color", "app.Color", "BLUE"}},
		{&Class{"a.B"}, "a.B", "a.C", &Class{"a.C"}},
		{scalar("java.util.Locale", "de_DE"), "de_DE", "fr", scalar("java.util.Locale", "fr")},
		{NewBoolean(true), true, false, NewBoolean(false)},
		{scalar("java.util.concurrent.atomic.AtomicBoolean", "true"), true, false, scalar("java.util.concurrent.atomic.AtomicBoolean", "false")},
		{NewByte(-1), int8(-1), int8(5), NewByte(5)},
		{NewByte(-1), int64(-1), int64(127), NewByte(127)},
		{NewShort(7), int16(7), int16(math.MinInt16), NewShort(math.MinInt16)},
		{NewInteger(7), int32(7), int32(8), NewInteger(8)},
		{NewInteger(7), 7, math.MinInt32, NewInteger(math.MinInt32)},
		{NewInteger(7), uint8(7), uint8(255), NewInteger(255)},
		{NewLong(7), 7, 8, NewLong(8)},
		{NewLong(7), uint64(7), uint64(math.MaxInt64), NewLong(math.MaxInt64)},
		{scalar("java.util.concurrent.atomic.AtomicInteger", "7"), int32(7), int32(8), scalar("java.util.concurrent.atomic.AtomicInteger", "8")},
		{scalar("java.math.BigInteger", "7"), int64(7), int64(8), scalar("java.math.BigInteger", "8")},
		{scalar("java.math.BigInteger", "18446744073709551615"), uint64(math.MaxUint64), uint64(1), scalar("java.math.BigInteger", "1")},
		{scalar("java.math.BigInteger", "99999999999999999999"), *new(big.Int).Exp(big.NewInt(10), big.NewInt(20), nil).Sub(new(big.Int).Exp(big.NewInt(10), big.NewInt(20), nil), big.NewInt(1)), *big.NewInt(2), scalar("java.math.BigInteger", "2")},
		{NewDouble(0.1), 0.1, math.Inf(1), NewDouble(math.Inf(1))},
		{NewFloat(0.5), float32(0.5), float32(0.1), NewFloat(0.1)},
		{NewFloat(0.5), 0.5, 0.25, NewFloat(0.25)},
		{NewDouble(0.5), float32(0.5), float32(0.25), NewDouble(0.25)},
		{NewCharacter('a'), Char('a'), Char(0xD800), NewCharacter(0xD800)},
		{NewCharacter('a'), "a", "ä", NewCharacter('ä')},
		{scalar("java.math.BigDecimal", "19.90"), dec("19.90"), dec("-1E+3"), scalar("java.math.BigDecimal", "-1E+3")},
		{scalar("java.math.BigDecimal", "19.90"), *big.NewRat(199, 10), *big.NewRat(1, 2), scalar("java.math.BigDecimal", "0.50")},
		{scalar("java.math.BigDecimal", "1E+3"), *big.NewRat(1000, 1), *big.NewRat(1, 8), scalar("java.math.BigDecimal", "0.125")},
		{NewInteger(3), dec("3"), dec("4"), NewInteger(4)},
		{NewDate(1500), time.UnixMilli(1500).UTC(), time.UnixMilli(-1).UTC(), NewDate(-1)},
		{&Date{Class: "java.sql.Date", Millis: 5}, time.UnixMilli(5).UTC(), time.UnixMilli(6).UTC(), &Date{Class: "java.sql.Date", Millis: 6}},
		{&Date{Class: "java.sql.Timestamp", Millis: 1001, Nanos: 1_000_001, HasNanos: true}, time.Unix(1, 1_000_001).UTC(), time.Unix(2, 7).UTC(), &Date{Class: "java.sql.Timestamp", Millis: 2000, Nanos: 7, HasNanos: true}},
		{&Calendar{Class: "java.util.GregorianCalendar", Millis: 5, Zone: "UTC"}, time.UnixMilli(5).UTC(), time.UnixMilli(9).UTC(), &Calendar{Class: "java.util.GregorianCalendar", Millis: 9, Zone: "UTC"}},
		{scalar("java.time.Instant", "2014-11-26T13:30:45.123Z"), utc(2014, 11, 26, 13, 30, 45, 123e6), utc(2015, 1, 2, 3, 0, 0, 0), scalar("java.time.Instant", "2015-01-02T03:00:00Z")},
		{scalar("java.time.LocalDate", "2014-11-26"), utc(2014, 11, 26, 0, 0, 0, 0), utc(2015, 1, 2, 3, 4, 5, 0), scalar("java.time.LocalDate", "2015-01-02")},
		{scalar("java.time.LocalDateTime", "2014-11-26T13:30"), utc(2014, 11, 26, 13, 30, 0, 0), utc(2015, 1, 2, 3, 4, 0, 1000), scalar("java.time.LocalDateTime", "2015-01-02T03:04:00.000001")},
		{scalar("java.time.OffsetDateTime", "2014-11-26T13:30+01:00"), time.Date(2014, 11, 26, 13, 30, 0, 0, time.FixedZone("", 3600)), utc(2015, 1, 2, 3, 4, 5, 6), scalar("java.time.OffsetDateTime", "2015-01-02T03:04:05.000000006Z")},
		{scalar("java.time.ZonedDateTime", "2014-11-26T13:30Z[UTC]"), utc(2014, 11, 26, 13, 30, 0, 0), utc(2015, 1, 2, 3, 4, 0, 0), scalar("java.time.ZonedDateTime", "2015-01-02T03:04Z[UTC]")},
		{scalar("java.time.Duration", "PT1H2M3.5S"), time.Hour + 2*time.Minute + 3500*time.Millisecond, -time.Nanosecond, scalar("java.time.Duration", "PT-0.000000001S")},
		{NewLong(5), 5 * time.Nanosecond, time.Microsecond, NewLong(1000)},
		{uuid, [16]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, [16]byte{}, scalar("java.util.UUID", "00000000-0000-0000-0000-000000000000")},
		{uuid, uuid.Text, "00000000-0000-0000-0000-000000000000", scalar("java.util.UUID", "00000000-0000-0000-0000-000000000000")},
		{scalar("java.net.URL", "http://a/b?c#d"), mustURL("http://a/b?c#d"), mustURL("http://x/"), scalar("java.net.URL", "http://x/")},
		{scalar("java.net.URI", "urn:a"), mustURL("urn:a"), mustURL("urn:b"), scalar("java.net.URI", "urn:b")},
		{String("10.0.0.1"), netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("::1"), String("::1")},
		{NewBytes([]byte{1, 2}), []byte{1, 2}, []byte{}, NewBytes([]byte{})},
		{NewBytes([]byte{1, 2}), [2]byte{1, 2}, [2]byte{3, 4}, NewBytes([]byte{3, 4})},
		{NewInteger(7), pointer(int32(7)), (*int32)(nil), nil},
		{nil, (*int32)(nil), pointer(int32(1)), NewInteger(1)},
		{nil, "", "x", String("x")},
	} {
		got := reflect.New(reflect.TypeOf(c.value))
		if err := Unmarshal(c.java, got.Interface()); err != nil {
			t.Errorf("%T from %s: %v", c.value, AppendJSON(nil, c.java, nil), err)
			continue
		}
		if !reflect.DeepEqual(got.Elem().Interface(), c.value) {
			t.Errorf("%T from %s: got %v", c.value, AppendJSON(nil, c.java, nil), got.Elem())
		}
		in := NewList("java.util.ArrayList", c.java)
		list := func(v any) any {
			s := reflect.MakeSlice(reflect.SliceOf(reflect.TypeOf(v)), 1, 1)
			s.Index(0).Set(reflect.ValueOf(v))
			return s.Interface()
		}
		if back, err := Marshal(list(c.value), in); err != nil || back != Value(in) {
			t.Errorf("%T from %s: unchanged it became %v: %v", c.value, AppendJSON(nil, c.java, nil), back, err)
		}
		wrote, err := Marshal(list(c.other), in)
		if err != nil || !Equal(wrote, NewList("java.util.ArrayList", c.wrote)) {
			t.Errorf("%v in place of %s became %s: %v", c.other, AppendJSON(nil, c.java, nil), AppendJSON(nil, wrote, nil), err)
		}
	}
}

func TestWhatDoesNotFit(t *testing.T) {
	type named struct{ N int }
	for _, c := range []struct {
		java   Value
		to     any
		reason string
	}{
		{NewInteger(200), new(int8), "doesn't fit"},
		{NewInteger(-1), new(uint32), "doesn't fit"},
		{scalar("java.math.BigInteger", "99999999999999999999"), new(int64), "doesn't fit"},
		{scalar("java.math.BigInteger", "x"), new(int64), "no whole number"},
		{NewDouble(0.1), new(float32), "isn't exact"},
		{NewDouble(1), new(int), "no whole number"},
		{NewInteger(1), new(float64), "no floating point"},
		{NewInteger(1), new(string), "no string"},
		{NewBoolean(true), new(string), "no string"},
		{String("1"), new(int), "no whole number"},
		{String("true"), new(bool), "no boolean"},
		{String("ab"), new(Char), "no character"},
		{String("x"), new(time.Time), "no date"},
		{Text("1014-11-26 13:30:45.5 UTC"), new(time.Time), "no date"},
		{scalar("java.time.Instant", "+10000-01-01T00:00:00Z"), new(time.Time), "Go can't hold"},
		{scalar("java.time.Duration", "PT9999999999H"), new(time.Duration), "doesn't fit"},
		{scalar("java.math.BigDecimal", "1E+99999"), new(big.Rat), "scale"},
		{String("1.0"), new(Decimal), "no decimal"},
		{scalar("java.util.UUID", "x"), new([16]byte), "no UUID"},
		{scalar("java.net.URL", "http://a b/"), new(url.URL), "otherwise than Java"},
		{NewInteger(1), new(url.URL), "no URL"},
		{String("not an address"), new(netip.Addr), "refuses its text"},
		{NewList("java.util.ArrayList"), new(netip.Addr), "no text"},
		{NewBytes([]byte{1}), new([2]byte), "2 elements"},
		{NewList("[I", NewInteger(1)), new([2]int), "1 elements"},
		{String("x"), new([]string), "no array"},
		{String("x"), new(map[string]int), "no map"},
		{NewList("java.util.ArrayList"), new(map[string]int), "no map"},
		{String("x"), new(named), "no object"},
		{String("x"), new(chan int), "no Java value"},
		{String("x"), new(*Bean), "javaobj.String"},
		{NewMap("m", Entry{NewInteger(1), nil}, Entry{NewLong(1), nil}), new(map[int]any), "same in Go"},
		{NewMap("m", Entry{NewList("l"), nil}), new(map[any]any), "can't be the key"},
		{&Opaque{Class: "a.B", Reason: "why"}, new(string), "could not be decoded (why)"},
		{&NotSerializable{}, new(string), "WIRE-51"},
		{&Date{Class: "java.util.Date", Lost: "all"}, new(time.Time), "not kept it whole"},
		{&Scalar{Class: "java.math.BigDecimal", Lost: "scale", Text: "1"}, new(Decimal), "not kept it whole"},
		{&Bean{Class: "a.B"}, new(interface{ M() }), "registered"},
		{&Bean{Class: "a.B"}, new(KeyValue[string, string]), "slice of them"},
	} {
		err := Unmarshal(c.java, c.to, WithTypes(&Types{}))
		var path *PathError
		if !errors.As(err, &path) || !strings.Contains(path.Reason, c.reason) || path.GoType == "" {
			t.Errorf("%s to %T: %v", AppendJSON(nil, c.java, nil), c.to, err)
		}
	}
	for _, dst := range []any{nil, 1, (*int)(nil)} {
		if Unmarshal(String("x"), dst) == nil {
			t.Errorf("there is no room in %v", dst)
		}
	}
}

func TestWhatCanNotBeWritten(t *testing.T) {
	list := func(v Value) Value { return NewList("java.util.ArrayList", v) }
	for _, c := range []struct {
		src    any
		former Value
		reason string
	}{
		{[]int{1 << 40}, list(NewInteger(1)), "doesn't fit java.lang.Integer"},
		{[]int{-129}, list(NewByte(1)), "doesn't fit java.lang.Byte"},
		{uint64(math.MaxUint64), nil, "doesn't fit java.lang.Long"},
		{[]float64{0.1}, list(NewFloat(1)), "isn't exact"},
		{"\xff", nil, "UTF-8"},
		{*big.NewRat(1, 3), nil, "no finite decimal"},
		{make(chan int), nil, "no Java counterpart"},
		{complex(1, 1), nil, "no Java counterpart"},
		{struct{ N int }{}, nil, "names no Java class"},
		{KeyValue[string, string]{}, nil, "slice of them"},
		{map[float64]int{math.NaN(): 1}, nil, "NaN"},
		{[]time.Time{time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)}, list(scalar("java.time.Instant", "2014-11-26T13:30:45Z")), "four digits"},
		{[]time.Time{time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}, list(scalar("java.time.ZonedDateTime", "2014-11-26T13:30Z[Nowhere/Else]")), "can't be made"},
		{[]string{"x"}, list(scalar("java.util.UUID", "00000000-0000-0000-0000-000000000000")), ""},
		{Decimal{big.NewInt(1), 1 << 40}, nil, "scale"},
	} {
		v, err := Marshal(c.src, c.former)
		if c.reason == "" {
			if err != nil {
				t.Errorf("%T: %v", c.src, err)
			}
			continue
		}
		var path *PathError
		if !errors.As(err, &path) || !strings.Contains(path.Reason, c.reason) {
			t.Errorf("%T: %v %v", c.src, v, err)
		}
	}
}

func TestNewZonedDateTime(t *testing.T) {
	type appointment struct {
		_    struct{}   `java:"class=a.Appointment"`
		At   *time.Time `java:"at,type=java.time.ZonedDateTime"`
		Call func()     `java:"-"`
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		in   *time.Location
		want string
	}{
		{berlin, "2026-07-01T08:30+02:00[Europe/Berlin]"},
		{time.FixedZone("", -5*3600), "2026-07-01T08:30-05:00"},
		{time.FixedZone("no/where", 3600), "2026-07-01T08:30+01:00"},
		{time.UTC, "2026-07-01T08:30Z"},
	} {
		at := time.Date(2026, 7, 1, 8, 30, 0, 0, c.in)
		v, err := Marshal(appointment{At: &at}, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := &Bean{Class: "a.Appointment", Fields: []Field{{Name: "at", Value: scalar("java.time.ZonedDateTime", c.want)}}}
		if got, want := string(AppendJSON(nil, v, nil)), string(AppendJSON(nil, want, nil)); got != want {
			t.Errorf("%v: %s, want %s", c.in, got, want)
		}
	}
}

// What is new has no Java class yet, and isn't called null.
func TestErrorOfNewValue(t *testing.T) {
	_, err := Marshal(struct {
		_    struct{} `java:"class=a.T"`
		Call func()
	}{}, nil)
	if err == nil || strings.Contains(err.Error(), "null") || !strings.Contains(err.Error(), "`java:\"-\"`") {
		t.Error(err)
	}
}

func TestNewValues(t *testing.T) {
	type tagged struct {
		_     struct{}           `java:"class=a.T"`
		Long  int                `java:"long,type=long"`
		Box   int                `java:"box,type=java.lang.Byte"`
		Float float64            `java:"float,type=float"`
		Color string             `java:"color,enum=app.Color"`
		Own   color              `java:"own"`
		Loc   string             `java:"loc,type=java.util.Locale"`
		Uri   url.URL            `java:"uri,type=java.net.URI"`
		Day   time.Time          `java:"day,type=java.time.LocalDate"`
		Stamp time.Time          `java:"stamp,type=java.sql.Timestamp"`
		IDs   []int32            `java:"ids,type=java.util.LinkedList,elem=long"`
		Ages  map[string]int     `java:"ages,type=java.util.HashMap,elem=java.lang.Short"`
		Set   map[int64]struct{} `java:"set"`
		Raw   []byte             `java:"raw,type=java.util.ArrayList,elem=byte"`
		Any   any
		Keep  Value
		Skip  func() `java:"-"`
		under int
	}
	v, err := Marshal(tagged{Long: 1, Box: 2, Float: 0.5, Color: "RED", Own: "BLUE", Loc: "de", Uri: mustURL("urn:x"), Day: time.Date(2000, 1, 2, 23, 0, 0, 0, time.UTC),
		Stamp: time.Unix(1, 5), IDs: []int32{3}, Ages: map[string]int{"b": 1, "a": 2}, Set: map[int64]struct{}{2: {}, 1: {}}, Raw: []byte{7}, Any: []int64{9}, Keep: NewDate(1), under: 1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := &Bean{Class: "a.T", Fields: []Field{{"", "long", "", NewLong(1)}, {"", "box", "", NewByte(2)}, {"", "float", "", NewFloat(0.5)},
		{"", "color", "", &Enum{"app.Color", "app.Color", "RED"}}, {"", "own", "", &Enum{"app.Color", "app.Color", "BLUE"}},
		{"", "loc", "", scalar("java.util.Locale", "de")}, {"", "uri", "", scalar("java.net.URI", "urn:x")}, {"", "day", "", scalar("java.time.LocalDate", "2000-01-02")},
		{"", "stamp", "", &Date{Class: "java.sql.Timestamp", Millis: 1000, Nanos: 5, HasNanos: true}}, {"", "IDs", "", NewList("java.util.LinkedList", NewLong(3))},
		{"", "ages", "", NewMap("java.util.HashMap", Entry{String("a"), NewShort(2)}, Entry{String("b"), NewShort(1)})},
		{"", "set", "", NewList("java.util.LinkedHashSet", NewLong(1), NewLong(2))}, {"", "raw", "", NewList("java.util.ArrayList", NewByte(7))},
		{"", "any", "", NewList("[J", NewLong(9))}, {"", "keep", "", NewDate(1)}}}
	want.Fields[9].Name = "ids"
	if !Equal(v, want) {
		t.Errorf("got  %s\nwant %s", AppendJSON(nil, v, nil), AppendJSON(nil, want, nil))
	}
	for _, c := range []struct {
		in    any
		class string
	}{{7, "java.lang.Integer"}, {1 << 40, "java.lang.Long"}, {int8(1), "java.lang.Byte"}, {uint8(1), "java.lang.Short"}, {uint16(1), "java.lang.Integer"}, {uint32(1), "java.lang.Long"},
		{[]string{}, "java.util.ArrayList"}, {[]int32{}, "[I"}, {[]bool{}, "[Z"}, {[]Char{}, "[C"}, {[]int16{}, "[S"}, {[]float32{}, "[F"}, {[]float64{}, "[D"}, {[]byte{}, "[B"}, {[]color{}, "java.util.ArrayList"},
		{[3]byte{}, "[B"}, {[16]byte{}, "java.util.UUID"}, {map[string]int{}, "java.util.LinkedHashMap"}, {map[string]struct{}{}, "java.util.LinkedHashSet"}, {&OrderedMap{}, "java.util.LinkedHashMap"},
		{[]KeyValue[string, int]{{"a", 1}}, "java.util.LinkedHashMap"}, {color("x"), "app.Color"}, {time.Second, "java.time.Duration"}, {*big.NewInt(1), "java.math.BigInteger"}, {new(big.Rat), "java.math.BigDecimal"},
		{Decimal{}, "java.math.BigDecimal"}, {Char('x'), "java.lang.Character"}, {'x', "java.lang.Integer"}, {math.NaN(), "java.lang.Double"}, {float32(1), "java.lang.Float"}} {
		if v, err := Marshal(c.in, nil); err != nil || ClassOf(v) != c.class {
			t.Errorf("%T became a %s: %v", c.in, ClassOf(v), err)
		}
	}
}
