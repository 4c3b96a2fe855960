package contextxml

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// declaredEncoding finds the encoding in an XML declaration; the declaration
// itself is checked by the parser.
var declaredEncoding = regexp.MustCompile(`^<\?xml[ \t\r\n][^>]*?[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*["']([^"']*)["']`)

// decodeText turns a file's bytes into text with "\n" as its only line end, as
// an XML parser has to before anything else. A byte order mark is dropped. An
// error names the byte that the encoding doesn't know, or the encoding that
// can't be read; the text up to the fault is given as well.
func decodeText(data []byte) (string, error) {
	text, err := decodeBytes(data)
	return normalizeLineEnds(text), err
}

func normalizeLineEnds(text string) string {
	if !strings.Contains(text, "\r") {
		return text
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

func decodeBytes(data []byte) (string, error) {
	utf16 := func(order unicode.Endianness) (string, error) {
		text, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", fmt.Errorf("reading it as UTF-16: %w", err)
		}
		return strings.TrimPrefix(string(text), "\ufeff"), nil
	}
	switch {
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}), bytes.HasPrefix(data, []byte{0, '<', 0, '?'}):
		return utf16(unicode.BigEndian)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{'<', 0, '?', 0}):
		return utf16(unicode.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		return validUTF8(data[3:])
	}
	name := "UTF-8"
	if match := declaredEncoding.FindSubmatch(data); match != nil {
		name = string(match[1])
	}
	switch strings.ToUpper(name) {
	case "UTF-8", "UTF8":
		return validUTF8(data)
	case "US-ASCII", "ASCII", "ISO646-US":
		return validASCII(data)
	case "ISO-8859-1", "ISO8859-1", "ISO8859_1", "LATIN1", "L1":
		return decodeWith(charmap.ISO8859_1, data)
	case "ISO-8859-15", "LATIN-9":
		return decodeWith(charmap.ISO8859_15, data)
	case "WINDOWS-1252", "CP1252":
		return decodeWith(charmap.Windows1252, data)
	case "UTF-16", "UTF-16LE", "UTF-16BE":
		return validPrefix(data), fmt.Errorf("the XML declaration says %s, the bytes are not: save the file in the encoding it names", name)
	}
	return validPrefix(data), fmt.Errorf("the encoding %q can't be read: save the file as UTF-8", clip(name))
}

func decodeWith(enc encoding.Encoding, data []byte) (string, error) {
	text, err := enc.NewDecoder().Bytes(data)
	return string(text), err
}

func validUTF8(data []byte) (string, error) {
	if utf8.Valid(data) {
		return string(data), nil
	}
	text := validPrefix(data)
	return text, fmt.Errorf("byte 0x%02X is not UTF-8: save the file as UTF-8, or name its encoding in the XML declaration", data[len(text)])
}

func validASCII(data []byte) (string, error) {
	for i, b := range data {
		if b >= utf8.RuneSelf {
			return string(data[:i]), fmt.Errorf("byte 0x%02X is not US-ASCII, which the XML declaration promises", b)
		}
	}
	return string(data), nil
}

// validPrefix is what stands before the first byte that is not UTF-8.
func validPrefix(data []byte) string {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return string(data[:i])
		}
		i += size
	}
	return string(data)
}

// clip shortens text that is quoted in a message.
func clip(s string) string {
	const most = 120
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > most-utf8.UTFMax && !utf8.RuneStart(s[cut]) { // not so in what is no UTF-8
		cut--
	}
	return s[:cut] + "…"
}
