package javaser

import "msmgate/manager/javaobj"

// date makes a java.util.Date or one of its java.sql children.
func (b *builder) date(v *javaobj.Date) (item, error) {
	if v.Lost != "" {
		return nil, unsupported(v.Class, "its value is not complete: "+v.Lost)
	}
	switch v.Class {
	case "java.util.Date", "java.sql.Date", "java.sql.Time", "java.sql.Timestamp":
	default:
		return nil, unsupported(v.Class, "it is no class of dates that can be written; use java.util.Date")
	}
	o, err := b.object(v.Class)
	if err != nil {
		return nil, err
	}
	millis := v.Millis
	if v.Class == "java.sql.Timestamp" {
		part := (millis%1000 + 1000) % 1000
		nanos := v.Nanos
		if !v.HasNanos {
			nanos = int32(part) * 1e6
		}
		if int64(nanos/1e6) != part || nanos < 0 {
			return nil, unsupported(v.Class, "its nanos and the milliseconds of its millis differ")
		}
		millis -= part
		if err := shaped(v.Class, o.setPrim(v.Class, "nanos", put4(nil, uint32(nanos)))); err != nil {
			return nil, err
		}
	}
	o.slot("java.util.Date").data = newBlock(put8(nil, uint64(millis)))
	return o, b.keep(v, o)
}
