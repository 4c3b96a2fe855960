package javaobj

import (
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// time makes a date of the former one's class, or a java.util.Date. What is
// finer than the class keeps is cut off.
func (e *encoder) time(src reflect.Value, s spot) (Value, error) {
	t := src.Interface().(time.Time)
	switch f := s.former.(type) {
	case *Date:
		if f.Time().Equal(t) || !f.HasNanos && f.Millis == t.UnixMilli() {
			return f, nil
		}
	case *Calendar:
		if f.Millis == t.UnixMilli() {
			return f, nil
		}
		if s.hint.class == "" {
			c := *f
			c.Millis = t.UnixMilli()
			return &c, nil
		}
	case Text:
		if old, ok := textTime(string(f)); ok && s.hint.class == "" {
			return textOfTime(f, old, t), nil
		}
	case *Scalar:
		if old, err := timeOf(f, timeType); err == nil && sameTime(f.Class, old, t) {
			return f, nil
		}
	}
	class := "java.util.Date"
	for _, told := range []string{s.hint.declared, ClassOf(s.former), s.hint.class} {
		if dateClasses[told] || timeLayouts[told] != nil {
			class = told
		}
	}
	switch {
	case s.hint.class != "" && s.hint.class != class:
		return nil, refuse(src, s, "a time is no %s", s.hint.class)
	case timeLayouts[class] == nil:
		d := &Date{Class: class, Millis: t.UnixMilli()}
		if class == "java.sql.Timestamp" {
			d.Nanos, d.HasNanos = int32(t.Nanosecond()), true
		}
		return d, nil
	case t.Year() < 0 || t.Year() > 9999:
		return nil, refuse(src, s, "the year isn't of four digits")
	}
	text, ok := timeText(class, t, s.former)
	if !ok {
		return nil, refuse(src, s, "a %s can't be made from a Go time; use a string", class)
	}
	return &Scalar{Class: class, Text: text}, nil
}

// textOfTime gives the text of a date whose class the format doesn't carry, in
// the form of the former one.
func textOfTime(former Text, old, t time.Time) Text {
	switch {
	case old.UnixMilli() == t.UnixMilli():
		return former
	case strings.HasSuffix(string(former), " UTC") && t.Year() > 1582 && t.Year() < 10000:
		t = t.UTC()
		return Text(fmt.Sprintf("%s.%d UTC", t.Format(time.DateTime), t.Nanosecond()/1e6))
	}
	return Text(strconv.FormatInt(t.UnixMilli(), 10))
}

var dateClasses = map[string]bool{"java.util.Date": true, "java.sql.Date": true, "java.sql.Time": true, "java.sql.Timestamp": true}

// sameTime compares instants, but what the clock shows where there is no zone.
func sameTime(class string, a, b time.Time) bool {
	switch class {
	case "java.time.LocalDate", "org.joda.time.LocalDate":
		return a.Format(dayLayout) == b.Format(dayLayout)
	case "java.time.LocalDateTime":
		return a.Format(time.DateTime) == b.Format(time.DateTime) && a.Nanosecond() == b.Nanosecond()
	}
	return a.Equal(b)
}

// timeText is toString() of a class of java.time. A ZonedDateTime keeps the zone
// of the former one; a new one has the Go time's, if that has a name that Java
// knows.
func timeText(class string, t time.Time, former Value) (string, bool) {
	switch class {
	case "java.time.Instant":
		t = t.UTC()
		return t.Format("2006-01-02T15:04:05") + fraction(t) + "Z", true
	case "java.time.LocalDate", "org.joda.time.LocalDate":
		return t.Format(dayLayout), true
	case "java.time.LocalDateTime":
		return localText(t), true
	case "java.time.OffsetDateTime":
		return localText(t) + offset(t), true
	case "java.time.ZonedDateTime":
		zone := ""
		if s, ok := former.(*Scalar); ok {
			_, zone, _ = strings.Cut(s.Text, "[")
			zone = strings.TrimSuffix(zone, "]")
		} else if _, err := time.LoadLocation(t.Location().String()); err == nil && strings.Contains(t.Location().String(), "/") {
			zone = t.Location().String()
		}
		if zone == "" {
			return localText(t) + offset(t), true
		}
		in, err := time.LoadLocation(zone)
		if err != nil || zone == "Local" {
			return "", false
		}
		t = t.In(in)
		return localText(t) + offset(t) + "[" + zone + "]", true
	}
	return "", false
}

// localText leaves out seconds that are zero, as Java does.
func localText(t time.Time) string {
	if t.Second() == 0 && t.Nanosecond() == 0 {
		return t.Format("2006-01-02T15:04")
	}
	return t.Format("2006-01-02T15:04:05") + fraction(t)
}

// fraction is the part of a second in three, six or nine digits.
func fraction(t time.Time) string {
	switch n := t.Nanosecond(); {
	case n == 0:
		return ""
	case n%1e6 == 0:
		return fmt.Sprintf(".%03d", n/1e6)
	case n%1e3 == 0:
		return fmt.Sprintf(".%06d", n/1e3)
	default:
		return fmt.Sprintf(".%09d", n)
	}
}

func offset(t time.Time) string {
	_, seconds := t.Zone()
	if seconds%60 != 0 {
		return t.Format("Z07:00:00")
	}
	return t.Format("Z07:00")
}

func (e *encoder) duration(src reflect.Value, s spot) (Value, error) {
	d := time.Duration(src.Int())
	const class = "java.time.Duration"
	if f, ok := s.former.(*Scalar); ok && f.Class == class {
		if old, ok := parseDuration(f.Text); ok && old == d {
			return f, nil
		}
		return &Scalar{Class: class, Text: durationText(d)}, nil
	}
	if s.hint.class == class || s.former == nil && s.hint.class == "" {
		if _, number := integerRange(s.hint.declared); !number {
			return &Scalar{Class: class, Text: durationText(d)}, nil
		}
	}
	return e.integer(src.Convert(reflect.TypeFor[int64]()), s, big.NewInt(int64(d)), "java.lang.Long")
}

// durationText is Duration.toString().
func durationText(d time.Duration) string {
	if d == 0 {
		return "PT0S"
	}
	text := "PT"
	if h := d / time.Hour; h != 0 {
		text += fmt.Sprintf("%dH", int64(h))
	}
	d %= time.Hour
	if m := d / time.Minute; m != 0 {
		text += fmt.Sprintf("%dM", int64(m))
	}
	d %= time.Minute
	if d == 0 {
		return text
	}
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	text += sign + fmt.Sprintf("%d", int64(d/time.Second))
	if n := d % time.Second; n != 0 {
		text += strings.TrimRight(fmt.Sprintf(".%09d", int64(n)), "0")
	}
	return text + "S"
}
