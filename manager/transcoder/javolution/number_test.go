package javolution

import (
	"bytes"
	"math"
	"strconv"
	"testing"

	"msmgate/manager/javaobj"
)

// The texts were read back by javolution's own reader as the same numbers; the
// shortest ones of some are not.
func TestNumberText(t *testing.T) {
	cases := map[float64]string{
		0: "0.0", 0.1: "0.1", 1e7: "1.0E7", 1.0 / 3: "3.3333333333333331E-1", -5e-5: "-5.0E-5", math.Inf(1): "Infinity",
		1.21450191610284192e17:                "1.2145019161028419E17",
		9.5548807062401792e16:                 "9.5548807062401792E16",
		2.205052981414646e-308:                "2.2050529814146461E-308",
		math.SmallestNonzeroFloat64:           "4.9406564584124654E-324",
		float64(math.MaxInt64):                "9.2233720368547758E18",
		math.Nextafter(1e23, math.MaxFloat64): "1.0000000000000001E23",
	}
	for f, want := range cases {
		got := numberText(f)
		if got != want {
			t.Errorf("%v is written %s, want %s", f, got, want)
		}
		if back, ok := javaobj.ParseDouble(got); !ok || back != f {
			t.Errorf("%s reads as %v", got, back)
		}
	}
	for i := range 2000 {
		f := math.Float64frombits(uint64(i+1) * 0x9E3779B97F4A7C15)
		if back, err := strconv.ParseFloat(numberText(f), 64); !math.IsNaN(f) && (err != nil || back != f) {
			t.Errorf("%v reads as %v", f, back)
		}
	}
}

// A class names itself for readers of both builds, unless the document shows
// which one reads it.
func TestClassInBothStyles(t *testing.T) {
	for head, want := range map[string]string{
		emptyDocument: `<v class="java.lang.Class" name="java.lang.String" value="java.lang.String"/>`,
		`<attributes class="M" size="1"><k class="java.lang.String" value="a"/><v class="java.lang.String" value="b"/></attributes>`: `<v class="java.lang.Class" value="java.lang.String"/>`,
	} {
		d := decoded(t, []byte(head))
		if err := d.Set("c", &javaobj.Class{Name: "java.lang.String"}); err != nil {
			t.Fatal(err)
		}
		data, err := d.Encode(nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s has no %s", data, want)
		}
	}
}
