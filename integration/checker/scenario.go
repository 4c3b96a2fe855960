package checker

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Scenario is what one run does.
type Scenario struct {
	// Mode is sticky, sticky-anyroute, nonsticky-none, nonsticky-all, nonsticky-auto or nonsticky-uri.
	Mode string
	// Fault is a kind of Faults, or "none".
	Fault string
	// Ajax lets half of the steps be two or three parallel requests of one browser.
	Ajax bool
	// Async is sessionBackupAsync.
	Async bool
	// Seed is what users and faults follow from.
	Seed uint64
	// Users is the number of browsers, 8 if zero.
	Users int
	// Duration of the run, 30 s if zero.
	Duration time.Duration
	// First is when the first fault begins, Every the time from one to the next, Length how long each lasts; a sixth
	// of Duration, 14 s and 3 s if zero.
	First, Every, Length time.Duration
	// OperationTimeout is what the nodes are given as operationTimeout, 1 s if zero. A machine that is busy with other
	// things for longer than that makes storage nodes look dead, one and all, and then sessions are lost.
	OperationTimeout time.Duration
}

// Modes are the values of Scenario.Mode.
var Modes = []string{"sticky", "sticky-anyroute", "nonsticky-none", "nonsticky-all", "nonsticky-auto", "nonsticky-uri"}

// ParseScenario reads "MODE.FAULT", then ".ajax" or ".async" or both, then "/SEED". Without a seed there is one for the
// name, always the same.
func ParseScenario(text string) (s Scenario, err error) {
	name, seed, seeded := strings.Cut(text, "/")
	parts := strings.Split(name, ".")
	if len(parts) < 2 || !slices.Contains(Modes, parts[0]) || parts[1] != "none" && !slices.Contains(Faults, parts[1]) {
		return s, fmt.Errorf("reading the scenario %q: want MODE.FAULT[.ajax][.async][/SEED], MODE one of %q, FAULT none or one of %q", text, Modes, Faults)
	}
	s.Mode, s.Fault = parts[0], parts[1]
	for _, option := range parts[2:] {
		switch option {
		case "ajax":
			s.Ajax = true
		case "async":
			s.Async = true
		default:
			return s, fmt.Errorf("reading the scenario %q: unknown option %q; want ajax or async", text, option)
		}
	}
	if !seeded {
		sum := fnv.New32a()
		sum.Write([]byte(name))
		s.Seed = uint64(sum.Sum32() % 1000)
		return s, nil
	}
	if s.Seed, err = strconv.ParseUint(seed, 10, 64); err != nil {
		return s, fmt.Errorf("reading the scenario %q: its seed is no number", text)
	}
	return s, nil
}

// String is the scenario as ParseScenario reads it.
func (s Scenario) String() string {
	name := s.Mode + "." + s.Fault
	if s.Ajax {
		name += ".ajax"
	}
	if s.Async {
		name += ".async"
	}
	return name + "/" + strconv.FormatUint(s.Seed, 10)
}

// Sticky says whether the nodes keep sessions themselves.
func (s Scenario) Sticky() bool { return strings.HasPrefix(s.Mode, "sticky") }

func (s Scenario) withDefaults() Scenario {
	s.Users = or(s.Users, 8)
	s.Duration = or(s.Duration, 30*time.Second)
	s.First = or(s.First, s.Duration/6)
	s.Every = or(s.Every, 14*time.Second)
	s.Length = or(s.Length, 3*time.Second)
	s.OperationTimeout = or(s.OperationTimeout, time.Second)
	return s
}

func or[T comparable](value, instead T) T {
	var zero T
	if value == zero {
		return instead
	}
	return value
}
