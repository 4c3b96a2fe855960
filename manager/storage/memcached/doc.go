// Package memcached keeps sessions in memcached nodes, over gomemcache and the
// text protocol, with the four commands that MSM uses: get, set, add and
// delete (WIRE-75).
//
// gomemcache knows the protocol; what a session node needs beyond that is
// here. Each connection is a gomemcache client of its own that one operation
// uses at a time, taken from a pool for each storage node, because a client
// shared by all can't be told the deadline of one operation. So an operation
// with everything in it, name look-up, connecting, a second try, ends at
// operationTimeout or with its context, whichever comes first, and leaves
// nothing running behind.
package memcached
