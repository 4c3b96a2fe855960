package javaobj

import (
	"encoding"
	"encoding/hex"
	"math/big"
	"net/url"
	"reflect"
	"strings"
)

// leaf makes what holds no other values; ok is false for what does.
func (e *encoder) leaf(src reflect.Value, s spot, known *facts) (v Value, ok bool, err error) {
	typ := src.Type()
	switch typ {
	case timeType:
		v, err = e.time(src, s)
		return v, true, err
	case durationType:
		v, err = e.duration(src, s)
		return v, true, err
	case bigIntType:
		v, err = e.integer(src, s, pointerTo(src).Interface().(*big.Int), "java.math.BigInteger")
		return v, true, err
	case decimalType:
		v, err = e.decimal(src, s, src.Interface().(Decimal))
		return v, true, err
	case bigRatType:
		v, err = e.rat(src, s)
		return v, true, err
	case urlType:
		v, err = e.textual(src, s, pointerTo(src).Interface().(*url.URL).String(), "java.net.URL")
		return v, true, err
	case orderedType:
		v, err = e.mapping(src, s, nil)
		return v, true, err
	case charType:
		v, err = e.char(src, s)
		return v, true, err
	}
	if typ.Kind() == reflect.Array && typ.Len() == 16 && typ.Elem().Kind() == reflect.Uint8 && isUUID(s) {
		v, err = e.textual(src, s, uuidText(src), "java.util.UUID")
		return v, true, err
	}
	if known.toText {
		text, err := pointerTo(src).Interface().(encoding.TextMarshaler).MarshalText()
		if err != nil {
			return nil, true, refuse(src, s, "its text can't be made")
		}
		v, err = e.textual(src, s, string(text), "")
		return v, true, err
	}
	switch typ.Kind() {
	case reflect.String:
		v, err = e.textual(src, s, src.String(), "")
	case reflect.Bool:
		v, err = e.boolean(src, s)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v, err = e.integer(src, s, big.NewInt(src.Int()), integerClass(src))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v, err = e.integer(src, s, new(big.Int).SetUint64(src.Uint()), integerClass(src))
	case reflect.Float32, reflect.Float64:
		v, err = e.floating(src, s)
	default:
		return nil, false, nil
	}
	return v, true, err
}

// isUUID tells whether 16 bytes stand for a UUID: unless a tag or the former
// value says that they are a byte array.
func isUUID(s spot) bool {
	if s.hint.class != "" {
		return s.hint.class == "java.util.UUID"
	}
	if s.former != nil {
		return ClassOf(s.former) == "java.util.UUID"
	}
	return s.hint.declared != "[B"
}

func uuidText(src reflect.Value) string {
	var raw [16]byte
	for i := range raw {
		raw[i] = byte(src.Index(i).Uint())
	}
	t := hex.EncodeToString(raw[:])
	return t[:8] + "-" + t[8:12] + "-" + t[12:16] + "-" + t[16:20] + "-" + t[20:]
}

// textual makes a value whose content is one text: a string, an enum constant, a
// scalar. usual is the class where nothing tells another one.
func (e *encoder) textual(src reflect.Value, s spot, text, usual string) (Value, error) {
	if !Valid(text) {
		return nil, refuse(src, s, "the string isn't UTF-8; bytes are a []byte")
	}
	former := s.former
	if old, ok := textOf(former); ok && old == text && (!isNumber(ClassOf(former)) || usual == "") {
		if _, isString := former.(String); !isString || !s.open || usual == "" {
			return former, nil
		}
	}
	class, enum := s.hint.class, s.hint.enum
	if class == "" {
		switch f := former.(type) {
		case String:
			return String(text), nil
		case Text:
			return Text(text), nil
		case *Class:
			return &Class{Name: text}, nil
		case *Enum:
			class, enum = f.Declaring, true
		case *Scalar:
			if !isNumber(f.Class) {
				class = f.Class
			}
		}
	}
	if class == "" && src.Kind() == reflect.String {
		if class = e.opts.types.classOf(src.Type()); class == "" {
			class = namedByMethod(src.Type())
		}
		enum = class != ""
	}
	if class == "" {
		class = usual
	}
	if class == "" && isTextual(s.hint.declared) {
		class = s.hint.declared
	}
	switch {
	case class == "" || class == "java.lang.String":
		return String(text), nil
	case enum:
		return &Enum{Class: class, Declaring: class, Name: text}, nil
	case class == "java.lang.Class":
		return &Class{Name: text}, nil
	case strings.HasPrefix(class, "["):
		return nil, refuse(src, s, "a text is no array")
	}
	if checkScalar(class, text) != nil {
		return nil, refuse(src, s, "the text is no value of class %s", class)
	}
	return newScalar(class, text), nil
}

func newScalar(class, text string) Value {
	switch class {
	case "java.lang.Double":
		f, _ := ParseDouble(text)
		return NewDouble(f)
	case "java.lang.Float":
		f, _ := ParseFloat(text)
		return NewFloat(f)
	}
	return &Scalar{Class: class, Text: text}
}

// isTextual tells classes of the JDK whose objects are made from a text.
func isTextual(class string) bool {
	switch class {
	case "java.util.UUID", "java.net.URL", "java.net.URI", "java.util.Currency", "java.util.Locale", "java.io.File", "java.lang.StringBuilder", "java.lang.StringBuffer",
		"java.util.regex.Pattern":
		return true
	}
	return false
}

func (e *encoder) boolean(src reflect.Value, s spot) (Value, error) {
	text := map[bool]string{true: "true", false: "false"}[src.Bool()]
	if old, ok := textOf(s.former); ok && old == text {
		switch ClassOf(s.former) {
		case "java.lang.Boolean", "java.util.concurrent.atomic.AtomicBoolean", "":
			return s.former, nil
		}
	}
	class := "java.lang.Boolean"
	if _, isText := s.former.(Text); isText && s.hint.class == "" {
		return Text(text), nil
	}
	for _, told := range []string{s.hint.class, ClassOf(s.former), s.hint.declared} {
		if told == class || told == "java.util.concurrent.atomic.AtomicBoolean" {
			return &Scalar{Class: told, Text: text}, nil
		}
	}
	if s.hint.class != "" {
		return nil, refuse(src, s, "a bool is no %s", s.hint.class)
	}
	return &Scalar{Class: class, Text: text}, nil
}

func (e *encoder) char(src reflect.Value, s spot) (Value, error) {
	c := Char(src.Uint())
	if old, ok := textOf(s.former); ok && old == c.String() && (ClassOf(s.former) == "java.lang.Character" || ClassOf(s.former) == "") {
		return s.former, nil
	}
	if _, isText := s.former.(Text); isText {
		return Text(c.String()), nil
	}
	return NewCharacter(c), nil
}
