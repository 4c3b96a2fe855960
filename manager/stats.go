package manager

import "sync/atomic"

// Stats are the counters of one node since its start: MSM's own (STAT-10 to
// STAT-19), and some that MSM lacks. All stay 0 with enableStatistics="false",
// except those that tell of losses.
type Stats struct {
	RequestsWithSession           int64 // STAT-10
	RequestsWithoutSession        int64 // STAT-11
	NoSessionAccess               int64 // STAT-12
	NoAttributesAccess            int64 // STAT-13
	NoSessionModification         int64 // STAT-14
	BackupFailures                int64 // STAT-15
	TomcatFailover                int64 // STAT-16
	MemcachedFailover             int64 // STAT-17
	NonStickySessionsPingFailed   int64 // STAT-18
	NonStickySessionsReadOnlyLoad int64 // STAT-19

	// ActiveSessions are those on this node now (STAT-52), CreatedSessions those
	// made here, RejectedSessions those refused by maxActiveSessions,
	// ExpiredSessions those found too old.
	ActiveSessions, CreatedSessions, RejectedSessions, ExpiredSessions int64
	// Backups counts records stored; LockFailures requests that went on without
	// their lock (NST-22).
	Backups, LockFailures int64
	// UnreadableSessions counts records that could not be decoded and were left
	// as they are; RefusedBackups those that would not have been readable.
	UnreadableSessions, RefusedBackups int64
	// RefusedAnswers counts requests that were answered 503 since their changes
	// were stored nowhere, or were made beside another node's (TRAP-71).
	RefusedAnswers int64
	// LateBackups counts answers sent when sessionBackupTimeout had passed and
	// the backup was not done; LostBackups those that Close gave up; DroppedPings
	// checks of a stored record that came too late to be of use.
	LateBackups, LostBackups, DroppedPings int64
}

// counters are Stats while they grow.
type counters struct {
	on bool

	requestsWith, requestsWithout                atomic.Int64
	noSession, noAttributes, noModification      atomic.Int64
	backupFailures, takeovers, relocations       atomic.Int64
	pingFailed, readOnlyLoads                    atomic.Int64
	created, rejected, expired, backups, unlocks atomic.Int64
	unreadable, refused, late, lost, pingDropped atomic.Int64
	refusedAnswers                               atomic.Int64
}

// add counts an event that enableStatistics may hide.
func (c *counters) add(n *atomic.Int64) {
	if c.on {
		n.Add(1)
	}
}

// Stats gives the counters as they are now.
func (m *Manager) Stats() Stats {
	c := &m.count
	return Stats{
		RequestsWithSession:           c.requestsWith.Load(),
		RequestsWithoutSession:        c.requestsWithout.Load(),
		NoSessionAccess:               c.noSession.Load(),
		NoAttributesAccess:            c.noAttributes.Load(),
		NoSessionModification:         c.noModification.Load(),
		BackupFailures:                c.backupFailures.Load(),
		TomcatFailover:                c.takeovers.Load(),
		MemcachedFailover:             c.relocations.Load(),
		NonStickySessionsPingFailed:   c.pingFailed.Load(),
		NonStickySessionsReadOnlyLoad: c.readOnlyLoads.Load(),
		ActiveSessions:                int64(m.local.active(nil)),
		CreatedSessions:               c.created.Load(),
		RejectedSessions:              c.rejected.Load(),
		ExpiredSessions:               c.expired.Load(),
		Backups:                       c.backups.Load(),
		LockFailures:                  c.unlocks.Load(),
		UnreadableSessions:            c.unreadable.Load(),
		RefusedBackups:                c.refused.Load(),
		LateBackups:                   c.late.Load(),
		RefusedAnswers:                c.refusedAnswers.Load(),
		LostBackups:                   c.lost.Load(),
		DroppedPings:                  c.pingDropped.Load(),
	}
}
