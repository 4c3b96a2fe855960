package javaobj

import (
	"math"
	"math/big"
	"testing"
)

func TestJavaDecimal(t *testing.T) {
	for _, unscaled := range []int64{math.MinInt64, -100, -1, 0, 1, 10, 12345, math.MaxInt64} {
		for _, scale := range []int{math.MinInt32, -3, 0, 1, 2, 7, 8, 25, math.MaxInt32} {
			want := Decimal{Unscaled: big.NewInt(unscaled), Scale: scale}.String()
			if got := JavaDecimal(unscaled, scale); got != want {
				t.Errorf("%d with scale %d: %s, not %s", unscaled, scale, got, want)
			}
		}
	}
	for want, d := range map[string]Decimal{"-0.0100": {big.NewInt(-100), 4}, "-1.0E-9": {big.NewInt(-10), 10}, "0.00": {big.NewInt(0), 2}, "-7E+3": {big.NewInt(-7), -3}} {
		if got := d.String(); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}
