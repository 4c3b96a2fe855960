// Package checker looks for what a cluster of session nodes loses. Users with a browser each append tokens to a list in
// their session, count, read and log out, at nodes that serve the contract below /check/, while a schedule kills, hangs,
// slows and cuts storage nodes and kills session nodes. Every request and every fault is a line of a History; Judge
// finds in it what was acknowledged and is gone, or came back from the dead.
//
// Users, their steps and the faults follow from the seed of a Scenario, up to the scheduling of processes: the same seed
// shows the same kind of fault, not the same line.
//
// An answer of 200 is a promise: from then on the change must be in every answer of the session. Any other answer
// promises nothing and is only counted. A session is told by its "birth", an attribute that whoever makes a session
// gives it, and that goes with it through all changes of its id.
//
// A short run is part of the integration tests. All scenarios, each for half a minute:
//
//	MSMGATE_CHECKER=all go test -v -count=1 -timeout 60m -run TestCheckerLong ./integration
//
// MSMGATE_CHECKER is a list of names with an optional seed, separated by blanks: "nonsticky-all.memkill.ajax/419
// sticky.memhang"; see ParseScenario. MSMGATE_CHECKER_DURATION is how long each runs, MSMGATE_CHECKER_HISTORY a directory
// for the histories. MSMGATE_CHECKER_NODES are the session nodes, "gate gate" if not set; "gate 2.1.1" is a msmgate and a
// Tomcat with that release of MSM, whose findings are shown and fail nothing, as Tomcats lose sessions by themselves.
package checker
