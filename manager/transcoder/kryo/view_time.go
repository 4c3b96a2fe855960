package kryo

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"msmgate/internal/javatime"
	"msmgate/manager/javaobj"
)

// timeView shows kryo 4's java.time and optional numbers.
func (d *document) timeView(n *node) javaobj.Value {
	p := &parts{s: d.schema, raw: n.raw}
	text, ok := p.text(strings.TrimPrefix(strings.TrimPrefix(n.class.name, "java.time."), "java.util."))
	if !ok || p.raw != "" {
		return &javaobj.Opaque{Class: n.class.name, Size: len(n.raw), Reason: "it is out of range"}
	}
	return &javaobj.Scalar{Class: n.class.name, Text: text}
}

// parts reads what a class of java.time wrote.
type parts struct {
	s   *schema
	raw string
	bad bool
}

func (p *parts) int() int32 {
	v, end, ok := varint(p.raw, 0)
	p.bad = p.bad || !ok
	p.raw = p.raw[end:]
	return int32(v)
}

func (p *parts) long() int64 {
	v, end, ok := varlong(p.raw, 0, false)
	p.bad = p.bad || !ok
	p.raw = p.raw[end:]
	return int64(v)
}

func (p *parts) fixed(size int) uint64 {
	if len(p.raw) < size {
		p.bad = true
		return 0
	}
	var b [8]byte
	copy(b[8-size:], p.raw)
	p.raw = p.raw[size:]
	return binary.BigEndian.Uint64(b[:])
}

func (p *parts) byte() int8 { return int8(p.fixed(1)) }

func (p *parts) text(class string) (text string, ok bool) {
	switch class {
	case "LocalDate":
		text = p.date()
	case "LocalTime":
		text = p.time()
	case "LocalDateTime":
		text = p.date() + "T" + p.time()
	case "ZoneOffset":
		text = p.offset()
	case "ZoneRegion":
		text = p.zone()
	case "OffsetTime":
		text = p.time() + p.offset()
	case "OffsetDateTime":
		text = p.date() + "T" + p.time() + p.offset()
	case "ZonedDateTime":
		text = p.zoned()
	case "Instant":
		seconds, nanos := p.long(), p.int()
		t := time.Unix(seconds, 0).UTC()
		p.bad = p.bad || nanos < 0 || nanos > 999999999 || t.Year() < -9999 || t.Year() > 9999
		text = javatime.Instant(seconds, int64(nanos))
	case "Duration":
		seconds, nanos := int64(p.fixed(8)), p.int()
		p.bad = p.bad || nanos < 0 || nanos > 999999999
		text = javatime.Duration(seconds, int64(nanos))
	case "Year":
		text = strconv.Itoa(int(p.int()))
	case "YearMonth":
		text = javatime.YearMonth(p.int(), int64(p.byte()))
	case "MonthDay":
		text = fmt.Sprintf("--%02d-%02d", p.byte(), p.byte())
	case "Period":
		text = javatime.Period(p.int(), p.int(), p.int())
	case "OptionalInt", "OptionalLong", "OptionalDouble":
		text = p.optional(class)
	default:
		return "", false
	}
	return text, !p.bad
}

func (p *parts) date() string {
	y, m, day := p.int(), p.byte(), p.byte()
	p.bad = p.bad || m < 1 || m > 12 || day < 1 || day > 31
	return javatime.Date(y, int64(m), int64(day))
}

// time reads Java's shortened form: what ends it is complemented.
func (p *parts) time() string {
	var clock [3]int8
	nanos := int32(0)
	for i := range 4 {
		if i == 3 {
			nanos = p.int()
			break
		}
		if clock[i] = p.byte(); clock[i] < 0 {
			clock[i] = ^clock[i]
			break
		}
	}
	p.bad = p.bad || clock[0] > 23 || clock[1] > 59 || clock[2] > 59 || nanos < 0 || nanos > 999999999
	return javatime.Clock(int64(clock[0]), int64(clock[1]), int64(clock[2]), int64(nanos))
}

func (p *parts) offset() string {
	seconds := int32(p.byte())
	if seconds == 127 {
		seconds = int32(p.fixed(4))
	} else {
		seconds *= 15 * 60
	}
	p.bad = p.bad || seconds < -18*3600 || seconds > 18*3600
	return javatime.Offset(int64(seconds))
}

func (p *parts) zone() string {
	end, ok := scanText(p.s.layout, p.raw, 0)
	if !ok {
		p.bad = true
		return ""
	}
	text := p.s.text(p.raw[:end])
	p.raw = p.raw[end:]
	return text
}

// zoned shows the offset of a named zone at that time, as Go's zone data have
// it.
func (p *parts) zoned() string {
	date, clock := p.date(), p.time()
	zone := p.zone()
	if zone == "Z" || strings.HasPrefix(zone, "+") || strings.HasPrefix(zone, "-") {
		return date + "T" + clock + zone
	}
	location, err := time.LoadLocation(zone)
	if err != nil || zone == "" || zone == "Local" {
		p.bad = true
		return ""
	}
	t, ok := localTime(date, clock, location)
	p.bad = p.bad || !ok
	_, offset := t.Zone()
	return date + "T" + clock + javatime.Offset(int64(offset)) + "[" + zone + "]"
}

// localTime gives the time that clocks of a place showed. Of an hour that they
// showed twice it is the first, as Java's.
func localTime(date, clock string, location *time.Location) (time.Time, bool) {
	y, md := date[:len(date)-len("-01-02")], date[len(date)-len("01-02"):]
	year, err := strconv.Atoi(y)
	day, err2 := time.Parse("2006-01-02", "2004-"+md)
	if len(clock) == len("15:04") {
		clock += ":00"
	}
	at, err3 := time.Parse("15:04:05", clock)
	if err != nil || err2 != nil || err3 != nil {
		return time.Time{}, false
	}
	t := time.Date(year, day.Month(), day.Day(), at.Hour(), at.Minute(), at.Second(), 0, location)
	if start, _ := t.ZoneBounds(); !start.IsZero() {
		_, before := start.Add(-time.Second).Zone()
		_, now := t.Zone()
		if first := t.Add(time.Duration(now-before) * time.Second); first.Before(start) {
			return first, true
		}
	}
	return t, true
}

func (p *parts) optional(class string) string {
	if p.byte() == 0 {
		return class + ".empty"
	}
	switch class {
	case "OptionalInt":
		return fmt.Sprintf("%s[%d]", class, int32(p.fixed(4)))
	case "OptionalLong":
		return fmt.Sprintf("%s[%d]", class, int64(p.fixed(8)))
	}
	bits := p.fixed(8)
	return fmt.Sprintf("%s[%s]", class, javaobj.JavaDouble(math.Float64frombits(bits)))
}
