package flexjson

import "msmgate/manager/javaobj"

// origin remembers the bytes that a Value came from.
type origin struct {
	value    javaobj.Value
	from, to uint32
}

// few origins are found faster by looking at each.
const few = 8

// raw gives the bytes that a scalar or a container came from, if it came from
// this document.
func (b *builder) raw(v javaobj.Value) ([]byte, bool) {
	d := b.doc
	if len(d.made) <= few {
		for i := range d.made {
			if o := &d.made[i]; o.value == v {
				return d.data[o.from:o.to], true
			}
		}
		return nil, false
	}
	if b.known == nil {
		b.known = make(map[javaobj.Value]origin, len(d.made))
	}
	for _, o := range d.made[b.read:] {
		if _, isText := o.value.(javaobj.Text); !isText {
			b.known[o.value] = o
		}
	}
	b.read = len(d.made)
	o, ok := b.known[v]
	return d.data[o.from:o.to], ok
}
