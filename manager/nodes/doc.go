// Package nodes chooses storage nodes: one for a new session, another when a
// session's own is down, the one that a key lives on, and the next one that
// holds its backup copy. It knows which nodes answer, by asking them and
// remembering the answer for a moment.
//
// It speaks no storage protocol: how a node is asked, what time it is and what
// is drawn at random are handed in.
package nodes
