package contextxml

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is the type of a setter's argument.
type kind int

const (
	kindString kind = iota
	kindInt
	kindLong
	kindBool
)

// property is one attribute that a Java object has a setter for.
type property struct {
	name    string
	kind    kind
	initial string
	rule    string
	// secret values are never shown.
	secret bool
}

// bean is a Java object whose setters get an element's attributes.
type bean struct {
	properties []property
	values     map[string]value
}

func newBean(properties []property) *bean {
	b := &bean{properties: properties, values: make(map[string]value, len(properties))}
	for _, p := range properties {
		b.values[p.name] = defaultValue(p.initial)
	}
	return b
}

// find gives the property that an attribute sets: Tomcat upper-cases the name's
// first letter, the rest must be exact (CFG-3).
func (b *bean) find(attribute string) (property, bool) {
	first, size := utf8.DecodeRuneInString(attribute)
	for _, p := range b.properties {
		if p.name[1:] == attribute[size:] && unicode.ToUpper(first) == rune(p.name[0]-'a'+'A') {
			return p, true
		}
	}
	return property{}, false
}

// nearest gives a property whose name differs only in case, for a hint.
func (b *bean) nearest(attribute string) string {
	for _, p := range b.properties {
		if strings.EqualFold(p.name, attribute) {
			return p.name
		}
	}
	return ""
}

// set offers one value to its setter. The error is what Tomcat only warns of;
// the old value stays then (CFG-4, CFG-7).
func (b *bean) set(p property, text string, at place) error {
	shown := text
	switch p.kind {
	case kindInt:
		n, err := parseInt(text)
		if err != nil {
			return p.badNumber(text, err, "2147483647")
		}
		shown = strconv.Itoa(n)
	case kindLong:
		n, err := parseLong(text)
		if err != nil {
			return p.badNumber(text, err, "9223372036854775807")
		}
		shown = strconv.FormatInt(n, 10)
	case kindBool:
		shown = strconv.FormatBool(parseBool(text))
	}
	b.values[p.name] = givenValue(shown, at)
	return nil
}

func (p property) badNumber(text string, err error, most string) error {
	if errors.Is(err, errTooBig) {
		return fmt.Errorf("%q is more than %s can hold (up to %s)", clip(text), p.name, most)
	}
	return fmt.Errorf("%q is %w as Java reads it", clip(text), err)
}

func (b *bean) text(name string) string { return b.values[name].text }
func (b *bean) bool(name string) bool   { return b.values[name].text == "true" }
func (b *bean) given(name string) bool  { return b.values[name].given }
func (b *bean) place(name string) place { return b.values[name].place }

// int gives a number that set has checked already.
func (b *bean) int(name string) int {
	n, _ := parseInt(b.values[name].text)
	return n
}

func (b *bean) long(name string) int64 {
	n, _ := parseLong(b.values[name].text)
	return n
}

// settings lists every property with its origin, in the table's order. Empty
// defaults are left out.
func (b *bean) settings() []Setting {
	var list []Setting
	for _, p := range b.properties {
		v := b.values[p.name]
		if !v.given && v.text == "" {
			continue
		}
		if p.secret {
			v.text = "***"
		}
		if p.name == "memcachedNodes" {
			v.text = withoutPassword(v.text)
		}
		list = append(list, Setting{Name: p.name, Value: v.text, Origin: v.origin})
	}
	return list
}
