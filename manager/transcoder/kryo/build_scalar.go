package kryo

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/big"
	"strings"

	"msmgate/manager/javaobj"
)

func (b *builder) keep(v javaobj.Value, c *class, raw []byte) *node {
	n := &node{class: c, raw: string(raw)}
	b.made[v] = n
	return n
}

// scalar makes an object whose content is its text.
func (b *builder) scalar(v *javaobj.Scalar) (*node, error) {
	if v.Lost != "" {
		return nil, unsupported(v.Class, "its value is not complete: %s", v.Lost)
	}
	if !javaobj.Valid(v.Text) {
		return nil, unsupported(v.Class, "its text isn't valid")
	}
	c, err := b.class(v.Class)
	if err != nil {
		return nil, err
	}
	if c.kind == kindBean {
		return b.scalarBean(v, c)
	}
	if c.kind != kindScalar || c.name == "java.lang.String" {
		return nil, unsupported(v.Class, "there is no way to write it from its text")
	}
	raw, ok := b.scalarBytes(c, v)
	if !ok {
		return nil, unsupported(v.Class, "its text is not a value of it that can be written")
	}
	return b.keep(v, c, raw), nil
}

// scalarBytes gives the data of a class that has a serializer.
func (b *builder) scalarBytes(c *class, v *javaobj.Scalar) ([]byte, bool) {
	if c.boxed {
		return b.boxBytes(c.name, v)
	}
	switch c.name {
	case "java.math.BigInteger":
		n, ok := new(big.Int).SetString(v.Text, 10)
		if !ok || strings.HasPrefix(v.Text, "+") {
			return nil, false
		}
		return b.appendBig(nil, n), true
	case "java.math.BigDecimal":
		dec, err := javaobj.ParseDecimal(v.Text)
		if err != nil || dec.Scale != int(int32(dec.Scale)) {
			return nil, false
		}
		return appendVarint(b.appendBig(nil, dec.Unscaled), zigzag32(int32(dec.Scale))), true
	case "java.util.Currency":
		if len(v.Text) != 3 || strings.Trim(v.Text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			return nil, false
		}
	case "java.lang.StringBuilder", "java.lang.StringBuffer":
	case "java.util.Locale":
		return b.localeBytes(v.Text)
	case "sun.util.calendar.ZoneInfo":
		if _, ok := inZone(0, v.Text); !ok {
			return nil, false
		}
	case "java.net.URL":
		scheme, rest, ok := strings.Cut(v.Text, ":")
		if !ok || rest == "" || !strings.Contains(" http https ftp file ", " "+scheme+" ") {
			return nil, false
		}
	default:
		return b.otherBytes(c, v.Text)
	}
	var raw []byte
	if c.format == "ps" {
		raw = append(raw, 1)
	}
	return b.appendText(raw, v.Text), true
}

// boxBytes gives the data of one of the eight boxes.
func (s *schema) boxBytes(class string, v *javaobj.Scalar) ([]byte, bool) {
	one := s.layout == layout1
	number := func(bits int) (int64, bool) { return parseInt(v.Text, bits) }
	switch class {
	case "java.lang.Boolean":
		return []byte{map[string]byte{"true": 1}[v.Text]}, v.Text == "true" || v.Text == "false"
	case "java.lang.Byte":
		n, ok := number(8)
		return []byte{byte(n)}, ok
	case "java.lang.Short":
		n, ok := number(16)
		if one && n >= 0 && n < 0xff {
			return []byte{byte(n)}, ok
		}
		var raw []byte
		if one {
			raw = append(raw, 0xff)
		}
		return binary.BigEndian.AppendUint16(raw, uint16(n)), ok
	case "java.lang.Integer":
		n, ok := number(32)
		if one {
			return appendVarint(nil, uint32(n)), ok
		}
		return appendVarint(nil, zigzag32(int32(n))), ok
	case "java.lang.Long":
		n, ok := number(64)
		return appendVarlong(nil, zigzag(n), one), ok
	case "java.lang.Character":
		units := utf16Of(v.Text)
		if len(units) != 1 {
			return nil, false
		}
		return binary.BigEndian.AppendUint16(nil, units[0]), true
	case "java.lang.Float":
		f, ok := javaobj.ParseFloat(v.Text)
		bits := math.Float32bits(f)
		if given := uint32(v.Bits); v.Bits>>32 == 0 && javaobj.JavaFloat(math.Float32frombits(given)) == v.Text {
			bits = given // a NaN's payload
		}
		return binary.BigEndian.AppendUint32(nil, bits), ok
	}
	f, ok := javaobj.ParseDouble(v.Text)
	bits := math.Float64bits(f)
	if javaobj.JavaDouble(math.Float64frombits(v.Bits)) == v.Text {
		bits = v.Bits
	}
	return binary.BigEndian.AppendUint64(nil, bits), ok
}

// appendBig writes a BigInteger: its length, and its bytes in two's
// complement.
func (s *schema) appendBig(dst []byte, n *big.Int) []byte {
	magnitude := n
	if n.Sign() < 0 {
		magnitude = new(big.Int).Not(n)
	}
	size := magnitude.BitLen()/8 + 1
	length := uint32(size)
	if s.layout != layout1 {
		length++
	}
	raw := magnitude.FillBytes(make([]byte, size))
	if n.Sign() < 0 {
		for i := range raw {
			raw[i] = ^raw[i]
		}
	}
	return append(appendVarint(dst, length), raw...)
}

// localeBytes writes language, country and variant; a locale with a script or
// extensions isn't kept whole.
func (b *builder) localeBytes(text string) ([]byte, bool) {
	if strings.Contains(text, "#") || b.layout != layout1 && text != "" && len(strings.SplitN(text, "_", 2)[0]) < 2 {
		return nil, false
	}
	parts := append(strings.SplitN(text, "_", 3), "", "")[:3]
	if localeText(parts) != text {
		return nil, false
	}
	var raw []byte
	for _, part := range parts {
		raw = b.appendText(raw, part)
	}
	return raw, true
}

// scalarBean makes those classes that kryo writes field by field and that are
// whole again when they are read.
func (b *builder) scalarBean(v *javaobj.Scalar, c *class) (*node, error) {
	fields := map[string]*javaobj.Scalar{}
	long := func(n uint64) *javaobj.Scalar { return javaobj.NewLong(int64(n)) }
	switch c.name {
	case "java.util.UUID":
		raw, err := hex.DecodeString(strings.ReplaceAll(v.Text, "-", ""))
		if err != nil || len(raw) != 16 || len(v.Text) != 36 || v.Text[8] != '-' || v.Text[13] != '-' || v.Text[18] != '-' || v.Text[23] != '-' {
			return nil, unsupported(v.Class, "its text is not a value of it")
		}
		fields["mostSigBits"], fields["leastSigBits"] = long(binary.BigEndian.Uint64(raw)), long(binary.BigEndian.Uint64(raw[8:]))
	case "java.util.concurrent.atomic.AtomicInteger":
		fields["value"] = &javaobj.Scalar{Class: "java.lang.Integer", Text: v.Text}
	case "java.util.concurrent.atomic.AtomicLong":
		fields["value"] = &javaobj.Scalar{Class: "java.lang.Long", Text: v.Text}
	case "java.util.concurrent.atomic.AtomicBoolean":
		fields["value"] = javaobj.NewInteger(int32(map[string]int{"true": 1}[v.Text]))
		if v.Text != "true" && v.Text != "false" {
			return nil, unsupported(v.Class, "its text is not a value of it")
		}
	default:
		return nil, unsupported(v.Class, "kryo %d writes it field by field, and what is read back isn't whole; keep its text instead", b.layout)
	}
	n := &node{class: c}
	b.made[v] = n
	for i := range c.fields {
		f := fields[c.fields[i].name]
		if f == nil {
			return nil, unsupported(v.Class, "its field %s isn't known", c.fields[i].name)
		}
		raw, ok := b.boxBytes(f.Class, f)
		if !ok {
			return nil, unsupported(v.Class, "its text is not a value of it")
		}
		n.kids = append(n.kids, &node{class: c.fields[i].slot.class, raw: string(raw)})
	}
	return n, nil
}
