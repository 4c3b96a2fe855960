package manager

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// stepTime is what passes between two requests, unless a case says otherwise:
// three of it are more than the second that an answer about a node's availability
// holds, two are more than the half second of the negative cache, one is less.
const stepTime = 400 * time.Millisecond

// replay has the stage do what a trace says, step by step. A step that isn't
// among the differences must give the same as it gave there; for the others it
// gives what happened instead.
func (g *stage) replay(steps []step, differ differences) (instead []string) {
	sizes := true
	for i, s := range steps {
		// What the servlet changed inside an object, and a String that its Java
		// heap shared with the cart, can't be had here: sizes differ from then on.
		if s.event == "" && (strings.HasPrefix(s.target, "/mutate") ||
			strings.HasPrefix(s.target, "/set") && s.cookie != "" && g.tomcat(s.tomcat).sticky) {
			sizes = false
		}
		if s.created != "" {
			g.script.next(g.c.nodes, append(s.droppedIDs(s.cookie), s.created)...)
			g.cookie = s.created
		}
		got := g.play(s, i)
		is, was := g.inTheTracesWords(got.text(true)), s.text(true)
		if !sizes {
			is, was = g.inTheTracesWords(got.text(false)), s.text(false)
		}
		why, differs := differ[i]
		switch {
		case is != was && !differs:
			g.t.Errorf("step %d, %s:\n%s\nwant\n%s", i, s.name(), is, was)
		case is == was && differs:
			g.t.Errorf("step %d, %s, doesn't differ any more (%s: %s)", i, s.name(), why.rule, why.why)
		case differs:
			instead = append(instead, fmt.Sprintf("== step %d, %s\n   (%s: %s)\n%s", i, s.name(), why.rule, why.why, g.inTheTracesWords(got.text(true))))
		}
		if s.created != "" && got.created != s.created {
			g.ids[s.created] = got.created
			if got.created == "" {
				g.ids[s.created] = g.ours(s.cookie)
			}
		}
		if s.event == "" {
			g.clock.Advance(g.c.pause(i))
		}
	}
	return instead
}

// play does one step, and gives what happened in the form of a trace's step.
func (g *stage) play(s step, number int) step {
	got := step{nodes: map[string][]string{}}
	if s.event != "" {
		got.seen, got.status = g.event(s.event)
	} else {
		var cookie string
		got.seen, got.status, cookie = g.request(s, number)
		if cookie != g.ours(s.cookie) {
			got.created = cookie
		}
		if s.seen == "" {
			got.seen = "" // nobody noted it
		}
	}
	g.settle()
	for n := range g.c.nodes {
		got.nodes[fmt.Sprintf("n%d", n+1)] = g.commands(n)
	}
	return got
}

// ours is an id of the trace as it is in this cluster.
func (g *stage) ours(id string) string {
	if ours, ok := g.ids[id]; ok {
		return ours
	}
	return id
}

// inTheTracesWords writes the trace's ids where this cluster has others.
func (g *stage) inTheTracesWords(text string) string {
	for theirs, ours := range g.ids {
		text = strings.ReplaceAll(text, ours, theirs)
	}
	return text
}

var (
	recordSize = regexp.MustCompile(`(?m)^(   n\d < (?:set \S+ \d+ \d+|SET \S+ Value len is|opcode 01 .* body)) \d{3,}`)
	deleteForm = regexp.MustCompile(`^< delete ([0-9A-F]{32}\S*)$`)
)

// text is what came of a step, as the traces say it, but node by node.
func (s step) text(sizes bool) string {
	var out strings.Builder
	if s.status != 0 {
		fmt.Fprintf(&out, "   HTTP %d", s.status)
		if s.created != "" {
			fmt.Fprintf(&out, "  Set-Cookie: JSESSIONID=%s", s.created)
		}
		out.WriteByte('\n')
	}
	if s.seen != "" {
		fmt.Fprintf(&out, "   session in the servlet: %s\n", s.seen)
	}
	for n := range 9 {
		node := fmt.Sprintf("n%d", n+1)
		for _, line := range s.nodes[node] {
			fmt.Fprintf(&out, "   %s %s\n", node, line)
		}
	}
	if sizes {
		return out.String()
	}
	return recordSize.ReplaceAllString(out.String(), "$1 size")
}

// droppedIDs are ids that a session had for a moment only, before the client
// was told another one: the trace shows them being deleted.
func (s step) droppedIDs(known string) (ids []string) {
	for _, node := range slices.Sorted(maps.Keys(s.nodes)) {
		for _, line := range s.nodes[node] {
			if d := deleteForm.FindStringSubmatch(line); d != nil && d[1] != known {
				ids = append(ids, d[1])
			}
		}
	}
	return ids
}
