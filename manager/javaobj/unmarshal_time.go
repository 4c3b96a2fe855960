package javaobj

import (
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// timeOf gives the instant of a date. What has no zone of its own is taken as
// UTC.
func timeOf(v Value, typ reflect.Type) (time.Time, error) {
	switch v := v.(type) {
	case *Date:
		return v.Time(), nil
	case *Calendar:
		return time.UnixMilli(v.Millis).UTC(), nil
	case Text:
		if t, ok := textTime(string(v)); ok {
			return t, nil
		}
	case *Scalar:
		if layouts := timeLayouts[v.Class]; layouts != nil {
			if t, ok := parseTime(v.Text, layouts); ok {
				return t, nil
			}
			return time.Time{}, mismatch(v, typ, "a date that Go can't hold; use a string")
		}
	}
	return time.Time{}, mismatch(v, typ, "it is no date")
}

// textTime reads a java.util.Date whose class the format doesn't carry:
// milliseconds since the epoch, as flexjson writes them, or xstream's 2014-11-26
// 13:30:45.5 UTC, where .5 means 5 milliseconds.
func textTime(text string) (time.Time, bool) {
	if millis, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.UnixMilli(millis).UTC(), true
	}
	text, utc := strings.CutSuffix(text, " UTC")
	whole, fraction, _ := strings.Cut(text, ".")
	t, err := time.Parse(time.DateTime, whole)
	millis, err2 := strconv.ParseUint(fraction, 10, 10)
	// Before 1582 Java's calendar is another one.
	ok := utc && err == nil && err2 == nil && millis < 1000 && t.Year() > 1582
	return t.Add(time.Duration(millis) * time.Millisecond), ok
}

const (
	dayLayout   = "2006-01-02"
	clockLayout = "15:04:05.999999999"
	shortClock  = "15:04"
)

// timeLayouts are the forms of the texts of java.time; those without seconds
// last.
var timeLayouts = map[string][]string{
	"java.time.Instant":        {dayLayout + "T" + clockLayout + "Z"},
	"java.time.LocalDate":      {dayLayout},
	"java.time.LocalDateTime":  {dayLayout + "T" + clockLayout, dayLayout + "T" + shortClock},
	"java.time.OffsetDateTime": {dayLayout + "T" + clockLayout + "Z07:00", dayLayout + "T" + shortClock + "Z07:00"},
	"java.time.ZonedDateTime":  {dayLayout + "T" + clockLayout + "Z07:00", dayLayout + "T" + shortClock + "Z07:00"},
	"org.joda.time.DateTime":   {dayLayout + "T" + clockLayout + "Z07:00"},
	"org.joda.time.LocalDate":  {dayLayout},
}

func parseTime(text string, layouts []string) (time.Time, bool) {
	text, _, _ = strings.Cut(text, "[") // the name of the zone
	for _, layout := range layouts {
		t, err := time.ParseInLocation(layout, text, time.UTC)
		if err != nil {
			continue
		}
		if _, offset := t.Zone(); offset == 0 {
			return t.UTC(), true
		} else {
			return t.In(time.FixedZone("", offset)), true
		}
	}
	return time.Time{}, false
}

func (d *decoder) duration(v Value, dst reflect.Value) error {
	s, ok := v.(*Scalar)
	if ok && s.Class == "java.time.Duration" {
		if n, ok := parseDuration(s.Text); ok {
			dst.SetInt(int64(n))
			return nil
		}
		return mismatch(v, dst.Type(), "the duration doesn't fit")
	}
	return d.integer(v, dst)
}

// parseDuration reads Duration.toString(): PT8H6M12.345S, each part with its
// own sign.
func parseDuration(text string) (time.Duration, bool) {
	rest, ok := strings.CutPrefix(text, "PT")
	if !ok || rest == "" {
		return 0, false
	}
	total := int64(0)
	for _, unit := range []struct {
		name  string
		nanos int64
	}{{"H", int64(time.Hour)}, {"M", int64(time.Minute)}, {"S", int64(time.Second)}} {
		part, after, found := strings.Cut(rest, unit.name)
		if !found {
			continue
		}
		rest = after
		whole, fraction, _ := strings.Cut(part, ".")
		if len(fraction) > 9 || fraction != "" && unit.name != "S" {
			return 0, false
		}
		n, err := strconv.ParseInt(whole, 10, 64)
		if err != nil || n > math.MaxInt64/unit.nanos || n < math.MinInt64/unit.nanos {
			return 0, false
		}
		small, err := strconv.ParseInt((fraction + "000000000")[:9], 10, 64)
		if err != nil {
			return 0, false
		}
		if strings.HasPrefix(whole, "-") {
			small = -small
		}
		for _, add := range []int64{n * unit.nanos, small} {
			if sum := total + add; (sum > total) == (add > 0) {
				total = sum
			} else {
				return 0, false
			}
		}
	}
	return time.Duration(total), rest == ""
}
