package transcodertest

import (
	"slices"

	"msmgate/manager/javaobj"
)

// Clone copies a Value deeply; what was shared stays shared.
func Clone(v javaobj.Value) javaobj.Value { return clone(v, map[javaobj.Value]javaobj.Value{}) }

func clone(v javaobj.Value, seen map[javaobj.Value]javaobj.Value) javaobj.Value {
	switch v.(type) {
	case nil, javaobj.String, javaobj.Raw:
		return v
	}
	if c, ok := seen[v]; ok {
		return c
	}
	each := func(values []javaobj.Value) (out []javaobj.Value) {
		for _, v := range values {
			out = append(out, clone(v, seen))
		}
		return out
	}
	fields := func(list []javaobj.Field) (out []javaobj.Field) {
		for _, f := range list {
			f.Value = clone(f.Value, seen)
			out = append(out, f)
		}
		return out
	}
	switch v := v.(type) {
	case *javaobj.Scalar:
		c := *v
		seen[v] = &c
	case *javaobj.Enum:
		c := *v
		seen[v] = &c
	case *javaobj.Class:
		c := *v
		seen[v] = &c
	case *javaobj.Bytes:
		seen[v] = &javaobj.Bytes{Data: slices.Clone(v.Data)}
	case *javaobj.Date:
		c := *v
		seen[v] = &c
	case *javaobj.Calendar:
		c := *v
		seen[v] = &c
	case *javaobj.Throwable:
		c := *v
		seen[v] = &c
	case *javaobj.List:
		c := &javaobj.List{Class: v.Class, Comparator: v.Comparator}
		seen[v] = c
		c.Elems, c.Fields = each(v.Elems), fields(v.Fields)
	case *javaobj.Map:
		c := &javaobj.Map{Class: v.Class, Comparator: v.Comparator, Fields: fields(v.Fields)}
		seen[v] = c
		for _, e := range v.Entries {
			c.Entries = append(c.Entries, javaobj.Entry{Key: clone(e.Key, seen), Value: clone(e.Value, seen)})
		}
	case *javaobj.Bean:
		c := &javaobj.Bean{Class: v.Class}
		seen[v] = c
		c.Fields, c.Data = fields(v.Fields), each(v.Data)
	default:
		return v
	}
	return seen[v]
}
