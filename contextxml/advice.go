package contextxml

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// adviseNodes reports what is accepted in memcachedNodes but works otherwise
// than it looks, and makes the list what MSM makes of it.
func (r *reader) adviseNodes(nodes *Nodes) {
	warn := func(rule, message, fix string) {
		r.managerFinding(SeverityWarning, rule, "memcachedNodes", message, fix)
	}
	list, twice, shared := resolveDuplicates(nodes.List)
	nodes.List = list
	for _, id := range twice {
		warn("CFG-60", fmt.Sprintf("the id %s stands twice: MSM uses the later address for both", id), "give each storage node an id of its own")
	}
	for _, s := range shared {
		warn("CFG-59", fmt.Sprintf("%s and %s have the same address: to MSM that is one storage node, %s, and there is no %s", s.earlier.ID, s.later.ID, s.later.ID, s.earlier.ID), "name each address once; localhost and 127.0.0.1 are the same")
	}
	for i, n := range nodes.List {
		switch {
		case strings.Contains(n.Host, ","):
			warn("CFG-57", fmt.Sprintf("this is read as ONE storage node %s at the host %q: it is never reached", n.ID, clip(n.Host)), "several storage nodes need ids: "+`n1:host1:11211,n2:host2:11211`)
		case strings.ContainsAny(n.Host, " \t\n"):
			warn("CFG-54", fmt.Sprintf("the blank in the host %q belongs to its name: it is never reached", clip(n.Host)), "remove it")
		case n.Port == 0:
			warn("CFG-52", "port 0 is never reached", "write the memcached's port, usually 11211")
		}
		if strings.EqualFold(n.Host, "localhost") && i == slices.IndexFunc(nodes.List, func(n Node) bool { return strings.EqualFold(n.Host, "localhost") }) {
			r.managerFinding(SeverityHint, "TRAP-63", "memcachedNodes", "localhost can be 127.0.0.1 for one program and ::1 for another", "write 127.0.0.1 if the nodes don't find each other's sessions, or let memcached listen on both")
		}
	}
}

// advise reports what Tomcat starts with but nobody is likely to want.
func (r *reader) advise(app *Application) {
	m := app.Manager
	r.adviseMode(m)
	r.adviseBackup(m)
	r.adviseExpiry(app)
	route := r.route.place
	if route.file == "" {
		route.file = r.lastFile
	}
	if strings.Contains(app.JvmRoute, ".") {
		r.report.add(SeverityWarning, "TRAP-21", "jvmRoute", route, fmt.Sprintf("the jvmRoute %q holds a dot: MSM takes every session id for invalid and never stores a session", clip(app.JvmRoute)), "use letters, digits, \"-\" and \"_\"")
	}
	if !m.Sticky && app.JvmRoute != "" {
		r.report.add(SeverityHint, "TRAP-25", "jvmRoute", route, "non-sticky sessions keep the jvmRoute of the node where they began; a load balancer that routes by it sends them all there", "set no jvmRoute, or let the load balancer ignore it")
	}
	if !app.Cookie.UseCookies {
		r.report.add(SeverityHint, "CFG-104", "cookies", r.context.place("cookies"), "session ids travel in URLs only", "write cookies=\"true\" unless that is meant")
	}
}

// adviseMode looks at what depends on sticky and enabled.
func (r *reader) adviseMode(m *Manager) {
	b := r.manager.bean
	if !m.Enabled {
		if m.Sticky {
			r.managerFinding(SeverityHint, "CFG-33", "enabled", "the manager is disabled: sessions are kept in memory only, and shared with no node", "write enabled=\"true\"")
		} else {
			r.managerFinding(SeverityWarning, "CFG-33", "enabled", "a disabled non-sticky manager has no storage: no session outlives its request", "write enabled=\"true\"")
		}
	}
	if m.Sticky && b.given("lockExpiration") {
		r.managerFinding(SeverityHint, "CFG-39", "lockExpiration", "lockExpiration has no effect: a sticky manager takes no locks", "remove it")
	}
	if !m.Sticky && b.given("lockExpiration") && m.LockExpiration <= 0 {
		r.managerFinding(SeverityHint, "CFG-39", "lockExpiration", fmt.Sprintf("with lockExpiration %d a lock that was left behind never, or at once, runs out", m.LockExpiration), "write 5, or remove it")
	}
	if !m.Sticky && m.AttributeFilter != nil {
		r.managerFinding(SeverityWarning, "TRAP-46", "sessionAttributeFilter", "attributes that don't match the filter are lost after each request: the manager is not sticky", "remove the filter, or let it match every attribute that is used")
	}
	if allFailover(m.Nodes, m.FailoverNodes) {
		r.managerFinding(SeverityWarning, "CFG-66", "failoverNodes", "all storage nodes are failover nodes: creating a session fails", "leave at least one of "+nodeIDs(m.Nodes)+" out")
	}
	if b.given("maxInactiveInterval") {
		r.managerFinding(SeverityHint, "TRAP-27", "maxInactiveInterval", "maxInactiveInterval has no effect on Tomcat 7: session-timeout of web.xml counts", "set <session-timeout> (minutes) in web.xml, and remove it")
	}
}

// adviseBackup looks at how and when sessions are stored.
func (r *reader) adviseBackup(m *Manager) {
	b := r.manager.bean
	switch {
	case m.BackupAsync && b.given("sessionBackupTimeout"):
		r.managerFinding(SeverityHint, "CFG-36", "sessionBackupTimeout", "sessionBackupTimeout has no effect: sessionBackupAsync is true, so nobody waits", "remove it, or write sessionBackupAsync=\"false\"")
	case !m.BackupAsync && m.BackupTimeout <= 0:
		r.managerFinding(SeverityWarning, "CFG-36", "sessionBackupTimeout", "with this sessionBackupTimeout no request waits for its backup: every one counts as timed out", "write milliseconds, as 100")
	}
	if !m.BackupAsync && b.given("backupThreadCount") && m.BackupThreadCount > 0 {
		r.managerFinding(SeverityHint, "CFG-37", "backupThreadCount", "backupThreadCount has no effect: sessionBackupAsync is false, so requests store themselves", "remove it")
	}
	if m.OperationTimeout <= 0 {
		r.managerFinding(SeverityWarning, "CFG-38", "operationTimeout", "with this operationTimeout every storage operation fails at once", "write milliseconds, as 1000")
	}
	if m.Protocol == "text" && m.Nodes.Kind != NodesRedis && (m.Username != "" || m.Password != "") {
		at := "username"
		if !b.given(at) {
			at = "password"
		}
		r.managerFinding(SeverityHint, "CFG-46", at, "username and password have no effect: only the binary protocol uses them", "remove them")
	}
	for _, name := range []string{"secureRandomClass", "secureRandomAlgorithm", "secureRandomProvider"} {
		if b.given(name) {
			r.managerFinding(SeverityHint, "CFG-93", name, name+" has no effect in msmgate: ids come from the system's random source", "nothing to do")
		}
	}
	if m.SessionIDLength > 100 {
		r.managerFinding(SeverityWarning, "SID-70", "sessionIdLength", fmt.Sprintf("ids of %d bytes make keys of more than 250 characters, which memcached refuses: nothing is stored", m.SessionIDLength), "write 16")
	}
}

// adviseExpiry looks at how long sessions live.
func (r *reader) adviseExpiry(app *Application) {
	m, interval := app.Manager, app.MaxInactiveInterval
	at := r.context.place("sessionTimeout")
	if v, ok := r.webXML.values["session-timeout"]; ok {
		at = v.place
	}
	if at.file == "" {
		at = r.manager.place
	}
	offset := m.ProcessExpiresFrequency * app.BackgroundProcessorDelay
	switch {
	case interval <= 0:
		r.report.add(SeverityHint, "TRAP-19", "session-timeout", at, "sessions never expire, in memcached neither", "write minutes, as <session-timeout>30</session-timeout>")
	case m.Sticky && !r.options.WithoutKeyPrefix && interval+offset <= 0:
		r.report.add(SeverityWarning, "TRAP-14", "session-timeout", at, fmt.Sprintf("MSM 1.8.0 and later store sessions for |%d%+d| seconds: at 0 they never expire, below that at odd times", interval, offset), "lower processExpiresFrequency or raise session-timeout")
	case time.Duration(interval)*time.Second > 30*24*time.Hour:
		r.report.add(SeverityHint, "TRAP-15", "session-timeout", at, "sessions of more than 30 days are gone at once on MSM 1.6.5, which hands memcached a relative time that it takes for a date", "keep it below 30 days while such nodes run")
	}
}
