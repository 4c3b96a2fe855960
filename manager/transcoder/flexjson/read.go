package flexjson

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strconv"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// reader makes Values from text that a scanner has checked.
type reader struct {
	doc  *document
	data string // the whole document
	at   int
	// stack holds the elements of the lists that are being read.
	stack []javaobj.Value
	// more values of the attribute are still to come.
	more int
	// scalars are made in groups: they live and die together.
	scalars []javaobj.Scalar
}

// prepare finds out what reading values needs.
func (d *document) prepare() {
	if d.prepared {
		return
	}
	d.prepared, d.text = true, string(d.data)
	if !mayHoldBeans(d.data) {
		return
	}
	// It was checked, so no limit is reached.
	most := transcoder.Limits{Elements: math.MaxInt, Depth: math.MaxInt}
	s := scanner{data: d.data, limits: most, noting: true}
	s.space()
	_ = s.value()
	slices.SortFunc(s.beans, func(a, b bean) int { return cmp.Compare(a.at, b.at) })
	d.beans = s.beans
}

// mayHoldBeans tells whether a member named class can be there, however it is
// spelt.
func mayHoldBeans(data []byte) bool {
	return bytes.Contains(data, []byte(`"class"`)) || bytes.IndexByte(data, '\\') >= 0
}

func (r *reader) space() {
	for r.data[r.at] == ' ' || r.data[r.at] == '\t' || r.data[r.at] == '\n' || r.data[r.at] == '\r' {
		r.at++
	}
}

// value makes one Value. Below a bean (typed) setters decide the classes of
// numbers, so the text doesn't tell them.
func (r *reader) value(typed bool) javaobj.Value {
	begin := r.at
	r.more--
	var v javaobj.Value
	switch r.data[r.at] {
	case '"':
		return javaobj.String(r.str())
	case 't', 'f':
		v = javaobj.NewBoolean(r.data[r.at] == 't')
		r.skipWord()
	case 'n':
		r.skipWord()
		return nil
	case 'N', 'I':
		// flexjson 2.1 writes these bare, and reads a bare word as a String.
		r.skipWord()
		return javaobj.String(r.data[begin:r.at])
	case '[':
		v = r.list(typed)
	case '{':
		v = r.object(typed)
	default:
		r.skipWord()
		if typed {
			return javaobj.Text(r.data[begin:r.at])
		}
		v = r.number(r.data[begin:r.at])
	}
	r.doc.made = push(r.doc.made, origin{v, uint32(begin), uint32(r.at)}, r.more+1)
	return v
}

// skipWord skips a number or a bare word.
func (r *reader) skipWord() {
	for r.at < len(r.data) {
		switch c := r.data[r.at]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '+', c == '-', c == '.':
			r.at++
		default:
			return
		}
	}
}

func (r *reader) str() string {
	begin := r.at
	for r.at++; r.data[r.at] != '"'; r.at++ {
		if r.data[r.at] == '\\' {
			r.at++
		}
	}
	r.at++
	return unquote(r.data[begin:r.at], r.doc.latin1)
}

// number gives the class that MSM loads a number as.
func (r *reader) number(text string) javaobj.Value {
	integer := true
	for i := range len(text) {
		if c := text[i]; c != '-' && (c < '0' || c > '9') {
			integer = false
		}
	}
	if integer {
		switch size := len(text); { // most are too short to be beyond their class
		case size < 10 && r.doc.version == Version2:
			return r.integer("java.lang.Integer", text)
		case size < 19 && r.doc.version == Version3:
			return r.integer("java.lang.Long", text)
		}
		n, err := strconv.ParseInt(text, 10, 64)
		switch {
		case err == nil && r.doc.version == Version2 && n == int64(int32(n)):
			return r.integer("java.lang.Integer", text)
		case err == nil:
			return r.integer("java.lang.Long", text)
		case r.doc.version == Version3:
			return &javaobj.Scalar{Class: "java.math.BigInteger", Text: text, Lost: "flexjson 3 can't load an integer beyond a long"}
		}
	}
	if text == "-Infinity" {
		return javaobj.NewDouble(math.Inf(-1))
	}
	// Out of range gives infinity or 0, as in Java.
	f, _ := strconv.ParseFloat(text, 64)
	return javaobj.NewDouble(f)
}

// push appends to a list that may grow very long: it doubles, where append would
// make five times the garbage. more values may come, but not all must be for
// this list.
func push[T any](list []T, v T, more int) []T {
	if len(list) == cap(list) {
		list = slices.Grow(list, max(8, len(list), min(more, 512)))
	}
	return append(list, v)
}

// integer is a number as it is spelt, which is Java's way but for -0.
func (r *reader) integer(class, text string) javaobj.Value {
	if text == "-0" {
		text = "0"
	}
	if len(r.scalars) == 0 {
		r.scalars = make([]javaobj.Scalar, max(1, min(64, r.more+1)))
	}
	s := &r.scalars[0]
	r.scalars = r.scalars[1:]
	s.Class, s.Text = class, text
	return s
}

func (r *reader) list(typed bool) javaobj.Value {
	list := &javaobj.List{Class: "java.util.ArrayList"}
	bottom := len(r.stack)
	r.at++
	r.space()
	for r.data[r.at] != ']' {
		r.stack = push(r.stack, r.value(typed), r.more+1)
		r.next()
	}
	r.at++
	if elems := r.stack[bottom:]; len(elems) > 0 {
		list.Elems = slices.Clone(elems)
		clear(elems)
		r.stack = r.stack[:bottom]
	}
	return list
}

// next moves to the next element or member, or the end.
func (r *reader) next() {
	r.space()
	if r.data[r.at] == ',' {
		r.at++
		r.space()
	}
}

// object makes a bean if there is a member class with a string, else a map.
func (r *reader) object(typed bool) javaobj.Value {
	if class, ok := r.doc.beanAt(r.at); ok {
		return r.bean(class)
	}
	m := &javaobj.Map{Class: "java.util.HashMap"}
	r.members(func(name javaobj.Value) {
		m.Entries = append(m.Entries, javaobj.Entry{Key: name, Value: r.value(typed)})
	})
	return m
}

func (r *reader) bean(class string) javaobj.Value {
	bean := &javaobj.Bean{Class: class}
	found := false
	r.members(func(name javaobj.Value) {
		v := r.value(true)
		text, _ := name.(javaobj.String)
		if _, isText := v.(javaobj.String); isText && text == "class" && !found {
			found = true
			return
		}
		bean.Fields = append(bean.Fields, javaobj.Field{Name: string(text), Value: v})
	})
	return bean
}

// members calls read behind the name of each member.
func (r *reader) members(read func(name javaobj.Value)) {
	r.at++
	r.space()
	for r.data[r.at] != '}' {
		var name javaobj.Value
		if r.data[r.at] == '"' {
			name = javaobj.String(r.str())
		} else {
			r.skipWord()
		}
		r.space()
		r.at++
		r.space()
		read(name)
		r.next()
	}
	r.at++
}

// beanAt gives the class of the object that begins at an offset, if it has one.
func (d *document) beanAt(at int) (string, bool) {
	i, ok := slices.BinarySearchFunc(d.beans, at, func(b bean, at int) int { return cmp.Compare(b.at, at) })
	if !ok {
		return "", false
	}
	return unquote(d.text[d.beans[i].class:d.beans[i].end], d.latin1), true
}
