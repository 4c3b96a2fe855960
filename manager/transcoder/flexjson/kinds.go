package flexjson

import (
	"strings"

	"msmgate/manager/javaobj"
)

// kinds remembers which kinds of values the fields of beans have shown. A
// place is a class and a field, with [] for the elements and {} for the values
// of what the field holds. The empty place is that of an attribute: its class
// is free.
type kinds map[string]bool

func kindOf(v javaobj.Value) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case javaobj.String:
		return "string"
	case javaobj.Text:
		return numberKind(string(v))
	case *javaobj.Scalar:
		if v.Class == "java.lang.Boolean" {
			return "boolean"
		}
		return numberKind(v.Text)
	case *javaobj.List:
		return "list"
	case *javaobj.Map:
		return "map"
	case *javaobj.Bean:
		return "bean of " + v.Class
	}
	return "other"
}

// isNumber tells whether a text is a number as JSON has them.
func isNumber(text string) bool {
	s := scanner{data: []byte(text)}
	return text != "" && s.number() == nil && s.at == len(text) && !s.marks2
}

func numberKind(text string) string {
	if strings.ContainsAny(text, ".eE") {
		return "fraction"
	}
	return "integer"
}

// learn takes in what a value shows.
func (k kinds) learn(place string, v javaobj.Value) {
	if place != "" {
		k[place+" "+kindOf(v)] = true
	}
	switch v := v.(type) {
	case *javaobj.List:
		for _, e := range v.Elems {
			k.learn(below(place, "[]"), e)
		}
	case *javaobj.Map:
		for _, e := range v.Entries {
			k.learn(below(place, "{}"), e.Value)
		}
	case *javaobj.Bean:
		k["class "+v.Class] = true
		for _, f := range v.Fields {
			k.learn(fieldPlace(v.Class, f.Name), f.Value)
		}
	}
}

func below(place, step string) string {
	if place == "" {
		return ""
	}
	return place + step
}

func fieldPlace(class, field string) string { return class + "\x00" + field }

// fits tells whether a value may stand in a place.
func (k kinds) fits(place string, v javaobj.Value) bool {
	kind := kindOf(v)
	return place == "" || k[place+" "+kind] || kind == "integer" && k[place+" fraction"]
}
