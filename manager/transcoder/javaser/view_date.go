package javaser

import "msmgate/manager/javaobj"

func init() {
	for _, class := range []string{"java.util.Date", "java.sql.Date", "java.sql.Time", "java.sql.Timestamp"} {
		readers[class] = readDate
	}
	readers["java.util.GregorianCalendar"] = readCalendar
}

func readDate(_ *document, o *object, class string) javaobj.Value {
	raw, items := o.slot("java.util.Date").blocks()
	if len(raw) != 8 || len(items) > 0 {
		return nil
	}
	v := &javaobj.Date{Class: javaName(o.desc.name), Millis: int64(be64(raw))}
	if class == "java.sql.Timestamp" {
		// The Date in it stands at the whole second.
		if v.Nanos, v.HasNanos = o.int("java.sql.Timestamp", "nanos"); !v.HasNanos {
			return nil
		}
		v.Millis += int64(v.Nanos / 1e6)
	}
	return v
}

func readCalendar(_ *document, o *object, _ string) javaobj.Value {
	const class = "java.util.Calendar"
	c := &javaobj.Calendar{Class: javaName(o.desc.name)}
	millis, ok1 := o.long(class, "time")
	lenient, ok2 := o.prim(class, "lenient")
	first, ok3 := o.int(class, "firstDayOfWeek")
	minimal, ok4 := o.int(class, "minimalDaysInFirstWeek")
	if !ok1 || !ok2 || !ok3 || !ok4 {
		return nil
	}
	c.Millis, c.Lenient = millis, lenient[0] != 0
	c.FirstDayOfWeek, c.MinimalDaysInFirstWeek = int(first), int(minimal)
	// The field holds a stand-in for old readers; the true zone stands behind.
	zone, _ := o.field(class, "zone").(*object)
	for _, it := range o.slot(class).data {
		if z, ok := target(it).(*object); ok {
			zone = z
		}
	}
	if zone != nil {
		c.Zone, _ = zone.text("java.util.TimeZone", "ID")
	}
	return c
}
