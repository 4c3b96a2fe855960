package javaobj

// primitiveArray is the Go slice of a primitive array, if each element is what
// the array's class says.
func primitiveArray(l *List) (any, bool) {
	switch l.Class {
	case "[Z":
		return sliceOf[bool](l)
	case "[C":
		return sliceOf[Char](l)
	case "[S":
		return sliceOf[int16](l)
	case "[I":
		return sliceOf[int32](l)
	case "[J":
		return sliceOf[int64](l)
	case "[F":
		return sliceOf[float32](l)
	case "[D":
		return sliceOf[float64](l)
	}
	return nil, false
}

func sliceOf[T any](l *List) (any, bool) {
	slice := make([]T, 0, len(l.Elems))
	for _, e := range l.Elems {
		s, ok := e.(*Scalar)
		if !ok {
			return nil, false
		}
		element, ok := scalarToGo(s).(T)
		if !ok {
			return nil, false
		}
		slice = append(slice, element)
	}
	return slice, true
}

// arrayOf is the primitive array of a Go slice.
func arrayOf[T any](class string, slice []T, element func(T) *Scalar) *List {
	l := &List{Class: class, Elems: make([]Value, len(slice))}
	for i, e := range slice {
		l.Elems[i] = element(e)
	}
	return l
}
