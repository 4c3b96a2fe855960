package javaobj

// parts calls f for each value that a value holds directly; f may replace it,
// if the value is the caller's own.
func parts(v Value, f func(*Value)) {
	fields := func(list []Field) {
		for i := range list {
			f(&list[i].Value)
		}
	}
	switch v := v.(type) {
	case *List:
		for i := range v.Elems {
			f(&v.Elems[i])
		}
		fields(v.Fields)
	case *Map:
		for i := range v.Entries {
			f(&v.Entries[i].Key)
			f(&v.Entries[i].Value)
		}
		fields(v.Fields)
	case *Throwable:
		f(&v.Message)
		f(&v.Cause)
		fields(v.Fields)
	case *Proxy:
		f(&v.Handler)
	case *Bean:
		fields(v.Fields)
		for i := range v.Data {
			f(&v.Data[i])
		}
	}
}

// isContainer tells which values hold others.
func isContainer(v Value) bool {
	switch v.(type) {
	case *List, *Map, *Throwable, *Proxy, *Bean:
		return true
	}
	return false
}

// identical tells whether two values are the same object, or texts that have no
// identity and are equal.
func identical(a, b Value) bool {
	x, isRaw := a.(Raw)
	y, both := b.(Raw)
	if isRaw || both {
		return isRaw && both && len(x) == len(y) && (len(x) == 0 || &x[0] == &y[0])
	}
	return a == b
}

// sameParts tells whether two values are of one class and hold the same parts
// by the measure of same.
func sameParts(a, b Value, same func(a, b Value) bool) bool {
	fields := func(x, y []Field) bool {
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			if x[i].Name != y[i].Name || x[i].Declaring != y[i].Declaring || !same(x[i].Value, y[i].Value) {
				return false
			}
		}
		return true
	}
	list := func(x, y []Value) bool {
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			if !same(x[i], y[i]) {
				return false
			}
		}
		return true
	}
	switch a := a.(type) {
	case *List:
		b, ok := b.(*List)
		return ok && a.Class == b.Class && list(a.Elems, b.Elems) && fields(a.Fields, b.Fields)
	case *Map:
		b, ok := b.(*Map)
		if !ok || a.Class != b.Class || len(a.Entries) != len(b.Entries) {
			return false
		}
		for i := range a.Entries {
			if !same(a.Entries[i].Key, b.Entries[i].Key) || !same(a.Entries[i].Value, b.Entries[i].Value) {
				return false
			}
		}
		return fields(a.Fields, b.Fields)
	case *Throwable:
		b, ok := b.(*Throwable)
		return ok && a.Class == b.Class && same(a.Message, b.Message) && same(a.Cause, b.Cause) && fields(a.Fields, b.Fields)
	case *Bean:
		b, ok := b.(*Bean)
		return ok && a.Class == b.Class && fields(a.Fields, b.Fields) && list(a.Data, b.Data)
	}
	return identical(a, b)
}
