package xstream

import (
	"strconv"
	"strings"
	"time"

	"msmgate/manager/javaobj"
)

const inNodesZone = "the format keeps it in the node's time zone, which the record doesn't tell; shown as if that were UTC"

// date reads the dates that stand as text; nil if it is none.
func (d *document) date(class, text string) javaobj.Value {
	switch class {
	case "java.util.Date":
		if millis, ok := parseDate(text); ok {
			return &javaobj.Date{Class: class, Millis: millis}
		}
	case "java.sql.Timestamp":
		whole, fraction, _ := strings.Cut(text, ".")
		t, err := time.Parse(time.DateTime, whole)
		nanos, err2 := strconv.ParseUint((fraction + "000000000")[:9], 10, 32)
		if err != nil || err2 != nil || len(fraction) > 9 {
			return nil
		}
		date := &javaobj.Date{Class: class, Millis: t.UnixMilli() + int64(nanos)/1e6, Nanos: int32(nanos), HasNanos: true}
		if d.old {
			date.Lost = inNodesZone
		}
		return date
	case "java.sql.Date":
		if t, err := time.Parse(time.DateOnly, text); err == nil {
			return &javaobj.Date{Class: class, Millis: t.UnixMilli(), Lost: "the format keeps only the day, in the node's time zone"}
		}
	case "java.sql.Time":
		if t, err := time.Parse("2006-01-02 15:04:05", "1970-01-01 "+text); err == nil {
			return &javaobj.Date{Class: class, Millis: t.UnixMilli(), Lost: "the format keeps only the time of day, in the node's time zone"}
		}
	}
	return nil
}

// parseDate reads 1970-01-01 00:00:00.5 UTC, where .5 means 5 milliseconds, and
// 0012-06-17 BC 08:46:19.847 UTC.
func parseDate(text string) (int64, bool) {
	day, clock, ok := strings.Cut(text, " ")
	era, isBC := strings.CutPrefix(clock, "BC ")
	clock, ok2 := strings.CutSuffix(era, " UTC")
	whole, fraction, ok3 := strings.Cut(clock, ".")
	t, err := time.Parse(time.TimeOnly, whole)
	millis, err2 := strconv.ParseUint(fraction, 10, 10)
	if !ok || !ok2 || !ok3 || err != nil || err2 != nil || len(whole) != len(time.TimeOnly) || millis > 999 {
		return 0, false
	}
	midnight, ok := parseDay(day, isBC)
	if !ok {
		return 0, false
	}
	sinceMidnight := t.Sub(t.Truncate(24 * time.Hour)).Milliseconds()
	return midnight.UnixMilli() + sinceMidnight + int64(millis), true
}

// parseDay reads a day of Java's calendar, which is Julian before 15 October
// 1582.
func parseDay(text string, isBC bool) (time.Time, bool) {
	parts := strings.Split(text, "-")
	if len(parts) != 3 || len(parts[0]) < 4 || len(parts[0]) > 9 || len(parts[1]) != 2 || len(parts[2]) != 2 {
		return time.Time{}, false
	}
	var n [3]int
	for i, part := range parts {
		value, err := strconv.ParseUint(part, 10, 31)
		if err != nil || value == 0 {
			return time.Time{}, false
		}
		n[i] = int(value)
	}
	year, month, day := n[0], time.Month(n[1]), n[2]
	if isBC {
		year = 1 - year
	}
	if year > 1582 || year == 1582 && (month > 10 || month == 10 && day >= 15) {
		t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
		return t, t.Month() == month && t.Day() == day
	}
	// A Julian year has its leap day every four years: count in a Gregorian
	// cycle of four years that has it too, and move by whole days.
	cycles := (year - 1200) / 4
	if (year-1200)%4 < 0 {
		cycles--
	}
	const daysBehind = 7 // of the Julian calendar in 1200, from March on
	t := time.Date(year-4*cycles, month, day, 0, 0, 0, 0, time.UTC)
	ok := t.Month() == month && t.Day() == day
	return t.AddDate(0, 0, cycles*1461+daysBehind), ok
}

// The span of dates whose text has one reading: the common era, and four
// digits for the year. Java's calendar was Julian before 15 October 1582.
var firstDate, lastDate = time.Date(1582, 10, 15, 0, 0, 0, 0, time.UTC).UnixMilli(), time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC).UnixMilli()

func formatDate(millis int64) string {
	t := time.UnixMilli(millis).UTC()
	return t.Format(time.DateTime) + "." + strconv.Itoa(t.Nanosecond()/1e6) + " UTC"
}

// formatTimestamp cuts the zeros behind the nanos, but one.
func formatTimestamp(millis int64, nanos int32) string {
	digits := strings.TrimRight(strconv.Itoa(1e9 + int(nanos))[1:], "0")
	if digits == "" {
		digits = "0"
	}
	return time.UnixMilli(millis).UTC().Format(time.DateTime) + "." + digits
}
