package javaregex

import (
	"strings"
	"unicode"
)

// binaryProperty finds what may stand after "Is", in any case.
func binaryProperty(name string) (set, bool) {
	switch strings.ToUpper(name) {
	case "ALPHABETIC":
		return table(unicode.L, unicode.Nl, unicode.Other_Alphabetic), true
	case "LETTER":
		return table(unicode.L), true
	case "LOWERCASE":
		return table(unicode.Ll, unicode.Other_Lowercase), true
	case "UPPERCASE":
		return table(unicode.Lu, unicode.Other_Uppercase), true
	case "TITLECASE":
		return table(unicode.Lt), true
	case "WHITE_SPACE", "WHITESPACE":
		return table(unicode.White_Space), true
	case "CONTROL":
		return table(unicode.Cc), true
	case "PUNCTUATION":
		return table(unicode.P), true
	case "DIGIT":
		return table(unicode.Nd), true
	case "ASSIGNED":
		return assigned(), true
	}
	return nil, false
}

// otherBinaryProperties are names that Java knows and that are not matched here.
var otherBinaryProperties = map[string]bool{
	"IDEOGRAPHIC": true, "HEX_DIGIT": true, "HEXDIGIT": true, "NONCHARACTER_CODE_POINT": true,
	"NONCHARACTERCODEPOINT": true, "JOIN_CONTROL": true, "JOINCONTROL": true, "ALNUM": true,
	"BLANK": true, "GRAPH": true, "PRINT": true, "WORD": true,
}

// javaMethod finds the classes named after methods of java.lang.Character.
func javaMethod(name string) (set, bool) {
	switch name {
	case "javaLowerCase":
		return table(unicode.Ll, unicode.Other_Lowercase), true
	case "javaUpperCase":
		return table(unicode.Lu, unicode.Other_Uppercase), true
	case "javaTitleCase":
		return table(unicode.Lt), true
	case "javaAlphabetic":
		return table(unicode.L, unicode.Nl, unicode.Other_Alphabetic), true
	case "javaLetter":
		return table(unicode.L), true
	case "javaDigit":
		return table(unicode.Nd), true
	case "javaLetterOrDigit":
		return letterOrDigit(), true
	case "javaSpaceChar":
		return table(unicode.Z), true
	case "javaISOControl":
		return normalize(set{{0, 0x1F}, {0x7F, 0x9F}}), true
	case "javaWhitespace":
		return table(unicode.Z).minus(runes(0xA0, 0x2007, 0x202F)).union(set{{0x09, 0x0D}, {0x1C, 0x1F}}), true
	case "javaDefined":
		return assigned(), true
	}
	return nil, false
}

// javaMethods are further names of that kind that Java knows.
var javaMethods = map[string]bool{
	"javaIdeographic": true, "javaJavaIdentifierStart": true, "javaJavaIdentifierPart": true,
	"javaUnicodeIdentifierStart": true, "javaUnicodeIdentifierPart": true,
	"javaIdentifierIgnorable": true, "javaMirrored": true,
}
