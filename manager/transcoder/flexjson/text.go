package flexjson

import (
	"strings"

	"msmgate/manager/javaobj"
)

// unquote gives the text of a string that was checked. MSM writes with the
// JVM's default charset: what isn't UTF-8 counts as Latin-1.
func unquote(quoted string, latin1 bool) string {
	body := quoted[1 : len(quoted)-1]
	if !latin1 && strings.IndexByte(body, '\\') < 0 {
		return body
	}
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c != '\\' && (!latin1 || c < 0x80):
			out = append(out, c)
		case c != '\\':
			out = javaobj.AppendRune(out, rune(c))
		default:
			i++
			if body[i] == 'u' {
				r, _ := hex4(body[i+1:])
				out = javaobj.AppendRune(out, r)
				i += 4
				continue
			}
			if at := strings.IndexByte("bfnrt", body[i]); at >= 0 {
				out = append(out, "\b\f\n\r\t"[at])
				continue
			}
			out = append(out, body[i])
		}
	}
	return string(out)
}

// appendQuoted writes a string in ASCII, so that the JVM's charset doesn't
// matter, with the escapes of the version.
func appendQuoted(out []byte, text string, version Version) []byte {
	const lower, upper = "0123456789abcdef", "0123456789ABCDEF"
	unit := func(r rune, digits string) {
		out = append(out, '\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15])
	}
	out = append(out, '"')
	for i := 0; i < len(text); {
		r, size := javaobj.DecodeRune(text[i:])
		i += size
		switch {
		case r == '\\':
			out = append(out, `\\`...)
		case r < ' ' && strings.ContainsRune("\b\f\n\r\t", r):
			out = append(out, '\\', "bfnrt"[strings.IndexRune("\b\f\n\r\t", r)])
		case version == Version3 && strings.ContainsRune(`"&'<>`, r):
			unit(r, lower)
		case r == '"':
			out = append(out, `\"`...)
		case r >= ' ' && r < 0x7f:
			out = append(out, byte(r))
		case r > 0xffff:
			r -= 0x10000
			unit(0xd800|r>>10, upper)
			unit(0xdc00|r&0x3ff, upper)
		default:
			unit(r, upper)
		}
	}
	return append(out, '"')
}
