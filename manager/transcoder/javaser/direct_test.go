package javaser

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

// sameWithNodes holds the Values that are made straight from a stream against
// those of nodes, and tells whether there were any: the same graph, and the same
// objects once there are nodes.
func sameWithNodes(t *testing.T, data []byte, limits transcoder.Limits) bool {
	t.Helper()
	plain, err := decode(data, limits)
	if err != nil {
		return false
	}
	withNodes, _ := decode(data, limits)
	withNodes.parse()
	have := graph(t, plain)
	if want := graph(t, withNodes); have != want {
		t.Fatalf("without nodes: %s\nwith them:     %s", have, want)
	}
	if plain.straight == nil {
		return false
	}
	before := plain.straight
	plain.parse()
	if now := graph(t, plain); now != have {
		t.Fatalf("once there are nodes: %s\nbefore: %s", now, have)
	}
	for i, a := range plain.attrs {
		if plain.value(a.value) != before.attrs[i].value {
			t.Fatalf("%q is another object once there are nodes", a.name)
		}
	}
	return true
}

// No captured session needs nodes to be read.
func TestDirect(t *testing.T) {
	for _, c := range captures(t) {
		if len(mustDecode(t, c.Attributes).Names()) > 0 && !sameWithNodes(t, c.Attributes, transcoder.Limits{}) {
			t.Errorf("%s: nodes were made", c.Name)
		}
	}
	for name, data := range hostile() {
		t.Logf("%s: without nodes: %v", name, sameWithNodes(t, data, transcoder.Limits{}))
	}
}

// What one stream was leaves nothing behind for the next.
func TestDirectReleases(t *testing.T) {
	p := directs.New().(*direct)
	for _, name := range []string{"cart", "cyclic", "collections"} {
		d := mustDecode(t, scenario(t, name).Attributes).(*document)
		d.named()
		p.begin(d)
		p.frame(len(d.attrs))
		p.release()
		if p.doc != nil || p.text != "" || p.values != nil || len(p.all)+len(p.elems)+len(p.stack)+len(p.mentioned) > 0 {
			t.Errorf("%s is kept", name)
		}
		for _, c := range p.descs.whole {
			if c.name != "" || c.shape != nil {
				t.Errorf("%s: the class %s is kept", name, c.name)
			}
		}
		for _, v := range p.elems[:cap(p.elems)] {
			if v != nil {
				t.Errorf("%s: %v is kept", name, v)
			}
		}
	}
}
