package kryo

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"time"

	"msmgate/manager/javaobj"
)

// otherBytes writes what has a text of its own: java.time's and Joda-Time's
// classes, and optional numbers. Only what reads as the same text is written.
func (b *builder) otherBytes(c *class, text string) ([]byte, bool) {
	w := &partsWriter{s: b.schema}
	name := strings.TrimPrefix(strings.TrimPrefix(c.name, "java.time."), "java.util.")
	if strings.HasPrefix(c.name, "org.joda.") {
		w.joda(c.name, text)
	} else {
		w.text(name, text)
	}
	if end, ok := b.scan(c.format, string(w.out), 0); w.bad || !ok || end != len(w.out) {
		return nil, false
	}
	shown, ok := b.scalarView(&node{class: c, raw: string(w.out)}).(*javaobj.Scalar)
	return w.out, ok && shown.Text == text
}

// partsWriter is the other way of parts.
type partsWriter struct {
	s   *schema
	out []byte
	bad bool
}

func (w *partsWriter) int(n int64)     { w.out = appendVarint(w.out, uint32(int32(n))) }
func (w *partsWriter) long(n int64)    { w.out = appendVarlong(w.out, uint64(n), w.s.layout == layout1) }
func (w *partsWriter) byte(n int64)    { w.out = append(w.out, byte(n)) }
func (w *partsWriter) string(s string) { w.out = w.s.appendText(w.out, s) }

// number reads a whole number of up to 32 bits.
func (w *partsWriter) number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 32)
	w.bad = w.bad || err != nil
	return n
}

func (w *partsWriter) text(class, text string) {
	switch class {
	case "LocalDate":
		w.date(text)
	case "LocalTime":
		w.time(text)
	case "LocalDateTime":
		w.dateTime(text)
	case "ZoneOffset":
		w.offset(text)
	case "ZoneRegion":
		w.string(text)
	case "OffsetTime":
		local, offset := splitOffset(text)
		w.time(local)
		w.offset(offset)
	case "OffsetDateTime":
		local, offset := splitOffset(text)
		w.dateTime(local)
		w.offset(offset)
	case "ZonedDateTime":
		rest, zone, named := strings.Cut(strings.TrimSuffix(text, "]"), "[")
		local, offset := splitOffset(rest)
		if !named {
			zone = offset
		}
		w.dateTime(local)
		w.string(zone)
	case "Instant":
		w.instant(text)
	case "Duration":
		w.duration(text)
	case "Year":
		w.int(w.number(text))
	case "YearMonth":
		y, month := cutLast(text, 3)
		w.int(w.number(y))
		w.byte(w.number(strings.TrimPrefix(month, "-")))
	case "MonthDay":
		month, day := cutLast(strings.TrimPrefix(text, "--"), 3)
		w.byte(w.number(month))
		w.byte(w.number(strings.TrimPrefix(day, "-")))
	case "Period":
		w.period(text)
	case "OptionalInt", "OptionalLong", "OptionalDouble":
		w.optional(class, text)
	default:
		w.bad = true
	}
}

// cutLast splits off the last bytes.
func cutLast(text string, n int) (front, last string) {
	at := max(len(text)-n, 0)
	return text[:at], text[at:]
}

func (w *partsWriter) date(text string) {
	y, rest := cutLast(text, 6)
	if len(rest) != 6 || rest[0] != '-' || rest[3] != '-' {
		w.bad = true
		return
	}
	w.int(w.number(y))
	w.byte(w.number(rest[1:3]))
	w.byte(w.number(rest[4:]))
}

func (w *partsWriter) dateTime(text string) {
	date, clock, ok := strings.Cut(text, "T")
	w.bad = w.bad || !ok
	w.date(date)
	w.time(clock)
}

// time writes Java's shortened form, see parts.time.
func (w *partsWriter) time(text string) {
	clock, fraction, _ := strings.Cut(text, ".")
	words := strings.Split(clock, ":")
	var n [4]int64
	for i := range min(len(words), 3) {
		n[i] = w.number(words[i])
	}
	if fraction != "" {
		n[3] = w.number((fraction + "000000000")[:9])
	}
	last := 3
	for last > 0 && n[last] == 0 {
		last--
	}
	for i := range last {
		w.byte(n[i])
	}
	if last == 3 {
		w.int(n[3])
		return
	}
	w.byte(^n[last])
}

// splitOffset splits off Z, or what begins with the last sign behind the time.
func splitOffset(text string) (local, offset string) {
	at := strings.IndexByte(text, 'T') + 1
	if i := strings.IndexAny(text[at:], "Z+-"); i >= 0 {
		return text[:at+i], text[at+i:]
	}
	return text, ""
}

func (w *partsWriter) offset(text string) {
	seconds := int64(0)
	if text != "Z" {
		if len(text) != 6 && len(text) != 9 {
			w.bad = true
			return
		}
		for i, word := range strings.Split(text[1:], ":") {
			seconds += w.number(word) * []int64{3600, 60, 1}[min(i, 2)]
		}
		if text[0] == '-' {
			seconds = -seconds
		}
	}
	if seconds%900 == 0 {
		w.byte(seconds / 900)
		return
	}
	w.out = binary.BigEndian.AppendUint32(append(w.out, 127), uint32(int32(seconds)))
}

func (w *partsWriter) instant(text string) {
	whole, fraction, _ := strings.Cut(strings.TrimSuffix(text, "Z"), ".")
	t, err := time.Parse("2006-01-02T15:04:05", whole)
	w.bad = w.bad || err != nil
	w.long(t.Unix())
	nanos := int64(0)
	if fraction != "" {
		nanos = w.number((fraction + "000000000")[:9])
	}
	w.int(nanos)
}

// duration reads what Duration.toString writes.
func (w *partsWriter) duration(text string) {
	rest, ok := strings.CutPrefix(text, "PT")
	w.bad = w.bad || !ok
	seconds, nanos := int64(0), int64(0)
	for _, unit := range []struct {
		letter  string
		seconds int64
	}{{"H", 3600}, {"M", 60}} {
		if word, behind, found := strings.Cut(rest, unit.letter); found {
			n, err := strconv.ParseInt(word, 10, 64)
			w.bad = w.bad || err != nil || n > math.MaxInt64/3600 || n < math.MinInt64/3600
			seconds, rest = seconds+n*unit.seconds, behind
		}
	}
	if word, ok := strings.CutSuffix(rest, "S"); ok {
		whole, fraction, _ := strings.Cut(word, ".")
		n, err := strconv.ParseInt(whole, 10, 64)
		w.bad = w.bad || err != nil
		seconds += n
		if fraction != "" {
			nanos = w.number((fraction + "000000000")[:9])
		}
		if nanos > 0 && strings.HasPrefix(word, "-") {
			seconds, nanos = seconds-1, 1e9-nanos
		}
	} else if rest != "" {
		w.bad = true
	}
	w.out = binary.BigEndian.AppendUint64(w.out, uint64(seconds))
	w.int(nanos)
}

func (w *partsWriter) period(text string) {
	rest, ok := strings.CutPrefix(text, "P")
	w.bad = w.bad || !ok
	for _, unit := range []string{"Y", "M", "D"} {
		n := int64(0)
		if word, behind, found := strings.Cut(rest, unit); found {
			n, rest = w.number(word), behind
		}
		w.int(n)
	}
}

func (w *partsWriter) optional(class, text string) {
	value, ok := strings.CutPrefix(text, class+"[")
	if !ok {
		w.out = append(w.out, 0)
		return
	}
	value = strings.TrimSuffix(value, "]")
	w.out = append(w.out, 1)
	switch class {
	case "OptionalInt":
		w.out = binary.BigEndian.AppendUint32(w.out, uint32(int32(w.number(value))))
	case "OptionalLong":
		n, err := strconv.ParseInt(value, 10, 64)
		w.bad = w.bad || err != nil
		w.out = binary.BigEndian.AppendUint64(w.out, uint64(n))
	default:
		f, ok := javaobj.ParseDouble(value)
		w.bad = w.bad || !ok
		w.out = binary.BigEndian.AppendUint64(w.out, math.Float64bits(f))
	}
}
