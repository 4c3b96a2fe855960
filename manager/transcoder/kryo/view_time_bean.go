package kryo

import (
	"fmt"
	"strings"
	"time"

	"msmgate/internal/javatime"
)

// time shows a class of java.time that was written field by field, as kryo 1 and
// 3 do.
func (b bean) time() (text string, ok bool) {
	class, ok := strings.CutPrefix(b.n.class.name, "java.time.")
	if !ok {
		return "", false
	}
	t := timeFields{b: b, ok: true}
	switch class {
	case "LocalDate":
		text = t.date()
	case "LocalTime":
		text = t.clock()
	case "LocalDateTime":
		text = t.dateTime()
	case "Instant":
		text = t.instant()
	case "Duration":
		text = javatime.Duration(t.number("seconds"), t.number("nanos"))
	case "Year":
		text = fmt.Sprint(t.number("year"))
	case "YearMonth":
		text = javatime.YearMonth(int32(t.number("year")), t.number("month"))
	case "MonthDay":
		text = fmt.Sprintf("--%02d-%02d", t.number("month"), t.number("day"))
	case "Period":
		text = javatime.Period(int32(t.number("years")), int32(t.number("months")), int32(t.number("days")))
	case "ZoneOffset":
		text = t.offset()
	case "ZoneRegion":
		text, t.ok = b.text("id")
	case "OffsetDateTime":
		text = t.in("dateTime").dateTime() + t.in("offset").offset()
	case "ZonedDateTime":
		text = t.in("dateTime").dateTime() + t.in("offset").offset()
		if zone, ok := b.object("zone"); ok && zone.n.class.name == "java.time.ZoneRegion" {
			id, _ := zone.text("id")
			text += "[" + id + "]"
		}
	case "OffsetTime":
		text = t.in("time").clock() + t.in("offset").offset()
	default:
		return "", false
	}
	return text, t.ok
}

// timeFields reads numbers; ok is false once one is missing or out of range.
type timeFields struct {
	b  bean
	ok bool
	up *timeFields
}

func (t *timeFields) fail() {
	for ; t != nil; t = t.up {
		t.ok = false
	}
}

func (t *timeFields) number(name string) int64 {
	if !t.ok {
		return 0
	}
	n, ok := t.b.number(name)
	if !ok {
		t.fail()
	}
	return n
}

// in gives a field that is an object itself.
func (t *timeFields) in(name string) *timeFields {
	inner := &timeFields{ok: t.ok, up: t}
	if b, ok := t.b.object(name); ok && t.ok {
		inner.b = b
	} else {
		inner.fail()
	}
	return inner
}

func (t *timeFields) between(name string, low, high int64) int64 {
	n := t.number(name)
	if n < low || n > high {
		t.fail()
	}
	return n
}

func (t *timeFields) date() string {
	return javatime.Date(int32(t.number("year")), t.between("month", 1, 12), t.between("day", 1, 31))
}

func (t *timeFields) clock() string {
	return javatime.Clock(t.between("hour", 0, 23), t.between("minute", 0, 59), t.between("second", 0, 59), t.between("nano", 0, 999999999))
}

func (t *timeFields) dateTime() string { return t.in("date").date() + "T" + t.in("time").clock() }

func (t *timeFields) instant() string {
	seconds, nanos := t.number("seconds"), t.between("nanos", 0, 999999999)
	at := time.Unix(seconds, 0).UTC()
	if at.Year() < -9999 || at.Year() > 9999 {
		t.fail()
	}
	return javatime.Instant(seconds, nanos)
}

func (t *timeFields) offset() string {
	return javatime.Offset(t.between("totalSeconds", -18*3600, 18*3600))
}
