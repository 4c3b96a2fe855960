package javaser

import (
	"encoding/hex"
	"math"
	"math/big"
	"net/url"
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

func (b *builder) bigInteger(o *object, n *big.Int) error {
	const class = "java.math.BigInteger"
	bytesClass, err := b.class("[B")
	if err != nil {
		return err
	}
	magnitude := n.Bytes()
	a := &array{class: bytesClass, desc: bytesClass, raw: magnitude, size: len(magnitude)}
	// The other fields only serve readers before Java 1.2 and say "unknown".
	o.setPrim(class, "bitCount", put4(nil, 0xffffffff))
	o.setPrim(class, "bitLength", put4(nil, 0xffffffff))
	o.setPrim(class, "firstNonzeroByteNum", put4(nil, 0xfffffffe))
	o.setPrim(class, "lowestSetBit", put4(nil, 0xfffffffe))
	return shaped(class, o.setPrim(class, "signum", put4(nil, uint32(int32(n.Sign())))), o.setField(class, "magnitude", a))
}

func makeBigInteger(b *builder, o *object, v *javaobj.Scalar) error {
	if len(v.Text) > 10000 {
		return unsupported(v.Class, "it has more than 10,000 digits")
	}
	n, ok := new(big.Int).SetString(v.Text, 10)
	if !ok {
		return bad(v)
	}
	return b.bigInteger(o, n)
}

func makeBigDecimal(b *builder, o *object, v *javaobj.Scalar) error {
	n, err := javaobj.ParseDecimal(v.Text)
	if err != nil {
		return bad(v)
	}
	unscaled, err := b.object("java.math.BigInteger")
	if err != nil {
		return err
	}
	if err := b.bigInteger(unscaled, n.Unscaled); err != nil {
		return err
	}
	return shaped(v.Class, o.setPrim(v.Class, "scale", put4(nil, uint32(int32(n.Scale)))), o.setField(v.Class, "intVal", unscaled))
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

// makeLocale takes Locale.toString apart: language_COUNTRY_variant_#Script.
func makeLocale(_ *builder, o *object, v *javaobj.Scalar) error {
	text, script, extended := strings.Cut(v.Text, "_#")
	extensions := ""
	if extended {
		var more bool
		if script, extensions, more = strings.Cut(script, "_"); !more && strings.Contains(script, "-") {
			script, extensions = "", script
		}
	}
	parts := strings.SplitN(text, "_", 3)
	parts = append(parts, "", "")
	for name, value := range map[string]string{"language": parts[0], "country": parts[1], "variant": parts[2], "script": script, "extensions": extensions} {
		if !o.setField(v.Class, name, newStr(value)) && value != "" {
			return shaped(v.Class, false)
		}
	}
	return shaped(v.Class, o.setPrim(v.Class, "hashcode", put4(nil, 0xffffffff)))
}

func makeURI(_ *builder, o *object, v *javaobj.Scalar) error {
	if !plainURI(v.Text) {
		return bad(v)
	}
	return shaped(v.Class, o.setField(v.Class, "string", newStr(v.Text)))
}

// plainURI tells whether Java, which parses a URI when it reads one, is sure
// to accept it.
func plainURI(text string) bool {
	if text == "" || strings.ContainsAny(text, " \"<>\\^`{|}") || strings.HasSuffix(text, ":") {
		return false
	}
	for i := range len(text) {
		if text[i] <= ' ' || text[i] >= 0x7f {
			return false
		}
	}
	_, err := url.Parse(text)
	return err == nil && strings.Count(text, "#") <= 1 && !strings.ContainsAny(strings.TrimPrefix(text, "//"), "[]")
}

func makeURL(_ *builder, o *object, v *javaobj.Scalar) error {
	u, err := url.Parse(v.Text)
	if err != nil || !strings.Contains(" http https ftp file jar mailto ", " "+u.Scheme+" ") || u.Scheme == "" {
		return unsupported(v.Class, "its protocol must be one that every JDK knows")
	}
	rest := v.Text[len(u.Scheme)+1:]
	rest, anchor, hasAnchor := strings.Cut(rest, "#")
	file, authority := rest, ""
	if strings.HasPrefix(rest, "//") {
		end := strings.IndexAny(rest[2:], "/?")
		if end < 0 {
			end = len(rest) - 2
		}
		authority, file = rest[2:2+end], rest[2+end:]
	}
	port := -1
	if p := u.Port(); p != "" {
		if port, err = strconv.Atoi(p); err != nil {
			return bad(v)
		}
	}
	host := u.Hostname()
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	o.setPrim(v.Class, "hashCode", put4(nil, 0xffffffff))
	if hasAnchor {
		o.setField(v.Class, "ref", newStr(anchor))
	}
	if authority != "" {
		o.setField(v.Class, "authority", newStr(authority))
	}
	return shaped(v.Class, o.setPrim(v.Class, "port", put4(nil, uint32(int32(port)))), o.setField(v.Class, "protocol", newStr(u.Scheme)),
		o.setField(v.Class, "host", newStr(host)), o.setField(v.Class, "file", newStr(file)))
}

func makeFile(_ *builder, o *object, v *javaobj.Scalar) error {
	separator := "/"
	if strings.Contains(v.Text, `\`) && !strings.Contains(v.Text, "/") {
		separator = `\`
	}
	o.slot(v.Class).data = newBlock([]byte{0, separator[0]})
	return shaped(v.Class, o.setField(v.Class, "path", newStr(v.Text)))
}

func makeBitSet(b *builder, o *object, v *javaobj.Scalar) error {
	text, ok := strings.CutPrefix(v.Text, "{")
	text, ok2 := strings.CutSuffix(text, "}")
	if !ok || !ok2 {
		return bad(v)
	}
	var words []byte
	for bit := range strings.SplitSeq(text, ", ") {
		if text == "" {
			break
		}
		n, err := strconv.ParseUint(bit, 10, 24)
		if err != nil {
			return bad(v)
		}
		for len(words) < int(n/64+1)*8 {
			words = append(words, 0)
		}
		words[n/64*8+7-n%64/8] |= 1 << (n % 8)
	}
	class, err := b.class("[J")
	if err != nil {
		return err
	}
	a := &array{class: class, desc: class, raw: words, size: len(words) / 8}
	return shaped(v.Class, o.setField(v.Class, "bits", a))
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

func makeAtomic(_ *builder, o *object, v *javaobj.Scalar) error {
	code, class := byte('I'), "java.lang.Integer"
	text := v.Text
	switch v.Class {
	case "java.util.concurrent.atomic.AtomicLong":
		code, class = 'J', "java.lang.Long"
	case "java.util.concurrent.atomic.AtomicBoolean":
		n, ok := map[string]string{"true": "1", "false": "0"}[text]
		if !ok {
			return bad(v)
		}
		text = n
	}
	raw, ok := primitiveBytes(code, &javaobj.Scalar{Class: class, Text: text})
	if !ok {
		return bad(v)
	}
	return shaped(v.Class, o.setPrim(v.Class, "value", raw))
}
