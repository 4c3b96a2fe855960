package javolution

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/currency"

	"msmgate/manager/javaobj"
)

var integerBits = map[string]int{
	"java.lang.Byte": 8, "java.lang.Short": 16, "java.lang.Integer": 32, "java.lang.Long": 64,
	"java.util.concurrent.atomic.AtomicInteger": 32, "java.util.concurrent.atomic.AtomicLong": 64,
}

// scalar fills the element of a new Scalar.
func (b *builder) scalar(e *element, s *javaobj.Scalar) error {
	if bits, ok := integerBits[s.Class]; ok {
		n, err := strconv.ParseInt(s.Text, 10, bits)
		if err != nil {
			return unsupported(s.Class, "the text is no integer of "+strconv.Itoa(bits)+" bits")
		}
		e.add("value", strconv.FormatInt(n, 10))
		return nil
	}
	switch s.Class {
	case "java.lang.Boolean":
		if s.Text != "true" && s.Text != "false" {
			return unsupported(s.Class, "the text is neither true nor false")
		}
		e.add("value", s.Text)
		return nil
	case "java.lang.Float", "java.lang.Double":
		return floating(e, s)
	case "java.lang.Character":
		if javaobj.UTF16Len(s.Text) != 1 {
			return unsupported(s.Class, "the text is not one UTF-16 unit")
		}
		e.add("value", s.Text)
		return checkText(s.Class, s.Text)
	case "java.math.BigDecimal":
		return bigDecimal(e, s)
	case "java.lang.StringBuilder", "java.lang.StringBuffer":
		e.add("val", s.Text)
		return checkText(s.Class, s.Text)
	case "java.util.Currency":
		if unit, err := currency.ParseISO(s.Text); err != nil || unit.String() != s.Text {
			return unsupported(s.Class, "the text is no code of ISO 4217, as EUR")
		}
		e.add("code", s.Text)
		return nil
	case "java.util.UUID":
		return uuid(e, s)
	}
	return unsupported(s.Class, scalarReason(s.Class))
}

func scalarReason(class string) string {
	switch class {
	case "java.math.BigInteger":
		return "MSM can't store a session that holds one; use a Long or a String"
	case "java.util.Locale", "java.net.URL", "java.util.BitSet":
		return "javolution keeps too little of it for Java to use it again; use a String"
	}
	return "javolution writes its fields, which aren't known without the class; use a String"
}

// numberText is a text that javolution reads as exactly this number. Its reader
// takes a few of the shortest texts for a neighbour: long ones, very small ones,
// and ties beyond 2^53. With 17 digits it is right.
func numberText(f float64) string {
	text := javaobj.JavaDouble(f)
	mantissa, _, _ := strings.Cut(text, "E")
	abs := math.Abs(f)
	isShort := len(strings.TrimPrefix(mantissa, "-")) <= 16 && abs >= 1e-300 && abs < 1<<53
	if isShort || f == 0 || math.IsInf(f, 0) || math.IsNaN(f) {
		return text
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', 16, 64), "e")
	e, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(e)
}

// floating writes a Float or Double.
func floating(e *element, s *javaobj.Scalar) error {
	f, ok := javaobj.ParseDouble(s.Text)
	same := ok && (math.Float64bits(f) == s.Bits || math.IsNaN(f) && math.IsNaN(math.Float64frombits(s.Bits)))
	if s.Class == "java.lang.Float" {
		var narrow float32
		narrow, ok = javaobj.ParseFloat(s.Text)
		f = float64(narrow)
		same = ok && (uint64(math.Float32bits(narrow)) == s.Bits || math.IsNaN(f) && math.IsNaN(float64(math.Float32frombits(uint32(s.Bits)))))
	}
	switch {
	case !same:
		return unsupported(s.Class, "its text is no number, or not the one of its bits")
	case f == 0 && math.Signbit(f):
		return unsupported(s.Class, "javolution writes -0.0 as 0.0; use 0.0")
	case s.Class == "java.lang.Float":
		e.add("value", javaobj.JavaFloat(float32(f)))
	default:
		e.add("value", numberText(f))
	}
	return nil
}

func bigDecimal(e *element, s *javaobj.Scalar) error {
	d, err := javaobj.ParseDecimal(s.Text)
	if err != nil {
		return unsupported(s.Class, "the text is no decimal number")
	}
	if d.Scale != 0 || !d.Unscaled.IsInt64() {
		return unsupported(s.Class, "javolution keeps only a long of it, so 12.50 becomes 12; use a String, or a Long of the smallest unit")
	}
	e.add("value", d.Unscaled.String())
	return nil
}

func uuid(e *element, s *javaobj.Scalar) error {
	b, err := hex.DecodeString(strings.ReplaceAll(s.Text, "-", ""))
	if err != nil || len(b) != 16 || len(s.Text) != 36 || s.Text[8] != '-' || s.Text[13] != '-' || s.Text[18] != '-' || s.Text[23] != '-' {
		return unsupported(s.Class, "the text is no UUID of 36 characters")
	}
	e.add("mostSigBits", strconv.FormatInt(int64(binary.BigEndian.Uint64(b)), 10))
	e.add("leastSigBits", strconv.FormatInt(int64(binary.BigEndian.Uint64(b[8:])), 10))
	return nil
}

// classObject checks the name of a java.lang.Class.
func (b *builder) classObject(name string) error {
	if primitiveNames[name] {
		return unsupported("java.lang.Class", "javolution can't read the class of a primitive type back; use its name as a String")
	}
	if !b.known(name) {
		return unsupported("java.lang.Class", "this session doesn't show the class "+strconv.Quote(name)+", so a Tomcat may not have it; use its name as a String")
	}
	return nil
}

var primitiveNames = map[string]bool{"boolean": true, "byte": true, "char": true, "short": true, "int": true, "long": true, "float": true, "double": true, "void": true}

// known tells whether any Tomcat of the cluster can load the class: one of the
// JDK's basic ones, or one that the session shows. Arrays count by their
// component.
func (b *builder) known(name string) bool {
	component := strings.TrimLeft(name, "[")
	if component != name {
		if len(component) == 1 {
			return strings.Contains("ZBCSIJFD", component)
		}
		if !strings.HasPrefix(component, "L") || !strings.HasSuffix(component, ";") {
			return false
		}
		component = component[1 : len(component)-1]
	}
	_, isCollection := jdkCollections[component]
	_, isMap := jdkMaps[component]
	_, isSimple := simple[component]
	return isCollection || isMap || isSimple || component == "java.lang.Object" || b.doc.shown().classes[component]
}

func isIdentifier(s string) bool {
	for i, r := range s {
		if !unicode.IsLetter(r) && r != '_' && r != '$' && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}
