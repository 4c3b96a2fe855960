package census

import (
	"cmp"
	"slices"
)

// tally counts by name in a bounded table. When it is full, the half with the
// smallest counts goes, so what many sessions have is never lost.
type tally[T any] struct {
	max     int
	entries map[string]*counted[T]
	// dropped is how many names went.
	dropped int
}

type counted[T any] struct {
	name     string
	sessions int64
	more     T
}

func newTally[T any](max int) *tally[T] {
	return &tally[T]{max: max, entries: map[string]*counted[T]{}}
}

// count counts one more session for a name and gives its entry.
func (t *tally[T]) count(name string) *counted[T] {
	e := t.entries[name]
	if e == nil {
		if len(t.entries) >= t.max {
			t.shrink()
		}
		e = &counted[T]{name: name}
		t.entries[name] = e
	}
	e.sessions++
	return e
}

func (t *tally[T]) shrink() {
	sorted := t.sorted()
	for _, e := range sorted[t.max/2:] {
		delete(t.entries, e.name)
		t.dropped++
	}
}

// sorted gives the entries, the most frequent first.
func (t *tally[T]) sorted() []*counted[T] {
	all := make([]*counted[T], 0, len(t.entries))
	for _, e := range t.entries {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b *counted[T]) int {
		return cmp.Or(cmp.Compare(b.sessions, a.sessions), cmp.Compare(a.name, b.name))
	})
	return all
}
