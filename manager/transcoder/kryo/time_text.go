package kryo

import (
	"fmt"
	"strconv"
	"strings"
)

func year(y int32) string {
	switch {
	case y > 9999:
		return fmt.Sprintf("+%d", y)
	case y < 0:
		return fmt.Sprintf("-%04d", -int64(y))
	}
	return fmt.Sprintf("%04d", y)
}

// fraction shows nanoseconds in groups of three digits.
func fraction(nanos int64) string {
	if nanos == 0 {
		return ""
	}
	text := fmt.Sprintf(".%09d", nanos)
	for strings.HasSuffix(text, "000") {
		text = text[:len(text)-3]
	}
	return text
}

// duration is Duration.toString: hours, minutes and seconds of one sign.
func duration(seconds, nanos int64) string {
	if seconds == 0 && nanos == 0 {
		return "PT0S"
	}
	rest := seconds
	below := seconds < 0 && nanos > 0 // -0.5 s is -1 s and half a second
	if below {
		rest++
		nanos = 1e9 - nanos
	}
	var b strings.Builder
	b.WriteString("PT")
	if h := rest / 3600; h != 0 {
		fmt.Fprintf(&b, "%dH", h)
	}
	if m := rest / 60 % 60; m != 0 {
		fmt.Fprintf(&b, "%dM", m)
	}
	s := rest % 60
	if s == 0 && nanos == 0 {
		return b.String()
	}
	if below && s == 0 {
		b.WriteByte('-')
	}
	b.WriteString(strconv.FormatInt(s, 10))
	if nanos > 0 {
		b.WriteString(strings.TrimRight(fmt.Sprintf(".%09d", nanos), "0"))
	}
	b.WriteByte('S')
	return b.String()
}

func period(years, months, days int32) string {
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

// offsetText is how Java shows an offset, with seconds if there are any.
func offsetText(seconds int32) string {
	if seconds == 0 {
		return "Z"
	}
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	text := fmt.Sprintf("%c%02d:%02d", sign, seconds/3600, seconds/60%60)
	if rest := seconds % 60; rest != 0 {
		text += fmt.Sprintf(":%02d", rest)
	}
	return text
}
