package xstream

import (
	"encoding/base64"
	"math"
	"strings"

	"msmgate/manager/javaobj"
)

// texts are classes whose content is the text that Java's toString gives.
var texts = map[string]bool{
	"java.lang.Boolean": true, "java.lang.Byte": true, "java.lang.Short": true, "java.lang.Integer": true, "java.lang.Long": true,
	"java.math.BigInteger": true, "java.math.BigDecimal": true, "java.util.UUID": true, "java.net.URL": true, "java.net.URI": true,
	"java.util.Currency": true, "java.util.Locale": true, "java.io.File": true, "java.lang.StringBuilder": true, "java.lang.StringBuffer": true,
	"java.nio.charset.Charset": true,
}

// leaf shows an object without kids.
func (d *document) leaf(o *object) javaobj.Value {
	text := d.content(o)
	switch class := o.class; class {
	case "java.lang.String":
		return javaobj.String(text)
	case "":
		if o.closed {
			// No text has this form: an object without content, or an empty
			// collection.
			return &javaobj.Bean{}
		}
		return javaobj.Text(text)
	case "java.lang.Class":
		return &javaobj.Class{Name: text}
	case "java.lang.Character":
		if text == "" {
			text = "\x00"
		}
		return &javaobj.Scalar{Class: class, Text: text}
	case "java.lang.Double":
		f, _ := javaobj.ParseDouble(text)
		return &javaobj.Scalar{Class: class, Text: text, Bits: math.Float64bits(f)}
	case "java.lang.Float":
		f, _ := javaobj.ParseFloat(text)
		return &javaobj.Scalar{Class: class, Text: text, Bits: uint64(math.Float32bits(f))}
	case "[B":
		data, err := base64.StdEncoding.DecodeString(strings.NewReplacer("\n", "", "\r", "", " ", "").Replace(text))
		if err != nil {
			return &javaobj.Opaque{Class: class, Size: len(text), Reason: "it isn't Base64"}
		}
		return &javaobj.Bytes{Data: data}
	case "[C":
		list := &javaobj.List{Class: class}
		for text != "" {
			r, size := javaobj.DecodeRune(text)
			text = text[size:]
			if r > 0xffff {
				r -= 0x10000
				list.Elems = append(list.Elems, javaobj.NewCharacter(javaobj.Char(0xd800|r>>10)))
				r = 0xdc00 | r&0x3ff
			}
			list.Elems = append(list.Elems, javaobj.NewCharacter(javaobj.Char(r)))
		}
		return list
	case "java.util.BitSet":
		return &javaobj.Scalar{Class: class, Text: "{" + strings.ReplaceAll(text, ",", ", ") + "}"}
	case "java.util.EnumSet":
		return enumSet(o, text)
	case "java.util.Properties":
		return &javaobj.Map{Class: class}
	}
	if date := d.date(o.class, text); date != nil {
		return date
	}
	if texts[o.class] {
		return &javaobj.Scalar{Class: o.class, Text: text}
	}
	if strings.TrimSpace(text) == "" || o.attr("serialization") != "" {
		return &javaobj.Bean{Class: o.class}
	}
	if _, alias := aliasOf[o.class]; alias {
		return &javaobj.Scalar{Class: o.class, Text: text}
	}
	// A class with nothing but a text is an enum's.
	return &javaobj.Enum{Class: o.class, Declaring: o.class, Name: text}
}

func enumSet(o *object, text string) javaobj.Value {
	class, _ := unescape(o.attr("enum-type"), false)
	set := &javaobj.List{Class: "java.util.EnumSet"}
	for name := range strings.SplitSeq(text, ",") {
		if name != "" {
			set.Elems = append(set.Elems, &javaobj.Enum{Class: class, Declaring: class, Name: name})
		}
	}
	return set
}
