package contextxml

import (
	"errors"
	"math"
	"strings"
	"unicode"
	"unicode/utf16"
)

var (
	errNotANumber = errors.New("not a decimal number")
	errTooBig     = errors.New("out of range")
)

// parseInt reads a number as Integer.parseInt does (CFG-4): an optional sign and
// decimal digits of any script, nothing around them.
func parseInt(s string) (int, error) {
	n, err := parseDecimal(s, math.MinInt32, math.MaxInt32)
	return int(n), err
}

// parseLong reads a number as Long.parseLong does (CFG-4).
func parseLong(s string) (int64, error) {
	return parseDecimal(s, math.MinInt64, math.MaxInt64)
}

func parseDecimal(s string, least, most int64) (int64, error) {
	digits, negative := s, false
	if digits != "" && (digits[0] == '-' || digits[0] == '+') {
		negative = digits[0] == '-'
		digits = digits[1:]
	}
	if digits == "" {
		return 0, errNotANumber
	}
	// The sum is kept negative, because there is one negative number more.
	limit := -most
	if negative {
		limit = least
	}
	var sum int64
	tooBig := false
	for _, r := range digits {
		digit, ok := decimalDigit(r)
		if !ok {
			return 0, errNotANumber
		}
		if sum < (limit+digit)/10-1 || sum*10 < limit+digit {
			tooBig = true
			continue
		}
		sum = sum*10 - digit
	}
	if tooBig {
		return 0, errTooBig
	}
	if negative {
		return sum, nil
	}
	return -sum, nil
}

// decimalDigit is Character.digit(r, 10) for what fits into one UTF-16 unit,
// which is all that the parse methods look at.
func decimalDigit(r rune) (int64, bool) {
	if r >= '0' && r <= '9' {
		return int64(r - '0'), true
	}
	if r < 0x80 || utf16.RuneLen(r) != 1 || !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	// Decimal digits stand in rows of ten, each beginning with a zero.
	for _, row := range unicode.Nd.R16 {
		if r >= rune(row.Lo) && r <= rune(row.Hi) {
			return int64(r-rune(row.Lo)) % 10, true
		}
	}
	return 0, false
}

// parseBool reads a boolean as Boolean.valueOf does (CFG-5): "true" in any case
// is true, anything else is false.
func parseBool(s string) bool {
	return len(s) == 4 && strings.EqualFold(s, "true")
}
