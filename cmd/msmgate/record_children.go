package main

import (
	"fmt"

	"msmgate/manager/javaobj"
)

// child is a value below another one.
type child struct {
	label string
	value javaobj.Value
}

// children gives what a value holds, labelled by index, key or field.
func children(v javaobj.Value) []child {
	switch v := v.(type) {
	case *javaobj.List:
		return indexed(v.Elems)
	case *javaobj.Map:
		below := make([]child, 0, len(v.Entries))
		for _, e := range v.Entries {
			if shareable(e.Key) {
				below = append(below, child{"key", e.Key}, child{"=>", e.Value})
				continue
			}
			below = append(below, child{summary(e.Key) + " =>", e.Value})
		}
		return below
	case *javaobj.Bean:
		return append(fields(v.Fields), indexed(v.Data)...)
	case *javaobj.Throwable:
		below := fields(v.Fields)
		if v.Cause != nil {
			below = append(below, child{"cause", v.Cause})
		}
		for i, f := range v.StackTrace {
			place := ""
			if f.FileName != nil {
				place = fmt.Sprintf(" (%s:%d)", *f.FileName, f.LineNumber)
			}
			below = append(below, child{fmt.Sprintf("at %d", i), javaobj.Text(f.DeclaringClass + "." + f.MethodName + place)})
		}
		return below
	case *javaobj.Proxy:
		return []child{{"handler", v.Handler}}
	}
	return nil
}

func indexed(values []javaobj.Value) []child {
	below := make([]child, len(values))
	for i, v := range values {
		below[i] = child{fmt.Sprintf("[%d]", i), v}
	}
	return below
}

func fields(list []javaobj.Field) []child {
	below := make([]child, len(list))
	for i, f := range list {
		below[i] = child{printable(f.Name), f.Value}
	}
	return below
}
