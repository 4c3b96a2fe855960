package javaobj

import (
	"math"
	"math/big"
	"reflect"
)

// integerClass is the class of a new whole number: the one of its Go type; an
// int is an Integer if it fits.
func integerClass(src reflect.Value) string {
	switch src.Kind() {
	case reflect.Int8:
		return "java.lang.Byte"
	case reflect.Int16, reflect.Uint8:
		return "java.lang.Short"
	case reflect.Int32, reflect.Uint16:
		return "java.lang.Integer"
	case reflect.Int:
		if n := src.Int(); int64(int32(n)) == n {
			return "java.lang.Integer"
		}
	}
	return "java.lang.Long"
}

// integerRange gives the bits of a whole number's class, 0 for any size; ok is
// false for other classes.
func integerRange(class string) (bits uint, ok bool) {
	switch class {
	case "java.lang.Byte":
		return 8, true
	case "java.lang.Short":
		return 16, true
	case "java.lang.Integer", "java.util.concurrent.atomic.AtomicInteger":
		return 32, true
	case "java.lang.Long", "java.util.concurrent.atomic.AtomicLong":
		return 64, true
	case "java.math.BigInteger":
		return 0, true
	}
	return 0, false
}

func (e *encoder) integer(src reflect.Value, s spot, n *big.Int, usual string) (Value, error) {
	if s.open && src.Kind() != reflect.Int && src.Kind() != reflect.Uint && src.Kind() != reflect.Struct {
		// An int32 in an any is an Integer, whatever stood there.
		if old := ClassOf(s.former); old != usual && old != "java.util.concurrent.atomic.AtomicInteger" && old != "java.util.concurrent.atomic.AtomicLong" {
			s.former = nil
		}
	}
	if _, ok := integerRange(ClassOf(s.former)); ok || isText(s.former) {
		if old, err := integerOf(s.former, src.Type()); err == nil && old.Cmp(n) == 0 {
			return s.former, nil
		}
	}
	class := usual
	switch {
	case s.hint.class != "":
		class = s.hint.class
	case isText(s.former):
		return Text(n.String()), nil
	default:
		for _, told := range []string{s.hint.declared, ClassOf(s.former)} {
			if _, ok := integerRange(told); ok {
				class = told
			}
		}
	}
	bits, ok := integerRange(class)
	if !ok {
		return nil, refuse(src, s, "a whole number is no %s", class)
	}
	if bits > 0 && (n.BitLen() >= int(bits) && !isLowest(n, bits)) {
		return nil, refuse(src, s, "the number doesn't fit %s; a tag type= may give a wider class, if Java has room for it", class)
	}
	if len(n.Bits()) > maxDigits/20 {
		return nil, refuse(src, s, "the number has more than %d digits", maxDigits)
	}
	return &Scalar{Class: class, Text: n.String()}, nil
}

// isLowest tells the one number of n bits whose sign takes the last bit.
func isLowest(n *big.Int, bits uint) bool {
	return n.Sign() < 0 && n.BitLen() == int(bits) && n.TrailingZeroBits() == bits-1
}

func isText(v Value) bool {
	_, ok := v.(Text)
	return ok
}

func (e *encoder) floating(src reflect.Value, s spot) (Value, error) {
	f := src.Float()
	was := reflect.New(src.Type()).Elem()
	if s.former != nil && (&decoder{}).floating(s.former, was) == nil && sameFloat(was.Float(), f) {
		if !s.open || isText(s.former) || src.Kind() == reflect.Float64 == (ClassOf(s.former) == "java.lang.Double") {
			return s.former, nil
		}
	}
	class := "java.lang.Double"
	if src.Kind() == reflect.Float32 {
		class = "java.lang.Float"
	}
	told := []string{s.hint.declared, ClassOf(s.former), s.hint.class}
	if s.open {
		told = told[2:]
	}
	for _, told := range told {
		if told == "java.lang.Double" || told == "java.lang.Float" {
			class = told
		}
	}
	switch {
	case s.hint.class != "" && s.hint.class != class:
		return nil, refuse(src, s, "a floating point number is no %s", s.hint.class)
	case isText(s.former) && s.hint.class == "" && src.Kind() == reflect.Float32:
		return Text(JavaFloat(float32(f))), nil
	case isText(s.former) && s.hint.class == "":
		return Text(JavaDouble(f)), nil
	case class == "java.lang.Double":
		if math.IsNaN(f) {
			return &Scalar{Class: class, Text: "NaN", Bits: javaNaN}, nil
		}
		return NewDouble(f), nil
	case math.IsNaN(f):
		return &Scalar{Class: class, Text: "NaN", Bits: 0x7fc00000}, nil
	case float64(float32(f)) != f:
		return nil, refuse(src, s, "the number isn't exact as a float")
	}
	return NewFloat(float32(f)), nil
}

// sameFloat compares numbers as Java's equals does.
func sameFloat(a, b float64) bool {
	return math.Float64bits(a) == math.Float64bits(b) || a != a && b != b
}

func (e *encoder) decimal(src reflect.Value, s spot, d Decimal) (Value, error) {
	if d.Unscaled == nil {
		d.Unscaled = new(big.Int)
	}
	if d.Scale != int(int32(d.Scale)) || d.Unscaled.BitLen() > maxDigits*3 {
		return nil, refuse(src, s, "the number has more than %d digits, or a scale beyond Java's", maxDigits)
	}
	if text, ok := textOf(s.former); ok && (ClassOf(s.former) == "java.math.BigDecimal" || isText(s.former)) {
		if old, err := ParseDecimal(text); err == nil && old.Scale == d.Scale && old.Unscaled.Cmp(d.Unscaled) == 0 {
			return s.former, nil
		}
	}
	switch class := s.hint.class; {
	case class == "" && isText(s.former):
		return Text(d.String()), nil
	case class != "" && class != "java.math.BigDecimal":
		return nil, refuse(src, s, "a decimal number is no %s", class)
	}
	if old := ClassOf(s.former); d.Scale == 0 && s.hint.class == "" {
		if _, whole := integerRange(old); whole {
			return e.integer(src, s, d.Unscaled, old)
		}
	}
	return d.Scalar(), nil
}

// rat makes a BigDecimal of a fraction, with the scale of the former one if
// that is enough, else with the least.
func (e *encoder) rat(src reflect.Value, s spot) (Value, error) {
	r := pointerTo(src).Interface().(*big.Rat)
	scale := 0
	if text, ok := textOf(s.former); ok {
		if old, err := ParseDecimal(text); err == nil && old.Scale >= -maxDigits && old.Scale <= maxDigits {
			if old.Rat().Cmp(r) == 0 {
				return s.former, nil
			}
			scale = max(old.Scale, 0)
		}
	}
	twos := int(new(big.Int).Set(r.Denom()).TrailingZeroBits())
	rest := new(big.Int).Rsh(r.Denom(), uint(twos))
	fives := 0
	for five, mod := big.NewInt(5), new(big.Int); rest.Cmp(big.NewInt(1)) > 0; fives++ {
		quotient, _ := new(big.Int).QuoRem(rest, five, mod)
		if mod.Sign() != 0 || fives > maxDigits {
			return nil, refuse(src, s, "the fraction has no finite decimal form; round it to a javaobj.Decimal")
		}
		rest = quotient
	}
	scale = max(scale, twos, fives)
	if scale > maxDigits {
		return nil, refuse(src, s, "the number has more than %d digits", maxDigits)
	}
	unscaled := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
	unscaled.Mul(unscaled, r.Num()).Quo(unscaled, r.Denom())
	return e.decimal(src, s, Decimal{unscaled, scale})
}
