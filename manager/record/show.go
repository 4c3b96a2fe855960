package record

import (
	"fmt"
	"strconv"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Member is one more member of the JSON object that AppendJSON makes.
type Member struct {
	Name string
	JSON []byte
}

// AppendJSON appends the whole session as one JSON object in ASCII: the
// header's fields, the attributes that doc holds, in its order, and after them
// what else is given. Class is the transcoder's factory class. A principal's
// password is never printed; what can't be read is printed as
// {"opaque":true,"size":n,"reason":…}. Printing gives objects the ids that
// AppendAttributesJSON does.
func AppendJSON(dst []byte, r *Record, doc transcoder.Document, class string, more ...Member) ([]byte, error) {
	w := &shower{dst: append(dst, '{')}
	w.number("version", int64(r.Version))
	w.text("id", r.ID)
	w.number("creationTime", r.CreationTime)
	w.number("lastAccessedTime", r.LastAccessedTime)
	w.number("thisAccessedTime", r.ThisAccessedTime)
	w.number("lastBackupTime", r.LastBackupTime)
	w.number("maxInactiveInterval", int64(r.MaxInactiveInterval))
	w.flag("isNew", r.IsNew)
	w.flag("isValid", r.IsValid)
	w.name("authType")
	if r.AuthType == AuthNone {
		w.raw("null")
	} else {
		w.quoted(r.AuthType.String())
	}
	w.part("principal", r.Principal, appendPrincipal)
	w.part("savedRequest", r.SavedRequest, appendSavedRequest)
	w.part("savedPrincipal", r.SavedPrincipal, appendPrincipal)
	w.text("transcoder", class)
	w.name("attributes")
	var err error
	if w.dst, err = AppendAttributesJSON(w.dst, doc, nil); err != nil {
		return dst, err
	}
	for _, m := range more {
		w.name(m.Name)
		w.dst = append(w.dst, m.JSON...)
	}
	return append(w.dst, '}'), nil
}

// AppendAttributesJSON appends a document's attributes as one JSON object in
// the document's order. Objects are numbered through all of them; ids, which
// may be nil, remembers which number is which.
func AppendAttributesJSON(dst []byte, doc transcoder.Document, ids *javaobj.IDs) ([]byte, error) {
	if ids == nil {
		ids = new(javaobj.IDs)
	}
	w := &shower{dst: append(dst, '{')}
	for _, name := range doc.Names() {
		v, err := transcoder.Show(doc, name)
		if err != nil {
			return dst, fmt.Errorf("printing session attributes: %w", err)
		}
		w.name(name)
		w.dst = javaobj.AppendJSON(w.dst, v, ids)
	}
	return append(w.dst, '}'), nil
}

// shower writes the members of a JSON object.
type shower struct {
	dst []byte
	any bool // there is a member already
}

func (w *shower) raw(s string)    { w.dst = append(w.dst, s...) }
func (w *shower) quoted(s string) { w.dst = javaobj.AppendQuoted(w.dst, s) }

func (w *shower) name(name string) {
	if w.any {
		w.dst = append(w.dst, ',')
	}
	w.any = true
	w.quoted(name)
	w.dst = append(w.dst, ':')
}

func (w *shower) text(name, s string) {
	w.name(name)
	w.quoted(s)
}

func (w *shower) number(name string, n int64) {
	w.name(name)
	w.dst = strconv.AppendInt(w.dst, n, 10)
}

func (w *shower) flag(name string, b bool) {
	w.name(name)
	w.dst = strconv.AppendBool(w.dst, b)
}

// part writes a part of the header that is a Java stream of its own.
func (w *shower) part(name string, data []byte, show func(w *shower, data []byte) error) {
	w.name(name)
	if data == nil {
		w.raw("null")
		return
	}
	inner := &shower{dst: append(w.dst, '{')}
	start := len(inner.dst)
	if err := show(inner, data); err != nil {
		inner.dst, inner.any = inner.dst[:start], false
		inner.flag("opaque", true)
		inner.number("size", int64(len(data)))
		inner.text("reason", err.Error())
	}
	w.dst = append(inner.dst, '}')
}
