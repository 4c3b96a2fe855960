package kryo

import (
	"time"
)

// joda writes what JodaDateTimeRegistration reads: times in UTC or at a fixed
// offset, in the ISO chronology.
func (w *partsWriter) joda(class, text string) {
	layout := map[string]string{"org.joda.time.DateTime": jodaDateTimeLayout, "org.joda.time.LocalDateTime": jodaLocalLayout, "org.joda.time.LocalDate": time.DateOnly}[class]
	t, err := time.Parse(layout, text)
	if w.bad = w.bad || err != nil || layout == ""; w.bad {
		return
	}
	day := (int64(t.Year())*13+int64(t.Month()))*32 + int64(t.Day())
	switch class {
	case "org.joda.time.DateTime":
		w.long(t.UnixMilli())
		w.string("")
		zone := t.Format("Z07:00")
		if zone == "Z" {
			zone = "UTC"
		}
		w.string(zone)
		return
	case "org.joda.time.LocalDateTime":
		midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
		w.long(day*msPerDay + t.Sub(midnight).Milliseconds())
	default:
		w.int(day)
	}
	w.string("")
}
