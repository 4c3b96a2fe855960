package kryo

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/big"
	"strconv"
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

func (b *builder) date(v *javaobj.Date) (*node, error) {
	c, err := b.class(v.Class)
	if err != nil {
		return nil, err
	}
	switch {
	case c.format != "w" || !c.is("java.util.Date"):
		return nil, unsupported(v.Class, "it is no date")
	case v.Lost != "":
		return nil, unsupported(v.Class, "its value is not complete: %s", v.Lost)
	case v.HasNanos && int64(v.Nanos) != (v.Millis%1000+1000)%1000*1e6:
		return nil, unsupported(v.Class, "kryo keeps no more than milliseconds; cut the nanoseconds off")
	case c.name != v.Class || !dateClasses[c.name]:
		return nil, unsupported(v.Class, "use java.util.Date")
	}
	return b.keep(v, c, appendVarlong(nil, uint64(v.Millis), b.layout == layout1)), nil
}

var dateClasses = map[string]bool{"java.util.Date": true, "java.sql.Date": true, "java.sql.Time": true, "java.sql.Timestamp": true}

// gregorianChange is 15 October 1582, from which on GregorianCalendar uses the
// Gregorian calendar unless it is told otherwise.
const gregorianChange = -12219292800000

func (b *builder) calendar(v *javaobj.Calendar) (*node, error) {
	if v.Class != "java.util.GregorianCalendar" {
		return nil, unsupported(v.Class, "use java.util.GregorianCalendar")
	}
	c, err := b.class(v.Class)
	if err != nil {
		return nil, err
	}
	if v.FirstDayOfWeek < 1 || v.FirstDayOfWeek > 7 || v.MinimalDaysInFirstWeek < 1 || v.MinimalDaysInFirstWeek > 7 || !javaobj.Valid(v.Zone) || v.Zone == "" {
		return nil, unsupported(v.Class, "its zone, or its days of the week, can't be")
	}
	one := b.layout == layout1
	var raw []byte
	if !one {
		raw = b.appendText(raw, v.Zone)
	}
	raw = appendVarlong(raw, uint64(v.Millis), one)
	lenient := byte(0)
	if v.Lenient {
		lenient = 1
	}
	raw = append(raw, lenient, byte(v.FirstDayOfWeek), byte(v.MinimalDaysInFirstWeek))
	if one {
		return b.keep(v, c, b.appendText(raw, v.Zone)), nil
	}
	change := int64(gregorianChange)
	return b.keep(v, c, appendVarlong(raw, zigzag(change), one)), nil
}

// ordinal gives the number of a constant.
func (b *builder) ordinal(v *javaobj.Enum) (*class, uint32, error) {
	c, err := b.class(v.Class)
	if err != nil {
		return nil, 0, err
	}
	for i, name := range c.constants {
		if name == v.Name && c.kind == kindEnum {
			return c, uint32(i), nil
		}
	}
	return nil, 0, unsupported(v.Class, "it has no constant %s", strconv.Quote(v.Name))
}

func (b *builder) enum(v *javaobj.Enum) (*node, error) {
	c, ordinal, err := b.ordinal(v)
	if err != nil {
		return nil, err
	}
	if b.layout != layout1 {
		ordinal++
	}
	return b.keep(v, c, appendVarint(nil, ordinal)), nil
}

// classValue makes a Class object; the class must be known, as a reader must
// find it.
func (b *builder) classValue(v *javaobj.Class) (*node, error) {
	c, err := b.class("java.lang.Class")
	if err != nil {
		return nil, err
	}
	n := &node{class: c}
	b.made[v] = n
	name := v.Name
	primitive := byte(0)
	for i, each := range primitiveNames {
		if each == name && b.layout != layout1 {
			name, primitive = boxNames[i], 1
		}
	}
	of := b.find(name)
	if err := of.ready(b.schema); err != nil && of.id == 0 {
		if _, err := b.finality(name); err != nil {
			return nil, unsupported(name, "%v", err)
		}
	}
	n.kids = []*node{of.self}
	if b.layout != layout1 {
		n.raw = string([]byte{primitive})
	}
	return n, nil
}
