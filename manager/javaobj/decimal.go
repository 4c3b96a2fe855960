package javaobj

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// maxDigits bounds the text of a BigInteger or BigDecimal.
const maxDigits = 10000

// Char is a java.lang.Character: one UTF-16 unit, maybe half of a pair.
type Char uint16

// String is the character as WTF-8.
func (c Char) String() string { return string(AppendRune(nil, rune(c))) }

// Decimal is a java.math.BigDecimal: Unscaled × 10^-Scale. Scale counts for
// equality, as in Java: 1.0 is not 1.00.
type Decimal struct {
	Unscaled *big.Int
	Scale    int
}

// ParseDecimal reads BigDecimal.toString(), at most 10,000 digits.
func ParseDecimal(text string) (Decimal, error) {
	mantissa, exponent, hasExp := strings.Cut(strings.Replace(text, "e", "E", 1), "E")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	bad := fmt.Errorf("%q is no decimal number", abridged(text))
	if len(mantissa) > maxDigits || strings.Contains(fraction, ".") || strings.ContainsAny(fraction, "+-_") || strings.Contains(whole, "_") {
		return Decimal{}, bad
	}
	unscaled, ok := new(big.Int).SetString(whole+fraction, 10)
	if !ok {
		return Decimal{}, bad
	}
	scale := int64(len(fraction))
	if hasExp {
		e, err := strconv.ParseInt(exponent, 10, 32)
		if err != nil {
			return Decimal{}, bad
		}
		scale -= e
	}
	if scale < math.MinInt32 || scale > math.MaxInt32 {
		return Decimal{}, bad
	}
	return Decimal{unscaled, int(scale)}, nil
}

// String is BigDecimal.toString().
func (d Decimal) String() string {
	return scaled(d.Unscaled.String(), d.Scale)
}

// JavaDecimal is BigDecimal.valueOf(unscaled, scale).toString().
func JavaDecimal(unscaled int64, scale int) string { return scaled(JavaLong(unscaled), scale) }

// scaled is the toString of a BigDecimal by its unscaled value.
func scaled(unscaled string, scale int) string {
	sign, digits := "", unscaled
	if unscaled[0] == '-' {
		sign, digits = "-", unscaled[1:]
	}
	exponent := len(digits) - 1 - scale
	switch {
	case scale == 0:
		return unscaled
	case scale > 0 && exponent >= -6:
		if missing := scale + 1 - len(digits); missing > 0 {
			digits = strings.Repeat("0", missing) + digits
		}
		point := len(digits) - scale
		return sign + digits[:point] + "." + digits[point:]
	}
	if len(digits) > 1 {
		digits = digits[:1] + "." + digits[1:]
	}
	if exponent != 0 {
		digits += fmt.Sprintf("E%+d", exponent)
	}
	return sign + digits
}

// Scalar is the Java value.
func (d Decimal) Scalar() *Scalar { return &Scalar{Class: "java.math.BigDecimal", Text: d.String()} }
