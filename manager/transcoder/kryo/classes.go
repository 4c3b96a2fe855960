package kryo

import "iter"

// Classes implements transcoder.ClassLister: the classes that an attribute's
// bytes name, those of fields whose class isn't named, and their super-classes.
func (d *document) Classes(name string) (iter.Seq[string], error) {
	i := d.indexOf(name)
	if i >= 0 {
		d.load()
	}
	if _, err := d.Get(name); err != nil {
		return nil, err
	}
	root := d.attrs[i].value
	return func(yield func(string) bool) {
		seen, told := map[*node]bool{}, map[string]bool{}
		todo := []*node{root}
		for len(todo) > 0 {
			n := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if seen[n] {
				continue
			}
			seen[n] = true
			todo = append(todo, n.kids...)
			if n.class == nil || told[n.class.name] {
				continue
			}
			told[n.class.name] = true
			if !yieldClass(n.class, yield) {
				return
			}
		}
	}, nil
}

func yieldClass(c *class, yield func(string) bool) bool {
	if !yield(c.name) {
		return false
	}
	for _, name := range c.above {
		if name != c.name && !yield(name) {
			return false
		}
	}
	return true
}
