package javaobj

import (
	"encoding"
	"encoding/hex"
	"math"
	"math/big"
	"net/url"
	"reflect"
	"strconv"
	"strings"
)

// leaf reads what holds no other values; ok is false for what does.
func (d *decoder) leaf(v Value, dst reflect.Value, known *facts) (ok bool, err error) {
	typ := dst.Type()
	switch typ {
	case timeType:
		t, err := timeOf(v, typ)
		if err == nil {
			dst.Set(reflect.ValueOf(t))
		}
		return true, err
	case durationType:
		return true, d.duration(v, dst)
	case bigIntType:
		n, err := integerOf(v, typ)
		if err == nil {
			dst.Addr().Interface().(*big.Int).Set(n)
		}
		return true, err
	case decimalType, bigRatType:
		return true, d.decimal(v, dst)
	case urlType:
		return true, d.url(v, dst)
	case orderedType:
		return true, d.ordered(v, dst)
	case charType:
		return true, d.char(v, dst)
	}
	switch {
	case typ.Kind() == reflect.Array && typ.Len() == 16 && typ.Elem().Kind() == reflect.Uint8 && ClassOf(v) == "java.util.UUID":
		return true, d.uuid(v, dst)
	case known.fromText:
		text, ok := textOf(v)
		if !ok {
			return true, mismatch(v, typ, "it has no text")
		}
		if dst.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)) != nil {
			return true, mismatch(v, typ, "the type refuses its text")
		}
		return true, nil
	}
	switch typ.Kind() {
	case reflect.String:
		return true, d.text(v, dst)
	case reflect.Bool:
		return true, d.boolean(v, dst)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return true, d.integer(v, dst)
	case reflect.Float32, reflect.Float64:
		return true, d.floating(v, dst)
	}
	return false, nil
}

// isNumber tells the classes whose text is a number, a boolean or a character.
func isNumber(class string) bool {
	switch class {
	case "java.lang.Boolean", "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long", "java.lang.Float", "java.lang.Double",
		"java.math.BigInteger", "java.math.BigDecimal", "java.util.concurrent.atomic.AtomicInteger", "java.util.concurrent.atomic.AtomicLong",
		"java.util.concurrent.atomic.AtomicBoolean":
		return true
	}
	return false
}

// textOf gives the text of a string, an enum constant, or an object whose
// content is one text.
func textOf(v Value) (string, bool) {
	switch v := v.(type) {
	case String:
		return string(v), true
	case Text:
		return string(v), true
	case *Enum:
		return v.Name, true
	case *Class:
		return v.Name, true
	case *Scalar:
		return v.Text, true
	}
	return "", false
}

func (d *decoder) text(v Value, dst reflect.Value) error {
	text, ok := textOf(v)
	if !ok || isNumber(ClassOf(v)) {
		return mismatch(v, dst.Type(), "it is no string")
	}
	dst.SetString(text)
	return nil
}

func (d *decoder) boolean(v Value, dst reflect.Value) error {
	switch class := ClassOf(v); class {
	case "java.lang.Boolean", "java.util.concurrent.atomic.AtomicBoolean", "":
		if text, ok := textOf(v); ok && (text == "true" || text == "false") {
			dst.SetBool(text == "true")
			return nil
		}
	}
	return mismatch(v, dst.Type(), "it is no boolean")
}

// integerOf gives a whole number of any size.
func integerOf(v Value, typ reflect.Type) (*big.Int, error) {
	text, _ := textOf(v)
	switch ClassOf(v) {
	case "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long", "java.math.BigInteger",
		"java.util.concurrent.atomic.AtomicInteger", "java.util.concurrent.atomic.AtomicLong", "":
		if n, ok := new(big.Int).SetString(text, 10); ok && len(text) <= maxDigits {
			return n, nil
		}
	}
	return nil, mismatch(v, typ, "it is no whole number")
}

func (d *decoder) integer(v Value, dst reflect.Value) error {
	n, ok := smallInteger(v)
	if !ok {
		big, err := integerOf(v, dst.Type())
		if err != nil {
			return err
		}
		if dst.CanUint() && big.IsUint64() && !dst.OverflowUint(big.Uint64()) {
			dst.SetUint(big.Uint64())
			return nil
		}
		return mismatch(v, dst.Type(), "the number doesn't fit")
	}
	if dst.CanUint() {
		if n < 0 || dst.OverflowUint(uint64(n)) {
			return mismatch(v, dst.Type(), "the number doesn't fit")
		}
		dst.SetUint(uint64(n))
		return nil
	}
	if dst.OverflowInt(n) {
		return mismatch(v, dst.Type(), "the number doesn't fit")
	}
	dst.SetInt(n)
	return nil
}

// smallInteger is Int, for texts without a class too.
func smallInteger(v Value) (int64, bool) {
	if t, ok := v.(Text); ok {
		n, err := strconv.ParseInt(string(t), 10, 64)
		return n, err == nil
	}
	return Int(v)
}

func (d *decoder) floating(v Value, dst reflect.Value) error {
	var f float64
	switch class := ClassOf(v); class {
	case "java.lang.Double", "java.lang.Float":
		s, ok := v.(*Scalar)
		if !ok {
			return mismatch(v, dst.Type(), "it is no floating point number")
		}
		if f = math.Float64frombits(s.Bits); class == "java.lang.Float" {
			f = float64(math.Float32frombits(uint32(s.Bits)))
		}
	case "":
		text, _ := textOf(v)
		parsed, ok := ParseDouble(text)
		if !ok {
			return mismatch(v, dst.Type(), "it is no floating point number")
		}
		if f = parsed; dst.Kind() == reflect.Float32 {
			short, _ := ParseFloat(text)
			f = float64(short)
		}
	default:
		return mismatch(v, dst.Type(), "it is no floating point number")
	}
	if dst.Kind() == reflect.Float32 && float64(float32(f)) != f && f == f {
		return mismatch(v, dst.Type(), "the number isn't exact in this type; use float64")
	}
	dst.SetFloat(f)
	return nil
}

func (d *decoder) char(v Value, dst reflect.Value) error {
	text, ok := textOf(v)
	if class := ClassOf(v); !ok || class != "java.lang.Character" && class != "" || UTF16Len(text) != 1 {
		return mismatch(v, dst.Type(), "it is no character")
	}
	r, _ := DecodeRune(text)
	dst.SetUint(uint64(r))
	return nil
}

func (d *decoder) decimal(v Value, dst reflect.Value) error {
	typ := dst.Type()
	text, _ := textOf(v)
	switch class := ClassOf(v); class {
	case "java.math.BigDecimal", "java.math.BigInteger", "java.lang.Integer", "java.lang.Long", "java.lang.Short", "java.lang.Byte", "":
	default:
		return mismatch(v, typ, "it is no decimal number")
	}
	n, err := ParseDecimal(text)
	if err != nil {
		return mismatch(v, typ, "it is no decimal number")
	}
	if typ == decimalType {
		dst.Set(reflect.ValueOf(n))
		return nil
	}
	if n.Scale > maxDigits || n.Scale < -maxDigits {
		return mismatch(v, typ, "its scale is beyond %d digits; use javaobj.Decimal", maxDigits)
	}
	dst.Addr().Interface().(*big.Rat).Set(n.Rat())
	return nil
}

// Rat is the number as a fraction. A scale of n digits needs as many digits.
func (d Decimal) Rat() *big.Rat {
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(d.Scale, -d.Scale))), nil)
	if d.Scale < 0 {
		return new(big.Rat).SetInt(power.Mul(power, d.Unscaled))
	}
	return new(big.Rat).SetFrac(d.Unscaled, power)
}

func (d *decoder) url(v Value, dst reflect.Value) error {
	switch ClassOf(v) {
	case "java.net.URL", "java.net.URI", "java.lang.String", "":
		text, _ := textOf(v)
		if u, err := url.Parse(text); err == nil && u.String() == text {
			dst.Set(reflect.ValueOf(*u))
			return nil
		}
		return mismatch(v, dst.Type(), "Go writes this URL otherwise than Java; use a string")
	}
	return mismatch(v, dst.Type(), "it is no URL")
}

func (d *decoder) uuid(v Value, dst reflect.Value) error {
	text, _ := textOf(v)
	raw, err := hex.DecodeString(strings.ReplaceAll(text, "-", ""))
	if err != nil || len(raw) != 16 || len(text) != 36 {
		return mismatch(v, dst.Type(), "its text is no UUID")
	}
	reflect.Copy(dst, reflect.ValueOf(raw))
	return nil
}
