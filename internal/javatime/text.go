// Package javatime shows the values of java.time as their toString does: the
// serializers keep their numbers, and people read texts such as PT1H30M.
//
// Numbers are taken as they are; a caller that reads them from a record looks
// first whether Java would accept them.
package javatime

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Clock is a time of day, as LocalTime shows it: seconds only if there are any.
func Clock(hour, minute, second, nano int64) string {
	text := fmt.Sprintf("%02d:%02d", hour, minute)
	if second > 0 || nano > 0 {
		text += fmt.Sprintf(":%02d", second) + Fraction(nano)
	}
	return text
}

// Fraction is what follows the seconds: nanoseconds in three, six or nine digits,
// nothing for none.
func Fraction(nano int64) string {
	switch {
	case nano <= 0:
		return ""
	case nano%1e6 == 0:
		return fmt.Sprintf(".%03d", nano/1e6)
	case nano%1e3 == 0:
		return fmt.Sprintf(".%06d", nano/1e3)
	}
	return fmt.Sprintf(".%09d", nano)
}

// Date is a LocalDate.
func Date(year int32, month, day int64) string {
	return fmt.Sprintf("%s-%02d-%02d", Year(year), month, day)
}

// Year is a year within a date, of four digits at least.
func Year(year int32) string {
	switch {
	case year > 9999:
		return fmt.Sprintf("+%d", year)
	case year < 0:
		return fmt.Sprintf("-%04d", -int64(year))
	}
	return fmt.Sprintf("%04d", year)
}

// YearMonth is a year and a month, where the year never has a plus sign.
func YearMonth(year int32, month int64) string {
	return strings.TrimPrefix(Year(year), "+") + fmt.Sprintf("-%02d", month)
}

// Offset is a ZoneOffset of so many seconds.
func Offset(seconds int64) string {
	if seconds == 0 {
		return "Z"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	text := fmt.Sprintf("%s%02d:%02d", sign, seconds/3600, seconds/60%60)
	if rest := seconds % 60; rest != 0 {
		text += fmt.Sprintf(":%02d", rest)
	}
	return text
}

// Instant is so many seconds and nanoseconds after 1970 began in UTC.
func Instant(seconds, nano int64) string {
	t := time.Unix(seconds, 0).UTC()
	return Year(int32(t.Year())) + t.Format("-01-02T15:04:05") + Fraction(nano) + "Z"
}

// Duration is hours, minutes and seconds, all of one sign. Nano counts forward,
// in negative durations, too.
func Duration(seconds, nano int64) string {
	if seconds == 0 && nano == 0 {
		return "PT0S"
	}
	whole, below := seconds, seconds < 0 && nano > 0
	if below { // half a second before zero is one before, and half of one after that
		whole++
		nano = 1e9 - nano
	}
	text := "PT"
	if h := whole / 3600; h != 0 {
		text += fmt.Sprintf("%dH", h)
	}
	if m := whole / 60 % 60; m != 0 {
		text += fmt.Sprintf("%dM", m)
	}
	s := whole % 60
	if s == 0 && nano == 0 {
		return text
	}
	if below && s == 0 {
		text += "-"
	}
	text += strconv.FormatInt(s, 10)
	if nano > 0 {
		text += strings.TrimRight(fmt.Sprintf(".%09d", nano), "0")
	}
	return text + "S"
}

// Period is years, months and days, each with a sign of its own.
func Period(years, months, days int32) string {
	text := "P"
	for i, n := range []int32{years, months, days} {
		if n != 0 {
			text += strconv.Itoa(int(n)) + "YMD"[i:i+1]
		}
	}
	if text == "P" {
		return "P0D"
	}
	return text
}
