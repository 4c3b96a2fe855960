package javaobj_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	_ "msmgate/manager/transcoder/all"
	"msmgate/manager/transcoder/javaser"
	"msmgate/manager/transcoder/transcodertest"
)

// Category is a class of the captured shop whose objects refer to each other in
// every way that there is.
type Category struct {
	_        struct{} `java:"class=com.acme.shop.Category"`
	Name     string
	Parent   *Category
	Self     *Category
	Children []*Category
	Index    map[string]*Category
}

func randomCategories(r *rand.Rand) []*Category {
	nodes := make([]*Category, 1+r.IntN(12))
	for i := range nodes {
		nodes[i] = &Category{Name: fmt.Sprint("é😀"[:2+4*r.IntN(2)], r.IntN(5))}
	}
	pick := func() *Category {
		if r.IntN(4) == 0 {
			return nil
		}
		return nodes[r.IntN(len(nodes))]
	}
	for _, n := range nodes {
		rewire(r, n, pick)
	}
	return nodes
}

func rewire(r *rand.Rand, n *Category, pick func() *Category) {
	n.Parent, n.Self = pick(), pick()
	n.Children, n.Index = nil, nil
	if r.IntN(3) > 0 {
		n.Children = make([]*Category, 0)
		for range r.IntN(5) {
			n.Children = append(n.Children, pick())
		}
	}
	if r.IntN(3) > 0 {
		n.Index = map[string]*Category{}
		for range r.IntN(20) {
			n.Index[fmt.Sprint("key", r.IntN(40))] = pick()
		}
	}
}

// sameGraph tells whether two graphs are of one form: what is one object in the
// one is one object in the other.
func sameGraph(a, b *Category, pairs map[*Category]*Category) bool {
	if a == nil || b == nil {
		return a == b
	}
	if other, ok := pairs[a]; ok {
		return other == b
	}
	pairs[a] = b
	if a.Name != b.Name || len(a.Children) != len(b.Children) || len(a.Index) != len(b.Index) || (a.Children == nil) != (b.Children == nil) || (a.Index == nil) != (b.Index == nil) {
		return false
	}
	for i := range a.Children {
		if !sameGraph(a.Children[i], b.Children[i], pairs) {
			return false
		}
	}
	for k := range a.Index {
		if other, ok := b.Index[k]; !ok || !sameGraph(a.Index[k], other, pairs) {
			return false
		}
	}
	return sameGraph(a.Parent, b.Parent, pairs) && sameGraph(a.Self, b.Self, pairs)
}

func isomorphic(a, b *Category) bool {
	back := map[*Category]*Category{}
	return sameGraph(a, b, map[*Category]*Category{}) && sameGraph(b, a, back)
}

var (
	captures sync.Once
	captured []transcodertest.Capture
)

// openCapture gives the document of a captured record.
func openCapture(t testing.TB, name string) transcoder.Document {
	t.Helper()
	captures.Do(func() { captured = transcodertest.Captures(t, 1, "java") })
	c := transcodertest.Scenario(t, captured, name)
	doc, err := javaser.Transcoder{}.Decode(c.Attributes, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// throughRecord sets a value, encodes the document, and decodes it again.
func throughRecord(t *testing.T, doc transcoder.Document, v javaobj.Value) (transcoder.Document, javaobj.Value) {
	t.Helper()
	if err := doc.Set("graph", v); err != nil {
		t.Fatal(err)
	}
	data, err := doc.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := javaser.Transcoder{}.Decode(data, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	v, err = again.Get("graph")
	if err != nil {
		t.Fatal(err)
	}
	return again, v
}

// Any graph of Go structs comes back from Java's bytes as it was, when it is
// new and after every change.
func TestGraphsGoThroughRecords(t *testing.T) {
	for seed := range uint64(80) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 1))
			doc := openCapture(t, "2.1.1/java/cyclic")
			models := javaobj.WithRoots(func() (roots []javaobj.Value) {
				for _, name := range doc.Names() {
					v, _ := doc.Get(name)
					roots = append(roots, v)
				}
				return roots
			})
			given := randomCategories(r)[0]
			v, err := javaobj.Marshal(given, nil, models)
			if err != nil {
				t.Fatal(err)
			}
			for range 4 {
				var former javaobj.Value
				doc, former = throughRecord(t, doc, v)
				var got *Category
				track := new(javaobj.Track)
				if err := javaobj.Unmarshal(former, &got, javaobj.WithTrack(track)); err != nil {
					t.Fatal(err)
				}
				if !isomorphic(given, got) {
					t.Fatal("the graph came back in another form")
				}
				if same, err := javaobj.Marshal(got, former); err != nil || same != former {
					t.Fatalf("without a change it became another value: %v", err)
				}
				change(r, got)
				opts := []javaobj.Option{models}
				if r.IntN(2) == 0 {
					opts = append(opts, javaobj.WithTrack(track))
				}
				before := string(javaobj.AppendJSON(nil, former, nil))
				if v, err = javaobj.Marshal(got, former, opts...); err != nil {
					t.Fatal(err)
				}
				if string(javaobj.AppendJSON(nil, former, nil)) != before {
					t.Fatal("the former value was changed")
				}
				given = got
			}
		})
	}
}

// change does something to some nodes of a graph.
func change(r *rand.Rand, root *Category) {
	var nodes []*Category
	seen := map[*Category]bool{nil: true}
	var visit func(n *Category)
	visit = func(n *Category) {
		if seen[n] {
			return
		}
		seen[n] = true
		nodes = append(nodes, n)
		visit(n.Parent)
		visit(n.Self)
		for _, c := range n.Children {
			visit(c)
		}
	}
	visit(root)
	pick := func() *Category { return nodes[r.IntN(len(nodes))] }
	for range 1 + r.IntN(3) {
		switch n := pick(); r.IntN(5) {
		case 0:
			n.Name += "x"
		case 1:
			rewire(r, n, pick)
		case 2:
			n.Children = append(n.Children, &Category{Name: "new", Parent: n})
		case 3:
			if len(n.Children) > 0 {
				n.Children = n.Children[1:]
			}
		case 4:
			r.Shuffle(len(n.Children), func(i, j int) { n.Children[i], n.Children[j] = n.Children[j], n.Children[i] })
		}
	}
}

// Whatever a real node has stored, in any format, goes into an any and comes
// back as the very value that it was.
func TestCapturedValuesStayThemselves(t *testing.T) {
	for serializer, class := range formats {
		code, err := transcoder.Lookup(class)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, c := range transcodertest.Captures(t, 1, serializer) {
			doc, err := code.Decode(c.Attributes, transcoder.Limits{})
			if err != nil {
				continue
			}
			for _, name := range doc.Names() {
				former, err := doc.Get(name)
				if err != nil {
					continue
				}
				var x any
				if err := javaobj.Unmarshal(former, &x); err != nil {
					t.Errorf("%s: %s: %v", c.Name, name, err)
					continue
				}
				if back, err := javaobj.Marshal(x, former); err != nil || back != former {
					t.Errorf("%s: %s (%s) changed: %v", c.Name, name, javaobj.ClassOf(former), err)
				}
			}
		}
	}
}
