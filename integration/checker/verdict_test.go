package checker

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// history reads a history in short: "BEGIN-END uUSER DO [TOKEN] SENT > ID BIRTH LIST VALUE", times in milliseconds, "-"
// for nothing; "> 409" for an answer that is none; and "fault KIND BEGIN-END".
func history(t *testing.T, lines string) *History {
	t.Helper()
	h := &History{Scenario: t.Name()}
	ms := func(span string) (begin, end time.Duration) {
		var a, b int
		if _, err := fmt.Sscanf(span, "%d-%d", &a, &b); err != nil {
			t.Fatalf("%q: %v", span, err)
		}
		return time.Duration(a) * time.Millisecond, time.Duration(b) * time.Millisecond
	}
	nothing := func(word string) string { return strings.TrimPrefix(word, "-") }
	for line := range strings.Lines(strings.TrimSpace(lines)) {
		left, right, _ := strings.Cut(line, ">")
		words, answer := strings.Fields(left), strings.Fields(right)
		if words[0] == "fault" {
			begin, end := ms(words[2])
			h.Faults = append(h.Faults, Fault{Kind: words[1], Begin: begin, End: end})
			continue
		}
		r := Request{Do: words[2], Sent: nothing(words[len(words)-1]), Status: 200}
		r.Begin, r.End = ms(words[0])
		fmt.Sscanf(words[1], "u%d", &r.User)
		if r.Do == Append {
			r.Token = words[3]
		}
		if len(answer) == 1 {
			fmt.Sscan(answer[0], &r.Status)
		} else {
			r.Answer.ID, r.Answer.Birth = nothing(answer[0]), nothing(answer[1])
			r.Answer.List = strings.FieldsFunc(nothing(answer[2]), func(c rune) bool { return c == ',' })
			fmt.Sscan(answer[3], &r.Answer.Value)
			r.Answer.Invalidated = r.Do == Invalidate && r.Answer.Birth != ""
		}
		h.Requests = append(h.Requests, r)
	}
	return h
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name, history string
		want          string // columns that aren't zero
	}{
		{"all is well", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 incr A > A a u1.1 1
			40-90 u1 append u1.2 A > A a u1.1,u1.2 1
			45-60 u1 read A > A a u1.1 1
			46-95 u1 incr A > A a u1.1,u1.2 2
			100-110 u1 invalidate A > A a u1.1,u1.2 2
			120-130 u1 append u1.3 A > A b u1.3 0
			140-150 u1 read A > A b u1.3 0`, ""},
		{"a session is lost with its tokens", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 append u1.2 A > B b u1.2 0
			40-50 u1 read B > B b u1.2 0`, "sessions lost 1 [1]"},
		{"a token lost beside a read served before it, but begun after, is not hidden", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-60 u1 append u1.2 A > A a u1.2 0
			30-40 u1 read A > A a u1.1 0`, "tokens lost 1"},
		{"an increment lost beside a read served before it, but begun after, is not hidden", `
			0-10 u1 append u1.1 - > A a u1.1 0
			12-14 u1 incr A > A a u1.1 1
			20-60 u1 read A > A a u1.1 0
			30-40 u1 read A > A a u1.1 1`, "incr lost 1"},
		{"a session is lost by a read", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 read A > - - - 0`, "sessions lost 1 [1]"},
		{"a session is lost once, however often that is seen", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 read A > - - - 0
			40-50 u1 read A > - - - 0`, "sessions lost 1 [1]"},
		{"a session is lost under its next id", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 append u1.2 A > A2 a u1.1,u1.2 0
			40-50 u1 read A2 > - - - 0`, "sessions lost 1 [2]"},
		{"a new session under an id used again is lost", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 invalidate A > A a u1.1 0
			40-50 u1 append u1.2 A > A b u1.2 0
			60-70 u1 append u1.3 A > A c u1.3 0`, "sessions lost 1 [1]"},
		{"a session is missed", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 read A > - - - 0
			40-50 u1 read A > A a u1.1 0`, "missed 1"},
		{"a logout without effect", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 invalidate A > - - - 0
			40-50 u1 read A > A a u1.1 0`, "missed 1"},
		{"no session is known to a request beside the one that makes it", `
			0-10 u1 append u1.1 - > A a u1.1 0
			5-15 u1 read - > - - - 0
			5-25 u1 append u1.2 - > B b u1.2 0
			30-40 u1 read B > B b u1.2 0`, ""},
		{"parallel to the logout", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-40 u1 invalidate A > A a u1.1 0
			25-35 u1 read A > - - - 0
			25-60 u1 append u1.2 A > A b u1.2 0
			30-39 u1 incr A > 409`, "errors 1"},
		{"a logout that failed may have worked", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-40 u1 invalidate A > 500
			50-60 u1 read A > - - - 0`, "errors 1"},
		{"a failed append promises nothing", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-40 u1 append u1.2 A > 500
			50-60 u1 read A > A a u1.1 0`, "errors 1"},
		{"a failed append may have worked", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-40 u1 append u1.2 A > 0
			50-60 u1 read A > A a u1.1,u1.2 0`, "errors 1"},
		{"a token is lost", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 append u1.2 A > A a u1.1,u1.2 0
			40-50 u1 append u1.3 A > A a u1.1,u1.3 0
			60-70 u1 read A > A a u1.1,u1.3 0`, "tokens lost 1"},
		{"a token is lost though seen before", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 read A > A a u1.1 0
			40-50 u1 append u1.2 A > A a u1.2 0`, "tokens lost 1"},
		{"a token is not in its own answer", `
			0-10 u1 append u1.1 - > A a - 0`, "tokens lost 1"},
		{"a token is hidden", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 append u1.2 A > A a u1.1,u1.2 0
			40-50 u1 read A > A a u1.1 0
			60-70 u1 read A > A a u1.1,u1.2 0`, "hidden 1"},
		{"parallel requests need not see each other", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-50 u1 append u1.2 A > A a u1.1,u1.2 0
			30-60 u1 read A > A a u1.1 0
			70-80 u1 read A > A a u1.1,u1.2 0`, ""},
		{"increments are lost", `
			0-10 u1 incr - > A a - 1
			20-30 u1 incr A > A a - 2
			40-50 u1 incr A > A a - 1
			60-70 u1 read A > A a - 1`, "incr lost 2"},
		{"an increment is hidden", `
			0-10 u1 incr - > A a - 1
			20-30 u1 incr A > A a - 2
			40-50 u1 read A > A a - 1
			60-70 u1 read A > A a - 2`, "incr hidden 1"},
		{"an increment that failed may count", `
			0-10 u1 incr - > A a - 1
			20-30 u1 incr A > 0
			40-50 u1 read A > A a - 2`, "errors 1"},
		{"a counter is too high", `
			0-10 u1 incr - > A a - 1
			40-50 u1 read A > A a - 2`, "twice 1"},
		{"a session comes back from the dead", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 append u1.2 A > A a u1.1,u1.2 0
			40-50 u1 invalidate A > A a u1.1,u1.2 0
			60-70 u1 read A > A a u1.1 0
			80-90 u1 append u1.3 A > A a u1.1,u1.3 0
			95-99 u1 read A > A a u1.1 0`, "resurrected 1"},
		{"a last look beside the logout", `
			0-10 u1 append u1.1 - > A a u1.1 0
			40-50 u1 invalidate A > A a u1.1 0
			45-70 u1 read A > A a u1.1 0`, ""},
		{"a token twice", `
			0-10 u1 append u1.1 - > A a u1.1 0
			20-30 u1 read A > A a u1.1,u1.1 0`, "twice 1"},
		{"another user's token", `
			0-10 u2 append u2.1 - > B b u2.1 0
			20-30 u1 append u1.1 - > A a u2.1,u1.1 0`, "wrong user 1"},
		{"another user's session", `
			0-10 u2 incr - > B b - 1
			20-30 u1 read - > B b - 1`, "wrong user 1"},
		{"a token that nobody sent", `
			0-10 u1 append u1.1 - > A a u1.1,u1.7 0`, "wrong user 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := Judge(history(t, c.history))
			var got []string
			for _, column := range Columns {
				if n := v.Count(column); n > 0 {
					got = append(got, fmt.Sprint(column, " ", n))
					if column == SessionsLost {
						got = append(got, fmt.Sprintf("[%d]", v.tokensInLost()))
					}
				}
			}
			if n := len(v.Errors); n > 0 {
				got = append(got, fmt.Sprint("errors ", n))
			}
			if found := strings.Join(got, " "); found != c.want {
				t.Errorf("found %q, want %q\n%v", found, c.want, v.Findings)
			}
		})
	}
}

func TestJudgeTimes(t *testing.T) {
	v := Judge(history(t, `
		fault memkill 1000-2000
		fault cut 50000-50100
		0-100 u1 append u1.1 - > A a u1.1 0
		900-950 u1 append u1.2 A > A a u1.1,u1.2 0
		1100-1200 u1 read A > A a u1.1 0
		9000-12000 u1 read A > A a u1.1 0
		60000-60001 u1 invalidate A > A a u1.1 0
		60002-60003 u1 read A > A a u1.1 0`))
	if len(v.Findings) != 2 {
		t.Fatalf("%d findings, want 2: %v", len(v.Findings), v.Findings)
	}
	lost, back := v.Findings[0], v.Findings[1]
	if got := fmt.Sprint(lost); !strings.Contains(got, "tokens lost: 1, u1 a u1.2 right at 0.950, wrong at 1.200 (memkill of 0 at 1.000)") {
		t.Errorf("the lost token is told as %q", got)
	}
	if len(back.Faults) != 0 || back.Column != Resurrected {
		t.Errorf("the dead session is told as %v", back)
	}
	if v.Slowest != 3*time.Second || v.Gap != 60001*time.Millisecond-12*time.Second || v.Acked != 2 || v.Sessions != 1 || v.Requests != 6 {
		t.Errorf("%+v", v)
	}
}
