package manager

import (
	"regexp"
	"time"

	"msmgate/contextxml"
)

// traceCase is a trace and the node that has to send the same.
type traceCase struct {
	name  string
	nodes int
	app   func(*contextxml.Application)
	// routes gives the Tomcats the jvmRoutes tomcatA and tomcatB.
	routes bool
	// login is how users log in: "BASIC" or "FORM".
	login string
	// binary is memcached's binary protocol.
	binary bool
	// asMSM is Config.AsMSM.
	asMSM bool
	// contended traces have waits for a lock, as long as operationTimeout.
	contended bool
	// pauses are what passes after a step, where that isn't stepTime: so that the
	// trace's pings tell.
	pauses map[int]time.Duration
	// differs says what differs on purpose: in 2.1.1's trace, and in 1.6.5's.
	differs, differs16 differences
}

// differences are by the number of the step.
type differences map[int]difference

func (c traceCase) pause(step int) time.Duration {
	if p, ok := c.pauses[step]; ok {
		return p
	}
	return stepTime
}

// difference is a rule by which this node does something else, and why. What
// that is stands in testdata/differences.
type difference struct{ rule, why string }

// fast is within the time for which 1.6.5 believes that a node is up, swift
// isn't (NODE-10a).
const (
	fast  = 10 * time.Millisecond
	swift = 100 * time.Millisecond
)

// What every trace shows: only these commands, no touch (WIRE-70), the same
// order on each storage node (NODE-45), flags and sizes of either release
// (WIRE-13, WIRE-15, WIRE-78), the pings of 1.6.5 (TRAP-65).
var traceCases = func() []traceCase {
	var (
		together = difference{"NST-10", "a record and its validity info are asked for together, so for the latter also where there is no record"}
		again    = difference{"TRAP-38", "before a new session takes the place of one that was missing a moment ago, memcached is asked once more"}
		lostCopy = difference{"TRAP-66", "where a record is missing its secondary copy is looked for: its node may have been restarted, empty"}
		newer    = difference{"NST-72", "a relocated session is first looked for under its new id, where another node may have stored it already"}
		login    = difference{"TRAP-34, WIRE-36", "after a login the new record is stored before the old one is deleted, and no password is in it"}
		created  = difference{"TRAP-20", "a session that is created and given a new id in one request is stored; MSM waits for the next one"}
		before   = difference{"TRAP-20", "it is stored already"}
		runsOut  = difference{"TRAP-16, STK-51", "a copy is stored again before it expires, not after that"}
		takeover = difference{"TRAP-70, TRAP-34", "who takes a session over gives it a new random part, and stores it before the old record is deleted"}
		formerID = difference{"TRAP-70", "for a while the id from before a takeover still leads to the session, which has nothing to store"}
		waiting  = difference{"TRAP-73, TRAP-30, NST-10, NST-28, NODE-10", "who waits for a lock in vain takes a second one; a lock is renewed while the request runs; who held it for so long that others went on, or went on, looks once more before storing, and is refused if another has stored; the record is asked for along with a lock; before it is loaded after a wait the node is asked again"}
		kept     = difference{"TRAP-30", "it has what the request stored that was answered first; the one that held the lock for longer was refused"}
		waitMSM  = difference{"NST-10, NODE-10", "the record is asked for along with the lock; before it is loaded after a wait the node is asked again"}
		expired  = difference{"NST-10, NODE-10, TRAP-31", "the record is asked for along with the lock; before it is loaded after a wait the node is asked again; a lock that must have expired is not deleted"}
		locked   = difference{"NST-72, TRAP-71", "a relocated session is locked, and what other nodes have done to it is looked at before it is stored"}
		survives = difference{"TRAP-74", "a fault of its node doesn't make a new session: the copy is used, and has what the session had"}
		leftover = difference{"NST-73", "what the session left on a node that was down is looked for when that is back"}
		revived  = difference{"NODE-42", "1.6.5 hadn't connected to the revived node yet"}
	)
	retry := differences{14: together, 15: again, 16: lostCopy}
	lost := differences{13: together, 15: together, 16: lostCopy}
	relocated := differences{5: newer}
	form := differences{0: created, 2: before, 4: login}
	idle := differences{7: runsOut, 9: runsOut, 12: runsOut}
	taken := differences{2: takeover, 5: formerID, 7: takeover, 8: takeover}
	waits, waitsAsMSM := differences{1: waiting, 2: waiting, 3: kept}, differences{1: waitMSM, 2: expired}
	moved := differences{2: locked, 6: leftover}
	return []traceCase{
		// STK-10, STK-16, STK-17, STK-25, STK-40, STK-41, STK-46, STK-65, WIRE-9, SID-41
		{name: "sticky", nodes: 1, app: plain},
		// NST-3, NST-7, NST-8, NST-10, NST-41, NST-44, NST-45, NST-50, NST-51, NST-82, NST-90, WIRE-66, CFG-70, CFG-74
		{name: "nonsticky-none", nodes: 2, app: nonSticky(contextxml.LockNone), differs: retry, differs16: lost},
		{name: "nonsticky-default", nodes: 2, app: nonSticky(contextxml.LockNone), differs: retry, differs16: lost},
		// NST-20, NST-25, NST-26, TRAP-32
		{name: "nonsticky-all", nodes: 2, app: nonSticky(contextxml.LockAll), differs: retry, differs16: lost},
		// NST-55
		{name: "nonsticky-auto", nodes: 2, app: nonSticky(contextxml.LockAuto), differs: retry, differs16: lost},
		{name: "nonsticky-uripattern", nodes: 2, app: func(a *contextxml.Application) {
			nonSticky(contextxml.LockURIPattern)(a)
			a.Manager.Locking.Pattern = matcher(`.*/(set|mutate).*`)
		}, differs: retry, differs16: lost},
		// NODE-4
		{name: "nonsticky-3nodes", nodes: 3, app: withFailover(nonSticky(contextxml.LockNone), "n3")},
		{name: "nonsticky-two-tomcats", nodes: 2, routes: true, app: nonSticky(contextxml.LockAuto)},
		// NODE-31, NODE-34
		{name: "nonsticky-memcached-death-noticed", nodes: 2, app: nonSticky(contextxml.LockNone), differs: relocated, differs16: relocated},
		{name: "sticky-2nodes", nodes: 2, app: plain},
		{name: "sticky-3nodes", nodes: 3, app: withFailover(plain, "n3")},
		// STK-48, CFG-35
		{name: "sticky-async", nodes: 1, app: func(a *contextxml.Application) { a.Manager.BackupAsync = true }},
		// STK-66, STK-67, STK-12
		{name: "sticky-restart", nodes: 1, app: plain},
		{name: "sticky-takeover-no-jvmroute", nodes: 1, app: plain},
		{name: "sticky-url-rewriting", nodes: 1, app: plain},
		{name: "sticky-single-node-without-id", nodes: 1, app: func(a *contextxml.Application) {
			a.Manager.Nodes.Kind, a.Manager.Nodes.List[0].ID = contextxml.NodesSingle, ""
		}},
		// NODE-36, NODE-43
		{name: "sticky-memcached-failover", nodes: 2, app: withFailover(plain, "n1"), differs16: differences{9: revived}},
		{name: "sticky-memcached-failover-no-failovernodes", nodes: 2, app: plain},
		// SID-33, STK-43, WIRE-35
		{name: "auth-basic", nodes: 1, app: plain, login: "BASIC", differs: differences{2: login}, differs16: differences{2: login}},
		// WIRE-38
		{
			name: "auth-form", nodes: 1, app: plain, login: "FORM",
			pauses:  map[int]time.Duration{0: fast, 1: fast, 2: fast, 3: 3 * stepTime},
			differs: form, differs16: form,
		},
		// STK-50
		{name: "sticky-expiry-update", nodes: 1, app: plain, differs: idle, differs16: idle},
		// STK-20, STK-23, SID-30
		{
			name: "sticky-takeover-jvmroute", nodes: 1, routes: true, app: plain,
			pauses:  map[int]time.Duration{0: swift, 2: swift, 3: swift, 4: swift, 5: swift, 7: swift},
			differs: taken, differs16: taken,
		},
		// NODE-30, STK-25
		{name: "sticky-takeover-and-memcached-death", nodes: 2, routes: true, app: withFailover(plain, "n1")},
		// NST-21, NST-22
		{name: "nonsticky-contention", nodes: 1, contended: true, app: nonSticky(contextxml.LockAll), differs: waits, differs16: waits},
		{name: "nonsticky-contention", nodes: 1, contended: true, asMSM: true, app: nonSticky(contextxml.LockAll), differs: waitsAsMSM, differs16: waitsAsMSM},
		// NST-70, NODE-25, NODE-26
		{
			name: "nonsticky-memcached-death", nodes: 2, app: nonSticky(contextxml.LockAll),
			differs: differences{2: survives, 3: survives, 4: survives, 6: survives, 7: survives}, differs16: moved,
		},
		{name: "nonsticky-memcached-death-5s", nodes: 2, app: nonSticky(contextxml.LockAll), differs: moved, differs16: moved},
		// WIRE-76, CFG-45
		{name: "sticky-binary-protocol", nodes: 1, binary: true, app: func(a *contextxml.Application) { a.Manager.Protocol = "binary" }},
	}
}()

func plain(*contextxml.Application) {}

func withFailover(change func(*contextxml.Application), node string) func(*contextxml.Application) {
	return func(a *contextxml.Application) {
		change(a)
		a.Manager.FailoverNodes = []string{node}
	}
}

type goMatcher struct{ *regexp.Regexp }

func matcher(pattern string) goMatcher { return goMatcher{regexp.MustCompile("^(?:" + pattern + ")$")} }

func (m goMatcher) MatchString(s string) (bool, error) { return m.Regexp.MatchString(s), nil }
