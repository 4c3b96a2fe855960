package xstream

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

var spelt = map[string]*regexp.Regexp{
	"java.lang.Boolean":       regexp.MustCompile(`^(true|false)$`),
	"java.util.UUID":          regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`),
	"java.util.Currency":      regexp.MustCompile(`^[A-Z]{3}$`),
	"java.util.Locale":        regexp.MustCompile(`^[a-z]{2,3}(_[A-Z]{2})?$`),
	"java.util.BitSet":        regexp.MustCompile(`^\{([0-9]{1,7}(, [0-9]{1,7})*)?\}$`),
	"java.math.BigInteger":    regexp.MustCompile(`^-?[0-9]+$`),
	"java.lang.StringBuilder": regexp.MustCompile(``),
	"java.lang.StringBuffer":  regexp.MustCompile(``),
	"java.io.File":            regexp.MustCompile(`^[^\x00]+$`),
}

var integerBits = map[string]int{"java.lang.Byte": 8, "java.lang.Short": 16, "java.lang.Integer": 32, "java.lang.Long": 64}

// scalar makes an object of its text, if Java is sure to read that back.
func (b *builder) scalar(v *javaobj.Scalar) (*object, error) {
	if v.Lost != "" {
		return nil, unsupported(v.Class, "its value is not complete: %s", v.Lost)
	}
	ok, text := false, v.Text
	switch v.Class {
	case "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long":
		n, err := strconv.ParseInt(text, 10, integerBits[v.Class])
		ok, text = err == nil, strconv.FormatInt(n, 10)
	case "java.lang.Double":
		_, ok = javaobj.ParseDouble(text)
	case "java.lang.Float":
		_, ok = javaobj.ParseFloat(text)
	case "java.lang.Character":
		ok = javaobj.UTF16Len(text) == 1
		text = strings.TrimSuffix(text, "\x00")
	case "java.math.BigDecimal":
		d, err := javaobj.ParseDecimal(text)
		ok = err == nil && d.String() == text
	case "java.net.URI", "java.net.URL":
		u, err := url.Parse(text)
		ok = err == nil && plain(text) && (v.Class == "java.net.URI" || strings.Contains(" http https ftp file jar mailto ", " "+u.Scheme+" "))
	default:
		pattern, known := spelt[v.Class]
		if !known {
			return nil, unsupported(v.Class, "there is no way to write it from its text; use another class, or keep the one that the session has")
		}
		ok = pattern.MatchString(text) && (v.Class != "java.math.BigInteger" || len(text) <= 10000)
		if v.Class == "java.util.BitSet" {
			text = strings.Trim(strings.ReplaceAll(text, " ", ""), "{}")
		}
	}
	if !ok {
		return nil, unsupported(v.Class, "its text is not a value of it")
	}
	return b.leaf(v.Class, text)
}

// plain tells that every Java accepts the text as a URI.
func plain(text string) bool {
	return text != "" && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&'()*+,;=") == "" && strings.Count(text, "#") < 2 && !strings.HasSuffix(text, ":")
}

func (b *builder) date(v *javaobj.Date) (*object, error) {
	if v.Lost != "" {
		return nil, unsupported(v.Class, "its value is not complete: %s", v.Lost)
	}
	if v.Millis < firstDate || v.Millis > lastDate {
		return nil, unsupported(v.Class, "only the years from 1583 to 9999 have one spelling")
	}
	switch {
	case v.Class == "java.util.Date":
		return b.leaf(v.Class, formatDate(v.Millis))
	case v.Class == "java.sql.Timestamp" && !b.doc.old:
		nanos := v.Nanos
		if !v.HasNanos {
			nanos = int32(((v.Millis%1000)+1000)%1000) * 1e6
		}
		if nanos < 0 || nanos > 999_999_999 || int64(nanos)/1e6 != ((v.Millis%1000)+1000)%1000 {
			return nil, unsupported(v.Class, "its nanos and its milliseconds differ")
		}
		return b.leaf(v.Class, formatTimestamp(v.Millis, nanos))
	}
	return nil, unsupported(v.Class, "the format keeps it in the node's time zone, which isn't known here; use java.util.Date")
}

// base64Lines breaks after 76 characters, as XStream does.
func base64Lines(data []byte) string {
	text := base64.StdEncoding.EncodeToString(data)
	var lines []string
	for len(text) > 76 {
		lines, text = append(lines, text[:76]), text[76:]
	}
	return strings.Join(append(lines, text), "\n")
}
