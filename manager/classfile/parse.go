package classfile

// MaxSize is the most bytes that a class file may have. javac's largest, with
// every table full, stay below.
const MaxSize = 32 << 20

// Parse reads a class file. It checks the structure as far as it reads it, never
// the code, and keeps nothing of data. An error is a *FormatError.
func Parse(data []byte) (*Class, error) {
	r := &reader{data: data}
	if len(data) > MaxSize {
		r.fail("it has more than %d bytes", MaxSize)
		return nil, r.err
	}
	if r.u4() != 0xcafebabe {
		r.fail("it doesn't begin with cafebabe")
	}
	r.u2() // the minor version says nothing about the structure
	if major := r.u2(); major < 45 {
		r.fail("its version is %d, and Java began with 45", major)
	}
	p := readPool(r)
	c := &Class{Access: Access(r.u2()) &^ superFlag}
	c.Name = p.class(r)
	if super := r.u2(); super != 0 {
		c.Super = p.classAt(r, super)
	} else if r.err == nil && c.Name != "java.lang.Object" {
		r.fail("%q has no super-class", clip(c.Name))
	}
	for range r.count(2) {
		c.Interfaces = append(c.Interfaces, p.class(r))
	}
	c.Fields = readFields(r, p)
	c.Methods = readMethods(r, p)
	readAttributes(r, p, func(name string, body *reader) {
		switch name {
		case "Signature":
			c.Signature = p.text(body, anyText)
		case "RuntimeVisibleAnnotations":
			c.Annotations = readAnnotations(body, p)
		case "InnerClasses":
			readInner(body, p, c)
		case "Record":
			c.Record = true
		}
	})
	if r.err == nil && r.left() > 0 {
		r.fail("%d bytes stand behind the class", r.left())
	}
	if r.err != nil {
		return nil, r.err
	}
	return c, nil
}

// superFlag is ACC_SUPER, which says nothing today and shares its bit with
// synchronized.
const superFlag = 0x0020

func readFields(r *reader, p *pool) []Field {
	var fields []Field
	for range r.count(8) {
		f := Field{Access: Access(r.u2())}
		f.Name = p.text(r, fieldName)
		f.Descriptor = p.text(r, fieldDescriptor)
		readAttributes(r, p, func(name string, body *reader) {
			switch name {
			case "ConstantValue":
				f.Constant = true
				f.Long, _ = p.number(body.u2())
			case "Signature":
				f.Signature = p.text(body, anyText)
			case "RuntimeVisibleAnnotations":
				f.Annotations = readAnnotations(body, p)
			}
		})
		if r.err != nil {
			return nil
		}
		fields = append(fields, f)
	}
	return fields
}

func readMethods(r *reader, p *pool) []Method {
	var methods []Method
	for range r.count(8) {
		m := Method{Access: Access(r.u2())}
		m.Name = p.text(r, methodName)
		m.Descriptor = p.text(r, methodDescriptor)
		readAttributes(r, p, func(string, *reader) {})
		if r.err != nil {
			return nil
		}
		methods = append(methods, m)
	}
	return methods
}

// readAttributes hands each attribute to use, with a reader that ends where the
// attribute ends.
func readAttributes(r *reader, p *pool, use func(name string, body *reader)) {
	for range r.count(6) {
		name := p.text(r, anyText)
		body := r.section(r.u4())
		if r.err != nil {
			return
		}
		use(name, body)
		if body.err != nil {
			r.err = body.err
			return
		}
	}
}

// readInner takes a nested class's flags from its own entry: only there private,
// protected and static are kept.
func readInner(r *reader, p *pool, c *Class) {
	for range r.count(8) {
		inner := p.class(r)
		r.take(4) // the outer class and the simple name
		flags := Access(r.u2())
		if r.err == nil && inner == c.Name {
			c.Access = flags &^ superFlag
		}
	}
}
