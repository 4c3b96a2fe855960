package kryo

import (
	"fmt"
	"math/bits"
	"strconv"
	"time"

	"msmgate/manager/javaobj"
)

// beanView shows an object that was written field by field: by its text if it
// is a known class of the JDK, else by its fields.
func (d *document) beanView(n *node) (javaobj.Value, func()) {
	c := n.class
	if read := beanTexts[c.name]; read != nil {
		if v := read(d, bean{d, n}); v != nil {
			return v, nil
		}
	}
	if text, ok := (bean{d, n}).time(); ok {
		return &javaobj.Scalar{Class: c.name, Text: text}, nil
	}
	if c.is("java.lang.Throwable") {
		return d.throwableView(n)
	}
	b := &javaobj.Bean{Class: c.name}
	return b, func() { b.Fields = d.fieldViews(n, func(*field) bool { return true }) }
}

// fieldViews shows fields as a reader expects them, super-classes first.
func (d *document) fieldViews(n *node, wanted func(*field) bool) []javaobj.Field {
	list := make([]javaobj.Field, 0, len(n.kids))
	for _, at := range n.class.shown {
		f := &n.class.fields[at]
		if wanted(f) {
			list = append(list, javaobj.Field{Declaring: f.declaring, Name: f.name, Type: f.typ, Value: d.view(n.kids[at])})
		}
	}
	return list
}

// bean finds fields by name.
type bean struct {
	d *document
	n *node
}

// field gives a field's node, nil if there is none; declaring may be "".
func (b bean) field(name string) *node {
	for i := range b.n.class.fields {
		if b.n.class.fields[i].name == name {
			return b.n.kids[i]
		}
	}
	return nil
}

// number gives a primitive field as a whole number.
func (b bean) number(name string) (int64, bool) {
	n := b.field(name)
	if n == nil || n.class == nil || !n.class.boxed {
		return 0, false
	}
	return javaobj.Int(b.d.boxView(n.class.name, n.raw))
}

// text gives a field that is a string; ok is false if it is null or none.
func (b bean) text(name string) (string, bool) {
	n := b.field(name)
	if n == nil || n.class != b.d.text_ {
		return "", false
	}
	return b.d.text(n.raw), true
}

// object gives a field that is an object.
func (b bean) object(name string) (bean, bool) {
	n := b.field(name)
	if n == nil || n.class == nil || n.class.kind != kindBean {
		return bean{}, false
	}
	return bean{b.d, n}, true
}

func (b bean) scalar(text string) javaobj.Value {
	return &javaobj.Scalar{Class: b.n.class.name, Text: text}
}

// beanTexts read the classes whose toString is known; nil shows the fields.
var beanTexts map[string]func(d *document, b bean) javaobj.Value

func init() {
	beanTexts = map[string]func(d *document, b bean) javaobj.Value{
		"java.util.UUID": uuidText,
		"java.util.concurrent.atomic.AtomicInteger": numberField("value"),
		"java.util.concurrent.atomic.AtomicLong":    numberField("value"),
		"java.util.concurrent.atomic.AtomicBoolean": atomicBoolean,
		"java.util.BitSet":                          bitSetText,
		"java.net.URI":                              textField("string"),
		"java.net.URL":                              urlText,
		"java.io.File":                              textField("path"),
		"java.util.Locale":                          localeBean,
		"sun.util.calendar.ZoneInfo":                textField("ID"),
		"org.joda.time.DateTime":                    jodaDateTime,
		"org.joda.time.Instant":                     jodaInstant,
		"org.joda.time.LocalDate":                   jodaLocal(time.DateOnly),
		"org.joda.time.LocalDateTime":               jodaLocal(jodaLocalLayout),
		"org.joda.time.LocalTime":                   jodaLocal("15:04:05.000"),
	}
}

func numberField(name string) func(*document, bean) javaobj.Value {
	return func(_ *document, b bean) javaobj.Value {
		v, ok := b.number(name)
		if !ok {
			return nil
		}
		return b.scalar(strconv.FormatInt(v, 10))
	}
}

func textField(name string) func(*document, bean) javaobj.Value {
	return func(_ *document, b bean) javaobj.Value {
		text, ok := b.text(name)
		if !ok {
			return nil
		}
		return b.scalar(text)
	}
}

func atomicBoolean(_ *document, b bean) javaobj.Value {
	v, ok := b.number("value")
	if !ok || v != 0 && v != 1 {
		return nil
	}
	return b.scalar(strconv.FormatBool(v == 1))
}

func uuidText(_ *document, b bean) javaobj.Value {
	most, ok1 := b.number("mostSigBits")
	least, ok2 := b.number("leastSigBits")
	if !ok1 || !ok2 {
		return nil
	}
	m, l := uint64(most), uint64(least)
	return b.scalar(fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", m>>32, m>>16&0xffff, m&0xffff, l>>48, l&(1<<48-1)))
}

func urlText(_ *document, b bean) javaobj.Value {
	protocol, ok := b.text("protocol")
	if !ok {
		return nil
	}
	text := protocol + ":"
	if authority, _ := b.text("authority"); authority != "" {
		text += "//" + authority
	}
	file, _ := b.text("file")
	text += file
	if anchor, ok := b.text("ref"); ok {
		text += "#" + anchor
	}
	return b.scalar(text)
}

// localeBean: of the Locale of Java 7 and later kryo 1 as MSM 1.6 sets it up
// writes nothing.
func localeBean(_ *document, b bean) javaobj.Value {
	language, ok := b.text("language")
	if !ok {
		return &javaobj.Scalar{Class: b.n.class.name, Lost: "kryo 1 keeps nothing of a java.util.Locale"}
	}
	country, _ := b.text("country")
	variant, _ := b.text("variant")
	return b.scalar(localeText([]string{language, country, variant}))
}

// maxBits bounds the text of a BitSet.
const maxBits = 1 << 16

func bitSetText(d *document, b bean) javaobj.Value {
	words := b.field("words")
	if words == nil || words.class == nil || words.class.prim != 'J' {
		return nil
	}
	text, count, w := []byte{'{'}, 0, 0
	for at := 0; at < len(words.raw); w++ {
		v, end, ok := varlong(words.raw, at, d.layout == layout1)
		if !ok {
			return nil
		}
		at = end
		word := uint64(unzigzag(v))
		if count += bits.OnesCount64(word); count > maxBits {
			return nil
		}
		for ; word != 0; word &= word - 1 {
			if len(text) > 1 {
				text = append(text, ", "...)
			}
			text = strconv.AppendInt(text, int64(64*w+bits.TrailingZeros64(word)), 10)
		}
	}
	return b.scalar(string(append(text, '}')))
}

// throwableView shows an exception.
func (d *document) throwableView(n *node) (javaobj.Value, func()) {
	t := &javaobj.Throwable{Class: n.class.name}
	return t, func() {
		b := bean{d, n}
		if text, ok := b.text("detailMessage"); ok {
			t.Message = javaobj.String(text)
		}
		if cause := b.field("cause"); cause != nil && cause != n {
			t.Cause = d.view(cause)
		}
		if trace := b.field("stackTrace"); trace != nil && trace.class != nil {
			for _, each := range trace.kids {
				if each.class != nil && each.class.kind == kindBean {
					t.StackTrace = append(t.StackTrace, stackFrame(bean{d, each}))
				}
			}
		}
		t.Fields = d.fieldViews(n, func(f *field) bool { return f.declaring != "java.lang.Throwable" })
	}
}

func stackFrame(b bean) javaobj.StackFrame {
	var f javaobj.StackFrame
	f.DeclaringClass, _ = b.text("declaringClass")
	f.MethodName, _ = b.text("methodName")
	if name, ok := b.text("fileName"); ok {
		f.FileName = &name
	}
	line, _ := b.number("lineNumber")
	f.LineNumber = int(line)
	return f
}
