package javaobj

import (
	"encoding/hex"
	"strconv"
)

// content writes what follows the class of an object.
func (w *jsonWriter) content(v Value, depth int) {
	switch v := v.(type) {
	case String:
		w.text("value", string(v))
	case *Scalar:
		w.scalar(v)
	case *Class:
		w.text("value", v.Name)
	case *Enum:
		if v.Declaring != "" {
			w.text("declaring", v.Declaring)
		}
		w.text("enum", v.Name)
	case *Bytes:
		w.member("hex")
		w.dst = append(w.dst, '"')
		w.dst = hex.AppendEncode(w.dst, v.Data)
		w.dst = append(w.dst, '"')
	case *List:
		w.comparator(v.Comparator)
		w.member("elements")
		w.values(v.Elems, depth)
		w.addedFields(v.Fields, depth)
	case *Map:
		w.comparator(v.Comparator)
		w.entries(v.Entries, depth)
		w.addedFields(v.Fields, depth)
	case *Date:
		w.text("millis", strconv.FormatInt(v.Millis, 10))
		if v.HasNanos {
			w.number("nanos", int64(v.Nanos))
		}
		w.lost(v.Lost)
	case *Calendar:
		w.calendar(v)
	case *Throwable:
		w.throwable(v, depth)
	case *Proxy:
		w.proxy(v, depth)
	case *Bean:
		w.fields(v.Fields, depth)
		if v.Data != nil {
			w.member("data")
			w.values(v.Data, depth)
		}
		w.lost(v.Lost)
	case *Opaque:
		w.raw(`,"opaque":true`)
		w.number("size", int64(v.Size))
		if v.Reason != "" {
			w.text("reason", v.Reason)
		}
	}
}

func (w *jsonWriter) scalar(v *Scalar) {
	w.text("value", v.Text)
	switch v.Class {
	case "java.lang.Character":
		r, _ := DecodeRune(v.Text)
		w.number("code", int64(r))
	case "java.lang.Float", "java.lang.Double":
		w.text("bits", strconv.FormatUint(v.Bits, 16))
	}
	w.lost(v.Lost)
}

func (w *jsonWriter) comparator(class string) {
	if class != "" {
		w.text("comparator", class)
	}
}

func (w *jsonWriter) values(values []Value, depth int) {
	w.dst = append(w.dst, '[')
	for i, v := range values {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.value(v, depth)
	}
	w.dst = append(w.dst, ']')
}

func (w *jsonWriter) entries(entries []Entry, depth int) {
	w.member("entries")
	w.dst = append(w.dst, '[')
	for i, e := range entries {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.dst = append(w.dst, '[')
		w.value(e.Key, depth)
		w.dst = append(w.dst, ',')
		w.value(e.Value, depth)
		w.dst = append(w.dst, ']')
	}
	w.dst = append(w.dst, ']')
}

func (w *jsonWriter) calendar(v *Calendar) {
	w.text("millis", strconv.FormatInt(v.Millis, 10))
	w.text("zone", v.Zone)
	w.member("lenient")
	w.dst = strconv.AppendBool(w.dst, v.Lenient)
	w.number("firstDayOfWeek", int64(v.FirstDayOfWeek))
	w.number("minimalDaysInFirstWeek", int64(v.MinimalDaysInFirstWeek))
}

func (w *jsonWriter) throwable(v *Throwable, depth int) {
	w.member("message")
	if message, ok := v.Message.(String); ok {
		w.dst = AppendQuoted(w.dst, string(message))
	} else {
		w.value(v.Message, depth)
	}
	w.member("cause")
	w.value(v.Cause, depth)
	w.member("stackTrace")
	w.dst = append(w.dst, '[')
	for i, f := range v.StackTrace {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.raw(`{"declaringClass":`)
		w.dst = AppendQuoted(w.dst, f.DeclaringClass)
		w.text("methodName", f.MethodName)
		w.member("fileName")
		if f.FileName == nil {
			w.raw("null")
		} else {
			w.dst = AppendQuoted(w.dst, *f.FileName)
		}
		w.number("lineNumber", int64(f.LineNumber))
		w.dst = append(w.dst, '}')
	}
	w.dst = append(w.dst, ']')
	w.addedFields(v.Fields, depth)
}

// addedFields are what an application's class adds to a class of the JDK.
func (w *jsonWriter) addedFields(fields []Field, depth int) {
	if len(fields) > 0 {
		w.fields(fields, depth)
	}
}

func (w *jsonWriter) proxy(v *Proxy, depth int) {
	w.member("proxyInterfaces")
	w.dst = append(w.dst, '[')
	for i, name := range v.Interfaces {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.dst = AppendQuoted(w.dst, name)
	}
	w.dst = append(w.dst, ']')
	w.member("handler")
	w.value(v.Handler, depth)
}

func (w *jsonWriter) fields(fields []Field, depth int) {
	w.member("fields")
	w.dst = append(w.dst, '[')
	for i, f := range fields {
		if i > 0 {
			w.dst = append(w.dst, ',')
		}
		w.dst = append(w.dst, '{')
		if f.Declaring != "" {
			w.raw(`"declaring":`)
			w.dst = AppendQuoted(w.dst, f.Declaring)
			w.dst = append(w.dst, ',')
		}
		w.raw(`"name":`)
		w.dst = AppendQuoted(w.dst, f.Name)
		if f.Type != "" {
			w.text("type", f.Type)
		}
		w.raw(`,"transient":false`)
		w.member("value")
		w.value(f.Value, depth)
		w.dst = append(w.dst, '}')
	}
	w.dst = append(w.dst, ']')
}
