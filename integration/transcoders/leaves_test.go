package transcoders

import (
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"strings"
	"time"

	"pgregory.net/rapid"

	"msmgate/manager/javaobj"
)

// words are strings that formats may stumble over.
var words = []string{"", "cart", "a b", "über", "中文", "<&>\"'", "1", "true", "null", "java.lang.String", "C:\\dir", "{}[]:,", "]]>", "&#x0;", "😀 and more", "\u0085\u2028\ufffe"}

func scalar(class string, text func(g *graph) string) func(g *graph) javaobj.Value {
	return func(g *graph) javaobj.Value { return &javaobj.Scalar{Class: class, Text: text(g)} }
}

// choice chooses one of the texts.
func choice(texts ...string) func(g *graph) string {
	return func(g *graph) string { return rapid.SampledFrom(texts).Draw(g.t, "text") }
}

func word(g *graph) string { return rapid.SampledFrom(words).Draw(g.t, "word") }

func integer(g *graph) string { return fmt.Sprint(rapid.Int32().Draw(g.t, "int")) }

func decimal(g *graph) string {
	d := javaobj.Decimal{Unscaled: bigInteger(g), Scale: rapid.IntRange(-4, 30).Draw(g.t, "scale")}
	return d.String()
}

func bigInteger(g *graph) *big.Int {
	n := new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 0, 24).Draw(g.t, "magnitude"))
	if g.coin("minus") {
		n.Neg(n)
	}
	return n
}

func uuid(g *graph) string {
	h := hex.EncodeToString(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(g.t, "uuid"))
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// leaves are the values that hold no others.
var leaves = []kind{
	{name: "text", make: func(g *graph) javaobj.Value { return javaobj.NewString(word(g)) }},
	{name: "text.any", make: func(g *graph) javaobj.Value { return javaobj.NewString(rapid.String().Draw(g.t, "any")) }},
	{name: "text.nul", make: func(g *graph) javaobj.Value { return javaobj.NewString("\x00" + word(g)) }},
	{name: "text.half", make: func(g *graph) javaobj.Value { return javaobj.NewString(word(g) + "\xed\xa0\xbd") }},
	{name: "text.huge", make: func(g *graph) javaobj.Value {
		return javaobj.NewString(strings.Repeat("x€", rapid.IntRange(16000, 17000).Draw(g.t, "length")))
	}},
	{name: "boolean", make: func(g *graph) javaobj.Value { return javaobj.NewBoolean(g.coin("boolean")) }},
	{name: "byte", make: func(g *graph) javaobj.Value { return javaobj.NewByte(rapid.Int8().Draw(g.t, "byte")) }},
	{name: "short", make: func(g *graph) javaobj.Value { return javaobj.NewShort(rapid.Int16().Draw(g.t, "short")) }},
	{name: "integer", make: func(g *graph) javaobj.Value { return javaobj.NewInteger(rapid.Int32().Draw(g.t, "int")) }},
	{name: "long", make: func(g *graph) javaobj.Value { return javaobj.NewLong(rapid.Int64().Draw(g.t, "long")) }},
	{name: "long.beyond", make: func(g *graph) javaobj.Value {
		return javaobj.NewLong(rapid.Int64Range(1<<31, math.MaxInt64).Draw(g.t, "long"))
	}},
	{name: "float", make: func(g *graph) javaobj.Value { return javaobj.NewFloat(finite32(g)) }},
	{name: "double", make: func(g *graph) javaobj.Value { return javaobj.NewDouble(finite(g)) }},
	{name: "double.special", make: func(g *graph) javaobj.Value {
		return javaobj.NewDouble([]float64{math.Inf(1), math.Inf(-1), math.NaN()}[g.below(3, "special")])
	}},
	{name: "double.minuszero", make: func(*graph) javaobj.Value { return javaobj.NewDouble(math.Copysign(0, -1)) }},
	{name: "character", make: func(g *graph) javaobj.Value {
		return javaobj.NewCharacter(rapid.SampledFrom([]javaobj.Char{'a', '<', '&', '"', '€', ' ', '\n'}).Draw(g.t, "char"))
	}},
	{name: "character.odd", make: func(g *graph) javaobj.Value {
		return javaobj.NewCharacter(rapid.SampledFrom([]javaobj.Char{0, 0xd83d, 0xffff}).Draw(g.t, "char"))
	}},
	{name: "biginteger", make: func(g *graph) javaobj.Value { return javaobj.NewBigInteger(bigInteger(g)) }},
	{name: "bigdecimal", make: scalar("java.math.BigDecimal", decimal)},
	{name: "uuid", make: func(g *graph) javaobj.Value { return keep(g, &javaobj.Scalar{Class: "java.util.UUID", Text: uuid(g)}) }},
	{name: "locale", make: scalar("java.util.Locale", choice("de_AT", "en", "", "_CH", "no_NO_NY", "zh_TW_#Hant", "th_TH_#u-nu-thai", "zh__#Hans"))},
	{name: "locale.plain", make: scalar("java.util.Locale", choice("de_AT", "en", "fr_CA"))},
	{name: "currency", make: scalar("java.util.Currency", choice("EUR", "JPY", "CHF"))},
	{name: "uri", make: scalar("java.net.URI", choice("http://example.org/a%20b?q=1#f", "urn:isbn:1", "/path", "mailto:a@b.org"))},
	{name: "url", make: scalar("java.net.URL", choice("http://example.org:8080/a?b=c#d", "https://u@example.org", "file:/tmp/x", "jar:file:/a.jar!/b", "http://[::1]/x?y"))},
	{name: "file", make: scalar("java.io.File", choice("/tmp/a b", "x", "/"))},
	{name: "pattern", make: scalar("java.util.regex.Pattern", choice("a+[b-d]", "", "\\d{3}"))},
	{name: "bitset", make: scalar("java.util.BitSet", choice("{}", "{0}", "{1, 63, 64, 700}"))},
	{name: "stringbuilder", make: func(g *graph) javaobj.Value {
		return keep(g, &javaobj.Scalar{Class: "java.lang.StringBuilder", Text: word(g)})
	}},
	{name: "stringbuffer", make: func(g *graph) javaobj.Value {
		return keep(g, &javaobj.Scalar{Class: "java.lang.StringBuffer", Text: word(g)})
	}},
	{name: "atomicinteger", make: func(g *graph) javaobj.Value {
		return keep(g, &javaobj.Scalar{Class: "java.util.concurrent.atomic.AtomicInteger", Text: integer(g)})
	}},
	{name: "atomiclong", make: scalar("java.util.concurrent.atomic.AtomicLong", integer)},
	{name: "atomicboolean", make: scalar("java.util.concurrent.atomic.AtomicBoolean", choice("true", "false"))},
	{name: "class", make: func(g *graph) javaobj.Value {
		return &javaobj.Class{Name: choice("java.lang.String", "java.util.ArrayList", "[I", "[[Ljava.lang.Object;")(g)}
	}},
	{name: "class.primitive", make: func(g *graph) javaobj.Value { return &javaobj.Class{Name: choice("int", "char", "boolean")(g)} }},
	{name: "bytes", make: func(g *graph) javaobj.Value {
		return keep(g, javaobj.NewBytes(rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(g.t, "bytes")))
	}},
	{name: "date", make: func(g *graph) javaobj.Value { return keep(g, javaobj.NewDate(millis(g))) }},
	{name: "date.any", make: func(g *graph) javaobj.Value { return keep(g, javaobj.NewDate(rapid.Int64().Draw(g.t, "millis"))) }},
	{name: "sqldate", make: func(g *graph) javaobj.Value { return keep(g, &javaobj.Date{Class: "java.sql.Date", Millis: millis(g)}) }},
	{name: "timestamp", make: func(g *graph) javaobj.Value {
		nanos := rapid.Int32Range(0, 999_999_999).Draw(g.t, "nanos")
		return keep(g, &javaobj.Date{Class: "java.sql.Timestamp", Millis: millis(g)/1000*1000 + int64(nanos/1e6), Nanos: nanos, HasNanos: true})
	}},
}

func millis(g *graph) int64 { return rapid.Int64Range(-12e12, 253e12).Draw(g.t, "millis") }

func finite(g *graph) float64 {
	return rapid.Float64().Filter(func(f float64) bool { return f != 0 || !math.Signbit(f) }).Draw(g.t, "double")
}

func finite32(g *graph) float32 {
	return rapid.Float32().Filter(func(f float32) bool { return f != 0 || !math.Signbit(float64(f)) }).Draw(g.t, "float")
}

// moment is any time, as java.time prints it in one of Go's layouts.
func moment(layout string) func(g *graph) string {
	return func(g *graph) string {
		t := time.Unix(rapid.Int64Range(-60e9, 250e9).Draw(g.t, "seconds"), 0).UTC()
		return t.Format(layout)
	}
}

// times are the values of java.time. Java leaves out seconds that are zero.
var times = []kind{
	{name: "instant", make: scalar("java.time.Instant", moment("2006-01-02T15:04:05Z"))},
	{name: "localdate", make: scalar("java.time.LocalDate", moment("2006-01-02"))},
	{name: "localtime", make: scalar("java.time.LocalTime", choice("00:00", "23:59", "10:15:30", "10:15:30.500", "23:59:59.999999999"))},
	{name: "localdatetime", make: scalar("java.time.LocalDateTime", choice("2014-11-26T13:30", "-0044-03-15T12:00:01", "+12345-01-02T00:00:00.000001"))},
	{name: "zoneddatetime", make: scalar("java.time.ZonedDateTime", choice("2014-11-26T13:30+01:00[Europe/Berlin]", "2014-06-26T13:30:01Z[UTC]", "2014-06-26T13:30:01.100+05:30"))},
	{name: "offsetdatetime", make: scalar("java.time.OffsetDateTime", choice("2014-11-26T13:30-09:30", "2014-11-26T13:30:00.000000001Z"))},
	{name: "offsettime", make: scalar("java.time.OffsetTime", choice("13:30Z", "13:30:59+01:00:01"))},
	{name: "zoneregion", make: scalar("java.time.ZoneRegion", choice("Europe/Berlin", "UTC", "America/Argentina/Ushuaia"))},
	{name: "zoneoffset", make: scalar("java.time.ZoneOffset", choice("Z", "+01:00", "-09:30", "+18:00", "-00:00:17"))},
	{name: "year", make: scalar("java.time.Year", choice("2014", "-44", "0"))},
	{name: "yearmonth", make: scalar("java.time.YearMonth", choice("2014-11", "-0044-03"))},
	{name: "monthday", make: scalar("java.time.MonthDay", choice("--02-29", "--12-01"))},
	{name: "period", make: scalar("java.time.Period", choice("P0D", "P1Y2M3D", "P-1D", "P5M"))},
	{name: "duration", make: scalar("java.time.Duration", choice("PT0S", "PT1H", "PT-0.5S", "PT8760H1M0.000000001S", "PT-1M-0.1S"))},
}
