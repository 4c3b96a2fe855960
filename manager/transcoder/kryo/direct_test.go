package kryo

import (
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// graph gives the attributes' values as one graph, sharing included.
func graph(t *testing.T, d *document) string {
	t.Helper()
	list := &javaobj.List{}
	for _, name := range d.Names() {
		v, err := d.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		list.Elems = append(list.Elems, v)
	}
	return string(javaobj.AppendJSON(nil, list, nil))
}

// sameWithNodes holds the values that are made straight from a record against
// those of nodes, and tells whether there were any: the same graph, and the same
// objects once there are nodes.
func sameWithNodes(t *testing.T, format transcoder.Transcoder, data []byte, limits transcoder.Limits) bool {
	t.Helper()
	decoded, err := format.Decode(data, limits)
	if err != nil || !decoded.(*document).unread {
		return false
	}
	plain := decoded.(*document)
	again, _ := format.Decode(data, limits)
	withNodes := again.(*document)
	withNodes.load()
	have := graph(t, plain)
	if want := graph(t, withNodes); have != want {
		t.Fatalf("without nodes: %s\nwith them:     %s", have, want)
	}
	if plain.straight == nil {
		return false
	}
	before := plain.straight
	plain.load()
	if now := graph(t, plain); now != have {
		t.Fatalf("once there are nodes: %s\nbefore: %s", now, have)
	}
	for i, a := range plain.attrs {
		if plain.view(a.value) != before.attrs[i] {
			t.Fatalf("%q is another object once there are nodes", a.name)
		}
	}
	return true
}

// Most captures need no nodes to be read; exceptions, Joda-Time's and a few seldom
// ones of the JDK do.
func TestDirect(t *testing.T) {
	straight := 0
	for _, c := range captures(t) {
		format := configured(t, transcoder.Settings{Classes: shop(t), Layout: layoutOf(c)})
		if sameWithNodes(t, format, c.Attributes, transcoder.Limits{}) {
			straight++
			continue
		}
		t.Logf("%s: nodes are made", c.Name)
	}
	if straight < 26 {
		t.Errorf("%d captures are read without nodes", straight)
	}
	for layout, format := range fuzzed(t) {
		for of, records := range hostile() {
			for name, data := range records {
				if sameWithNodes(t, format, []byte(data), transcoder.Limits{Elements: 1 << 16}) {
					t.Logf("layout %s: %s of %s is read without nodes", layout, name, of)
				}
			}
		}
	}
}
