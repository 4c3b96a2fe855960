package kryo

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // Joda texts show the offset of a named zone

	"msmgate/manager/javaobj"
)

// Joda-Time's types are an application's, but so common that they are shown by
// their text: of the ISO chronology, and of the years in which both sides agree.

const (
	jodaDateTimeLayout = jodaLocalLayout + "Z07:00"
	jodaLocalLayout    = "2006-01-02T15:04:05.000"
)

func inZone(millis int64, zone string) (t time.Time, ok bool) {
	location := time.UTC
	var sign byte
	var hours, minutes int
	if n, _ := fmt.Sscanf(zone, "%c%02d:%02d", &sign, &hours, &minutes); n == 3 && strings.IndexByte("+-", sign) >= 0 {
		seconds := 60 * (60*hours + minutes)
		if sign == '-' {
			seconds = -seconds
		}
		location = time.FixedZone(zone, seconds)
	} else if zone != "UTC" {
		var err error
		if location, err = time.LoadLocation(zone); err != nil || zone == "Local" || zone == "" {
			return t, false
		}
	}
	t = time.UnixMilli(millis).In(location)
	return t, t.Year() >= 1900 && t.Year() <= 2100
}

// isoZone gives the zone of a chronology that was written field by field: UTC's
// is assembled of the Gregorian one, others of a zoned one.
func isoZone(b bean) (zone string, ok bool) {
	chronology, ok := b.object("iChronology")
	if !ok || chronology.n.class.name != "org.joda.time.chrono.ISOChronology" {
		return "", false
	}
	base, ok := chronology.object("iBase")
	switch {
	case !ok:
		return "", false
	case base.n.class.name == "org.joda.time.chrono.GregorianChronology":
		return "UTC", true
	case base.n.class.name != "org.joda.time.chrono.ZonedChronology":
		return "", false
	}
	at, ok := base.object("iParam")
	if !ok {
		return "", false
	}
	return at.text("iID")
}

func jodaDateTime(_ *document, b bean) javaobj.Value {
	millis, ok1 := b.number("iMillis")
	zone, ok2 := isoZone(b)
	t, ok3 := inZone(millis, zone)
	if !ok1 || !ok2 || !ok3 {
		return nil
	}
	return b.scalar(t.Format(jodaDateTimeLayout))
}

func jodaInstant(_ *document, b bean) javaobj.Value {
	millis, ok := b.number("iMillis")
	t, ok2 := inZone(millis, "UTC")
	if !ok || !ok2 {
		return nil
	}
	return b.scalar(t.Format("2006-01-02T15:04:05.000Z"))
}

func jodaLocal(layout string) func(*document, bean) javaobj.Value {
	return func(_ *document, b bean) javaobj.Value {
		millis, ok := b.number("iLocalMillis")
		zone, ok2 := isoZone(b)
		t, ok3 := inZone(millis, "UTC")
		if !ok || !ok2 || !ok3 || zone != "UTC" {
			return nil
		}
		return b.scalar(t.Format(layout))
	}
}

// jodaView shows what JodaDateTimeRegistration wrote; what can't be told is
// shown as opaque.
func (d *document) jodaView(n *node) javaobj.Value {
	name, raw, one := n.class.name, n.raw, d.layout == layout1
	opaque := &javaobj.Opaque{Class: name, Size: len(raw), Reason: "its chronology, zone or year isn't shown"}
	first, at, _ := varlong(raw, 0, one)
	var t time.Time
	ok := true
	layout := jodaDateTimeLayout
	switch name {
	case "org.joda.time.DateTime":
		parts := d.texts(raw[at:])
		if len(parts) != 2 || parts[0] != "" {
			return opaque
		}
		t, ok = inZone(int64(first), parts[1]) // "" is the zone of that JVM
	case "org.joda.time.LocalDateTime", "org.joda.time.LocalDate":
		if parts := d.texts(raw[at:]); len(parts) != 1 || parts[0] != "" {
			return opaque
		}
		days, millis := int64(first), int64(0)
		layout = time.DateOnly
		if name == "org.joda.time.LocalDateTime" {
			days, millis, layout = days/msPerDay, days%msPerDay, jodaLocalLayout
		}
		t = time.Date(int(days/(13*32)), time.Month(days%(13*32)/32), int(days%32), 0, 0, 0, 0, time.UTC).Add(time.Duration(millis) * time.Millisecond)
		ok = t.Year() >= 1900 && t.Year() <= 2100
	default:
		return opaque
	}
	if !ok {
		return opaque
	}
	return &javaobj.Scalar{Class: name, Text: t.Format(layout)}
}

const msPerDay = 24 * 60 * 60 * 1000
