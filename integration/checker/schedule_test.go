package checker

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestParseScenario(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"sticky.none/3", "sticky.none/3"},
		{"nonsticky-all.memkill.ajax/419", "nonsticky-all.memkill.ajax/419"},
		{"nonsticky-auto.cut.async.ajax/1", "nonsticky-auto.cut.ajax.async/1"},
	} {
		s, err := ParseScenario(c.text)
		if err != nil || s.String() != c.want {
			t.Errorf("%q is read as %q, %v", c.text, s, err)
		}
	}
	first, err := ParseScenario("sticky.memhang")
	second, _ := ParseScenario("sticky.memhang")
	if err != nil || first.Seed != second.Seed {
		t.Errorf("seeds %d and %d for one name, %v", first.Seed, second.Seed, err)
	}
	for _, text := range []string{"", "sticky", "sticky.flood", "none.none", "sticky.none.fast", "sticky.none/x"} {
		if _, err := ParseScenario(text); err == nil || !strings.Contains(err.Error(), "reading the scenario") {
			t.Errorf("%q is read, %v", text, err)
		}
	}
}

func TestScheduleFollowsFromItsSeed(t *testing.T) {
	for _, kind := range Faults {
		s := Scenario{Mode: "sticky", Fault: kind, Seed: 7, Duration: 35 * time.Second}
		faults := s.Schedule(2, 3)
		if !reflect.DeepEqual(faults, s.Schedule(2, 3)) {
			t.Errorf("%s: one seed, two schedules", kind)
		}
		if len(faults) != 2 || faults[0].Target == faults[1].Target {
			t.Fatalf("%s: %+v, want two with different targets", kind, faults)
		}
		for _, f := range faults {
			if f.Kind != kind || f.End-f.Begin != 3*time.Second || f.End >= s.Duration || f.Target > 2 || !f.OnNode() && f.Target > 1 {
				t.Errorf("%s: %+v", kind, f)
			}
		}
	}
	if faults := (Scenario{Mode: "sticky", Fault: "none"}).Schedule(2, 2); faults != nil {
		t.Errorf("no fault: %+v", faults)
	}
}

func TestScriptFollowsFromItsSeed(t *testing.T) {
	s := Scenario{Seed: 5, Ajax: true}
	first, second, other := newScript(s, 1), newScript(s, 1), newScript(s, 2)
	count, parallel, same := map[string]int{}, 0, true
	for range 2000 {
		a, b, c := first.next(), second.next(), other.next()
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("one seed, two steps: %+v and %+v", a, b)
		}
		same = same && reflect.DeepEqual(a, c)
		if len(a.requests) > 1 {
			parallel++
		}
		for _, r := range a.requests {
			count[r.Do]++
		}
		if a.think < 20*time.Millisecond || a.think > 100*time.Millisecond {
			t.Fatalf("thinks for %v", a.think)
		}
	}
	if same || parallel < 800 || parallel > 1200 {
		t.Errorf("other user the same: %v; %d of 2000 steps are parallel", same, parallel)
	}
	all := count[Append] + count[Incr] + count[Read] + count[Invalidate]
	for do, percent := range map[string]int{Append: 45, Incr: 20, Read: 33, Invalidate: 2} {
		if got := 100 * float64(count[do]) / float64(all); got < float64(percent)*0.6 || got > float64(percent)*1.4 {
			t.Errorf("%s: %.1f %% of requests, want about %d", do, got, percent)
		}
	}
}
