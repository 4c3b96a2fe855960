package javaser

// prim gives the bytes of a primitive field of an object, as the class that
// declares it has written it.
func (o *object) prim(class, name string) ([]byte, bool) {
	s := o.slot(class)
	if s == nil || s.prims == nil {
		return nil, false
	}
	at := 0
	for i := range s.desc.fields {
		f := &s.desc.fields[i]
		size := primitiveSize(f.code)
		if size == 0 {
			break
		}
		if f.name == name {
			return s.prims[at : at+size], true
		}
		at += size
	}
	return nil, false
}

// field gives an object field; references are followed. It is nil where the
// object has no such field.
func (o *object) field(class, name string) item {
	s := o.slot(class)
	if s == nil {
		return nil
	}
	at := 0
	for i := range s.desc.fields {
		f := &s.desc.fields[i]
		if f.typ == nil {
			continue
		}
		if at >= len(s.fields) {
			return nil
		}
		if f.name == name {
			return target(s.fields[at])
		}
		at++
	}
	return nil
}

func (o *object) slot(class string) *slot {
	for i := range o.slots {
		if o.slots[i].desc.name == class {
			return &o.slots[i]
		}
	}
	return nil
}

func (o *object) int(class, name string) (int32, bool) {
	raw, ok := o.prim(class, name)
	if !ok || len(raw) != 4 {
		return 0, false
	}
	return int32(be32(raw)), true
}

func (o *object) long(class, name string) (int64, bool) {
	raw, ok := o.prim(class, name)
	if !ok || len(raw) != 8 {
		return 0, false
	}
	return int64(be64(raw)), true
}

// text gives a string field; ok is false if it is null or not a string.
func (o *object) text(class, name string) (string, bool) {
	s, ok := o.field(class, name).(*str)
	if !ok {
		return "", false
	}
	return decodeUTF(s.raw)
}

// blocks gives the leading bytes that a class wrote itself, and the items
// behind them.
func (s *slot) blocks() ([]byte, []item) {
	if s == nil {
		return nil, nil
	}
	var raw []byte
	for i, it := range s.data {
		b, ok := it.(*block)
		if !ok {
			return raw, s.data[i:]
		}
		if raw == nil {
			raw = b.raw
			continue
		}
		raw = append(raw[:len(raw):len(raw)], b.raw...)
	}
	return raw, nil
}
