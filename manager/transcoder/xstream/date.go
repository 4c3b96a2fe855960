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

// parseDate reads 1970-01-01 00:00:00.5 UTC, where .5 means 5 milliseconds.
func parseDate(text string) (int64, bool) {
	text, ok := strings.CutSuffix(text, " UTC")
	whole, fraction, ok2 := strings.Cut(text, ".")
	if !ok || !ok2 || len(whole) != 19 {
		return 0, false
	}
	t, err := time.Parse(time.DateTime, whole)
	millis, err2 := strconv.ParseUint(fraction, 10, 10)
	if err != nil || err2 != nil || millis > 999 {
		return 0, false
	}
	return t.UnixMilli() + int64(millis), true
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
