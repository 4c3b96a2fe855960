package main

import (
	"encoding/json"

	"msmgate/manager/javaobj"
)

// sameAsTold tells whether two values are the same, but for classes that nothing
// tells any more: xstream names that of an object in a field of just that class
// only where another attribute refers to it, which an edit may have taken out.
func sameAsTold(before, after javaobj.Value) bool {
	var a, b any
	if json.Unmarshal(javaobj.AppendJSON(nil, before, nil), &a) != nil ||
		json.Unmarshal(javaobj.AppendJSON(nil, after, nil), &b) != nil {
		return false
	}
	return sameJSON(a, b)
}

// sameJSON compares what record show --json prints. An object with
// fields may lack its class in b.
func sameJSON(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok {
			return false
		}
		for name, value := range b {
			if was, ok := a[name]; !ok || !sameJSON(was, value) {
				return false
			}
		}
		_, told := b["class"]
		_, was := a["class"]
		_, bean := a["fields"]
		return len(a) == len(b) || bean && was && !told && len(a) == len(b)+1
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !sameJSON(a[i], b[i]) {
				return false
			}
		}
		return true
	}
	return a == b
}
