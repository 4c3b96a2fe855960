package javaser

import (
	"fmt"
	"math/big"
	"math/bits"
	"strconv"

	"msmgate/manager/javaobj"
)

// maxMagnitude bounds the bytes of a number that is written out in decimal,
// which takes more than linear time.
const maxMagnitude = 4096

func init() {
	for class, code := range map[string]byte{
		"java.lang.Boolean": 'Z', "java.lang.Byte": 'B', "java.lang.Short": 'S', "java.lang.Integer": 'I',
		"java.lang.Long": 'J', "java.lang.Float": 'F', "java.lang.Double": 'D', "java.lang.Character": 'C',
	} {
		readers[class] = func(d *document, o *object, _ string) javaobj.Value {
			raw, ok := o.prim(class, "value")
			if !ok || len(raw) != primitiveSize(code) {
				return nil
			}
			return d.primitive(code, raw)
		}
	}
	for class, at := range map[string]string{
		"java.util.Currency": "currencyCode", "java.net.URI": "string", "java.io.File": "path", "java.util.regex.Pattern": "pattern",
	} {
		readers[class] = textReader(class, at)
	}
	for _, class := range []string{"sun.util.calendar.ZoneInfo", "java.util.SimpleTimeZone", "java.util.TimeZone"} {
		readers[class] = textReader("java.util.TimeZone", "ID")
	}
	readers["java.math.BigInteger"] = readBigInteger
	readers["java.math.BigDecimal"] = readBigDecimal
	readers["java.util.UUID"] = readUUID
	readers["java.util.Locale"] = readLocale
	readers["java.net.URL"] = readURL
	readers["java.net.InetAddress"] = readInet4
	readers["java.net.Inet4Address"] = readInet4
	readers["java.net.Inet6Address"] = readInet6
	readers["java.util.BitSet"] = readBitSet
	readers["java.lang.StringBuilder"] = readStringBuilder
	readers["java.lang.StringBuffer"] = readStringBuffer
	readers["java.util.concurrent.atomic.AtomicInteger"] = readAtomic
	readers["java.util.concurrent.atomic.AtomicLong"] = readAtomic
	readers["java.util.concurrent.atomic.AtomicBoolean"] = readAtomic
}

// textReader reads a class whose toString is one of its fields.
func textReader(class, name string) reader {
	return func(_ *document, o *object, _ string) javaobj.Value {
		text, ok := o.text(class, name)
		if !ok {
			return nil
		}
		return &javaobj.Scalar{Class: javaName(o.desc.name), Text: text}
	}
}

// bigInteger reads a BigInteger's sign and magnitude.
func bigInteger(o *object) (*big.Int, bool) {
	sign, ok := o.int("java.math.BigInteger", "signum")
	magnitude, isArray := o.field("java.math.BigInteger", "magnitude").(*array)
	if !ok || !isArray || magnitude.desc.name != "[B" || len(magnitude.raw) > maxMagnitude {
		return nil, false
	}
	n := new(big.Int).SetBytes(magnitude.raw)
	if sign < 0 {
		n.Neg(n)
	}
	return n, true
}

func readBigInteger(_ *document, o *object, _ string) javaobj.Value {
	n, ok := bigInteger(o)
	if !ok {
		return nil
	}
	return javaobj.NewBigInteger(n)
}

func readBigDecimal(_ *document, o *object, class string) javaobj.Value {
	scale, ok := o.int(class, "scale")
	unscaled, isObject := o.field(class, "intVal").(*object)
	if !ok || !isObject {
		return nil
	}
	n, ok := bigInteger(unscaled)
	if !ok {
		return nil
	}
	return javaobj.Decimal{Unscaled: n, Scale: int(scale)}.Scalar()
}

func readUUID(_ *document, o *object, _ string) javaobj.Value {
	most, ok1 := o.long("java.util.UUID", "mostSigBits")
	least, ok2 := o.long("java.util.UUID", "leastSigBits")
	if !ok1 || !ok2 {
		return nil
	}
	text := fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", uint32(most>>32), uint16(most>>16), uint16(most), uint16(least>>48), uint64(least)&(1<<48-1))
	return &javaobj.Scalar{Class: "java.util.UUID", Text: text}
}

func readBitSet(d *document, o *object, _ string) javaobj.Value {
	words, ok := o.field("java.util.BitSet", "bits").(*array)
	if !ok || words.desc.name != "[J" {
		return nil
	}
	count := 0
	for i := 0; i < len(words.raw); i++ {
		count += bits.OnesCount8(words.raw[i])
	}
	if !d.spend(count) {
		return tooMany("java.util.BitSet")
	}
	text := []byte{'{'}
	for w := 0; w < words.size; w++ {
		for word := be64(words.raw[8*w:]); word != 0; word &= word - 1 {
			if len(text) > 1 {
				text = append(text, ", "...)
			}
			text = strconv.AppendInt(text, int64(64*w+bits.TrailingZeros64(word)), 10)
		}
	}
	return &javaobj.Scalar{Class: "java.util.BitSet", Text: string(append(text, '}'))}
}

// chars gives the first n characters of a char[].
func chars(it item, n int32) (string, bool) {
	a, ok := target(it).(*array)
	if !ok || a.desc.name != "[C" || n < 0 || int(n) > a.size {
		return "", false
	}
	units := make([]uint16, n)
	for i := range units {
		units[i] = be16(a.raw[2*i:])
	}
	return decodeUnits(units), true
}

func readStringBuilder(_ *document, o *object, _ string) javaobj.Value {
	raw, items := o.slot("java.lang.StringBuilder").blocks()
	if len(raw) != 4 || len(items) != 1 {
		return nil
	}
	text, ok := chars(items[0], int32(be32(raw)))
	if !ok {
		return nil
	}
	return &javaobj.Scalar{Class: javaName(o.desc.name), Text: text}
}

func readStringBuffer(_ *document, o *object, _ string) javaobj.Value {
	n, ok1 := o.int("java.lang.StringBuffer", "count")
	text, ok2 := chars(o.field("java.lang.StringBuffer", "value"), n)
	if !ok1 || !ok2 {
		return nil
	}
	return &javaobj.Scalar{Class: javaName(o.desc.name), Text: text}
}

func readAtomic(_ *document, o *object, class string) javaobj.Value {
	raw, ok := o.prim(class, "value")
	if !ok {
		return nil
	}
	var text string
	switch {
	case len(raw) == 8:
		text = strconv.FormatInt(int64(be64(raw)), 10)
	case len(raw) != 4:
		return nil
	case class == "java.util.concurrent.atomic.AtomicBoolean":
		text = strconv.FormatBool(be32(raw) != 0)
	default:
		text = strconv.Itoa(int(int32(be32(raw))))
	}
	return &javaobj.Scalar{Class: javaName(o.desc.name), Text: text}
}
