package javaobj

import "iter"

// Walk calls visit for a value and everything that it refers to, in the order
// in which Java would read them, null left out. Depth is that of the place where
// the value is met first; the root has 1. Objects are visited once, so cycles
// end; values without identity (String, Text, Raw) come as often as they stand
// there. It ends early when visit gives false.
func Walk(root Value, visit func(v Value, depth int) bool) {
	w := walk{visit: visit, seen: map[Value]bool{}}
	w.push(root, 1)
	for len(w.todo) > 0 {
		next := w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		if isReferenceable(next.value) {
			if w.seen[next.value] {
				continue
			}
			w.seen[next.value] = true
		}
		if !visit(next.value, next.depth) {
			return
		}
		from := len(w.todo)
		w.children(next.value, next.depth+1)
		for i, j := from, len(w.todo)-1; i < j; i, j = i+1, j-1 { // the first child has to be on top
			w.todo[i], w.todo[j] = w.todo[j], w.todo[i]
		}
	}
}

// walk holds the values that are still to be visited, the next one last.
type walk struct {
	visit func(v Value, depth int) bool
	todo  []place
	seen  map[Value]bool
}

type place struct {
	value Value
	depth int
}

func (w *walk) push(v Value, depth int) {
	if v != nil {
		w.todo = append(w.todo, place{v, depth})
	}
}

func (w *walk) values(list []Value, depth int) {
	for _, v := range list {
		w.push(v, depth)
	}
}

func (w *walk) fields(list []Field, depth int) {
	for i := range list {
		w.push(list[i].Value, depth)
	}
}

func (w *walk) children(v Value, depth int) {
	switch v := v.(type) {
	case *List:
		w.values(v.Elems, depth)
		w.fields(v.Fields, depth)
	case *Map:
		for _, e := range v.Entries {
			w.push(e.Key, depth)
			w.push(e.Value, depth)
		}
		w.fields(v.Fields, depth)
	case *Throwable:
		w.push(v.Message, depth)
		w.push(v.Cause, depth)
		w.fields(v.Fields, depth)
	case *Proxy:
		w.push(v.Handler, depth)
	case *Bean:
		w.fields(v.Fields, depth)
		w.values(v.Data, depth)
	}
}

// Classes yields the names of all classes that a value and what it refers to
// name: those of objects, of comparators, of a proxy's interfaces, the classes
// that declare fields and enum constants, and those that Class objects stand
// for. A name may come more than once. What a format doesn't tell isn't there.
func Classes(root Value) iter.Seq[string] {
	return func(yield func(string) bool) {
		Walk(root, func(v Value, _ int) bool {
			for _, name := range classesOf(v) {
				if name != "" && !yield(name) {
					return false
				}
			}
			return true
		})
	}
}

// classesOf gives the names that one value itself names; some may be empty.
func classesOf(v Value) []string {
	class := ClassOf(v)
	switch v := v.(type) {
	case *Enum:
		return []string{class, v.Declaring}
	case *Class:
		return []string{class, v.Name}
	case *List:
		return declaring([]string{class, v.Comparator}, v.Fields)
	case *Map:
		return declaring([]string{class, v.Comparator}, v.Fields)
	case *Throwable:
		return declaring([]string{class}, v.Fields)
	case *Bean:
		return declaring([]string{class}, v.Fields)
	case *Proxy:
		return append([]string{class}, v.Interfaces...)
	}
	return []string{class}
}

// declaring appends the classes that declare the fields, each run once.
func declaring(names []string, fields []Field) []string {
	for i := range fields {
		if name := fields[i].Declaring; name != names[len(names)-1] {
			names = append(names, name)
		}
	}
	return names
}
