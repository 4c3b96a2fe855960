package javaser

import (
	"net/url"
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

// makeLocale takes Locale.toString apart: language_COUNTRY_variant_#Script.
func makeLocale(_ *builder, o *object, v *javaobj.Scalar) error {
	text, script, extended := strings.Cut(v.Text, "_#")
	extensions := ""
	if extended {
		var more bool
		if script, extensions, more = strings.Cut(script, "_"); !more && strings.Contains(script, "-") {
			script, extensions = "", script
		}
	}
	parts := strings.SplitN(text, "_", 3)
	parts = append(parts, "", "")
	for name, value := range map[string]string{"language": parts[0], "country": parts[1], "variant": parts[2], "script": script, "extensions": extensions} {
		if !o.setField(v.Class, name, newStr(value)) && value != "" {
			return shaped(v.Class, false)
		}
	}
	return shaped(v.Class, o.setPrim(v.Class, "hashcode", put4(nil, 0xffffffff)))
}

func makeURI(_ *builder, o *object, v *javaobj.Scalar) error {
	if !plainURI(v.Text) {
		return bad(v)
	}
	return shaped(v.Class, o.setField(v.Class, "string", newStr(v.Text)))
}

// plainURI tells whether Java, which parses a URI when it reads one, is sure
// to accept it.
func plainURI(text string) bool {
	if text == "" || strings.ContainsAny(text, " \"<>\\^`{|}") || strings.HasSuffix(text, ":") {
		return false
	}
	for i := range len(text) {
		if text[i] <= ' ' || text[i] >= 0x7f {
			return false
		}
	}
	_, err := url.Parse(text)
	return err == nil && strings.Count(text, "#") <= 1 && !strings.ContainsAny(strings.TrimPrefix(text, "//"), "[]")
}

func makeURL(_ *builder, o *object, v *javaobj.Scalar) error {
	u, err := url.Parse(v.Text)
	if err != nil || !strings.Contains(" http https ftp file jar mailto ", " "+u.Scheme+" ") || u.Scheme == "" {
		return unsupported(v.Class, "its protocol must be one that every JDK knows")
	}
	rest := v.Text[len(u.Scheme)+1:]
	rest, anchor, hasAnchor := strings.Cut(rest, "#")
	file, authority := rest, ""
	if strings.HasPrefix(rest, "//") {
		end := strings.IndexAny(rest[2:], "/?")
		if end < 0 {
			end = len(rest) - 2
		}
		authority, file = rest[2:2+end], rest[2+end:]
	}
	port := -1
	if p := u.Port(); p != "" {
		if port, err = strconv.Atoi(p); err != nil {
			return bad(v)
		}
	}
	host := u.Hostname()
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	o.setPrim(v.Class, "hashCode", put4(nil, 0xffffffff))
	if hasAnchor {
		o.setField(v.Class, "ref", newStr(anchor))
	}
	if authority != "" {
		o.setField(v.Class, "authority", newStr(authority))
	}
	return shaped(v.Class, o.setPrim(v.Class, "port", put4(nil, uint32(int32(port)))), o.setField(v.Class, "protocol", newStr(u.Scheme)),
		o.setField(v.Class, "host", newStr(host)), o.setField(v.Class, "file", newStr(file)))
}

func makeFile(_ *builder, o *object, v *javaobj.Scalar) error {
	separator := "/"
	if strings.Contains(v.Text, `\`) && !strings.Contains(v.Text, "/") {
		separator = `\`
	}
	o.slot(v.Class).data = newBlock([]byte{0, separator[0]})
	return shaped(v.Class, o.setField(v.Class, "path", newStr(v.Text)))
}
