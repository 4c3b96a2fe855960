package javolution

import (
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

// simple reads the classes whose objects are one tag. A reader gives the value,
// or the reason why javolution itself couldn't read the tag.
var simple = map[string]func(e *element, class string) (javaobj.Value, string){
	classString:           readString,
	"java.lang.Boolean":   readBoolean,
	"java.lang.Byte":      integerReader(8),
	"java.lang.Short":     integerReader(16),
	"java.lang.Integer":   integerReader(32),
	"java.lang.Long":      integerReader(64),
	"java.lang.Character": readCharacter,
	"java.lang.Float":     readFloating,
	"java.lang.Double":    readFloating,
	"java.lang.Class":     readClass,
	"java.util.concurrent.atomic.AtomicInteger": integerReader(32),
	"java.util.concurrent.atomic.AtomicLong":    integerReader(64),
	"java.math.BigDecimal":                      lossy(integerReader(64), "javolution keeps 64 bits of a BigDecimal's integer part"),
	"java.util.Currency":                        textReader("code"),
	"java.lang.StringBuilder":                   textReader("val"),
	"java.lang.StringBuffer":                    textReader("val"),
	"java.util.UUID":                            readUUID,
	"java.util.GregorianCalendar":               readCalendar,
	"java.util.Date":                            readDate,
	"java.sql.Date":                             readDate,
	"java.sql.Time":                             readDate,
	"java.sql.Timestamp":                        readDate,
	"java.util.Locale":                          lossy(textReader(""), "javolution keeps nothing of a Locale"),
	"java.net.URL":                              lossy(readURL, "javolution loses a URL's handler; Java can't use it any more"),
	"java.util.BitSet":                          lossy(readBitSet, "javolution loses a BitSet's size; Java reads it as empty"),
	"sun.util.calendar.ZoneInfo":                textReader("ID"),
	"java.util.SimpleTimeZone":                  textReader("ID"),
}

// lostBeans are classes that javolution writes but can't read back whole.
var lostBeans = map[string]string{
	"java.util.EnumMap":        "javolution keeps no entries of an EnumMap, and can't read it",
	"java.util.RegularEnumSet": "javolution loses an EnumSet's type; Java can't use it any more",
	"java.util.JumboEnumSet":   "javolution loses an EnumSet's type; Java can't use it any more",
}

type reader = func(e *element, class string) (javaobj.Value, string)

func lossy(read reader, why string) reader {
	return func(e *element, class string) (javaobj.Value, string) {
		v, bad := read(e, class)
		if s, ok := v.(*javaobj.Scalar); ok {
			s.Lost = why
		}
		return v, bad
	}
}

func readString(e *element, _ string) (javaobj.Value, string) {
	raw, ok := e.attr("value")
	if !ok {
		return nil, "a string without value"
	}
	return javaobj.String(unescape(raw)), ""
}

// textReader reads a Scalar whose text stands in an attribute.
func textReader(name string) reader {
	return func(e *element, class string) (javaobj.Value, string) {
		raw, ok := e.attr(name)
		if !ok && name != "" {
			return nil, "the attribute " + name + " is missing"
		}
		return &javaobj.Scalar{Class: class, Text: unescape(raw)}, ""
	}
}

func integerReader(bits int) reader {
	return func(e *element, class string) (javaobj.Value, string) {
		n, bad := integer(e, "value", bits)
		return &javaobj.Scalar{Class: class, Text: strconv.FormatInt(n, 10)}, bad
	}
}

func integer(e *element, name string, bits int) (int64, string) {
	raw, ok := e.attr(name)
	n, err := strconv.ParseInt(string(raw), 10, bits)
	if !ok || err != nil {
		return 0, "the attribute " + name + " is no integer of " + strconv.Itoa(bits) + " bits"
	}
	return n, ""
}

func readBoolean(e *element, class string) (javaobj.Value, string) {
	raw, ok := e.attr("value")
	if !ok {
		return nil, "a boolean without value"
	}
	return javaobj.NewBoolean(strings.EqualFold(string(raw), "true")), ""
}

func readCharacter(e *element, class string) (javaobj.Value, string) {
	raw, _ := e.attr("value")
	text := unescape(raw)
	if javaobj.UTF16Len(text) != 1 {
		return nil, "not exactly one UTF-16 unit; javolution writes half of a pair as nothing"
	}
	return &javaobj.Scalar{Class: class, Text: text}, ""
}

func readFloating(e *element, class string) (javaobj.Value, string) {
	raw, _ := e.attr("value")
	if class == "java.lang.Float" {
		if f, ok := javaobj.ParseFloat(string(raw)); ok {
			return javaobj.NewFloat(f), ""
		}
	} else if f, ok := javaobj.ParseDouble(string(raw)); ok {
		return javaobj.NewDouble(f), ""
	}
	return nil, "no number"
}

// readClass takes both builds' attribute.
func readClass(e *element, _ string) (javaobj.Value, string) {
	for _, name := range []string{"name", "value"} {
		if raw, ok := e.attr(name); ok {
			return &javaobj.Class{Name: unescape(raw)}, ""
		}
	}
	return nil, "a class without name"
}

func readUUID(e *element, class string) (javaobj.Value, string) {
	most, bad1 := integer(e, "mostSigBits", 64)
	least, bad2 := integer(e, "leastSigBits", 64)
	if bad1+bad2 != "" {
		return nil, "mostSigBits or leastSigBits is no long"
	}
	b := binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, uint64(most)), uint64(least))
	h := hex.EncodeToString(b)
	return &javaobj.Scalar{Class: class, Text: h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]}, ""
}

func readCalendar(e *element, class string) (javaobj.Value, string) {
	millis, bad := integer(e, "timeInMillis", 64)
	first, bad1 := integer(e, "firstDayOfWeek", 32)
	minimal, bad2 := integer(e, "minimalDaysInFirstWeek", 32)
	zone, ok := e.attr("tz")
	lenient, ok2 := e.attr("lenient")
	if bad+bad1+bad2 != "" || !ok || !ok2 {
		return nil, "a calendar's attribute is missing or no number"
	}
	return &javaobj.Calendar{Class: class, Millis: millis, Zone: unescape(zone), Lenient: string(lenient) == "true", FirstDayOfWeek: int(first), MinimalDaysInFirstWeek: int(minimal)}, ""
}

// readDate gives what a Tomcat would read: the epoch, since the time is in a
// transient field; of a Timestamp the nanoseconds are kept.
func readDate(e *element, class string) (javaobj.Value, string) {
	d := &javaobj.Date{Class: class, Lost: "javolution keeps nothing of a date; Java reads it as the epoch"}
	if class == "java.sql.Timestamp" {
		nanos, bad := integer(e, "nanos", 32)
		if bad != "" {
			return nil, bad
		}
		d.Nanos, d.HasNanos, d.Millis = int32(nanos), true, nanos/1_000_000
		d.Lost = "javolution keeps only the fraction of a Timestamp's second"
	}
	return d, ""
}

func readURL(e *element, class string) (javaobj.Value, string) {
	part := func(name string) string { raw, _ := e.attr(name); return unescape(raw) }
	text := part("protocol") + ":"
	if authority := part("authority"); authority != "" {
		text += "//" + authority
	}
	text += part("file")
	if _, ok := e.attr("ref"); ok {
		text += "#" + part("ref")
	}
	return &javaobj.Scalar{Class: class, Text: text}, ""
}

func readBitSet(e *element, class string) (javaobj.Value, string) {
	var set []string
	if words := e.child("words"); words != nil {
		base := 0
		for k := words.first; k != nil; k, base = k.next, base+64 {
			word, bad := integer(k.object(), "value", 64)
			for bit := 0; bit < 64 && bad == "" && len(set) < 4096; bit++ {
				if word>>bit&1 == 1 {
					set = append(set, strconv.Itoa(base+bit))
				}
			}
		}
	}
	return &javaobj.Scalar{Class: class, Text: "{" + strings.Join(set, ", ") + "}"}, ""
}

// readBytes reads a byte[]; each byte is an element.
func readBytes(e *element) javaobj.Value {
	data := make([]byte, 0, e.kids)
	for k := e.first; k != nil; k = k.next {
		n, bad := integer(k.object(), "value", 8)
		if bad != "" || string(k.object().class) != "java.lang.Byte" {
			return &javaobj.Opaque{Class: "[B", Size: e.size(), Reason: "an element is no byte"}
		}
		data = append(data, byte(n))
	}
	return &javaobj.Bytes{Data: data}
}
