package javaser

import (
	"math/big"
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

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
