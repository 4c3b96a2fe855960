package javaser

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"msmgate/manager/javaobj"
)

const (
	datePattern    = `([+-]?\d{4,9})-(\d\d)-(\d\d)`
	instantPattern = `([+-]?\d{4,10})-(\d\d)-(\d\d)` // a year more at both ends
	clockPattern   = `(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?`
	offsetPattern  = `(Z|[+-]\d\d:\d\d(?::\d\d)?)`
)

// timePatterns are the forms of toString.
var timePatterns = map[string]*regexp.Regexp{
	"Duration":       regexp.MustCompile(`^PT(?:(-?\d{1,16})H)?(?:(-?\d{1,2})M)?(?:(-?\d{1,2})(?:\.(\d{1,9}))?S)?$`),
	"Instant":        regexp.MustCompile(`^` + instantPattern + `T` + clockPattern + `Z$`),
	"LocalDate":      regexp.MustCompile(`^` + datePattern + `$`),
	"LocalTime":      regexp.MustCompile(`^` + clockPattern + `$`),
	"LocalDateTime":  regexp.MustCompile(`^` + datePattern + `T` + clockPattern + `$`),
	"ZonedDateTime":  regexp.MustCompile(`^` + datePattern + `T` + clockPattern + offsetPattern + `(?:\[([A-Za-z0-9/._+-]+)\])?$`),
	"ZoneRegion":     regexp.MustCompile(`^([A-Za-z][A-Za-z0-9~/._+-]+)$`),
	"ZoneOffset":     regexp.MustCompile(`^` + offsetPattern + `$`),
	"OffsetTime":     regexp.MustCompile(`^` + clockPattern + offsetPattern + `$`),
	"OffsetDateTime": regexp.MustCompile(`^` + datePattern + `T` + clockPattern + offsetPattern + `$`),
	"Year":           regexp.MustCompile(`^([+-]?\d{1,9})$`),
	"YearMonth":      regexp.MustCompile(`^([+-]?\d{4,9})-(\d\d)$`),
	"MonthDay":       regexp.MustCompile(`^--(\d\d)-(\d\d)$`),
	"Period":         regexp.MustCompile(`^P(?:(-?\d{1,9})Y)?(?:(-?\d{1,9})M)?(?:(-?\d{1,9})D)?$`),
}

// time makes a java.time value from its text, through java.time.Ser.
func (b *builder) time(v *javaobj.Scalar) (item, error) {
	name := strings.TrimPrefix(v.Class, "java.time.")
	kind := slices.Index(timeClasses, name)
	pattern := timePatterns[name]
	if kind < 1 || pattern == nil {
		return nil, unsupported(v.Class, "it is no class of java.time that can be written")
	}
	m := pattern.FindStringSubmatch(v.Text)
	if m == nil {
		return nil, bad(v)
	}
	w := &timeWriter{out: []byte{byte(kind)}, parts: m[1:]}
	w.kind(byte(kind))
	if w.bad {
		return nil, bad(v)
	}
	o, err := b.object("java.time.Ser")
	if err != nil {
		return nil, err
	}
	o.slot("java.time.Ser").data = newBlock(w.out)
	return o, b.keep(v, o)
}

// timeWriter turns the parts of a text into the bytes of a block.
type timeWriter struct {
	out   []byte
	parts []string
	bad   bool
}

func (w *timeWriter) kind(kind byte) {
	switch kind {
	case timeDuration:
		w.duration()
	case timeInstant:
		w.instant()
	case timeLocalDate:
		w.date()
	case timeLocalTime:
		w.clock()
	case timeLocalDateTime:
		w.date()
		w.clock()
	case timeZonedDateTime:
		w.date()
		w.clock()
		w.zoned()
	case timeZoneRegion:
		w.region(w.take())
	case timeZoneOffset:
		w.offset(w.take())
	case timeOffsetTime:
		w.clock()
		w.offset(w.take())
	case timeOffsetDateTime:
		w.date()
		w.clock()
		w.offset(w.take())
	case timeYear:
		w.out = put4(w.out, uint32(w.number(-999999999, 999999999)))
	case timeYearMonth:
		w.out = put4(w.out, uint32(w.number(-999999999, 999999999)))
		w.out = append(w.out, byte(w.number(1, 12)))
	case timeMonthDay:
		month := w.number(1, 12)
		w.out = append(w.out, byte(month), byte(w.number(1, daysOf(2000, month))))
	case timePeriod:
		w.bad = strings.Join(w.parts, "") == ""
		for range 3 {
			w.out = put4(w.out, uint32(w.number(-999999999, 999999999)))
		}
	}
}

func (w *timeWriter) take() string {
	s := w.parts[0]
	w.parts = w.parts[1:]
	return s
}

// number takes the next part, 0 if it is empty.
func (w *timeWriter) number(low, high int64) int64 {
	s := w.take()
	n := int64(0)
	if s != "" {
		var err error
		if n, err = strconv.ParseInt(s, 10, 64); err != nil {
			w.bad = true
		}
	}
	if n < low || n > high {
		w.bad = true
	}
	return n
}

func (w *timeWriter) nano() uint32 {
	s := w.take()
	n, _ := strconv.Atoi((s + "000000000")[:9])
	return uint32(n)
}

func daysOf(year, month int64) int64 {
	return int64(time.Date(int(year), time.Month(month+1), 0, 0, 0, 0, 0, time.UTC).Day())
}

func (w *timeWriter) ymd(years int64) (year, month, day int64) {
	year, month = w.number(-years, years), w.number(1, 12)
	return year, month, w.number(1, daysOf(year, month))
}

func (w *timeWriter) date() {
	year, month, day := w.ymd(999999999)
	w.out = append(put4(w.out, uint32(year)), byte(month), byte(day))
}

// clock leaves out what is zero at the end, and complements the last part.
func (w *timeWriter) clock() {
	h, m, s, nano := byte(w.number(0, 23)), byte(w.number(0, 59)), byte(w.number(0, 59)), w.nano()
	switch {
	case nano != 0:
		w.out = put4(append(w.out, h, m, s), nano)
	case s != 0:
		w.out = append(w.out, h, m, ^s)
	case m != 0:
		w.out = append(w.out, h, ^m)
	default:
		w.out = append(w.out, ^h)
	}
}

func (w *timeWriter) offset(text string) {
	seconds := 0
	if text != "Z" {
		var h, m, s int
		fmt.Sscanf(text[1:]+":00", "%d:%d:%d", &h, &m, &s)
		seconds = h*3600 + m*60 + s
		if m > 59 || s > 59 || seconds > 18*3600 {
			w.bad = true
		}
		if text[0] == '-' {
			seconds = -seconds
		}
	}
	if seconds%900 == 0 {
		w.out = append(w.out, byte(seconds/900))
		return
	}
	w.out = put4(append(w.out, 127), uint32(seconds))
}

func (w *timeWriter) region(id string) {
	w.out = append(put2(w.out, uint16(len(id))), id...)
}

func (w *timeWriter) zoned() {
	offset, zone := w.take(), w.take()
	w.offset(offset)
	if zone == "" {
		w.out = append(w.out, timeZoneOffset)
		w.offset(offset)
		return
	}
	w.out = append(w.out, timeZoneRegion)
	w.region(zone)
}

func (w *timeWriter) instant() {
	year, month, day := w.ymd(1000000000)
	h, m, s, nano := w.number(0, 23), w.number(0, 59), w.number(0, 59), w.nano()
	t := time.Date(int(year), time.Month(month), int(day), int(h), int(m), int(s), 0, time.UTC)
	w.out = put4(put8(w.out, uint64(t.Unix())), nano)
}

func (w *timeWriter) duration() {
	if len(w.parts[0])+len(w.parts[1])+len(w.parts[2]) == 0 {
		w.bad = true
	}
	negative := strings.HasPrefix(w.parts[2], "-")
	seconds := w.number(-1<<62/3600, 1<<62/3600)*3600 + w.number(-59, 59)*60 + w.number(-59, 59)
	nano := int64(w.nano())
	if negative && nano > 0 {
		seconds, nano = seconds-1, 1e9-nano
	}
	w.out = put4(put8(w.out, uint64(seconds)), uint32(nano))
}
