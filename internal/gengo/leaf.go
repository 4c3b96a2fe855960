package gengo

// leaf is the Go type of a Java class whose objects hold no others.
type leaf struct {
	expr string
	// fresh is the class that javaobj.Marshal gives a new value of that type.
	fresh string
	// form says when the type must be a pointer to have a nil.
	form form
	// holds are the kinds of values that the type can take.
	holds []kind
}

// form is how a type gets its nil.
type form int

const (
	never  form = iota // Java's primitives have no null
	onNull             // a pointer where a null was seen: strings
	always             // a pointer wherever a null can stand
	self               // has a nil of its own
)

var (
	texts   = []kind{kindText, kindScalar}
	dates   = []kind{kindDate, kindScalar, kindText}
	onlyRaw = []kind{kindBytes}
)

// leaves are the classes that have a Go type of their own. What stands in
// textual becomes a string.
var leaves = map[string]leaf{
	"boolean": {"bool", "java.lang.Boolean", never, texts},
	"byte":    {"int8", "java.lang.Byte", never, texts},
	"char":    {"javaobj.Char", "java.lang.Character", never, texts},
	"short":   {"int16", "java.lang.Short", never, texts},
	"int":     {"int32", "java.lang.Integer", never, texts},
	"long":    {"int64", "java.lang.Long", never, texts},
	"float":   {"float32", "java.lang.Float", never, texts},
	"double":  {"float64", "java.lang.Double", never, texts},

	"java.lang.Boolean":   {"bool", "java.lang.Boolean", always, texts},
	"java.lang.Byte":      {"int8", "java.lang.Byte", always, texts},
	"java.lang.Character": {"javaobj.Char", "java.lang.Character", always, texts},
	"java.lang.Short":     {"int16", "java.lang.Short", always, texts},
	"java.lang.Integer":   {"int32", "java.lang.Integer", always, texts},
	"java.lang.Long":      {"int64", "java.lang.Long", always, texts},
	"java.lang.Float":     {"float32", "java.lang.Float", always, texts},
	"java.lang.Double":    {"float64", "java.lang.Double", always, texts},

	"java.util.concurrent.atomic.AtomicBoolean": {"bool", "java.lang.Boolean", always, texts},
	"java.util.concurrent.atomic.AtomicInteger": {"int32", "java.lang.Integer", always, texts},
	"java.util.concurrent.atomic.AtomicLong":    {"int64", "java.lang.Long", always, texts},

	"java.lang.String":     {"string", "java.lang.String", onNull, texts},
	"java.math.BigInteger": {"*big.Int", "java.math.BigInteger", self, texts},
	"java.math.BigDecimal": {"javaobj.Decimal", "java.math.BigDecimal", always, texts},
	"java.time.Duration":   {"time.Duration", "java.time.Duration", always, texts},
	"[B":                   {"[]byte", "[B", self, onlyRaw},
}

// times are the classes that become a time.Time.
var times = []string{
	"java.util.Date", "java.sql.Date", "java.sql.Time", "java.sql.Timestamp", "java.util.Calendar", "java.util.GregorianCalendar",
	"java.time.Instant", "java.time.LocalDate", "java.time.LocalDateTime", "java.time.OffsetDateTime", "java.time.ZonedDateTime",
}

// textual are other classes of the JDK whose content is one text.
var textual = []string{
	"java.util.UUID", "java.net.URL", "java.net.URI", "java.util.Currency", "java.util.Locale", "java.io.File", "java.util.regex.Pattern",
	"java.lang.StringBuilder", "java.lang.StringBuffer", "java.lang.Class", "java.util.BitSet", "java.util.TimeZone",
	"java.time.LocalTime", "java.time.OffsetTime", "java.time.Year", "java.time.YearMonth", "java.time.MonthDay", "java.time.Period", "java.time.ZoneId",
	"java.time.ZoneOffset", "java.net.InetAddress", "java.net.Inet4Address", "java.net.Inet6Address",
}

// unmade are classes that are abstract: no tag can ask for an object of them.
var unmade = map[string]bool{"java.util.TimeZone": true, "java.time.ZoneId": true, "java.net.InetAddress": true, "java.util.Calendar": true}

func init() {
	for _, name := range times {
		leaves[name] = leaf{"time.Time", "java.util.Date", always, dates}
	}
	for _, name := range textual {
		leaves[name] = leaf{"string", "java.lang.String", always, texts}
	}
}
