package javaser

import (
	"encoding/hex"
	"math"
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

var boxes = map[string]byte{
	"java.lang.Boolean": 'Z', "java.lang.Byte": 'B', "java.lang.Short": 'S', "java.lang.Integer": 'I',
	"java.lang.Long": 'J', "java.lang.Float": 'F', "java.lang.Double": 'D', "java.lang.Character": 'C',
}

// primitiveBytes gives the bytes of a boxed value of just that type.
func primitiveBytes(code byte, v javaobj.Value) ([]byte, bool) {
	s, ok := v.(*javaobj.Scalar)
	if !ok || boxes[s.Class] != code {
		return nil, false
	}
	integer := func(bits int) (uint64, bool) {
		n, err := strconv.ParseInt(s.Text, 10, bits)
		return uint64(n), err == nil
	}
	switch code {
	case 'Z':
		if s.Text != "true" && s.Text != "false" {
			return nil, false
		}
		return []byte{map[string]byte{"true": 1}[s.Text]}, true
	case 'B':
		n, ok := integer(8)
		return []byte{byte(n)}, ok
	case 'S':
		n, ok := integer(16)
		return put2(nil, uint16(n)), ok
	case 'I':
		n, ok := integer(32)
		return put4(nil, uint32(n)), ok
	case 'J':
		n, ok := integer(64)
		return put8(nil, n), ok
	case 'C':
		units := codeUnits(s.Text)
		if len(units) != 1 {
			return nil, false
		}
		return put2(nil, units[0]), true
	case 'F':
		f, ok := javaobj.ParseFloat(s.Text)
		bits := math.Float32bits(f)
		if given := uint32(s.Bits); s.Bits>>32 == 0 && javaobj.JavaFloat(math.Float32frombits(given)) == s.Text {
			bits = given // a NaN's payload
		}
		return put4(nil, bits), ok
	case 'D':
		f, ok := javaobj.ParseDouble(s.Text)
		bits := math.Float64bits(f)
		if javaobj.JavaDouble(math.Float64frombits(s.Bits)) == s.Text {
			bits = s.Bits
		}
		return put8(nil, bits), ok
	}
	return nil, false
}

// scalar makes an object whose content is its text.
func (b *builder) scalar(v *javaobj.Scalar) (item, error) {
	if v.Lost != "" {
		return nil, unsupported(v.Class, "its value is not complete: "+v.Lost)
	}
	if !javaobj.Valid(v.Text) {
		return nil, unsupported(v.Class, "its text isn't UTF-8")
	}
	if code, ok := boxes[v.Class]; ok {
		raw, ok := primitiveBytes(code, v)
		if !ok {
			return nil, unsupported(v.Class, "its text is not a value of it")
		}
		return b.one(v, func(o *object) error { return shaped(v.Class, o.setPrim(v.Class, "value", raw)) })
	}
	make, ok := scalarMakers[v.Class]
	if !ok {
		if strings.HasPrefix(v.Class, "java.time.") {
			return b.time(v)
		}
		return nil, unsupported(v.Class, "there is no way to write it from its text; use another class")
	}
	return b.one(v, func(o *object) error { return make(b, o, v) })
}

// one makes an object of the Value's class and lets fill give it its content.
func (b *builder) one(v *javaobj.Scalar, fill func(*object) error) (item, error) {
	o, err := b.object(v.Class)
	if err != nil {
		return nil, err
	}
	if err := fill(o); err != nil {
		return nil, err
	}
	return o, b.keep(v, o)
}

var scalarMakers = map[string]func(b *builder, o *object, v *javaobj.Scalar) error{
	"java.math.BigInteger":                      makeBigInteger,
	"java.math.BigDecimal":                      makeBigDecimal,
	"java.util.UUID":                            makeUUID,
	"java.util.Locale":                          makeLocale,
	"java.util.Currency":                        makeCurrency,
	"java.net.URI":                              makeURI,
	"java.net.URL":                              makeURL,
	"java.io.File":                              makeFile,
	"java.util.regex.Pattern":                   textMaker("pattern"),
	"java.util.BitSet":                          makeBitSet,
	"java.lang.StringBuilder":                   makeStringBuilder,
	"java.lang.StringBuffer":                    makeStringBuffer,
	"java.util.concurrent.atomic.AtomicInteger": makeAtomic,
	"java.util.concurrent.atomic.AtomicLong":    makeAtomic,
	"java.util.concurrent.atomic.AtomicBoolean": makeAtomic,
}

func bad(v *javaobj.Scalar) error { return unsupported(v.Class, "its text is not a value of it") }

func textMaker(name string) func(*builder, *object, *javaobj.Scalar) error {
	return func(_ *builder, o *object, v *javaobj.Scalar) error {
		return shaped(v.Class, o.setField(v.Class, name, newStr(v.Text)))
	}
}

func makeUUID(_ *builder, o *object, v *javaobj.Scalar) error {
	t := v.Text
	if len(t) != 36 || t[8] != '-' || t[13] != '-' || t[18] != '-' || t[23] != '-' {
		return bad(v)
	}
	raw, err := hex.DecodeString(strings.ReplaceAll(t, "-", ""))
	if err != nil || len(raw) != 16 {
		return bad(v)
	}
	return shaped(v.Class, o.setPrim(v.Class, "mostSigBits", raw[:8]), o.setPrim(v.Class, "leastSigBits", raw[8:]))
}

func makeCurrency(_ *builder, o *object, v *javaobj.Scalar) error {
	if len(v.Text) != 3 || strings.Trim(v.Text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return bad(v)
	}
	return shaped(v.Class, o.setField(v.Class, "currencyCode", newStr(v.Text)))
}

func (b *builder) chars(text string) (*array, error) {
	class, err := b.class("[C")
	if err != nil {
		return nil, err
	}
	a := &array{class: class, desc: class}
	for _, u := range codeUnits(text) {
		a.raw = put2(a.raw, u)
		a.size++
	}
	return a, nil
}

func makeStringBuilder(b *builder, o *object, v *javaobj.Scalar) error {
	a, err := b.chars(v.Text)
	if err != nil {
		return err
	}
	o.slot(v.Class).data = append(newBlock(put4(nil, uint32(a.size))), a)
	return nil
}

func makeStringBuffer(b *builder, o *object, v *javaobj.Scalar) error {
	a, err := b.chars(v.Text)
	if err != nil {
		return err
	}
	return shaped(v.Class, o.setPrim(v.Class, "count", put4(nil, uint32(a.size))), o.setField(v.Class, "value", a))
}
