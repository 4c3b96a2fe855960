package xstream

import (
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

// known shows classes that XStream takes apart, as what they are; nil if it
// is none of them.
func (d *document) known(o *object) javaobj.Value {
	switch o.class {
	case "java.util.Properties":
		return d.properties(o)
	case "java.util.GregorianCalendar":
		return d.calendar(o)
	case "java.util.concurrent.atomic.AtomicInteger", "java.util.concurrent.atomic.AtomicLong", "java.util.concurrent.atomic.AtomicBoolean":
		if k := o.kid("value"); k != nil && k.obj.shape == leaf {
			text := d.content(k.obj)
			if strings.HasSuffix(o.class, "Boolean") {
				text = strconv.FormatBool(text != "0")
			}
			return &javaobj.Scalar{Class: o.class, Text: text}
		}
	case "java.lang.reflect.Proxy":
		return d.proxy(o)
	case "java.util.regex.Pattern":
		if k := o.kid("pattern"); k != nil && k.obj.shape == leaf {
			return &javaobj.Scalar{Class: o.class, Text: d.content(k.obj)}
		}
	case "java.util.Arrays$ArrayList":
		if k := o.kid("a"); k != nil && k.obj.shape == items {
			list := &javaobj.List{Class: o.class}
			d.later(func() { list.Elems = d.values(k.obj.kids) })
			return list
		}
	case "java.util.Collections$UnmodifiableRandomAccessList", "java.util.Collections$UnmodifiableList", "java.util.Collections$UnmodifiableSet",
		"java.util.Collections$UnmodifiableCollection", "java.util.Collections$SynchronizedList", "java.util.Collections$SynchronizedSet":
		if inner := o.kid("c"); inner != nil {
			return d.wrapper(o, inner)
		}
	case "java.util.Collections$UnmodifiableMap":
		if inner := o.kid("m"); inner != nil {
			return d.wrapper(o, inner)
		}
	}
	if o.kid("stackTrace") != nil && o.shape == fields {
		return d.throwable(o)
	}
	return nil
}

// wrapper shows a JDK wrapper by what it wraps; nil if that shows no elements.
func (d *document) wrapper(o *object, inner *slot) javaobj.Value {
	switch inner.obj.shape {
	case items:
		list := &javaobj.List{Class: o.class}
		d.later(func() { list.Elems = d.values(inner.obj.kids) })
		return list
	case entries:
		m := &javaobj.Map{Class: o.class}
		d.later(func() { m.Entries = d.entries(inner.obj.kids) })
		return m
	}
	return nil
}

func (d *document) properties(o *object) javaobj.Value {
	m := &javaobj.Map{Class: o.class}
	for _, k := range o.kids {
		if k.ref != "" || k.name != "property" {
			return nil // with defaults
		}
		name, _ := unescape(k.obj.attr("name"), d.latin1)
		value, _ := unescape(k.obj.attr("value"), d.latin1)
		m.Entries = append(m.Entries, javaobj.Entry{Key: javaobj.String(name), Value: javaobj.String(value)})
	}
	return m
}

// proxy shows a JDK proxy; nil if it isn't spelt as XStream does.
func (d *document) proxy(o *object) javaobj.Value {
	p := &javaobj.Proxy{}
	for i, k := range o.kids {
		switch {
		case k.ref == "" && k.name == "interface" && k.obj.shape == leaf:
			p.Interfaces = append(p.Interfaces, d.content(k.obj))
		case k.name == "handler" && i == len(o.kids)-1:
			d.later(func() { p.Handler = d.shell(k) })
		default:
			return nil
		}
	}
	return p
}

// calendar shows what is left of a Calendar: the format keeps neither its
// lenience nor how its weeks begin, so they are Java's usual ones here.
func (d *document) calendar(o *object) javaobj.Value {
	at, zone := o.kid("time"), o.kid("timezone")
	if at == nil || zone == nil || at.obj.shape != leaf || zone.obj.shape != leaf {
		return nil
	}
	millis, err := strconv.ParseInt(d.content(at.obj), 10, 64)
	if err != nil {
		return nil
	}
	return &javaobj.Calendar{Class: o.class, Millis: millis, Zone: d.content(zone.obj), Lenient: true, FirstDayOfWeek: 1, MinimalDaysInFirstWeek: 1}
}

// throwable shows an exception; nil if its stack isn't spelt as XStream does.
func (d *document) throwable(o *object) javaobj.Value {
	t := &javaobj.Throwable{Class: o.class}
	var others []*slot
	var message, cause *slot
	for _, k := range o.kids {
		switch k.name {
		case "stackTrace":
			for _, frame := range k.obj.kids {
				f, ok := parseFrame(frame, d.latin1)
				if !ok {
					return nil
				}
				t.StackTrace = append(t.StackTrace, f)
			}
		case "detailMessage":
			message = k
		case "cause":
			cause = k
		case "suppressedExceptions":
			if len(k.obj.kids) > 0 {
				others = append(others, k)
			}
		default:
			others = append(others, k)
		}
	}
	if message != nil {
		t.Message = javaobj.String(d.content(message.obj))
	}
	d.later(func() {
		if cause != nil {
			t.Cause = d.shell(cause)
		}
		t.Fields = d.fields(others, "")
	})
	return t
}

// parseFrame reads com.acme.Shop.buy(Shop.java:17).
func parseFrame(s *slot, latin1 bool) (javaobj.StackFrame, bool) {
	text, _ := unescape(s.obj.text, latin1)
	method, source, ok := strings.Cut(text, "(")
	source, ok2 := strings.CutSuffix(source, ")")
	dot := strings.LastIndexByte(method, '.')
	if !ok || !ok2 || dot < 0 || s.name != "trace" {
		return javaobj.StackFrame{}, false
	}
	f := javaobj.StackFrame{DeclaringClass: method[:dot], MethodName: method[dot+1:], LineNumber: -1}
	switch source {
	case "Native Method":
		f.LineNumber = -2
		return f, true
	case "Unknown Source":
		return f, true
	}
	if colon := strings.LastIndexByte(source, ':'); colon >= 0 {
		if n, err := strconv.Atoi(source[colon+1:]); err == nil {
			source, f.LineNumber = source[:colon], n
		}
	}
	f.FileName = &source
	return f, true
}

// written shows some classes of the JDK that write themselves; nil if it is
// none of them.
func (d *document) written(o *object) javaobj.Value {
	part := func(class string) *object {
		for _, k := range o.kids {
			if k.ref == "" && classOfAlias(decodeName(k.name)) == class {
				return k.obj
			}
		}
		return nil
	}
	field := func(class, name string) *slot {
		if p := part(class); p != nil {
			if def := p.kid("default"); def != nil && def.ref == "" {
				return def.obj.kid(name)
			}
		}
		return nil
	}
	switch o.class {
	case "sun.util.calendar.ZoneInfo", "java.util.SimpleTimeZone":
		if id := field("java.util.TimeZone", "ID"); id != nil && id.obj.shape == leaf {
			return &javaobj.Scalar{Class: o.class, Text: d.content(id.obj)}
		}
	case "java.util.Collections$SynchronizedMap":
		if m := field(o.class, "m"); m != nil {
			return d.wrapper(o, m)
		}
	case "java.util.Collections$SynchronizedCollection", "java.util.Collections$SynchronizedList",
		"java.util.Collections$SynchronizedRandomAccessList", "java.util.Collections$SynchronizedSet":
		if c := field("java.util.Collections$SynchronizedCollection", "c"); c != nil {
			return d.wrapper(o, c)
		}
	case "java.util.ArrayDeque":
		if p := part(o.class); p != nil && len(p.kids) >= 2 {
			list := &javaobj.List{Class: o.class}
			d.later(func() { list.Elems = d.values(p.kids[2:]) })
			return list
		}
	case "java.util.Stack":
		count, data := field("java.util.Vector", "elementCount"), field("java.util.Vector", "elementData")
		if count == nil || data == nil || count.obj.shape != leaf {
			return nil
		}
		n, err := strconv.Atoi(d.content(count.obj))
		if err != nil || n < 0 || n > len(data.obj.kids) {
			return nil
		}
		list := &javaobj.List{Class: o.class}
		d.later(func() { list.Elems = d.values(data.obj.kids[:n]) })
		return list
	case tableClass:
		if p := part(o.class); p != nil && len(p.kids)%2 == 1 && len(p.kids) >= 3 {
			m := &javaobj.Map{Class: o.class}
			d.later(func() {
				for i := 1; i+2 < len(p.kids); i += 2 {
					m.Entries = append(m.Entries, javaobj.Entry{Key: d.shell(p.kids[i]), Value: d.shell(p.kids[i+1])})
				}
			})
			return m
		}
	}
	return nil
}
