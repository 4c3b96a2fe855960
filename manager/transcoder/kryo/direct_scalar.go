package kryo

import (
	"encoding/binary"
	"math"
	"strconv"

	"msmgate/manager/javaobj"
)

// scalarValue reads what a class with its own serializer wrote.
func (p *direct) scalarValue(c *class, number int) javaobj.Value {
	var v javaobj.Value
	switch {
	case c == p.text_:
		return p.newText(number)
	case c.boxed:
		v = p.box(c, c.format)
	case c.name == "java.util.Date":
		millis, end, ok := varlong(p.data, p.at, p.one)
		p.at, p.gaveUp = end, p.gaveUp || !ok
		v = dateView(c.name, int64(millis))
	default:
		begin := p.at
		if p.pass(p.scanner.scalar(p.at, c.format)); p.gaveUp {
			return nil
		}
		v = p.otherScalar(c, p.data[begin:p.at])
	}
	p.give(v, number)
	return v
}

// otherScalar gives the value of data that are neither a text nor a box.
func (p *direct) otherScalar(c *class, raw []byte) javaobj.Value {
	switch {
	case len(raw) <= maxNumber && (c.name == "java.math.BigDecimal" || c.name == "java.math.BigInteger"):
		s := p.scalar()
		s.Class, s.Text = c.name, numberText(p.layout, c.format, raw)
		return s
	case c.name == "java.util.Locale":
		var parts [3]string
		for i, at := 0, 0; i < len(parts); i++ {
			end, _ := scanText(p.layout, raw, at)
			parts[i], at = p.decode(&p.letters, raw[at:end]), end
		}
		s := p.scalar()
		s.Class, s.Text = c.name, localeText(parts[:])
		return s
	}
	return p.doc.scalarView(&node{class: c, raw: string(raw)})
}

// newText reads a string.
func (p *direct) newText(number int) javaobj.Value {
	begin := p.at
	if p.pass(p.text(p.at)); p.gaveUp {
		return nil
	}
	v := javaobj.Value(javaobj.String(p.decode(&p.letters, p.data[begin:p.at])))
	p.give(v, number)
	return v
}

// box reads one of the eight boxes.
func (p *direct) box(c *class, format string) javaobj.Value {
	begin := p.at
	if p.pass(p.scanner.scalar(p.at, format)); p.gaveUp {
		return nil
	}
	raw := p.data[begin:p.at]
	s := p.scalar()
	switch c.name {
	case "java.lang.Integer":
		v, _, _ := varint(raw, 0)
		n := int32(v)
		if !p.one {
			n = unzigzag32(v)
		}
		s.Class, s.Text = c.name, p.number(int64(n))
	case "java.lang.Long":
		v, _, _ := varlong(raw, 0, p.one)
		s.Class, s.Text = c.name, p.number(unzigzag(v))
	case "java.lang.Boolean":
		*s = *javaobj.NewBoolean(raw[0] != 0)
	case "java.lang.Double":
		bits := binary.BigEndian.Uint64(raw)
		s.Class, s.Text, s.Bits = c.name, javaobj.JavaDouble(math.Float64frombits(bits)), bits
	default:
		*s = *p.doc.boxView(c.name, string(raw)).(*javaobj.Scalar)
	}
	return s
}

// number writes a number's text.
func (p *direct) number(n int64) string {
	if n >= 0 && n < 1000 {
		return javaobj.JavaLong(n) // takes no memory
	}
	var room [20]byte
	from := p.letters.Len()
	p.letters.Write(strconv.AppendInt(room[:0], n, 10))
	return p.letters.String()[from:]
}
