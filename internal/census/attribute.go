package census

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"msmgate/manager/classfilter"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Access is what msmgate can do with something.
type Access string

// The kinds of access, from most to least.
const (
	Edit  Access = "edit"
	Read  Access = "read"
	Carry Access = "carry"
)

// Bounds of one record's part in a census.
const (
	maxTrial   = 100_000 // values of an attribute that is built anew to see whether it can be edited
	maxClasses = 5_000   // classes of one record
	maxName    = 300     // bytes of a name
)

// attribute is what was found in one attribute of one record.
type attribute struct {
	name    string
	class   string // of the value itself
	access  Access
	reason  string // why it isn't Edit
	classes map[string]Access
	// lost says why the format has not kept all, by class.
	lost            map[string]string
	notSerializable bool
	rejected        error
}

// probe is an attribute that no application has.
const probe = "msmgate census probe"

// inspectAll looks at attributes, and whether the session can be changed at all:
// not where something in it can't be written beside a change, or all of it is too
// large.
func (c *Census) inspectAll(doc transcoder.Document, names []string) []attribute {
	list := make([]attribute, 0, len(names))
	for _, name := range names {
		list = append(list, c.inspect(doc, name))
	}
	err := doc.Set(probe, javaobj.String(""))
	if err == nil {
		_, err = doc.Encode(nil)
	}
	if err != nil {
		for i := range list {
			if a := &list[i]; a.access == Edit {
				a.refuse(err)
				for class := range a.classes {
					a.add(class, Read)
				}
			}
		}
	}
	return list
}

// inspect looks at one attribute. The document is changed by it: nobody may use
// it for anything else.
func (c *Census) inspect(doc transcoder.Document, name string) attribute {
	a := attribute{name: clip(name), access: Edit, classes: map[string]Access{}, lost: map[string]string{}}
	v, err := transcoder.Show(doc, name)
	if err != nil {
		a.access, a.reason = Carry, "it can't be decoded"
		return a
	}
	a.class = clip(javaobj.ClassOf(v))
	if classes, err := transcoder.Classes(doc, name); err == nil {
		for class := range classes {
			a.add(class, Edit)
		}
	}
	size := 0
	javaobj.Walk(v, func(v javaobj.Value, depth int) bool {
		size++
		a.value(v, depth)
		return size < limits.Elements
	})
	if err := c.o.Filter.CheckAttribute(doc, name); rejects(err) {
		a.rejected = err
	}
	if a.access == Edit {
		a.try(doc, name, v, size)
	}
	return a
}

// add notes a class; what can be done with it is the least of all places.
func (a *attribute) add(class string, access Access) {
	class = clip(class)
	old, known := a.classes[class]
	if class == "" || !known && len(a.classes) >= maxClasses {
		return
	}
	if !known || old == Edit || access == Carry {
		a.classes[class] = access
	}
}

// value notes what one value in the attribute says of itself.
func (a *attribute) value(v javaobj.Value, depth int) {
	lost := ""
	switch v := v.(type) {
	case *javaobj.Opaque:
		a.add(v.Class, Carry)
		a.reason = withoutQuotes(v.Reason)
		if depth == 1 {
			a.access = Carry
		} else if a.access == Edit {
			a.access = Read
		}
	case *javaobj.NotSerializable:
		a.notSerializable = true
		a.access, a.reason = Carry, "the value was never stored, only a mark that it could not be serialized"
	case *javaobj.Scalar:
		lost = v.Lost
	case *javaobj.Date:
		lost = v.Lost
	case *javaobj.Bean:
		lost = v.Lost
	}
	if lost != "" && len(a.lost) < maxClasses {
		a.lost[clip(javaobj.ClassOf(v))] = clip(lost)
	}
}

// try sets the attribute to a copy of itself: what the format refuses to write
// can be read and kept, but not edited.
func (a *attribute) try(doc transcoder.Document, name string, v javaobj.Value, size int) {
	if size > maxTrial {
		a.access, a.reason = Read, "too large to be tried"
		return
	}
	if err := doc.Set(name, clone(v)); err != nil {
		a.refuse(err)
	}
}

// refuse notes why an attribute can only be read.
func (a *attribute) refuse(err error) {
	a.access, a.reason = Read, "it can't be written anew"
	var unsupported *transcoder.UnsupportedError
	var limit *transcoder.LimitError
	switch {
	case errors.As(err, &unsupported):
		a.reason = withoutQuotes(unsupported.Reason)
		a.add(unsupported.Class, Read)
	case errors.As(err, &limit):
		a.reason = fmt.Sprintf("the session would pass the limit of %d %s that it can be stored with", limit.Max, limit.Limit)
	}
}

// rejects tells a filter's own error from one of a document.
func rejects(err error) bool {
	var class *classfilter.RejectedError
	var limit *classfilter.LimitError
	return errors.As(err, &class) || errors.As(err, &limit)
}

// rejection gives the class and the pattern, or the limit, that a filter's error
// names.
func rejection(err error) (class, pattern string) {
	var rejected *classfilter.RejectedError
	if errors.As(err, &rejected) {
		return clip(rejected.Class), rejected.Pattern
	}
	var limit *classfilter.LimitError
	errors.As(err, &limit)
	return "", limit.Limit
}

var quoted = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// withoutQuotes takes out of a reason what it quotes, which may be a value.
func withoutQuotes(reason string) string {
	return clip(quoted.ReplaceAllString(clip(reason), `"…"`))
}

// clip bounds a text from a record.
func clip(s string) string {
	if len(s) <= maxName {
		return strings.ToValidUTF8(s, "\ufffd")
	}
	return strings.ToValidUTF8(s[:maxName], "") + "…"
}
