package javaobj

import (
	"math"
	"strconv"
	"strings"
)

// JavaDouble is Double.toString(f): the shortest digits that give f back, at
// least one of them behind the point, with an exponent below 1E-3 and from 1E7
// on. Java up to 18 writes a digit more for some numbers, such as 2.0E-3
// (Java 1.7: 0.0020) and 2^-44: measured with Java 17, three of a thousand
// doubles of random bits, one of six powers of two, no amount of money with two
// decimals below 10,000. Both texts mean the same double.
func JavaDouble(f float64) string { return javaFloat(f, 64) }

// JavaFloat is Float.toString(f), by the rules of JavaDouble.
func JavaFloat(f float32) string { return javaFloat(float64(f), 32) }

func javaFloat(f float64, bits int) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0:
		if math.Signbit(f) {
			return "-0.0"
		}
		return "0.0"
	}
	digits := strconv.FormatFloat(f, 'e', -1, bits)
	if !strings.Contains(digits, ".") {
		// Where one digit is enough Java takes the nearest number of two:
		// 4.9E-324, not 5.0E-324.
		digits = strconv.FormatFloat(f, 'e', 1, bits)
	}
	if abs := math.Abs(f); abs >= 1e-3 && abs < 1e7 {
		plain := strconv.FormatFloat(f, 'f', -1, bits)
		if !strings.Contains(plain, ".") {
			plain += ".0"
		}
		return plain
	}
	mantissa, exponent, _ := strings.Cut(digits, "e")
	e, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(e)
}

// javaNaN is Double.NaN; Go's own NaN has other bits.
const javaNaN = 0x7ff8000000000000

// ParseDouble reads what Double.valueOf accepts of decimal texts: NaN and
// Infinity by Java's names, signs, exponents; no hexadecimal, no underscores,
// no overflow into infinity.
func ParseDouble(text string) (float64, bool) { return parseFloat(text, 64) }

// ParseFloat is ParseDouble for a float.
func ParseFloat(text string) (float32, bool) {
	f, ok := parseFloat(text, 32)
	return float32(f), ok
}

func parseFloat(text string, bits int) (float64, bool) {
	switch text {
	case "NaN":
		return math.Float64frombits(javaNaN), true
	case "Infinity", "+Infinity":
		return math.Inf(1), true
	case "-Infinity":
		return math.Inf(-1), true
	}
	if strings.Trim(text, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, bits)
	return f, err == nil
}
