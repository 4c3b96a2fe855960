// Package redis keeps sessions in a Redis server as MSM 2.x does (NODE-61):
// the same keys, the bare values without flags, SETEX or SET to store, DEL to
// delete. It goes over go-redis.
//
// An add is one atomic command where MSM sends two, so that no lock is ever
// left without an expiry. Exptimes are memcached's, as everywhere in package
// storage: dates are turned back into seconds from now, at least one. MSM has
// Redis refuse a negative one; here the key is gone afterwards, as in
// memcached (WIRE-68).
//
// An operation or batch with everything in it, connecting, a second try over
// a new connection, ends at operationTimeout or with its context. As in package
// burst an add isn't sent twice, nor what Op.Once marks.
//
// Scan lists a server's keys for those who only look around.
package redis
