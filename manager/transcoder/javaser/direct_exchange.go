package javaser

import "msmgate/manager/javaobj"

// exchangeStraight puts a string or a box in the place of another in a document
// whose Values were made without nodes: where these stand is known.
func (d *document) exchangeStraight(i int, v javaobj.Value) bool {
	a := &d.straight.attrs[i]
	if a.handle < 0 {
		return false
	}
	from, to := int(a.from), int(a.to)
	var content []byte
	switch v := v.(type) {
	case javaobj.String:
		if a.code != 0 || !javaobj.Valid(string(v)) {
			return false
		}
		if a.value == v {
			return true
		}
		content = appendStr(nil, newStr(string(v)))
	case *javaobj.Scalar:
		if a.code == 0 || boxes[v.Class] != a.code || v.Lost != "" || !javaobj.Valid(v.Text) {
			return false
		}
		if old, ok := a.value.(*javaobj.Scalar); ok && *old == *v {
			return true
		}
		raw, ok := primitiveBytes(a.code, v)
		if !ok {
			return false
		}
		content, from = raw, to-len(raw)
	default:
		return false
	}
	size := len(d.data)
	d.splice(from, to, content)
	d.straight.put(i, v)
	grown := uint32(len(d.data) - size) // or shrunk
	for j := range d.straight.attrs {
		b := &d.straight.attrs[j]
		if b.from >= uint32(to) {
			b.from += grown
		}
		if b.to >= uint32(to) {
			b.to += grown
		}
	}
	return true
}

// isJDK tells whether the stream describes a class as the JDK does.
func (d *classDesc) isJDK() bool {
	row, known := jdkTable()[d.name]
	return known && d.suid == row.suid && d.flags == row.flags
}
