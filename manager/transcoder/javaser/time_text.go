package javaser

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

func clockText(parts [3]int8, nano int32) string {
	text := fmt.Sprintf("%02d:%02d", parts[0], parts[1])
	if parts[2] > 0 || nano > 0 {
		text += fmt.Sprintf(":%02d", parts[2]) + fractionText(nano)
	}
	return text
}

// fractionText gives nanoseconds in three, six or nine digits.
func fractionText(nano int32) string {
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

func yearText(year int32) string {
	switch {
	case year > 9999:
		return fmt.Sprintf("+%d", year)
	case year < 0:
		return fmt.Sprintf("-%04d", -int64(year))
	}
	return fmt.Sprintf("%04d", year)
}

func offsetText(seconds int) string {
	if seconds == 0 {
		return "Z"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	text := fmt.Sprintf("%s%02d:%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf(":%02d", seconds%60)
	}
	return text
}

func instantText(seconds int64, nano int32) string {
	t := time.Unix(seconds, 0).UTC()
	return yearText(int32(t.Year())) + t.Format("-01-02T15:04:05") + fractionText(nano) + "Z"
}

func durationText(seconds int64, nano int32) string {
	if seconds == 0 && nano == 0 {
		return "PT0S"
	}
	whole := seconds
	negative := seconds < 0 && nano > 0
	if negative {
		whole++
	}
	text := "PT"
	if h := whole / 3600; h != 0 {
		text += fmt.Sprintf("%dH", h)
	}
	if m := whole % 3600 / 60; m != 0 {
		text += fmt.Sprintf("%dM", m)
	}
	s := whole % 60
	if s == 0 && nano == 0 {
		return text
	}
	if negative && s == 0 {
		text += "-0"
	} else {
		text += strconv.FormatInt(s, 10)
	}
	if nano > 0 {
		if seconds < 0 {
			nano = 1e9 - nano
		}
		text += strings.TrimRight(fmt.Sprintf(".%09d", nano), "0")
	}
	return text + "S"
}

func periodText(years, months, days int32) string {
	text := "P"
	for _, part := range []struct {
		n    int32
		unit string
	}{{years, "Y"}, {months, "M"}, {days, "D"}} {
		if part.n != 0 {
			text += strconv.Itoa(int(part.n)) + part.unit
		}
	}
	if text == "P" {
		return "P0D"
	}
	return text
}
