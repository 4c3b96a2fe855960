package javaser

import (
	"fmt"
	"time"
	_ "time/tzdata" // Joda texts show the offset of a named zone

	"msmgate/manager/javaobj"
)

// Joda-Time's types are an application's, but so common that they are shown
// by their text. They hold milliseconds and a chronology, which stands in the
// stream as a stub with its zone. Only the ISO chronology is known.

func init() {
	readers["org.joda.time.DateTime"] = readJodaDateTime
	readers["org.joda.time.Instant"] = readJodaInstant
	readers["org.joda.time.LocalDate"] = jodaLocal("org.joda.time.LocalDate", "2006-01-02")
	readers["org.joda.time.LocalDateTime"] = jodaLocal("org.joda.time.LocalDateTime", "2006-01-02T15:04:05.000")
	readers["org.joda.time.LocalTime"] = jodaLocal("org.joda.time.LocalTime", "15:04:05.000")
}

// jodaZone gives the zone id of a chronology.
func jodaZone(it item) (string, bool) {
	chronology, ok := target(it).(*object)
	if !ok || chronology.desc == nil || chronology.desc.name != "org.joda.time.chrono.ISOChronology$Stub" {
		return "", false
	}
	_, items := chronology.slot(chronology.desc.name).blocks()
	if len(items) != 1 {
		return "", false
	}
	zone, ok := target(items[0]).(*object)
	if !ok || zone.desc == nil || zone.desc.name != "org.joda.time.DateTimeZone$Stub" {
		return "", false
	}
	raw, rest := zone.slot(zone.desc.name).blocks()
	if len(raw) < 2 || len(rest) > 0 || int(be16(raw)) != len(raw)-2 {
		return "", false
	}
	return decodeUTF(string(raw[2:]))
}

// jodaTime gives a time in its zone; ok is false beyond the years that both
// sides write alike.
func jodaTime(millis int64, zone string) (t time.Time, ok bool) {
	location := time.UTC
	var sign byte
	var h, m int
	if n, _ := fmt.Sscanf(zone, "%c%02d:%02d", &sign, &h, &m); n == 3 && (sign == '+' || sign == '-') {
		seconds := h*3600 + m*60
		if sign == '-' {
			seconds = -seconds
		}
		location = time.FixedZone(zone, seconds)
	} else if zone != "UTC" {
		var err error
		if location, err = time.LoadLocation(zone); err != nil || zone == "Local" {
			return t, false
		}
	}
	t = time.UnixMilli(millis).In(location)
	return t, t.Year() >= 1900 && t.Year() <= 2100
}

func readJodaDateTime(_ *document, o *object, _ string) javaobj.Value {
	const base = "org.joda.time.base.BaseDateTime"
	millis, ok := o.long(base, "iMillis")
	zone, hasZone := jodaZone(o.field(base, "iChronology"))
	if !ok || !hasZone {
		return nil
	}
	t, ok := jodaTime(millis, zone)
	if !ok {
		return nil
	}
	return &javaobj.Scalar{Class: javaName(o.desc.name), Text: t.Format("2006-01-02T15:04:05.000Z07:00")}
}

func readJodaInstant(_ *document, o *object, class string) javaobj.Value {
	millis, ok := o.long(class, "iMillis")
	if !ok {
		return nil
	}
	t, ok := jodaTime(millis, "UTC")
	if !ok {
		return nil
	}
	return &javaobj.Scalar{Class: javaName(o.desc.name), Text: t.Format("2006-01-02T15:04:05.000Z")}
}

func jodaLocal(class, layout string) reader {
	return func(_ *document, o *object, _ string) javaobj.Value {
		millis, ok := o.long(class, "iLocalMillis")
		zone, hasZone := jodaZone(o.field(class, "iChronology"))
		if !ok || !hasZone || zone != "UTC" {
			return nil
		}
		t := time.UnixMilli(millis).UTC()
		if layout != "15:04:05.000" && (t.Year() < 1900 || t.Year() > 2100) {
			return nil
		}
		return &javaobj.Scalar{Class: javaName(o.desc.name), Text: t.Format(layout)}
	}
}
