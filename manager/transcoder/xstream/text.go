package xstream

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"msmgate/manager/javaobj"
)

// unescape gives the text of what is spelt in a document. Bytes that aren't
// UTF-8 count as Latin-1, the whole document through. ok is false for an
// unknown reference.
func unescape(raw string, latin1 bool) (text string, ok bool) {
	if !latin1 && strings.IndexByte(raw, '&') < 0 && strings.IndexByte(raw, '\r') < 0 {
		return raw, true
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '&':
			end := strings.IndexByte(raw[i:min(len(raw), i+12)], ';')
			if end < 0 {
				return "", false
			}
			r, ok := reference(raw[i+1 : i+end])
			if !ok {
				return "", false
			}
			out = javaobj.AppendRune(out, r)
			i += end
		case c == '\r':
			// The parser makes one line feed of a raw CR LF.
			if i+1 == len(raw) || raw[i+1] != '\n' {
				out = append(out, '\n')
			}
		case c >= 0x80 && latin1:
			out = utf8.AppendRune(out, rune(c))
		default:
			out = append(out, c)
		}
	}
	return string(out), true
}

// sound tells whether unescape would know all references of a text.
func sound(raw []byte) bool {
	for {
		at := bytes.IndexByte(raw, '&')
		if at < 0 {
			return true
		}
		raw = raw[at:]
		end := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
		if end < 0 {
			return false
		}
		if _, ok := reference(string(raw[1:end])); !ok {
			return false
		}
		raw = raw[end:]
	}
}

func reference(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 16)
	return rune(n), err == nil
}

// escape spells a text as XStream does, but for characters beyond ASCII: as
// references they don't depend on the JVM's charset. Those above U+FFFF must
// stand raw, so a Latin-1 document can't hold them.
func escape(text string) string {
	if plainASCII(text) {
		return text
	}
	var out bytes.Buffer
	for i := 0; i < len(text); {
		r, size := javaobj.DecodeRune(text[i:])
		i += size
		switch {
		case r == '&':
			out.WriteString("&amp;")
		case r == '<':
			out.WriteString("&lt;")
		case r == '>':
			out.WriteString("&gt;")
		case r == '"':
			out.WriteString("&quot;")
		case r == '\'':
			out.WriteString("&apos;")
		case r >= ' ' && r < 0x7f || r == '\t' || r == '\n':
			out.WriteByte(byte(r))
		case r > 0xffff:
			out.WriteRune(r)
		default:
			out.WriteString("&#x" + strconv.FormatInt(int64(r), 16) + ";")
		}
	}
	return out.String()
}
