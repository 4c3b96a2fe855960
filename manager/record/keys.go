package record

// Keys names what is stored for a session. The prefix is the resolved
// storageKeyPrefix with its trailing underscore (CFG-81..CFG-87); without one
// the names are those of 1.6.5 and 1.7.0, which know none (TRAP-11).
type Keys struct{ Prefix string }

// Record is the key of the session record, by the full session id (WIRE-1).
func (k Keys) Record(id string) string { return k.Prefix + id }

// Validity is the key of the validity info (WIRE-2).
func (k Keys) Validity(id string) string { return "validity:" + k.Prefix + id }

// Lock is the key of the session's lock (WIRE-3).
func (k Keys) Lock(id string) string { return "lock:" + k.Prefix + id }

// Backup is the key of the record's copy on another node (WIRE-4).
func (k Keys) Backup(id string) string { return "bak:" + k.Prefix + id }

// BackupValidity is the key of the validity info's copy; the prefix stands in
// it twice (WIRE-5, TRAP-10).
func (k Keys) BackupValidity(id string) string {
	return "bak:" + k.Prefix + "validity:" + k.Prefix + id
}

// Ping is the key that is asked for to learn whether a node answers (WIRE-6,
// NODE-12).
func (k Keys) Ping(node string) string { return k.Prefix + "ping-" + node }

// LockValue gives what a lock holds (WIRE-12, WIRE-15).
func LockValue() []byte { return []byte("locked") }
