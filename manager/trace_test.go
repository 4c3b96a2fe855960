package manager

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
)

var update = flag.Bool("update", false, "write down anew what is sent instead where traces differ on purpose")

func TestTracesOfTomcat(t *testing.T) {
	for _, release := range []struct {
		name    string
		dialect Dialect
	}{{"1.6.5", Dialect16}, {"2.1.1", Dialect2x}} {
		traces, err := tomcat7.Traces(release.name)
		if err != nil {
			t.Fatal(err)
		}
		cart := captured(t, release.name, "cart").Attributes
		user := captured(t, release.name, "form-auth-posted").SavedPrincipal
		for _, c := range traceCases {
			if release.dialect == Dialect16 {
				c.differs = c.differs16
			}
			steps := parseTrace(traces[c.name])
			if len(steps) == 0 {
				t.Run(release.name+"/"+c.title(), func(t *testing.T) { wantNoTrace(t, release.name, c, traces[c.name]) })
				continue
			}
			for _, client := range []ClientKind{ClientBurst, ClientGomemcache} {
				if c.binary && client == ClientGomemcache {
					continue // it can't (CFG-45)
				}
				t.Run(fmt.Sprintf("%s/%s/%v", release.name, c.title(), client), func(t *testing.T) {
					instead := newStage(t, c, release.dialect, client, cart, user).replay(steps, c.differs)
					compare(t, filepath.Join("testdata", "differences", release.name, c.title()+".txt"), instead)
				})
			}
		}
	}
}

// wantNoTrace tells whether it is known why a trace shows nothing: with this
// client library a Tomcat with 1.6.5 and the binary protocol doesn't start
// (WIRE-77). 2.1.1's trace shows what there is to show.
func wantNoTrace(t *testing.T, release string, c traceCase, trace string) {
	if release != "1.6.5" || !c.binary || !strings.Contains(trace, "\n!! the trace stopped here: RuntimeError: node") {
		t.Errorf("the trace is empty:\n%s", trace)
	}
}

// tracesPerRelease is how many there are of each release.
const tracesPerRelease = 27

// No trace is forgotten.
func TestEveryTraceIsReplayed(t *testing.T) {
	var replayed []string
	for _, c := range traceCases {
		replayed = append(replayed, c.name)
	}
	slices.Sort(replayed)
	replayed = slices.Compact(replayed)
	for _, release := range []string{"1.6.5", "2.1.1"} {
		traces, err := tomcat7.Traces(release)
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join("testdata", "differences", release, "*.txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(file), ".txt"), "-as-msm")
			if traces[name] == "" {
				t.Errorf("%s belongs to no trace", file)
			}
		}
		if names := slices.Sorted(maps.Keys(traces)); len(names) != tracesPerRelease || !slices.Equal(names, replayed) {
			t.Errorf("release %s: there are %d traces\n%v\nand %d are replayed\n%v", release, len(names), names, len(replayed), replayed)
		}
	}
}

func (c traceCase) title() string {
	if c.asMSM {
		return c.name + "-as-msm"
	}
	return c.name
}

// compare tells whether what happened instead is what was written down.
func compare(t *testing.T, file string, instead []string) {
	got := strings.Join(instead, "\n")
	if *update && got != "" {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil && (got != "" || !os.IsNotExist(err)) {
		t.Fatalf("%v; run the test with -update, and look at what it writes", err)
	}
	if got != string(want) {
		t.Errorf("this node differs in another way than %s says:\n%s", file, got)
	}
}
