package kryo

// jodaSpecial gives the layout of Joda-Time's classes if JodaDateTimeRegistration
// is configured (CFG-44).
func (s *schema) jodaSpecial(name string) (special, bool) {
	formats := jodaFormats
	if s.layout == layout1 {
		formats = jodaFormats1
	}
	format, ok := formats[name]
	if !ok || s.registered(name) == nil {
		return special{}, false
	}
	return special{kind: kindScalar, format: format}, true
}

var jodaFormats1 = map[string]string{"org.joda.time.DateTime": "wss"}

var jodaFormats = map[string]string{
	"org.joda.time.Interval":      "wws",
	"org.joda.time.DateTime":      "wss",
	"org.joda.time.LocalDateTime": "ws",
	"org.joda.time.LocalDate":     "vs",
}
