// Package sessionid knows what a session id is made of, and nothing else:
//
//	id := random [ "-" node ] [ "." jvmRoute ]
//
// The random part is upper-case hex. The node says which storage node keeps
// the session's record, the jvmRoute which web node created it or took it
// over. Both are for routing only: an id with an unknown node or route is
// still an id (SID-17).
//
// Ids come from browsers, so every function takes any string. Ids are secrets:
// use Hash where one must be told from another in a log.
package sessionid
