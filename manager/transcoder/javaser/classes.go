package javaser

import (
	"iter"

	"msmgate/manager/transcoder"
)

// Classes implements transcoder.ClassLister: it yields the name of each class
// whose description an attribute holds or refers to, with its super-classes,
// the interfaces of proxies, and what stands in comparators and in the data that
// a class wrote itself. These are the classes that a filter of Java's is asked
// about when it reads the stream.
func (d *document) Classes(name string) (iter.Seq[string], error) {
	i := d.find(name)
	if i < 0 {
		return nil, transcoder.NoAttribute(name)
	}
	d.parse()
	a := &d.attrs[i]
	return func(yield func(string) bool) {
		l := classList{seen: map[item]bool{}, yield: yield}
		l.push(a.before...)
		l.push(a.between...)
		l.push(a.partial, a.value)
		l.run()
	}, nil
}

// classList goes through nodes without recursion.
type classList struct {
	todo  []item
	seen  map[item]bool
	yield func(string) bool
}

func (l *classList) push(items ...item) {
	for _, it := range items {
		if it != nil {
			l.todo = append(l.todo, target(it))
		}
	}
}

func (l *classList) run() {
	for len(l.todo) > 0 {
		it := l.todo[len(l.todo)-1]
		l.todo = l.todo[:len(l.todo)-1]
		switch it.(type) {
		case *str, *block, *null, *reset:
			continue
		}
		if l.seen[it] {
			continue
		}
		l.seen[it] = true
		if !l.visit(it) {
			return
		}
	}
}

// visit yields the names that a node has itself and pushes what it refers to.
func (l *classList) visit(it item) bool {
	switch n := it.(type) {
	case *classDesc:
		l.push(n.super)
		l.push(n.annotation...)
		return l.yield(javaName(n.name))
	case *proxyDesc:
		l.push(n.super)
		l.push(n.annotation...)
		for _, name := range n.interfaces {
			if !l.yield(javaName(name)) {
				return false
			}
		}
	case *object:
		l.push(n.class)
		for i := range n.slots {
			l.push(n.slots[i].fields...)
			l.push(n.slots[i].data...)
		}
	case *array:
		l.push(n.class)
		l.push(n.elems...)
	case *enum:
		l.push(n.class)
	case *classObject:
		l.push(n.class)
	case *exception:
		l.push(n.cause)
	}
	return true
}
