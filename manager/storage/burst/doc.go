// Package burst keeps sessions in memcached nodes and sends operations that
// belong together in one go: a session's record and its validity info are
// asked for with one way there and one way back, and two writes and the end of
// a lock cost no more than one write (gomemcache waits for each answer before
// it sends the next command). To the node, and in its log, they are the same
// single get, set, add and delete commands, one after the other, as MSM sends
// them: no multi-get, no noreply (WIRE-75).
//
// A few connections to a node are in use at a time (Options.Lanes). Bursts that
// come meanwhile wait for one of them, and then travel together: to the node
// that is one long burst, which costs it and this side little more than a short
// one. Who waits leaves at its own deadline, and who is under way shares no fault
// of the others: what was not answered since the connection broke is sent again
// by itself, if it may be sent twice. A burst with everything in it, name
// look-up, connecting, a second try, ends at operationTimeout or with its
// context, whichever comes first (50 ms later, at most, if it carries others),
// and leaves nothing running behind. A connection that ended otherwise than by
// whole answers is not used again.
//
// A connection that the other side closed while it was idle shows that only
// when it is used. If it breaks before anything was answered, get, set and
// delete are sent once more over a new one: done twice they leave what they
// leave done once. An add is not: the second would find the first one's value
// and take it for somebody else's. Nor is what is marked with Op.Once: the
// second delete of a lock could take it from another node, which got it after
// the first. A burst with one of these in it is sent once as a whole; instead,
// an idle connection is looked at before it is used for such a burst.
//
// What a node answers is not trusted: lines and values have limits, no memory
// is set aside for a length that is only announced, an answer for another key
// or one that nobody asked for ends the connection.
package burst
