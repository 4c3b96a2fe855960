package manager

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/record"
)

// step is one request of a recorded trace, or an event between two of them.
type step struct {
	event   string // "== -- memcached n1 is killed"; "" for a request
	tomcat  string // "A", "B" or ""
	method  string
	target  string
	cookie  string
	note    string // what was written down about the request
	status  int
	created string              // the id in Set-Cookie
	seen    string              // what the servlet saw of the session, "" if that wasn't noted
	nodes   map[string][]string // "n1": "< get KEY", "> END" …
}

var (
	headingForm = regexp.MustCompile(`^== (?:Tomcat ([AB]): )?(GET|POST) (\S+)(?:   Cookie: JSESSIONID=(\S+))?(?:   -- (.*))?`)
	statusForm  = regexp.MustCompile(`^   HTTP (\d+)(?:  Set-Cookie: JSESSIONID=([^;]+); Path=/; HttpOnly)?`)
	otherForm   = regexp.MustCompile(`^   B (?:waited \d+ ms and )?saw (?:id=\S+ isNew=False )?attributes (\[.*\])$`)
	seenForm    = regexp.MustCompile(`^   session in the servlet: (.*)$`)
	commandForm = regexp.MustCompile(`^   (n\d) ([<>] .*)$`)
)

func parseTrace(text string) (steps []step) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if h := headingForm.FindStringSubmatch(line); h != nil {
			steps = append(steps, step{
				tomcat: h[1], method: h[2], target: h[3], cookie: h[4], note: h[5], nodes: map[string][]string{},
			})
			continue
		}
		if strings.HasPrefix(line, "== ") {
			if !strings.HasPrefix(line, "== start") {
				steps = append(steps, step{event: line, nodes: map[string][]string{}})
			}
			continue
		}
		if len(steps) == 0 {
			continue
		}
		now := &steps[len(steps)-1]
		if s := statusForm.FindStringSubmatch(line); s != nil {
			now.status, _ = strconv.Atoi(s[1])
			now.created = s[2]
		}
		if s := seenForm.FindStringSubmatch(line); s != nil {
			now.seen = s[1]
		}
		if s := otherForm.FindStringSubmatch(line); s != nil {
			now.seen = "B: " + s[1]
		}
		if c := commandForm.FindStringSubmatch(line); c != nil {
			now.nodes[c[1]] = append(now.nodes[c[1]], c[2])
		}
	}
	for _, s := range steps {
		for node, lines := range s.nodes {
			s.nodes[node] = readFrames(lines)
		}
	}
	return steps
}

// name is what a step is called in messages.
func (s step) name() string {
	if s.event != "" {
		return strings.TrimPrefix(strings.TrimPrefix(s.event, "== "), "-- ")
	}
	if s.tomcat != "" {
		return "Tomcat " + s.tomcat + ": " + s.method + " " + s.target
	}
	return s.method + " " + s.target
}

// captured finds the record of a scenario that the traces' requests had, too:
// "cart" is what the first one stored, "form-auth-posted" a login that isn't
// finished.
func captured(t *testing.T, release, scenario string) *record.Record {
	all, err := tomcat7.Captures("java")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Release != release || c.Scenario != scenario {
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
			return rec
		}
	}
	t.Fatalf("no capture of %s", scenario)
	return nil
}
