// Package manager is one MSM node for one web application: it finds, makes,
// locks, stores and relocates sessions exactly as a Tomcat with
// memcached-session-manager would.
//
//	m, err := manager.New(manager.Config{Application: app}) // app comes from contextxml
//	…
//	http.ListenAndServe(addr, m.Handler(mux))
//
// and in a handler behind it:
//
//	r, _ := manager.FromContext(req.Context())
//	s, err := r.Session(true)
//	…
//	err = s.Update("visits", func(old javaobj.Value) (any, error) {
//		n, _ := javaobj.Int(old)
//		return javaobj.NewInteger(int32(n) + 1), nil
//	})
//
// The session is stored when the handler returns, and with
// sessionBackupAsync="false" before the client has the complete answer.
//
// # What another node can see
//
// Keys, values, flags, expiries, locks, cookies and the order of commands on
// each storage node are those of the chosen Dialect. The tests replay command
// traces of real nodes. What differs does so on purpose, and only where it
// keeps a session that MSM would lose:
//
//   - A takeover gives the session a new random part, and stores the new record
//     before it deletes the old one (TRAP-70, TRAP-34).
//   - Each of parallel requests stores its changes before it is answered, not
//     only the last one, and never skips them (NST-42, TRAP-75).
//   - A request that joins a non-sticky session in use looks at the record
//     again, and takes the lock if it needs it (NST-29, TRAP-73).
//   - Memcached is asked once more before a new session takes the place of one
//     that was missing a moment ago (TRAP-38).
//   - A storage node that fails while a session is loaded means: ask for the
//     secondary copy. Without one the request gets ErrNoStorage, not a new
//     session (TRAP-74). The copy is written beside the record, whatever
//     becomes of that (TRAP-71). A relocated session is also looked for under
//     its new id, and what was stored last counts; a record without a copy is
//     what an earlier relocation has left behind (NST-72, NST-73).
//   - A storage node that was seen to be down is asked again before a session
//     leaves it (NODE-10a). A request that only moved a session doesn't
//     overwrite what another node has stored there, and a change whose storage
//     node died goes after its session (NST-72), with its lock. Where two nodes
//     changed the session all the same, the later one is answered 503, and so is
//     a change that no storage node took (Config.AsMSM answers as MSM does).
//   - A record that is missing is looked for in its secondary copy: memcached may
//     have been restarted (TRAP-66). Therefore the copy goes first when a session
//     is ended, also from under ids that the session had a moment ago; what can't
//     be deleted, since its node is down, is deleted when that is back, and the
//     remains of relocated sessions are, too (NST-73). For as long as a copy can't
//     be deleted, two bytes in the record's place tell of it (TRAP-1).
//   - A node that is down is probed each 700 ms, and asked for nothing else; what
//     waits for a node fails in the moment in which it is found to be down. All
//     that storage does takes no longer than operationTimeout for one request,
//     three quarters of it for one operation (TRAP-77). While none of the storage
//     nodes answers, requests for existing sessions are refused for half a minute
//     (TRAP-61).
//   - In lockingMode auto, a request that looked for a session in vain isn't
//     taken for one that only reads (NST-30), but with 1.6.5's habits; neither is
//     one whose change a parallel request has stored.
//   - A lock is renewed while a request runs (NST-28). Requests that can't get it
//     exclude each other by a second key, lock:lock:ID (NST-22, TRAP-73). Who goes
//     on without it, and who held it for so long that others may have, looks once
//     more before storing: of two changes the later one is refused (TRAP-30). It
//     is released when the secondary copy is written, too.
//   - Time in which this process didn't get to run is held against no storage
//     node, and isn't waited for a lock (package pulse).
//   - A record that vanished is stored again only if its secondary copy is still
//     there; if both are gone it was deleted (TRAP-72). A copy that vanished is
//     stored again only under the lock, and if the record is there a while later.
//   - A lock that must have expired by now isn't deleted (TRAP-31).
//   - Records that can't be read stay as they are (TRAP-5), and a session that
//     is only just too old by this node's clock isn't deleted (TRAP-17).
//   - A sticky session's record is renewed before it expires (TRAP-16), and never
//     stored for ever or dead (TRAP-14, TRAP-15).
//   - Changes by ignored requests are stored (NST-60), the maximum idle time in
//     the validity info is believed (NST-43), and ids that this node has replaced
//     are understood for a while.
package manager
