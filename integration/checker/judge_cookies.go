package checker

import "slices"

// judgeCookies looks for requests that came with a live session's cookie and did not get the session.
func (j *judge) judgeCookies() {
	meant := j.meanings()
	j.noteEndings(meant)
	lost := map[*life]bool{}
	for _, r := range j.requests {
		if !r.Good() || r.Sent == "" {
			continue
		}
		var live []*life
		for _, l := range meant[r.Sent] {
			if l.knownAs(r) && l.ending > r.End {
				live = append(live, l)
			}
		}
		if len(live) == 0 || slices.Contains(live, j.byBirth[r.Answer.Birth]) {
			continue
		}
		for _, l := range live {
			if !lost[l] {
				lost[l] = j.gone(l, r)
			}
		}
	}
}

// meanings are the sessions that each session id stood for, by the answers. An id can stand for several, one after
// another: a node may give a new session the id in the cookie.
func (j *judge) meanings() map[string][]*life {
	meant := map[string][]*life{}
	for _, l := range j.lives {
		for _, r := range l.answers {
			if id := r.Answer.ID; !slices.Contains(meant[id], l) {
				meant[id] = append(meant[id], l)
			}
		}
	}
	return meant
}

// knownAs says whether an answer before the request showed the session under the request's id.
func (l *life) knownAs(r *Request) bool {
	return slices.ContainsFunc(l.answers, func(a *Request) bool { return a.End <= r.Begin && a.Answer.ID == r.Sent })
}

// noteEndings notes when a request that failed may have ended a session.
func (j *judge) noteEndings(meant map[string][]*life) {
	for _, r := range j.requests {
		if r.Do != Invalidate || r.Good() {
			continue
		}
		for _, l := range meant[r.Sent] {
			l.ending = min(l.ending, r.Begin)
		}
	}
}

// gone books a request that did not get its session; final says that nobody ever did again.
func (j *judge) gone(l *life, r *Request) (final bool) {
	f := Finding{Column: SessionsLost, User: r.User, Birth: l.birth, Bad: r.End, Count: 1}
	for _, a := range l.answers {
		switch {
		case a.Begin >= r.End:
			f.Column = Missed
		case a.End <= r.Begin:
			f.Good = max(f.Good, a.Begin)
			if a.Do == Append {
				f.Tokens++
			}
		}
	}
	j.find(f)
	return f.Column == SessionsLost
}
