package transcoders

import (
	"slices"

	"pgregory.net/rapid"

	"msmgate/manager/javaobj"
)

// kind is one kind of values that can be made in Go.
type kind struct {
	name string
	// holds tells that it holds other values.
	holds bool
	make  func(g *graph) javaobj.Value
}

// graph makes random graphs of Java values.
type graph struct {
	t *rapid.T
	// leaves and holders are the kinds to choose from.
	leaves, holders []kind
	// shown are the values of a session from Java that new ones can be made
	// after, by their kinds' names.
	shown map[string]javaobj.Value
	// shares lets objects be shared, and hold themselves.
	shares bool

	made   []javaobj.Value
	budget int
	depth  int
}

func newGraph(t *rapid.T, kinds []kind, shown map[string]javaobj.Value, shares bool) *graph {
	g := &graph{t: t, shown: shown, shares: shares, budget: 40}
	for _, k := range kinds {
		if k.holds {
			g.holders = append(g.holders, k)
		} else {
			g.leaves = append(g.leaves, k)
		}
	}
	return g
}

func (g *graph) below(n int, label string) int { return rapid.IntRange(0, n-1).Draw(g.t, label) }

func (g *graph) coin(label string) bool { return rapid.Bool().Draw(g.t, label) }

// some is any value but null.
func (g *graph) some() javaobj.Value {
	if g.shares && len(g.made) > 0 && g.below(7, "share") == 0 {
		return g.made[g.below(len(g.made), "which")]
	}
	from := g.leaves
	if g.budget > 0 && g.depth < 6 && len(g.holders) > 0 && g.below(10, "holds") < 4 {
		from = g.holders
	}
	return g.one(from[g.below(len(from), "kind")])
}

func (g *graph) one(k kind) javaobj.Value {
	g.budget--
	g.depth++
	defer func() { g.depth-- }()
	return k.make(g)
}

func (g *graph) orNull() javaobj.Value {
	if g.below(8, "null") == 0 {
		return nil
	}
	return g.some()
}

// keep lets what is made later refer to an object, also from inside of it.
func keep[V javaobj.Value](g *graph, v V) V {
	g.made = append(g.made, v)
	return v
}

// several makes some values.
func (g *graph) several(most int, make func() javaobj.Value) []javaobj.Value {
	if g.budget <= 0 {
		most = 0
	}
	values := []javaobj.Value{}
	for range g.below(most+1, "size") {
		values = append(values, make())
	}
	return values
}

// keys makes different values that can be keys, strings among them.
func (g *graph) keys(most int) []javaobj.Value {
	keys := []javaobj.Value{}
	for i, n := range g.numbers(most) {
		if i%3 == 1 && g.has("integer") {
			keys = append(keys, javaobj.NewInteger(n))
		} else {
			keys = append(keys, javaobj.NewString("k"+javaobj.NewInteger(n).Text))
		}
	}
	return keys
}

// numbers makes different numbers in ascending order.
func (g *graph) numbers(most int) []int32 {
	numbers := rapid.SliceOfNDistinct(rapid.Int32(), 0, most, rapid.ID[int32]).Draw(g.t, "numbers")
	slices.Sort(numbers)
	return numbers
}

func (g *graph) has(name string) bool {
	return slices.ContainsFunc(g.leaves, func(k kind) bool { return k.name == name })
}
