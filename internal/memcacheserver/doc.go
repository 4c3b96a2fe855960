// Package memcacheserver is a memcached server inside the Go process: the
// storage node of `msmgate demo` and of every test that must not depend on
// an installed memcached.
//
// It speaks memcached's text protocol as memcached 1.6.18 does, down to the
// exact error lines, the count of CAS numbers and the odd cases of number
// parsing; a test holds the same conversations with this server and with the
// real one and compares every byte, and the command log too.
//
//	srv := memcacheserver.New(memcacheserver.Options{})
//	if err := srv.Listen("127.0.0.1:0"); err != nil { … }
//	defer srv.Close()
//	client := memcache.New(srv.Addr())
//
// # What it does
//
// The commands get, gets, gat, gats (each with several keys), bget, set, add,
// replace, append, prepend, cas, delete, touch, incr, decr, flush_all with
// delay, version, verbosity, stats, lru_crawler metadump and quit, with `noreply`
// where memcached has it. Everything else answers ERROR: the meta commands (mg,
// ms …), the slab, LRU and other crawler administration, watch, shutdown. The binary protocol
// is refused: the connection closes and Options.OnError gets ErrBinaryProtocol.
//
// Expiry follows memcached (rules WIRE-60 to WIRE-68 build on it): 0 never,
// negative at once, up to 2592000 seconds from now, above that a Unix time;
// time moves in whole seconds of the clock that Options.Now hands in.
//
// # What it is for, beside serving
//
//   - A test reads and writes items directly: Set, Get, Keys, Delete, FlushAll.
//   - Options.Trace, usually a Recorder, gets each command and answer line in
//     the form of `memcached -vv`, so that a node's conversation can be
//     compared with a recorded one (WIRE-75).
//   - Options.TLS, for clients that reach their storage nodes over TLS.
//   - Faults on demand: Pause and Resume (a server that hangs), Delay (one that
//     is slow), CutConnections, SetFault (an answer or a cut of the test's
//     choice for chosen commands), Stop and Listen (a node that dies and comes
//     back).
//
// # Limits
//
// It binds to loopback addresses only. Items, memory, connections and line
// lengths are limited as in memcached; the least recently used items go when
// memory is full. A declared length never makes it allocate: buffers grow with
// the bytes that really came, up to the item limit.
//
// # Known differences from memcached 1.6.18
//
//   - A delayed flush_all after an immediate one does not bring back what the
//     first one killed, as memcached does with items that nobody asked for since.
//   - A get with a key that is too long does not swallow answers of the same
//     pipeline that were not sent yet.
//   - Memory is one plain LRU list, not slab classes; only the statistics that
//     make sense for it are shown.
//   - A get line may have 64 KiB, where memcached sets no limit.
package memcacheserver
