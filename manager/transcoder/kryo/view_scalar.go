package kryo

import (
	"encoding/binary"
	"math"
	"math/big"
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

// scalarView shows what a class with its own serializer wrote.
func (d *document) scalarView(n *node) javaobj.Value {
	c := n.class
	switch {
	case c == d.text_:
		return javaobj.String(d.text(n.raw))
	case c.boxed:
		return d.boxView(c.name, n.raw)
	case strings.HasPrefix(c.name, "org.joda."):
		return d.jodaView(n)
	case strings.HasPrefix(c.name, "java.time."), strings.HasPrefix(c.name, "java.util.Optional"):
		return d.timeView(n)
	case c.is("java.util.Date") || c.name == "java.util.Date":
		millis, _, _ := varlong(n.raw, 0, d.layout == layout1)
		return dateView(c.name, int64(millis))
	case c.format == "wvvvs" || c.format == "swzvvw":
		return d.calendarView(n)
	case (c.format == "n" || c.format == "nv") && len(n.raw) > maxNumber:
		return &javaobj.Opaque{Class: c.name, Size: len(n.raw), Reason: "the number is too long to be shown"}
	case c.format == "n" || c.format == "nv":
		return &javaobj.Scalar{Class: c.name, Text: numberText(d.layout, c.format, n.raw)}
	case c.format == "sss":
		return &javaobj.Scalar{Class: c.name, Text: localeText(d.texts(n.raw))}
	}
	raw := n.raw
	if c.format == "ps" {
		raw = raw[1:]
	}
	return &javaobj.Scalar{Class: c.name, Text: d.text(raw)}
}

// maxNumber is the most bytes of a number whose digits are shown.
const maxNumber = 16 << 10

// boxView shows one of the eight boxes.
func (d *document) boxView(name, raw string) javaobj.Value {
	bits := func() uint64 {
		var b [8]byte
		copy(b[8-len(raw):], raw)
		return binary.BigEndian.Uint64(b[:])
	}
	switch name {
	case "java.lang.Boolean":
		return javaobj.NewBoolean(raw != "\x00")
	case "java.lang.Byte":
		return javaobj.NewByte(int8(raw[0]))
	case "java.lang.Character":
		return javaobj.NewCharacter(javaobj.Char(bits()))
	case "java.lang.Short":
		switch len(raw) {
		case 1:
			return javaobj.NewShort(int16(raw[0]))
		case 3: // kryo 1's long form
			return javaobj.NewShort(int16(binary.BigEndian.Uint16([]byte(raw[1:]))))
		}
		return javaobj.NewShort(int16(bits()))
	case "java.lang.Integer":
		v, _, _ := varint(raw, 0)
		if d.layout == layout1 {
			return javaobj.NewInteger(int32(v))
		}
		return javaobj.NewInteger(unzigzag32(v))
	case "java.lang.Long":
		v, _, _ := varlong(raw, 0, d.layout == layout1)
		return javaobj.NewLong(unzigzag(v))
	case "java.lang.Float":
		f := math.Float32frombits(uint32(bits()))
		return &javaobj.Scalar{Class: name, Text: javaobj.JavaFloat(f), Bits: bits()}
	}
	return &javaobj.Scalar{Class: name, Text: javaobj.JavaDouble(math.Float64frombits(bits())), Bits: bits()}
}

// dateView shows a date. Kryo keeps no more than the milliseconds of a
// Timestamp.
func dateView(name string, millis int64) javaobj.Value {
	v := &javaobj.Date{Class: name, Millis: millis}
	if name == "java.sql.Timestamp" {
		v.HasNanos, v.Nanos = true, int32((millis%1000+1000)%1000)*1e6
	}
	return v
}

func (d *document) calendarView(n *node) javaobj.Value {
	v := &javaobj.Calendar{Class: n.class.name}
	one := d.layout == layout1
	at := 0
	number := func() int {
		v, end, _ := varint(n.raw, at)
		at = end
		return int(v)
	}
	if !one {
		end, _ := scanText(d.layout, n.raw, 0)
		v.Zone, at = d.text(n.raw[:end]), end
	}
	millis, at2, _ := varlong(n.raw, at, one)
	v.Millis, at = int64(millis), at2
	v.Lenient = number() != 0
	v.FirstDayOfWeek, v.MinimalDaysInFirstWeek = number(), number()
	if one {
		v.Zone = d.text(n.raw[at:])
	}
	return v
}

// numberText is the text of a BigInteger or BigDecimal.
func numberText[T chars](layout int, format string, raw T) string {
	size, at, _ := varint(raw, 0)
	if layout != layout1 {
		size--
	}
	bytes, scale := raw[at:at+int(size)], 0
	if format != "n" {
		n, _, _ := varint(raw, at+int(size))
		scale = int(unzigzag32(n))
	}
	if size <= 8 {
		n := int64(int8(bytes[0]))
		for i := 1; i < len(bytes); i++ {
			n = n<<8 | int64(bytes[i])
		}
		return javaobj.JavaDecimal(n, scale)
	}
	return javaobj.Decimal{Unscaled: twosComplement([]byte(bytes)), Scale: scale}.String()
}

func twosComplement(raw []byte) *big.Int {
	v := new(big.Int).SetBytes(raw)
	if raw[0] >= 0x80 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(8*len(raw))))
	}
	return v
}

// texts splits data that are nothing but strings.
func (d *document) texts(raw string) []string {
	var list []string
	for raw != "" {
		end, ok := scanText(d.layout, raw, 0)
		if !ok {
			break
		}
		list = append(list, d.text(raw[:end]))
		raw = raw[end:]
	}
	return list
}

// localeText is Locale.toString of a language, a country and a variant.
func localeText(parts []string) string {
	for len(parts) < 3 {
		parts = append(parts, "")
	}
	language, country, variant := parts[0], parts[1], parts[2]
	switch {
	case language == "" && country == "":
		return ""
	case variant != "":
		return language + "_" + country + "_" + variant
	case country != "":
		return language + "_" + country
	}
	return language
}

// arrayView shows the elements of an array.
func (d *document) arrayView(n *node) (javaobj.Value, func()) {
	c := n.class
	if c.prim == 'B' {
		return &javaobj.Bytes{Data: []byte(n.raw)}, nil
	}
	l := &javaobj.List{Class: c.name}
	if c.prim == 0 {
		return l, func() { d.fillList(l, n) }
	}
	length := d.length(n)
	if !d.afford(length) {
		return tooMany(n, length), nil
	}
	l.Elems = make([]javaobj.Value, 0, length)
	format := d.primitive(c)
	for at := 0; at < len(n.raw); {
		end, ok := d.scan(format, n.raw, at)
		if !ok {
			break
		}
		l.Elems = append(l.Elems, d.boxView(c.elem.name, n.raw[at:end]))
		at = end
	}
	return l, nil
}

func parseInt(text string, bits int) (int64, bool) {
	v, err := strconv.ParseInt(text, 10, bits)
	return v, err == nil
}
