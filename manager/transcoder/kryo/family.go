package kryo

import (
	"slices"

	"msmgate/manager/classfile"
)

// families are the classes and interfaces that have a serializer for all that
// is below them, in the order in which kryo asks.
var families1 = []struct {
	above string
	special
}{
	{"java.util.EnumSet", special{kind: kindEnumSet}},
	{"java.util.EnumMap", special{kind: kindEnumMap}},
	{"java.util.Date", special{kind: kindScalar, format: "w"}},
	{"java.util.Collection", special{kind: kindList}},
	{"java.util.Map", special{kind: kindMap}},
}

var families4 = []struct {
	above string
	special
}{
	{"java.math.BigInteger", special{kind: kindScalar, format: "n"}},
	{"java.math.BigDecimal", special{kind: kindScalar, format: "nv"}},
	{"java.util.Date", special{kind: kindScalar, format: "w"}},
	{"java.util.EnumSet", special{kind: kindEnumSet}},
	{"java.util.EnumMap", special{kind: kindEnumMap}},
	{"java.util.TreeSet", special{kind: kindTreeSet}},
	{"java.util.Collection", special{kind: kindList}},
	{"java.util.TreeMap", special{kind: kindTreeMap}},
	{"java.util.Map", special{kind: kindMap}},
	{"java.util.TimeZone", special{kind: kindScalar, format: "s"}},
	{"java.util.Calendar", special{kind: kindScalar, format: "swzvvw"}},
	{"java.nio.charset.Charset", special{kind: kindScalar, format: "s", differs: true}},
}

// ownCode are the interfaces by which a class writes itself.
var ownCode = []string{"com.esotericsoftware.kryo.KryoSerializable", "com.esotericsoftware.kryo.CustomSerialization"}

// family finds the serializer that a class has for what is above it.
func (s *schema) family(c *class, chain []*classfile.Class) (known bool, err error) {
	if file := enumOf(chain); file != nil {
		c.kind, c.format = kindEnum, "v"
		c.constants, c.declaring = file.EnumConstants(), file.Name
		return true, nil
	}
	for _, name := range ownCode {
		if above(s.files, chain, name) {
			return false, unknown(c.name, "it implements %s and writes itself by its own code", name)
		}
	}
	families := families4
	if s.layout == layout1 {
		families = families1
	}
	for _, f := range families {
		if s.layout == layout3 && f.differs {
			continue
		}
		if s.copyAll && f.kind != kindScalar && f.above != "java.util.Collection" && f.above != "java.util.Map" {
			continue
		}
		below, err := s.below(c.name, f.above)
		if err != nil {
			if slices.Contains(c.above, f.above) {
				below = true
			} else if f.above == "java.util.Collection" || f.above == "java.util.Map" {
				return false, s.missing(c.name, err)
			}
		}
		if below {
			c.kind, c.format, c.differs = f.kind, f.format, f.differs
			return true, nil
		}
	}
	return false, nil
}

// enumOf gives the enum that a class is, or a constant with a body of.
func enumOf(chain []*classfile.Class) *classfile.Class {
	for _, file := range chain {
		if file.Super == "java.lang.Enum" {
			return file
		}
	}
	return nil
}

func above(files classfile.Classes, chain []*classfile.Class, name string) bool {
	for _, file := range chain {
		if slices.Contains(file.Interfaces, name) {
			return true
		}
		for _, i := range file.Interfaces {
			if below, err := classfile.IsAssignable(files, i, name); err == nil && below {
				return true
			}
		}
	}
	return false
}
