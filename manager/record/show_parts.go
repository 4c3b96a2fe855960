package record

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// appendPrincipal writes who is logged in, without the password.
func appendPrincipal(w *shower, data []byte) error {
	p, err := ParsePrincipal(data)
	if err != nil {
		return err
	}
	w.text("name", p.Name)
	w.texts("roles", p.Roles)
	w.flag("hasPassword", p.HasPassword)
	return nil
}

// appendSavedRequest writes the request that waits for a FORM login.
func appendSavedRequest(w *shower, data []byte) error {
	r, err := ParseSavedRequest(data)
	if err != nil {
		return err
	}
	w.optional("method", r.Method)
	w.optional("requestURI", r.RequestURI)
	w.optional("decodedRequestURI", r.DecodedRequestURI)
	w.optional("queryString", r.QueryString)
	w.optional("contentType", r.ContentType)
	w.name("headers")
	headers := &shower{dst: append(w.dst, '{')}
	for _, name := range slices.Sorted(maps.Keys(r.Headers)) {
		headers.texts(name, r.Headers[name])
	}
	w.dst = append(headers.dst, '}')
	w.texts("locales", r.Locales)
	w.number("bodySize", int64(r.BodySize))
	return nil
}

func (w *shower) optional(name string, s *string) {
	if s != nil {
		w.text(name, *s)
		return
	}
	w.name(name)
	w.raw("null")
}

func (w *shower) texts(name string, list []string) {
	w.name(name)
	w.raw("[")
	for i, s := range list {
		if i > 0 {
			w.raw(",")
		}
		w.quoted(s)
	}
	w.raw("]")
}

// DescribePrincipal tells in a few words who is logged in.
func DescribePrincipal(data []byte) string {
	p, err := ParsePrincipal(data)
	if err != nil {
		return unreadable(data, err)
	}
	if p.HasPassword {
		return p.String() + ", with a password"
	}
	return p.String()
}

// DescribeSavedRequest tells in a few words what request waits for a login.
func DescribeSavedRequest(data []byte) string {
	r, err := ParseSavedRequest(data)
	if err != nil {
		return unreadable(data, err)
	}
	text := "?"
	if r.Method != nil && r.RequestURI != nil {
		text = *r.Method + " " + *r.RequestURI
	}
	if r.QueryString != nil {
		text += "?" + *r.QueryString
	}
	return text + ", " + strconv.Itoa(len(r.Headers)) + " headers, body of " + strconv.Itoa(r.BodySize) + " bytes"
}

func unreadable(data []byte, err error) string {
	return fmt.Sprintf("%d bytes that can't be read: %v", len(data), err)
}
