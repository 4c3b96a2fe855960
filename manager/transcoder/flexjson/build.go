package flexjson

import (
	"fmt"
	"math"
	"strconv"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// builder writes new Values.
type builder struct {
	doc      *document
	known    map[javaobj.Value]origin
	read     int // how many of the document's origins are known
	shown    kinds
	out      []byte
	inside   map[javaobj.Value]bool
	depth    int
	elements int
}

// encode gives the text of a Value, in room that the next one takes. What came
// from this document is the text that it came from.
func (d *document) encode(v javaobj.Value) ([]byte, int, error) {
	b := &d.build
	b.doc = d
	b.out, b.inside, b.depth, b.elements = b.out[:0], nil, 0, 0
	if cap(b.out) > maxRoom {
		b.out = nil
	}
	if err := b.value("", v); err != nil {
		return nil, 0, err
	}
	switch v.(type) {
	case javaobj.String, *javaobj.Scalar:
		return b.out, 1, nil
	}
	// Old text may nest deeper and hold more than was counted.
	s := scanner{data: b.out, limits: d.limits}
	if err := s.value(); err != nil {
		return nil, 0, fmt.Errorf("checking the new value: %w", err)
	}
	return b.out, s.elements, nil
}

// maxRoom bounds the room for new text that a document keeps.
const maxRoom = 4096

func unsupported(class, reason string, args ...any) error {
	return &transcoder.UnsupportedError{Class: class, Reason: fmt.Sprintf(reason, args...)}
}

// value writes a Value where the place allows it.
func (b *builder) value(place string, v javaobj.Value) error {
	if b.elements++; b.elements > b.doc.limits.Elements {
		return &transcoder.LimitError{Limit: "elements", Max: b.doc.limits.Elements}
	}
	if len(b.out) > b.doc.limits.Bytes {
		return &transcoder.LimitError{Limit: "bytes", Max: b.doc.limits.Bytes}
	}
	if b.depth++; b.depth > b.doc.limits.Depth {
		return &transcoder.LimitError{Limit: "depth", Max: b.doc.limits.Depth}
	}
	err := b.content(place, v)
	b.depth--
	return err
}

// content is value without the limits.
func (b *builder) content(place string, v javaobj.Value) error {
	if place != "" && !b.shownKinds().fits(place, v) {
		return b.misfit(place, v)
	}
	switch v := v.(type) {
	case nil:
		b.out = append(b.out, "null"...)
		return nil
	case javaobj.String:
		if !javaobj.Valid(string(v)) {
			return unsupported("java.lang.String", "its bytes are no valid text")
		}
		b.out = appendQuoted(b.out, string(v), b.doc.version)
		return nil
	case javaobj.Text:
		return b.text(place, string(v))
	case *javaobj.Scalar:
		if raw, ok := b.raw(v); ok {
			b.out = append(b.out, raw...)
			return nil
		}
		return b.scalar(place, v)
	case *javaobj.List, *javaobj.Map, *javaobj.Bean:
		return b.container(place, v)
	}
	return unsupported(className(v), "flexjson doesn't keep it: a String, Boolean, %s, Double, java.util.ArrayList or java.util.HashMap is kept", b.integers())
}

func className(v javaobj.Value) string {
	if class := javaobj.ClassOf(v); class != "" {
		return class
	}
	return fmt.Sprintf("(%T)", v)
}

func (b *builder) integers() string {
	if b.doc.version == Version3 {
		return "Long"
	}
	return "Integer"
}

// text writes the number of a bean's field as it is spelt.
func (b *builder) text(place, text string) error {
	if place == "" {
		return unsupported("(unknown)", "a text without a class is only for fields of beans; give its class")
	}
	if !isNumber(text) {
		return unsupported("(unknown)", "a text without a class is a number here, and this is none")
	}
	b.out = append(b.out, text...)
	return nil
}

// scalar writes a Boolean or a number, if it comes back as the same class. In
// a bean the setter's type decides that.
func (b *builder) scalar(place string, v *javaobj.Scalar) error {
	switch v.Class {
	case "java.lang.Boolean":
		if v.Text != "true" && v.Text != "false" {
			return unsupported(v.Class, "its text is not a value of it")
		}
	case "java.lang.Integer", "java.lang.Long":
		return b.integer(place, v)
	case "java.lang.Double":
		f, ok := javaobj.ParseDouble(v.Text)
		if !ok {
			return unsupported(v.Class, "its text is not a value of it")
		}
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return unsupported(v.Class, "JSON has no NaN and no infinity")
		}
		b.out = append(b.out, javaobj.JavaDouble(f)...)
		return nil
	default:
		return unsupported(v.Class, "flexjson would load it as another class; use String, Boolean, %s or Double", b.integers())
	}
	b.out = append(b.out, v.Text...)
	return nil
}

func (b *builder) integer(place string, v *javaobj.Scalar) error {
	bits := 64
	if v.Class == "java.lang.Integer" {
		bits = 32
	}
	n, err := parseInteger(v.Text, bits)
	if err != nil {
		return unsupported(v.Class, "its text is not a value of it")
	}
	if place == "" {
		loaded := "java.lang.Long"
		if b.doc.version == Version2 && n == int64(int32(n)) {
			loaded = "java.lang.Integer"
		}
		if loaded != v.Class {
			return unsupported(v.Class, "this flexjson would load this number as a %s; use that", loaded)
		}
	}
	b.out = strconv.AppendInt(b.out, n, 10)
	return nil
}

// parseInteger is strconv.ParseInt of base 10, faster where there are few digits,
// as in most numbers.
func parseInteger(text string, bits int) (int64, error) {
	n, short := int64(0), 0 < len(text) && len(text) <= 9
	for i := 0; short && i < len(text); i++ {
		digit := text[i] - '0'
		n, short = 10*n+int64(digit), digit <= 9
	}
	if !short {
		return strconv.ParseInt(text, 10, bits)
	}
	return n, nil
}

// shownKinds gives what the document has shown, before any edit.
func (b *builder) shownKinds() kinds {
	if b.shown == nil {
		b.shown = kinds{}
		for _, a := range b.doc.original {
			b.shown.learn("", b.doc.valueOf(a))
		}
	}
	return b.shown
}
