package javaser

import (
	"math"

	"msmgate/manager/javaobj"
)

// bean shows an object as its class wrote it: the fields of each class, the
// top-most super class first, then what the classes wrote themselves.
func (d *document) bean(o *object) javaobj.Value {
	b := &javaobj.Bean{Class: javaName(o.desc.name)}
	d.fields(b, o)
	return b
}

// content gives fields and data of the slots, but for those of one class.
func (d *document) content(slots []slot, without *classDesc) (fields []javaobj.Field, data []javaobj.Value) {
	if n := described(slots, without); n > 0 {
		fields = make([]javaobj.Field, 0, n)
	}
	for i := range slots {
		s := &slots[i]
		if s.desc == without {
			continue
		}
		fields = d.appendFields(fields, s)
		data = d.appendData(data, s)
	}
	return fields, data
}

// described counts the fields of the slots that hold what their classes
// describe. A writer that broke off, or a class that wrote no field values, may
// have left out any number, and room for these would cost more than the stream.
func described(slots []slot, without *classDesc) int {
	n := 0
	for i := range slots {
		s := &slots[i]
		if s.desc != without && len(s.prims) == s.desc.primSize && len(s.fields) == s.desc.objects {
			n += len(s.desc.fields)
		}
	}
	return n
}

// typeName gives the Java type of a signature.
func typeName(signature string) string {
	if name, ok := knownTypes[signature]; ok {
		return name
	}
	return javaName(javaType(signature))
}

func (d *document) appendFields(fields []javaobj.Field, s *slot) []javaobj.Field {
	class := javaName(s.desc.name)
	at, object := 0, 0
	for i := range s.desc.fields {
		f := &s.desc.fields[i]
		out := javaobj.Field{Declaring: class, Name: javaName(f.name), Type: typeName(f.signature())}
		if size := primitiveSize(f.code); size > 0 {
			if at+size > len(s.prims) {
				return fields
			}
			out.Value = d.primitive(f.code, s.prims[at:])
			at += size
		} else {
			if object >= len(s.fields) {
				return fields
			}
			out.Value = d.shell(s.fields[object])
			object++
		}
		fields = append(fields, out)
	}
	return fields
}

// appendData gives what a class wrote itself; cuts between blocks mean
// nothing, so neighbours become one.
func (d *document) appendData(data []javaobj.Value, s *slot) []javaobj.Value {
	var run javaobj.Raw
	flush := func() {
		if run != nil {
			data = append(data, run)
		}
		run = nil
	}
	for _, it := range s.data {
		if b, ok := it.(*block); ok {
			run = append(run, b.raw...)
			continue
		}
		flush()
		data = append(data, d.shell(it))
	}
	flush()
	return data
}

// primitive makes the box of a primitive value.
func (d *document) primitive(code byte, raw []byte) *javaobj.Scalar {
	s := d.scalar()
	switch code {
	case 'B':
		*s = *javaobj.NewByte(int8(raw[0]))
	case 'Z':
		*s = *javaobj.NewBoolean(raw[0] != 0)
	case 'C':
		*s = *javaobj.NewCharacter(javaobj.Char(be16(raw)))
	case 'S':
		*s = *javaobj.NewShort(int16(be16(raw)))
	case 'I':
		*s = *javaobj.NewInteger(int32(be32(raw)))
	case 'J':
		*s = *javaobj.NewLong(int64(be64(raw)))
	case 'F':
		bits := be32(raw)
		*s = javaobj.Scalar{Class: "java.lang.Float", Text: javaobj.JavaFloat(math.Float32frombits(bits)), Bits: uint64(bits)}
	case 'D':
		bits := be64(raw)
		*s = javaobj.Scalar{Class: "java.lang.Double", Text: javaobj.JavaDouble(math.Float64frombits(bits)), Bits: bits}
	}
	return s
}

// arrayValue shows an array: bytes as such, others by their elements.
func (d *document) arrayValue(a *array) javaobj.Value {
	class := javaName(a.desc.name)
	code := a.desc.name[1]
	if code == 'B' {
		return &javaobj.Bytes{Data: a.raw}
	}
	list := &javaobj.List{Class: class}
	size := primitiveSize(code)
	if size == 0 {
		d.elements(list, a.elems)
		return list
	}
	if !d.spend(a.size) {
		return tooMany(class)
	}
	list.Elems = make([]javaobj.Value, a.size)
	for i := range list.Elems {
		list.Elems[i] = d.primitive(code, a.raw[i*size:])
	}
	return list
}

func (d *document) shells(items []item) []javaobj.Value {
	if len(items) == 0 {
		return nil
	}
	values := make([]javaobj.Value, len(items))
	for i, it := range items {
		values[i] = d.shell(it)
	}
	return values
}

// proxyValue shows a java.lang.reflect.Proxy.
func (d *document) proxyValue(o *object) javaobj.Value {
	p := &javaobj.Proxy{}
	for _, name := range o.proxy.interfaces {
		p.Interfaces = append(p.Interfaces, javaName(name))
	}
	d.later(func() {
		if h := o.field("java.lang.reflect.Proxy", "h"); h != nil {
			p.Handler = d.shell(h)
		}
	})
	return p
}

// throwable shows a java.lang.Throwable; nil if a class below it wrote more
// than fields, which only the form of a bean can show.
func (d *document) throwable(o *object) javaobj.Value {
	const class = "java.lang.Throwable"
	base := o.slot(class)
	if base == nil || len(base.fields) == 0 {
		return nil
	}
	for i := range o.slots {
		if o.slots[i].desc != base.desc && len(o.slots[i].data) > 0 {
			return nil
		}
	}
	t := &javaobj.Throwable{Class: javaName(o.desc.name), StackTrace: []javaobj.StackFrame{}}
	if trace, ok := o.field(class, "stackTrace").(*array); ok {
		for _, it := range trace.elems {
			if frame, ok := target(it).(*object); ok {
				t.StackTrace = append(t.StackTrace, stackFrame(frame))
			}
		}
	}
	d.later(func() {
		if m, ok := o.field(class, "detailMessage").(*str); ok {
			t.Message = d.shell(m)
		}
		// Until initCause is called the cause is the exception itself.
		if cause := o.field(class, "cause"); cause != nil && cause != item(o) {
			t.Cause = d.shell(cause)
		}
		t.Fields, _ = d.content(o.slots, base.desc)
	})
	return t
}

func stackFrame(o *object) javaobj.StackFrame {
	const class = "java.lang.StackTraceElement"
	var f javaobj.StackFrame
	f.DeclaringClass, _ = o.text(class, "declaringClass")
	f.MethodName, _ = o.text(class, "methodName")
	if file, ok := o.text(class, "fileName"); ok {
		f.FileName = &file
	}
	line, _ := o.int(class, "lineNumber")
	f.LineNumber = int(line)
	return f
}
