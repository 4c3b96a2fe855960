package checker

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Finding is one thing that should not have happened.
type Finding struct {
	Column string
	User   int
	Birth  string        // of the session
	Token  string        // where one is meant
	Good   time.Duration // when the last right answer began, or the change was acknowledged
	Bad    time.Duration // when the first wrong answer ended
	Count  int           // what it adds to its column
	// Tokens is what was acknowledged in a lost session.
	Tokens int
	// Faults are those that overlap the time from Good to Bad, with five seconds for their effects.
	Faults []string
}

// The columns of a verdict.
const (
	SessionsLost = "sessions lost" // a live session's cookie led to none or another one, and it never came back
	Missed       = "missed"        // the same, but a later request found it again
	TokensLost   = "tokens lost"   // acknowledged, absent from a later answer of the session, never seen again
	TokensHidden = "hidden"        // absent from a later answer, then back: an old copy was shown
	IncrLost     = "incr lost"     // increments acknowledged, but not in the last answers
	IncrHidden   = "incr hidden"   // not in a later answer, then back
	Resurrected  = "resurrected"   // seen by a request that began after the session's end was acknowledged
	Twice        = "twice"         // a token stands twice in a list, or a counter is too high
	Foreign      = "wrong user"    // an answer shows a token of another user, or one that nobody sent
)

// Columns are all columns of findings, in the order of a report.
var Columns = []string{SessionsLost, Missed, TokensLost, TokensHidden, IncrLost, IncrHidden, Resurrected, Twice, Foreign}

// Verdict is what a history shows.
type Verdict struct {
	Scenario string
	Requests int
	Acked    int // changes
	Sessions int
	Findings []Finding
	Errors   []Request // no answer, or not 200
	Slowest  time.Duration
	Gap      time.Duration // the longest time between two good answers of one user
}

// Judge finds in a history what was lost.
func Judge(h *History) Verdict {
	j := newJudge(h)
	v := Verdict{Scenario: h.Scenario, Requests: len(h.Requests), Sessions: len(j.lives)}
	for _, r := range h.Requests {
		v.Slowest = max(v.Slowest, r.End-r.Begin)
		if !r.Good() {
			v.Errors = append(v.Errors, r)
		} else if r.Do == Append || r.Do == Incr {
			v.Acked++
		}
	}
	v.Gap = gap(h.Requests)
	for _, life := range j.lives {
		j.judgeEnd(life)
		j.judgeTokens(life)
		j.judgeCounter(life)
		j.judgeContent(life)
	}
	j.judgeCookies()
	for i := range j.findings {
		j.findings[i].Faults = overlapping(h.Faults, j.findings[i])
	}
	v.Findings = j.findings
	slices.SortFunc(v.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Bad, b.Bad), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Token, b.Token))
	})
	return v
}

// Count is the number in a column.
func (v Verdict) Count(column string) (n int) {
	for _, f := range v.Findings {
		if f.Column == column {
			n += f.Count
		}
	}
	return n
}

// String tells a finding in one line.
func (f Finding) String() string {
	faults := "no fault"
	if len(f.Faults) > 0 {
		faults = strings.Join(f.Faults, ", ")
	}
	return fmt.Sprintf("%s: %d, u%d %s %s right at %.3f, wrong at %.3f (%s)",
		f.Column, f.Count, f.User, f.Birth, f.Token, f.Good.Seconds(), f.Bad.Seconds(), faults)
}

// after is how long a fault's effects may show after its end.
const after = 5 * time.Second

func overlapping(faults []Fault, f Finding) (names []string) {
	for _, fault := range faults {
		if f.Good <= fault.End+after && f.Bad >= fault.Begin {
			names = append(names, fmt.Sprintf("%s of %d at %.3f", fault.Kind, fault.Target, fault.Begin.Seconds()))
		}
	}
	return names
}

func gap(requests []Request) (longest time.Duration) {
	last := map[int]time.Duration{}
	for _, r := range requests {
		if !r.Good() {
			continue
		}
		if before, ok := last[r.User]; ok {
			longest = max(longest, r.End-before)
		}
		last[r.User] = r.End
	}
	return longest
}
