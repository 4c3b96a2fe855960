package classfilter_test

import (
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"msmgate/manager/classfilter"
	"msmgate/manager/transcoder"
)

// unforeseen are classes that the JDK asks about for reasons of its own: what
// takes the place of a wrapper or of an immutable collection, and classes that
// it makes as it runs.
var unforeseen = map[string]bool{
	"java.util.Collections$UnmodifiableRandomAccessList": true,
	"java.util.ImmutableCollections$ListN":               true,
	"java.util.ImmutableCollections$Set12":               true,
	"java.util.ImmutableCollections$Map1":                true,
	"jdk.proxy1.$Proxy0":                                 true,
	"java.lang.String":                                   true, // as a Class object
}

// For each of the JDK's own answers in testdata/asked.txt, which
// testdata/java/Asked.java has made: a filter that rejects a class which the JDK
// asks about rejects the attribute, and one that allows just these lets it pass.
func TestWhatTheJDKAsksAFilter(t *testing.T) {
	golden, err := os.ReadFile("testdata/asked.txt")
	if err != nil {
		t.Fatal(err)
	}
	java, err := transcoder.Lookup(javaFactory)
	if err != nil {
		t.Fatal(err)
	}
	values := 0
	for line := range strings.Lines(string(golden)) {
		stream, asked, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		data, err := hex.DecodeString(stream)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := java.Decode(data, transcoder.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", asked, err)
		}
		values++
		allowed := "java.lang.Integer;java.lang.Number;" // of the number of attributes
		for class := range strings.FieldsSeq(asked) {
			component := strings.TrimSuffix(strings.TrimPrefix(strings.TrimLeft(class, "["), "L"), ";")
			if class[0] == '[' && len(component) == 1 {
				continue // Java never rejects primitives
			}
			allowed += component + ";"
			if unforeseen[class] {
				continue
			}
			if err := parse(t, "!"+component).CheckAttribute(doc, "a"); err == nil {
				t.Errorf("Java asks about %s, of %s; here it isn't rejected", class, asked)
			}
		}
		if err := parse(t, allowed+"!*").CheckAttribute(doc, "a"); err != nil {
			t.Errorf("Java asks about %s only: %v", asked, err)
		}
	}
	if values < 80 {
		t.Errorf("only %d values", values)
	}
	var none *classfilter.Filter
	if err := none.CheckAttribute(nil, "a"); err != nil {
		t.Error(err)
	}
}
