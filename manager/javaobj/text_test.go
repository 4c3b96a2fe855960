package javaobj

import (
	"math"
	"testing"
)

func TestJavaNumbers(t *testing.T) {
	cases := map[float64]string{0: "0.0", 1: "1.0", 100: "100.0", 0.001: "0.001", 0.002: "0.002", 9.9e-4: "9.9E-4", 1e7: "1.0E7", 9999999: "9999999.0", 1e10: "1.0E10", 123456789.125: "1.23456789125E8",
		math.SmallestNonzeroFloat64: "4.9E-324", math.MaxFloat64: "1.7976931348623157E308", 2.2250738585072014e-308: "2.2250738585072014E-308", 1.0 / 3: "0.3333333333333333", 1e23: "1.0E23", -1.5: "-1.5",
		math.Inf(-1): "-Infinity"}
	for f, want := range cases {
		if got := JavaDouble(f); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if back, ok := ParseDouble(want); !ok || back != f {
			t.Errorf("%s reads as %v", want, back)
		}
	}
	if JavaDouble(math.NaN()) != "NaN" || JavaFloat(0.1) != "0.1" || JavaFloat(math.MaxFloat32) != "3.4028235E38" || JavaFloat(math.SmallestNonzeroFloat32) != "1.4E-45" {
		t.Error("NaN or a float is wrong")
	}
	for _, bad := range []string{"", "x", "0x1p3", "1_0", "inf", "nan", "1e999", "1e", "--1"} {
		if f, ok := ParseDouble(bad); ok {
			t.Errorf("%q reads as %v", bad, f)
		}
	}
}

func TestDecimals(t *testing.T) {
	for _, text := range []string{"0", "0.00", "19.90", "-19.90", "1E+20", "1.2E+20", "12345678901234567890.123456789", "0.000001", "1E-7", "-1.5E-7", "0E-10"} {
		d, err := ParseDecimal(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if d.String() != text {
			t.Errorf("%s (scale %d) prints as %s", text, d.Scale, d)
		}
	}
	for _, bad := range []string{"", ".", "1.2.3", "1.-2", "1E", "1E99999999999", "x", "1_0", "1E+2147483649"} {
		if d, err := ParseDecimal(bad); err == nil {
			t.Errorf("%q reads as %v", bad, d)
		}
	}
}

func TestUTF16(t *testing.T) {
	cases := []struct {
		s    string
		size int
		hash int32
	}{{"", 0, 0}, {"hello", 5, 99162322}, {"é", 1, 233}, {"😀", 2, 31*0xD83D + 0xDE00}, {"\xed\xa0\x80", 1, 0xD800}, {"polygenelubricants", 18, math.MinInt32}}
	for _, c := range cases {
		if UTF16Len(c.s) != c.size || HashCode(c.s) != c.hash {
			t.Errorf("%q: length %d, hash %d", c.s, UTF16Len(c.s), HashCode(c.s))
		}
	}
	if got := string(AppendRune(AppendRune(nil, 0xD83D), 0xDE00)); got != "😀" {
		t.Errorf("two halves make %q", got)
	}
	if HasLoneSurrogate("퟿é😀") || !HasLoneSurrogate("a\xed\xb0\x80") || Valid("\xff") || !Valid("\xed\xb0\x80x") {
		t.Error("lone surrogates are not told from other characters")
	}
}
