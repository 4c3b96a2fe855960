package census

import "msmgate/manager/javaobj"

// clone copies a graph of values, so that no document takes it for its own.
// What can't be decoded (Opaque, NotSerializable) is kept: whoever edits
// something beside it keeps it, too.
func clone(root javaobj.Value) javaobj.Value {
	copies := map[javaobj.Value]javaobj.Value{}
	javaobj.Walk(root, func(v javaobj.Value, _ int) bool {
		if twin := shell(v); twin != nil {
			copies[v] = twin
		}
		return true
	})
	twin := func(v javaobj.Value) javaobj.Value {
		switch v.(type) {
		case nil, javaobj.String, javaobj.Text, javaobj.Raw:
			return v
		}
		if copied, ok := copies[v]; ok {
			return copied
		}
		return v
	}
	for _, copied := range copies {
		fill(copied, twin)
	}
	return twin(root)
}

// shell copies a value without what it refers to; nil where it is kept as it is.
func shell(v javaobj.Value) javaobj.Value {
	switch v := v.(type) {
	case *javaobj.Scalar:
		twin := *v
		return &twin
	case *javaobj.Enum:
		twin := *v
		return &twin
	case *javaobj.Class:
		twin := *v
		return &twin
	case *javaobj.Bytes:
		twin := *v
		return &twin
	case *javaobj.List:
		twin := *v
		return &twin
	case *javaobj.Map:
		twin := *v
		return &twin
	case *javaobj.Date:
		twin := *v
		return &twin
	case *javaobj.Calendar:
		twin := *v
		return &twin
	case *javaobj.Throwable:
		twin := *v
		return &twin
	case *javaobj.Proxy:
		twin := *v
		return &twin
	case *javaobj.Bean:
		twin := *v
		return &twin
	}
	return nil
}

// fill puts the copies in the place of what a copy refers to.
func fill(v javaobj.Value, twin func(javaobj.Value) javaobj.Value) {
	values := func(list []javaobj.Value) []javaobj.Value {
		if list == nil {
			return nil
		}
		copied := make([]javaobj.Value, len(list))
		for i, v := range list {
			copied[i] = twin(v)
		}
		return copied
	}
	fields := func(list []javaobj.Field) []javaobj.Field {
		copied := append([]javaobj.Field(nil), list...)
		for i := range copied {
			copied[i].Value = twin(copied[i].Value)
		}
		return copied
	}
	switch v := v.(type) {
	case *javaobj.List:
		v.Elems, v.Fields = values(v.Elems), fields(v.Fields)
	case *javaobj.Map:
		v.Entries, v.Fields = append([]javaobj.Entry(nil), v.Entries...), fields(v.Fields)
		for i, e := range v.Entries {
			v.Entries[i] = javaobj.Entry{Key: twin(e.Key), Value: twin(e.Value)}
		}
	case *javaobj.Throwable:
		v.Message, v.Cause, v.Fields = twin(v.Message), twin(v.Cause), fields(v.Fields)
	case *javaobj.Proxy:
		v.Handler = twin(v.Handler)
	case *javaobj.Bean:
		v.Fields, v.Data = fields(v.Fields), values(v.Data)
	}
}
