package kryo

import (
	"msmgate/manager/javaobj"
)

func (b *builder) date(v *javaobj.Date) (*node, error) {
	c, err := b.class(v.Class)
	if err != nil {
		return nil, err
	}
	switch {
	case c.format != "w" || !c.is("java.util.Date"):
		return nil, unsupported(v.Class, "it is no date")
	case v.Lost != "":
		return nil, unsupported(v.Class, "its value is not complete: %s", v.Lost)
	case v.HasNanos && int64(v.Nanos) != (v.Millis%1000+1000)%1000*1e6:
		return nil, unsupported(v.Class, "kryo keeps no more than milliseconds; cut the nanoseconds off")
	case c.name != v.Class || !dateClasses[c.name]:
		return nil, unsupported(v.Class, "use java.util.Date")
	}
	return b.keep(v, c, appendVarlong(nil, uint64(v.Millis), b.layout == layout1)), nil
}

var dateClasses = map[string]bool{"java.util.Date": true, "java.sql.Date": true, "java.sql.Time": true, "java.sql.Timestamp": true}

// gregorianChange is 15 October 1582, from which on GregorianCalendar uses the
// Gregorian calendar unless it is told otherwise.
const gregorianChange = -12219292800000

func (b *builder) calendar(v *javaobj.Calendar) (*node, error) {
	if v.Class != "java.util.GregorianCalendar" {
		return nil, unsupported(v.Class, "use java.util.GregorianCalendar")
	}
	c, err := b.class(v.Class)
	if err != nil {
		return nil, err
	}
	if v.FirstDayOfWeek < 1 || v.FirstDayOfWeek > 7 || v.MinimalDaysInFirstWeek < 1 || v.MinimalDaysInFirstWeek > 7 || !javaobj.Valid(v.Zone) || v.Zone == "" {
		return nil, unsupported(v.Class, "its zone, or its days of the week, can't be")
	}
	one := b.layout == layout1
	var raw []byte
	if !one {
		raw = b.appendText(raw, v.Zone)
	}
	raw = appendVarlong(raw, uint64(v.Millis), one)
	lenient := byte(0)
	if v.Lenient {
		lenient = 1
	}
	raw = append(raw, lenient, byte(v.FirstDayOfWeek), byte(v.MinimalDaysInFirstWeek))
	if one {
		return b.keep(v, c, b.appendText(raw, v.Zone)), nil
	}
	change := int64(gregorianChange)
	return b.keep(v, c, appendVarlong(raw, zigzag(change), one)), nil
}
