package javaobj

import (
	"math"
	"strconv"
	"testing"
)

func TestJavaLong(t *testing.T) {
	numbers := []int64{math.MinInt64, -100, -1, 100_000, math.MaxInt64}
	for n := range int64(1100) {
		numbers = append(numbers, n)
	}
	for _, n := range numbers {
		if got, want := JavaLong(n), strconv.FormatInt(n, 10); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}
