package contextxml_test

import (
	"testing"

	"msmgate/contextxml"
	"msmgate/fixtures/tomcat7"
)

// The configuration of every captured node is one that Tomcat ran with.
func TestParseCaptures(t *testing.T) {
	captures, err := tomcat7.Captures()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range captures {
		r := contextxml.Parse("context.xml", c.Context, contextxml.Options{})
		if err := r.Err(); err != nil {
			t.Errorf("%s: %v", c.Name(), err)
			continue
		}
		if got := r.Application.Manager.Sticky; got != c.Meta.Sticky {
			t.Errorf("%s: sticky is %v, the node ran with %v", c.Name(), got, c.Meta.Sticky)
		}
		if got, want := len(r.Application.Manager.Nodes.List), len(c.Meta.MemcachedNodes); got != want {
			t.Errorf("%s: %d storage nodes, the node ran with %d", c.Name(), got, want)
		}
	}
}
