package kryo

import (
	"slices"
	"unicode/utf16"

	"msmgate/manager/javaobj"
)

// sortFields gives the order in which a class's fields are written: by name.
// offered are their indexes as kryo sees them, sub-class first. Fields of one
// name stay in that order, except in kryo 1, which takes them from a
// java.util.PriorityQueue.
func sortFields(fields []field, offered []int, one bool) []int {
	keys := make([][]uint16, len(fields))
	for i, f := range fields {
		keys[i] = utf16Of(f.name)
	}
	less := func(a, b int) bool { return slices.Compare(keys[a], keys[b]) < 0 }
	if !one {
		order := slices.Clone(offered)
		slices.SortStableFunc(order, func(a, b int) int { return slices.Compare(keys[a], keys[b]) })
		return order
	}
	q := queue{less: less}
	for _, n := range offered {
		q.offer(n)
	}
	order := make([]int, 0, len(offered))
	for len(q.items) > 0 {
		order = append(order, q.poll())
	}
	return order
}

func utf16Of(name string) []uint16 {
	var units []uint16
	for len(name) > 0 {
		r, width := javaobj.DecodeRune(name)
		if name = name[width:]; r < 0x10000 {
			units = append(units, uint16(r)) // half a pair, too
			continue
		}
		units = utf16.AppendRune(units, r)
	}
	return units
}

// queue is java.util.PriorityQueue: which of two equal items it gives first
// depends on how it sifts.
type queue struct {
	items []int
	less  func(a, b int) bool
}

func (q *queue) offer(n int) {
	q.items = append(q.items, n)
	at := len(q.items) - 1
	for at > 0 {
		parent := (at - 1) / 2
		if !q.less(n, q.items[parent]) {
			break
		}
		q.items[at], at = q.items[parent], parent
	}
	q.items[at] = n
}

func (q *queue) poll() int {
	first := q.items[0]
	last := len(q.items) - 1
	n := q.items[last]
	q.items = q.items[:last]
	if last == 0 {
		return first
	}
	at := 0
	for at < last/2 {
		child := 2*at + 1
		if right := child + 1; right < last && q.less(q.items[right], q.items[child]) {
			child = right
		}
		if !q.less(q.items[child], n) {
			break
		}
		q.items[at], at = q.items[child], child
	}
	q.items[at] = n
	return first
}
