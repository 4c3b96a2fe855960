package javaobj

import (
	"encoding/hex"
	"strconv"
	"unicode/utf8"
)

// maxPrintDepth is how deep the JSON of a value nests; deeper objects are
// printed as opaque, with the reason.
const maxPrintDepth = 10000

// maxPrintBytes bounds the JSON of one value: a long string that is referred to
// many times is printed each time. What passes it is opaque, with the reason.
const maxPrintBytes = 512 << 20

// IDs numbers objects in the order in which they appear in JSON; one IDs serves
// all attributes of a session. The zero value is ready.
type IDs struct {
	numbers map[Value]int
	objects []Value
}

// Lookup gives the object that was printed with the id, or nil.
func (ids *IDs) Lookup(id int) Value {
	if id < 1 || id > len(ids.objects) {
		return nil
	}
	return ids.objects[id-1]
}

// number gives the object's id and whether it has it since earlier.
func (ids *IDs) number(v Value) (id int, seen bool) {
	if id, seen = ids.numbers[v]; seen {
		return id, true
	}
	if ids.numbers == nil {
		ids.numbers = map[Value]int{}
	}
	ids.objects = append(ids.objects, v)
	ids.numbers[v] = len(ids.objects)
	return len(ids.objects), false
}

// AppendJSON appends the JSON of a value: ASCII, one line, each object printed
// once and then referred to by its id. ids may be nil for a value that stands
// alone.
func AppendJSON(dst []byte, v Value, ids *IDs) []byte {
	if ids == nil {
		ids = &IDs{}
	}
	w := &jsonWriter{dst: dst, ids: ids, most: len(dst) + maxPrintBytes}
	w.value(v, 0)
	return w.dst
}

type jsonWriter struct {
	dst []byte
	ids *IDs
	// most is the length that dst may have before values become opaque.
	most int
}

func (w *jsonWriter) raw(s string) { w.dst = append(w.dst, s...) }

func (w *jsonWriter) value(v Value, depth int) {
	if len(w.dst) > w.most {
		w.opaque(&Opaque{Class: ClassOf(v), Reason: "the value prints longer than " + strconv.Itoa(maxPrintBytes) + " bytes"})
		w.dst = append(w.dst, '}')
		return
	}
	switch v := v.(type) {
	case nil:
		w.raw("null")
		return
	case Text:
		w.raw(`{"value":`)
		w.dst = AppendQuoted(w.dst, string(v))
	case Raw:
		w.dst = append(w.dst, '"')
		w.dst = hex.AppendEncode(w.dst, v)
		w.dst = append(w.dst, '"')
		return
	case *NotSerializable:
		w.raw(`{"notSerializable":true`)
	default:
		if isReferenceable(v) && depth >= maxPrintDepth {
			w.opaque(&Opaque{Class: ClassOf(v), Reason: "nested deeper than " + strconv.Itoa(maxPrintDepth)})
			break
		}
		if !w.open(v) {
			return
		}
		w.content(v, depth+1)
	}
	w.dst = append(w.dst, '}')
}

// isReferenceable tells which values have an id in JSON.
func isReferenceable(v Value) bool {
	switch v := v.(type) {
	case *Scalar:
		return v.Class != "java.lang.Character" && v.Class != "java.lang.Float" && v.Class != "java.lang.Double"
	case *Bytes, *List, *Map, *Date, *Calendar, *Throwable, *Proxy, *Bean:
		return true
	}
	return false
}

// open writes an object's id and class; for an object seen before the whole
// reference, and false.
func (w *jsonWriter) open(v Value) bool {
	w.dst = append(w.dst, '{')
	if isReferenceable(v) {
		id, seen := w.ids.number(v)
		if seen {
			w.raw(`"ref":`)
			w.dst = strconv.AppendInt(w.dst, int64(id), 10)
			w.dst = append(w.dst, '}')
			return false
		}
		w.raw(`"id":`)
		w.dst = strconv.AppendInt(w.dst, int64(id), 10)
		if ClassOf(v) == "" {
			return true // the format doesn't carry it
		}
		w.dst = append(w.dst, ',')
	}
	w.raw(`"class":`)
	w.dst = AppendQuoted(w.dst, ClassOf(v))
	return true
}

func (w *jsonWriter) opaque(v *Opaque) {
	w.raw(`{"class":`)
	w.dst = AppendQuoted(w.dst, v.Class)
	w.content(v, 0)
}

// member writes `,"name":`.
func (w *jsonWriter) member(name string) {
	w.raw(`,"`)
	w.raw(name)
	w.raw(`":`)
}

func (w *jsonWriter) text(name, s string) {
	w.member(name)
	w.dst = AppendQuoted(w.dst, s)
}

func (w *jsonWriter) number(name string, n int64) {
	w.member(name)
	w.dst = strconv.AppendInt(w.dst, n, 10)
}

func (w *jsonWriter) lost(why string) {
	if why != "" {
		w.text("lost", why)
	}
}

// AppendQuoted appends s as an ASCII JSON string. Lone surrogates of WTF-8 are
// kept; an invalid byte becomes U+FFFD.
func AppendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf && c != '"' && c != '\\' {
			i++
			continue
		}
		dst = append(dst, s[from:i]...)
		r, size := DecodeRune(s[i:])
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r > 0xFFFF:
			high, low := surrogates(r)
			dst = appendUnit(appendUnit(dst, high), low)
		default:
			dst = appendUnit(dst, r)
		}
		i += size
		from = i
	}
	dst = append(dst, s[from:]...)
	return append(dst, '"')
}

func appendUnit(dst []byte, u rune) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', digits[u>>12&15], digits[u>>8&15], digits[u>>4&15], digits[u&15])
}
