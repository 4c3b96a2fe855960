package javolution

import (
	"strconv"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// builder makes the elements of a value that is set. It changes nothing of the
// document, so that a refused value leaves it as it was.
type builder struct {
	doc *document
	// made are the objects of this edit; the same object twice is a reference.
	made map[any]*element
	// hashed counts the hash keys that are being built: an object whose hash
	// code is needed while it is being read can't hold itself.
	hashed int
}

func unsupported(class, reason string) error {
	return &transcoder.UnsupportedError{Class: class, Reason: reason}
}

// named builds the element of a map's key or value, or of a field.
func (b *builder) named(name string, v javaobj.Value) (*element, error) {
	return b.element(name, v, 2)
}

// element builds what stands for v at a place; name is "" in collections and
// arrays.
func (b *builder) element(name string, v javaobj.Value, depth int) (*element, error) {
	if v == nil {
		return newElement("", "Null"), nil
	}
	if depth > b.doc.limits.Depth {
		return nil, unsupported(javaobj.ClassOf(v), "the value nests deeper than the limit of "+strconv.Itoa(b.doc.limits.Depth))
	}
	if s, ok := v.(javaobj.String); ok {
		return b.text(name, string(s))
	}
	if raw, ok := v.(javaobj.Raw); ok {
		return nil, unsupported("byte data", strconv.Itoa(len(raw))+" bytes that a class wrote itself mean nothing in this format")
	}
	if old, ok := b.doc.origins()[v]; ok {
		return b.place(name, old), nil
	}
	if made, ok := b.made[v]; ok {
		if made.open && b.hashed > 0 {
			return nil, unsupported(javaobj.ClassOf(v), "it is a key of a map or element of a set inside itself; Java can't compute its hash code")
		}
		return b.place(name, made), nil
	}
	return b.create(name, v, depth)
}

// place refers to an object that has its element already. An object that the
// document gave no id gets one, so that it stays one object.
func (b *builder) place(name string, object *element) *element {
	if object.identity == anonymous && hasIdentity(string(object.class)) {
		object.identity = definition
	}
	p := newElement(name, string(object.class))
	p.identity, p.target = reference, object
	return p
}

func newElement(name, class string) *element {
	if name == "" {
		return &element{name: []byte(class), class: []byte(class)}
	}
	return &element{name: []byte(name), class: []byte(class), isNamed: true}
}

// add appends an attribute; javolution writes one space before each.
func (e *element) add(name, text string) {
	raw := append([]byte(" "+name), '=', '"')
	from := len(raw)
	raw = appendEscaped(raw, text)
	e.attrs = append(e.attrs, attr{name: []byte(name), value: raw[from:len(raw):len(raw)], raw: append(raw, '"')})
}

// hasIdentity tells the classes whose objects carry an __id; strings depend on
// the build.
func hasIdentity(class string) bool {
	switch class {
	case "java.lang.Boolean", "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long", "java.lang.Float", "java.lang.Double",
		"java.lang.Character", "java.lang.Class", "java.util.Currency", classProxy, classString, "Null":
		return false
	}
	return true
}

func (b *builder) text(name, s string) (*element, error) {
	if err := checkText(classString, s); err != nil {
		return nil, err
	}
	e := newElement(name, classString)
	if b.doc.style.stringIDs {
		e.identity = definition
	}
	e.add("value", s)
	return e, nil
}

// checkText refuses what javolution's writer loses.
func checkText(class, s string) error {
	if javaobj.HasLoneSurrogate(s) {
		return unsupported(class, "javolution loses half of a surrogate pair; use whole characters")
	}
	if !javaobj.Valid(s) {
		return unsupported(class, "the text is not UTF-8")
	}
	return nil
}

// create builds a new object.
func (b *builder) create(name string, v javaobj.Value, depth int) (*element, error) {
	e := newElement(name, javaobj.ClassOf(v))
	if hasIdentity(string(e.class)) {
		e.identity = definition
	}
	b.made[v], e.open = e, true
	defer func() { e.open = false }()
	var err error
	switch v := v.(type) {
	case *javaobj.Scalar:
		err = b.scalar(e, v)
	case *javaobj.Enum:
		err = b.enum(e, v)
	case *javaobj.Class:
		if err = b.classObject(v.Name); err == nil {
			// 5.4.3.1 reads name, 5.5.1 value; neither minds the other.
			if b.doc.style.stringIDs {
				e.add("name", v.Name)
			}
			e.add("value", v.Name)
		}
	case *javaobj.Bytes:
		e.add("length", strconv.Itoa(len(v.Data)))
		for _, c := range v.Data {
			kid := newElement("", "java.lang.Byte")
			kid.add("value", strconv.Itoa(int(int8(c))))
			e.append(kid)
		}
	case *javaobj.List:
		err = b.list(e, v, depth)
	case *javaobj.Map:
		err = b.mapping(e, v, depth)
	case *javaobj.Calendar:
		err = b.calendar(e, v)
	case *javaobj.Bean:
		err = b.bean(e, v, depth)
	default:
		err = refusal(v)
	}
	return e, err
}

// refusal says why a kind of value can't be created at all.
func refusal(v javaobj.Value) error {
	class := javaobj.ClassOf(v)
	switch v.(type) {
	case *javaobj.Date:
		return unsupported(class, "javolution keeps nothing of a date (its time is a transient field); use a Long of milliseconds or a java.util.GregorianCalendar")
	case *javaobj.Throwable:
		return unsupported(class, "an exception's fields aren't known without its class; use its message as a String")
	case *javaobj.Proxy:
		return unsupported(class, "a proxy can't be created without its classes; keep the one of the session")
	case javaobj.Text:
		return unsupported("unknown", "a text without class is only a bean's field; give it a class")
	case *javaobj.NotSerializable:
		return unsupported("unknown", "it is the mark of another format for what it could not store")
	}
	return unsupported(class, "it was not understood when it was read, and is not of this session")
}

func (b *builder) calendar(e *element, c *javaobj.Calendar) error {
	if c.Class != "java.util.GregorianCalendar" {
		return unsupported(c.Class, "javolution writes no calendar but java.util.GregorianCalendar")
	}
	if c.Zone == "" || c.FirstDayOfWeek < 1 || c.FirstDayOfWeek > 7 || c.MinimalDaysInFirstWeek < 1 || c.MinimalDaysInFirstWeek > 7 {
		return unsupported(c.Class, "it needs a zone, and days of the week from 1 to 7")
	}
	if err := checkText(c.Class, c.Zone); err != nil {
		return err
	}
	e.add("timeInMillis", strconv.FormatInt(c.Millis, 10))
	e.add("lenient", strconv.FormatBool(c.Lenient))
	e.add("firstDayOfWeek", strconv.Itoa(c.FirstDayOfWeek))
	e.add("minimalDaysInFirstWeek", strconv.Itoa(c.MinimalDaysInFirstWeek))
	e.add("tz", c.Zone)
	return nil
}

func (b *builder) enum(e *element, v *javaobj.Enum) error {
	class := javaobj.ClassOf(v)
	if v.Declaring != "" && v.Declaring != class {
		return unsupported(class, "javolution reads a constant with a body back as an object that is no constant; use its name as a String")
	}
	if m, known := b.doc.classes.enum(class); known {
		if m.parse(v.Name) == nil {
			return unsupported(class, "the enum has no constant "+strconv.Quote(v.Name)+" on the class path")
		}
	} else if !b.doc.shown().enums[class] {
		return unsupported(class, "this session shows no constant of that enum, so a Tomcat may not know it; use its name as a String")
	}
	if !isIdentifier(v.Name) {
		return unsupported(class, "the constant's name is no Java identifier")
	}
	e.add("value", v.Name)
	e.add("type", class)
	return nil
}
