package manager

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/record"
)

// step is one request of a recorded trace.
type step struct {
	tomcat  string // "A", "B" or ""
	target  string
	cookie  string
	created string              // the id in Set-Cookie
	nodes   map[string][]string // "n1": "< get KEY", "> END" …
}

var (
	headingForm = regexp.MustCompile(`^== (?:Tomcat ([AB]): )?GET (\S+)(?:   Cookie: JSESSIONID=(\S+))?`)
	setForm     = regexp.MustCompile(`Set-Cookie: JSESSIONID=([^;]+); Path=/; HttpOnly`)
	commandForm = regexp.MustCompile(`^   (n\d) ([<>] .*)$`)
)

func parseTrace(text string) (steps []step) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if h := headingForm.FindStringSubmatch(line); h != nil {
			steps = append(steps, step{tomcat: h[1], target: h[2], cookie: h[3], nodes: map[string][]string{}})
			continue
		}
		if strings.HasPrefix(line, "== ") {
			if strings.HasPrefix(line, "== start") {
				continue
			}
			steps = append(steps, step{target: line, nodes: map[string][]string{}})
			continue
		}
		if len(steps) == 0 {
			continue
		}
		now := &steps[len(steps)-1]
		if s := setForm.FindStringSubmatch(line); s != nil {
			now.created = s[1]
		}
		if c := commandForm.FindStringSubmatch(line); c != nil {
			now.nodes[c[1]] = append(now.nodes[c[1]], c[2])
		}
	}
	return steps
}

// cartOf finds the attribute bytes that the traces' first request stored.
func cartOf(t *testing.T, release string) []byte {
	all, err := tomcat7.Captures("java")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Release != release || c.Scenario != "cart" {
			continue
		}
		for _, k := range c.Keys {
			if !k.IsRecord() {
				continue
			}
			value, err := record.Unwrap(k.Flags, k.Value, 0)
			if err != nil {
				t.Fatal(err)
			}
			rec, err := record.Decode(value)
			if err != nil {
				t.Fatal(err)
			}
			return rec.Attributes
		}
	}
	t.Fatal("no capture of the cart")
	return nil
}

var recordSize = regexp.MustCompile(`^(< set \S+ \d+ \d+) \d{3,}$`)

func withoutSizes(lines []string) []string {
	out := slices.Clone(lines)
	for i, line := range out {
		out[i] = recordSize.ReplaceAllString(line, "$1 size")
	}
	return out
}
