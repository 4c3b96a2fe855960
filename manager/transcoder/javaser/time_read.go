package javaser

import (
	"errors"
	"fmt"
	"strconv"

	"msmgate/internal/javatime"
	"msmgate/manager/javaobj"
)

// java.time writes all its classes through one, java.time.Ser: a block whose
// first byte tells the class.
const (
	timeDuration = iota + 1
	timeInstant
	timeLocalDate
	timeLocalTime
	timeLocalDateTime
	timeZonedDateTime
	timeZoneRegion
	timeZoneOffset
	timeOffsetTime
	timeOffsetDateTime
	timeYear
	timeYearMonth
	timeMonthDay
	timePeriod
)

var timeClasses = []string{
	timeDuration: "Duration", timeInstant: "Instant", timeLocalDate: "LocalDate", timeLocalTime: "LocalTime",
	timeLocalDateTime: "LocalDateTime", timeZonedDateTime: "ZonedDateTime", timeZoneRegion: "ZoneRegion",
	timeZoneOffset: "ZoneOffset", timeOffsetTime: "OffsetTime", timeOffsetDateTime: "OffsetDateTime",
	timeYear: "Year", timeYearMonth: "YearMonth", timeMonthDay: "MonthDay", timePeriod: "Period",
}

// timeClass gives the class behind the first byte of a java.time.Ser.
func timeClass(kind byte) string {
	if kind == 0 || int(kind) >= len(timeClasses) {
		return "java.time.Ser"
	}
	return "java.time." + timeClasses[kind]
}

func init() { readers["java.time.Ser"] = readTime }

func readTime(_ *document, o *object, _ string) javaobj.Value {
	raw, items := o.slot("java.time.Ser").blocks()
	if len(raw) == 0 || len(items) > 0 || timeClass(raw[0]) == "java.time.Ser" {
		return nil
	}
	r := &timeReader{cursor: cursor{data: raw, pos: 1}}
	text := r.text(raw[0])
	if r.err != nil || r.left() > 0 {
		return nil
	}
	return &javaobj.Scalar{Class: timeClass(raw[0]), Text: text}
}

// timeReader reads the parts of java.time's blocks as toString shows them.
type timeReader struct {
	cursor
	err error
}

func (r *timeReader) text(kind byte) string {
	switch kind {
	case timeDuration:
		return javatime.Duration(r.long(), int64(r.int()))
	case timeInstant:
		seconds, nano := r.long(), r.int()
		if seconds < minInstant || seconds > maxInstant {
			r.err = errInstant
			return ""
		}
		return javatime.Instant(seconds, int64(nano))
	case timeLocalDate:
		return r.date()
	case timeLocalTime:
		return r.time()
	case timeLocalDateTime:
		return r.date() + "T" + r.time()
	case timeZonedDateTime:
		local, offset := r.date()+"T"+r.time(), r.offset()
		if kind := r.byte(); kind == timeZoneOffset {
			return local + r.zoneSuffix(offset, r.offset())
		} else if kind != timeZoneRegion {
			r.err = errUnknownZone
			return ""
		}
		return local + r.zoneSuffix(offset, r.utfText())
	case timeZoneRegion:
		return r.utfText()
	case timeZoneOffset:
		return r.offset()
	case timeOffsetTime:
		return r.time() + r.offset()
	case timeOffsetDateTime:
		return r.date() + "T" + r.time() + r.offset()
	case timeYear:
		return strconv.Itoa(int(r.int()))
	case timeYearMonth:
		return javatime.YearMonth(r.int(), int64(r.byte()))
	case timeMonthDay:
		return fmt.Sprintf("--%02d-%02d", r.byte(), r.byte())
	case timePeriod:
		return javatime.Period(r.int(), r.int(), r.int())
	}
	return ""
}

// Instant.MIN and Instant.MAX, in seconds.
const (
	minInstant = -31557014167219200
	maxInstant = 31556889864403199
)

var (
	errUnknownZone = errors.New("neither a region nor an offset")
	errInstant     = errors.New("an Instant beyond its bounds")
)

func (r *timeReader) zoneSuffix(offset, zone string) string {
	if offset == zone {
		return offset
	}
	return offset + "[" + zone + "]"
}

func (r *timeReader) byte() byte {
	b, err := r.u1()
	if err != nil {
		r.err = err
	}
	return b
}

func (r *timeReader) int() int32 {
	n, err := r.s4()
	if err != nil {
		r.err = err
	}
	return n
}

func (r *timeReader) long() int64 {
	n, err := r.u8()
	if err != nil {
		r.err = err
	}
	return int64(n)
}

func (r *timeReader) utfText() string {
	raw, err := r.utf()
	if err != nil {
		r.err = err
	}
	s, _ := decodeUTF(string(raw))
	return s
}

func (r *timeReader) date() string {
	return javatime.Date(r.int(), int64(r.byte()), int64(r.byte()))
}

// time reads a time of day, which is cut behind its last part that isn't
// zero; that part then stands complemented.
func (r *timeReader) time() string {
	var parts [3]int8
	var nano int32
	for i := range 4 {
		if i == 3 {
			nano = r.int()
			break
		}
		if parts[i] = int8(r.byte()); parts[i] < 0 {
			parts[i] = ^parts[i]
			break
		}
	}
	return javatime.Clock(int64(parts[0]), int64(parts[1]), int64(parts[2]), int64(nano))
}

func (r *timeReader) offset() string {
	quarters := int8(r.byte())
	seconds := int(quarters) * 900
	if quarters == 127 {
		seconds = int(r.int())
	}
	return javatime.Offset(int64(seconds))
}
