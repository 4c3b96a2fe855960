package transcoder

// Index finds a document's attributes by name. Of two with one name it finds
// the last, which is the one that MSM takes. The zero value is ready; it costs
// nothing for as long as there are few attributes.
type Index struct {
	byName map[string]int
}

// few attributes are found faster by looking at each.
const few = 16

// Find gives the index of the attribute called name among n, whose names nameOf
// tells, or -1.
func (x *Index) Find(name string, n int, nameOf func(i int) string) int {
	if n <= few {
		for i := n - 1; i >= 0; i-- {
			if nameOf(i) == name {
				return i
			}
		}
		return -1
	}
	if x.byName == nil {
		x.byName = make(map[string]int, n)
		for i := range n {
			x.byName[nameOf(i)] = i
		}
	}
	if i, ok := x.byName[name]; ok {
		return i
	}
	return -1
}

// Add says that an attribute was added as the i-th.
func (x *Index) Add(name string, i int) {
	if x.byName != nil {
		x.byName[name] = i
	}
}

// Forget says that the attributes are others, or stand elsewhere.
func (x *Index) Forget() { x.byName = nil }
