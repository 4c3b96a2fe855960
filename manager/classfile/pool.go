package classfile

import (
	"encoding/binary"
	"strings"
)

// Tags of constants (JVMS 4.4).
const (
	tagUtf8    = 1
	tagInteger = 3
	tagLong    = 5
	tagDouble  = 6
	tagClass   = 7
)

// constantSizes are the bytes behind each tag; Utf8 has a length of its own.
var constantSizes = map[byte]int{
	3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2,
}

// constant is one entry of the pool: its bytes as they stand in the file.
type constant struct {
	tag byte
	raw []byte
}

// pool is the constant pool; entry 0, and the one behind each long and double,
// have tag 0.
type pool struct {
	entries []constant
	// made holds what was made of each entry. Thousands of fields may share one
	// name of 64 KB, which must be checked and kept but once.
	made map[use]string
}

// use is an entry and what it is taken for.
type use struct {
	index uint16
	kind  kind
}

// kind says what a name must look like.
type kind byte

const (
	anyText kind = iota
	className
	fieldName
	methodName
	fieldDescriptor
	methodDescriptor
	annotationType
)

// kinds names each kind for errors, checks it, and turns it into the form that
// Class and its parts have.
var kinds = [...]struct {
	what  string
	valid func(string) bool
	form  func(string) string
}{
	anyText:          {"text", func(string) bool { return true }, asIs},
	className:        {"name of a class", validName, dotted},
	fieldName:        {"name of a field", validMember, asIs},
	methodName:       {"name of a method", validMember, asIs},
	fieldDescriptor:  {"type of a field", validFieldType, asIs},
	methodDescriptor: {"type of a method", validMethodType, asIs},
	annotationType:   {"type of an annotation", validFieldType, TypeName},
}

func asIs(s string) string   { return s }
func dotted(s string) string { return strings.ReplaceAll(s, "/", ".") }

func readPool(r *reader) *pool {
	n := int(r.u2())
	if 3*(n-1) > r.left() {
		r.fail("%d constants are declared where %d bytes are left", n, r.left())
	}
	if r.err != nil {
		return &pool{}
	}
	p := &pool{entries: make([]constant, n), made: map[use]string{}}
	for i := 1; i < n && r.err == nil; i++ {
		tag := r.u1()
		size, known := constantSizes[tag]
		if tag == tagUtf8 {
			size, known = int(r.u2()), true
		}
		if !known && r.err == nil {
			r.fail("constant %d has the unknown tag %d", i, tag)
		}
		p.entries[i] = constant{tag, r.take(size)}
		if tag == tagLong || tag == tagDouble {
			i++
		}
	}
	return p
}

func (p *pool) get(r *reader, index uint16, tag byte) []byte {
	if r.err != nil {
		return nil
	}
	if int(index) >= len(p.entries) || p.entries[index].tag != tag {
		r.fail("constant %d is not of tag %d", index, tag)
		return nil
	}
	return p.entries[index].raw
}

// text reads the index of a Utf8 constant, and gives that as what it is taken
// for.
func (p *pool) text(r *reader, k kind) string { return p.textAt(r, r.u2(), k) }

func (p *pool) textAt(r *reader, index uint16, k kind) string {
	raw := p.get(r, index, tagUtf8)
	if r.err != nil {
		return ""
	}
	if s, ok := p.made[use{index, k}]; ok {
		return s
	}
	s, ok := decodeUTF(raw)
	if !ok {
		r.fail("constant %d is not modified UTF-8", index)
		return ""
	}
	if !kinds[k].valid(s) {
		r.fail("%q is no %s", clip(s), kinds[k].what)
		return ""
	}
	s = kinds[k].form(s)
	p.made[use{index, k}] = s
	return s
}

// class reads the index of a Class constant and gives the name as
// Class.getName() does.
func (p *pool) class(r *reader) string { return p.classAt(r, r.u2()) }

func (p *pool) classAt(r *reader, index uint16) string {
	raw := p.get(r, index, tagClass)
	if raw == nil {
		return ""
	}
	return p.textAt(r, binary.BigEndian.Uint16(raw), className)
}

// number gives an Integer or Long constant; ok is false for any other.
func (p *pool) number(index uint16) (n int64, ok bool) {
	if int(index) >= len(p.entries) {
		return 0, false
	}
	switch c := p.entries[index]; c.tag {
	case tagInteger:
		return int64(int32(binary.BigEndian.Uint32(c.raw))), true
	case tagLong:
		return int64(binary.BigEndian.Uint64(c.raw)), true
	}
	return 0, false
}

func clip(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}
