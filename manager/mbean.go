package manager

import (
	"strconv"
	"strings"

	"msmgate/contextxml"
)

// Attributes are what MSM's MBean shows (STAT-2, STAT-50, STAT-51, STAT-54), by
// the names that it has there; probes are four lines each. Passwords are not
// among them.
func (m *Manager) Attributes() map[string]any {
	c, s, p := m.conf(), m.Stats(), m.Probes()
	attributes := map[string]any{
		"className": "de.javakaffee.web.msm.MemcachedBackupSessionManager",
		"name":      "MemcachedBackupSessionManager", "stateName": "STARTED",
		"memcachedNodes": nodesText(c.Nodes), "failoverNodes": strings.Join(c.FailoverNodes, " "),
		"sessionAttributeFilter": patternText(c.AttributeFilter), "backupThreadCount": c.BackupThreadCount,
		"enabled": c.Enabled, "sticky": c.Sticky, "operationTimeout": c.OperationTimeout.Milliseconds(),
		"sessionBackupAsync": c.BackupAsync, "sessionBackupTimeout": int(c.BackupTimeout.Milliseconds()),
		"maxInactiveInterval": m.app.MaxInactiveInterval, "maxActiveSessions": c.MaxActiveSessions,
		"processExpiresFrequency": c.ProcessExpiresFrequency, "jvmRoute": m.app.JvmRoute,
		"activeSessions": s.ActiveSessions, "sessionCounter": s.CreatedSessions,
		"expiredSessions": s.ExpiredSessions, "rejectedSessions": s.RejectedSessions,
	}
	for name, count := range map[string]int64{
		"RequestsWithSession": s.RequestsWithSession, "RequestsWithoutSession": s.RequestsWithoutSession,
		"NoSessionAccess": s.NoSessionAccess, "NoAttributesAccess": s.NoAttributesAccess,
		"NoSessionModification": s.NoSessionModification, "BackupFailures": s.BackupFailures,
		"TomcatFailover": s.TomcatFailover, "MemcachedFailover": s.MemcachedFailover,
		"NonStickySessionsPingFailed":      s.NonStickySessionsPingFailed,
		"NonStickySessionsReadOnlyRequest": s.NonStickySessionsReadOnlyLoad,
	} {
		attributes["msmStatNum"+name] = count
	}
	for name, probe := range map[string]Probe{
		"EffectiveBackup": p.EffectiveBackup, "Backup": p.Backup, "AttributesSerialization": p.AttributesSerialization,
		"MemcachedUpdate": p.MemcachedUpdate, "SessionsLoadedFromMemcached": p.SessionsLoaded,
		"SessionDeserialization": p.SessionDeserialization, "SessionsDeletedFromMemcached": p.SessionsDeleted,
		"CachedDataSize": p.CachedDataSize, "NonStickyAcquireLock": p.AcquireLock,
		"NonStickyAcquireLockFailure": p.AcquireLockFailure, "NonStickyReleaseLock": p.ReleaseLock,
		"NonStickyOnBackupWithoutLoadedSession": p.OnBackupWithoutLoadedSession, "NonStickyAfterBackup": p.AfterBackup,
		"NonStickyAfterLoadFromMemcached": p.AfterLoad, "NonStickyAfterDeleteFromMemcached": p.AfterDelete,
	} {
		attributes["msmStat"+name+"Info"] = probe.Lines()
	}
	return attributes
}

func nodesText(n contextxml.Nodes) string {
	var parts []string
	for _, node := range n.List {
		text := node.Host + ":" + strconv.Itoa(node.Port)
		if node.ID != "" {
			text = node.ID + ":" + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}
