package checker

import (
	"cmp"
	"slices"
	"time"
)

// never is later than any run.
const never = time.Duration(1<<63 - 1)

// life is one session, from birth to invalidation.
type life struct {
	birth   string
	answers []*Request    // that showed it, by Begin
	ended   time.Duration // when its invalidation was acknowledged, else never
	ending  time.Duration // when a request that may have invalidated it began, else never
}

type judge struct {
	history  *History
	requests []*Request // by Begin
	lives    []*life
	byBirth  map[string]*life
	sent     map[string]*Request // appends by their token
	findings []Finding
}

func newJudge(h *History) *judge {
	j := &judge{history: h, byBirth: map[string]*life{}, sent: map[string]*Request{}}
	for i := range h.Requests {
		j.requests = append(j.requests, &h.Requests[i])
	}
	slices.SortStableFunc(j.requests, func(a, b *Request) int { return cmp.Compare(a.Begin, b.Begin) })
	for _, r := range j.requests {
		if r.Do == Append {
			j.sent[r.Token] = r
		}
		if birth := r.Answer.Birth; r.Good() && birth != "" {
			l := j.byBirth[birth]
			if l == nil {
				l = &life{birth: birth, ended: never, ending: never}
				j.byBirth[birth] = l
				j.lives = append(j.lives, l)
			}
			l.answers = append(l.answers, r)
			if r.Answer.Invalidated {
				l.ended, l.ending = min(l.ended, r.End), min(l.ending, r.Begin)
			}
		}
	}
	return j
}

func (j *judge) find(f Finding) { j.findings = append(j.findings, f) }

// alive are the answers that count: those of requests that began before the session's end was acknowledged.
func (l *life) alive() (answers []*Request) {
	for _, r := range l.answers {
		if r.Begin < l.ended {
			answers = append(answers, r)
		}
	}
	return answers
}

// judgeEnd looks for answers from a session that is over.
func (j *judge) judgeEnd(l *life) {
	for _, r := range l.answers {
		if r.Begin > l.ended {
			j.find(Finding{Column: Resurrected, User: r.User, Birth: l.birth, Good: l.ended, Bad: r.End, Count: 1})
			return
		}
	}
}

// judgeTokens looks for acknowledged tokens in every later answer.
func (j *judge) judgeTokens(l *life) {
	answers := l.alive()
	for _, ack := range answers {
		if ack.Do != Append {
			continue
		}
		good, bad, missed, back := ack.End, never, time.Duration(0), false
		for _, r := range answers {
			if r != ack && r.Begin < ack.End {
				continue
			}
			switch shown := slices.Contains(r.Answer.List, ack.Token); {
			case !shown:
				bad, missed, back = min(bad, r.End), max(missed, r.End), false
			case bad == never:
				good = max(good, r.Begin)
			case r.Begin >= missed: // else the two were served side by side, in either order
				back = true
			}
		}
		if bad == never {
			continue
		}
		f := Finding{Column: TokensLost, User: ack.User, Birth: l.birth, Token: ack.Token, Good: min(good, bad), Bad: bad, Count: 1}
		if back {
			f.Column = TokensHidden
		}
		j.find(f)
	}
}

// judgeCounter compares the counter in each answer with the increments that were acknowledged before it, and with those
// that were begun.
func (j *judge) judgeCounter(l *life) {
	answers := l.alive()
	most, last, good, bad, missed := int64(0), int64(0), time.Duration(0), never, time.Duration(0)
	for _, r := range answers {
		var acked, begun int64
		for _, other := range j.requests {
			if other.Do != Incr || other.Begin > r.End {
				continue
			}
			mine := other.Good() && other.Answer.Birth == l.birth
			if mine && (other.End <= r.Begin || other == r) {
				acked++
			}
			if mine || !other.Good() && other.User == r.User {
				begun++
			}
		}
		if r.Answer.Value > begun {
			j.find(Finding{Column: Twice, User: r.User, Birth: l.birth, Good: r.Begin, Bad: r.End, Count: int(r.Answer.Value - begun)})
		}
		missing := max(0, acked-r.Answer.Value)
		most = max(most, missing)
		if missing >= last || r.Begin >= missed { // else the two were served side by side, in either order
			last = missing
		}
		if missing > 0 {
			bad, missed = min(bad, r.End), max(missed, r.End)
		} else if bad == never {
			good = r.Begin
		}
	}
	if last > 0 {
		j.find(Finding{Column: IncrLost, User: answers[0].User, Birth: l.birth, Good: min(good, bad), Bad: bad, Count: int(last)})
	}
	if most > last {
		j.find(Finding{Column: IncrHidden, User: answers[0].User, Birth: l.birth, Good: min(good, bad), Bad: bad, Count: int(most - last)})
	}
}

// judgeContent looks for what can't be in a list.
func (j *judge) judgeContent(l *life) {
	twice, foreign := map[string]bool{}, map[string]bool{}
	for _, r := range l.alive() {
		seen := map[string]bool{}
		for _, token := range r.Answer.List {
			if seen[token] && !twice[token] {
				twice[token] = true
				j.find(Finding{Column: Twice, User: r.User, Birth: l.birth, Token: token, Good: r.Begin, Bad: r.End, Count: 1})
			}
			seen[token] = true
			if ack := j.sent[token]; (ack == nil || ack.User != r.User || ack.Begin > r.End) && !foreign[token] {
				foreign[token] = true
				j.find(Finding{Column: Foreign, User: r.User, Birth: l.birth, Token: token, Good: r.Begin, Bad: r.End, Count: 1})
			}
		}
		if r.User != l.answers[0].User && !foreign[""] {
			foreign[""] = true
			j.find(Finding{Column: Foreign, User: r.User, Birth: l.birth, Good: r.Begin, Bad: r.End, Count: 1})
		}
	}
}
