package contextxml

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"msmgate/internal/javaregex"
)

// interpret turns the last Manager's texts into the typed form. What stops
// Tomcat from starting the context is an error.
func (r *reader) interpret() *Manager {
	b := r.manager.bean
	m := &Manager{
		ClassName:               r.manager.class.text,
		Sticky:                  b.bool("sticky"),
		Enabled:                 b.bool("enabled"),
		BackupAsync:             b.bool("sessionBackupAsync"),
		BackupTimeout:           milliseconds(int64(b.int("sessionBackupTimeout"))),
		BackupThreadCount:       b.int("backupThreadCount"),
		OperationTimeout:        milliseconds(b.long("operationTimeout")),
		LockExpiration:          b.int("lockExpiration"),
		TranscoderClass:         b.text("transcoderFactoryClass"),
		CopyCollections:         b.bool("copyCollectionsForSerialization"),
		Protocol:                b.text("memcachedProtocol"),
		Username:                b.text("username"),
		Password:                b.text("password"),
		Statistics:              b.bool("enableStatistics"),
		MaxActiveSessions:       b.int("maxActiveSessions"),
		SessionIDLength:         b.int("sessionIdLength"),
		ProcessExpiresFrequency: b.int("processExpiresFrequency"),
	}
	if b.given("maxInactiveInterval") {
		interval := b.int("maxInactiveInterval")
		m.MaxInactiveInterval = &interval
	}
	r.interpretNodes(m)
	r.interpretLocking(m)
	m.IgnorePattern = r.pattern("requestUriIgnorePattern", "CFG-40")
	m.AttributeFilter = r.pattern("sessionAttributeFilter", "CFG-41")
	r.interpretTranscoder(m)
	r.interpretPrefix(m)
	r.interpretNumbers(m)
	if m.ClassName == dummyManagerClass {
		r.report.add(SeverityError, "CFG-21", "className", r.manager.class.place, "the dummy manager stores nothing; msmgate does not serve it", "write className=\""+managerClass+"\"")
	}
	return m
}

// managerFinding reports something about an attribute of the Manager, at the
// attribute, or at the Manager if it isn't written.
func (r *reader) managerFinding(severity Severity, rule, setting, message, fix string) {
	at := r.manager.place
	if r.manager.bean.given(setting) {
		at = r.manager.bean.place(setting)
	}
	r.report.add(severity, rule, setting, at, message, fix)
}

func milliseconds(n int64) time.Duration {
	const most = math.MaxInt64 / int64(time.Millisecond)
	return time.Duration(max(-most, min(most, n))) * time.Millisecond
}

func (r *reader) interpretNodes(m *Manager) {
	b := r.manager.bean
	nodes, err := parseNodes(b.text("memcachedNodes"))
	if err != nil {
		var broken *ruleError
		rule := "CFG-30"
		if errors.As(err, &broken) {
			rule = broken.rule
		}
		if r.manager.incomplete && !b.given("memcachedNodes") {
			return
		}
		r.managerFinding(SeverityError, rule, "memcachedNodes", err.Error()+": Tomcat does not start the context", nodesFix)
		return
	}
	switch nodes.Kind {
	case NodesRedis:
		if _, err := ParseRedis(nodes.URL); err != nil {
			r.managerFinding(SeverityError, "CFG-61", "memcachedNodes", err.Error()+": no session is stored", redisFix)
		}
	case NodesCouchbase:
		r.managerFinding(SeverityError, "CFG-22", "memcachedNodes", "couchbase is not served by msmgate", "serve this application with Tomcat, or name the bucket's memcached port")
	}
	r.adviseNodes(&nodes)
	m.Nodes = nodes
	m.FailoverNodes, err = parseFailover(b.text("failoverNodes"), nodes)
	if err != nil {
		rule := "CFG-63"
		if len(nodes.List) < 2 {
			rule = "CFG-64"
		}
		r.managerFinding(SeverityError, rule, "failoverNodes", err.Error()+": Tomcat does not start the context", failoverFix)
	}
}

func (r *reader) interpretLocking(m *Manager) {
	b := r.manager.bean
	if !b.given("lockingMode") {
		return
	}
	if m.Sticky {
		r.managerFinding(SeverityHint, "CFG-34", "lockingMode", "lockingMode has no effect: the manager is sticky", "remove it, or write sticky=\"false\"")
		return
	}
	locking, err := parseLocking(b.text("lockingMode"))
	if err != nil {
		fix := lockingFix
		if errors.Is(err, javaregex.ErrUnsupported) {
			fix = "write the pattern without it"
		}
		r.managerFinding(SeverityError, "CFG-68", "lockingMode", r.startFails(err), fix)
		return
	}
	m.Locking = locking
	if locking.Mode == LockURIPattern {
		r.advisePattern("lockingMode", locking.Pattern)
	}
}

// startFails words a fault for the reason that nothing runs with it.
func (r *reader) startFails(err error) string {
	if errors.Is(err, javaregex.ErrUnsupported) {
		return err.Error() + ": msmgate does not serve it"
	}
	return err.Error() + ": Tomcat does not start the context"
}

// pattern compiles one of the Manager's regular expressions; nil for none.
func (r *reader) pattern(name, rule string) Matcher {
	text := r.manager.bean.text(name)
	if javaTrim(text) == "" && (text == "" || name == "sessionAttributeFilter") {
		return nil
	}
	compiled, err := javaregex.Compile(text)
	if err != nil {
		fix := "correct the pattern; Java's grammar counts, not Perl's or Go's"
		if errors.Is(err, javaregex.ErrUnsupported) {
			fix = "write the pattern without it"
		}
		if name == "sessionAttributeFilter" && !errors.Is(err, javaregex.ErrUnsupported) {
			// The setter throws: Tomcat warns and goes on without a filter (CFG-7).
			r.managerFinding(SeverityWarning, rule, name, fmt.Sprintf("%v: Tomcat warns and uses no filter", err), fix)
			return nil
		}
		r.managerFinding(SeverityError, rule, name, r.startFails(err), fix)
		return nil
	}
	if name == "requestUriIgnorePattern" {
		r.advisePattern(name, compiled)
	}
	return compiled
}

func (r *reader) interpretTranscoder(m *Manager) {
	b := r.manager.bean
	known := []string{transcoderJava, transcoderKryo, transcoderJavolution, transcoderXStream, transcoderFlexjson}
	switch {
	case !slices.Contains(known, m.TranscoderClass):
		r.managerFinding(SeverityError, "CFG-42", "transcoderFactoryClass", fmt.Sprintf("%q is no transcoder factory of MSM: Tomcat does not start the context unless the class is your own, and msmgate can't read what it writes", clip(m.TranscoderClass)), "write one of "+strings.Join(known, ", "))
	case r.options.Transcoders != nil && !slices.Contains(r.options.Transcoders, m.TranscoderClass):
		r.managerFinding(SeverityError, "CFG-42", "transcoderFactoryClass", fmt.Sprintf("sessions of %s are not read by this release of msmgate", m.TranscoderClass), "serve this application with Tomcat until it is; read are "+strings.Join(r.options.Transcoders, ", "))
	}
	refuses := m.TranscoderClass == transcoderJava || m.TranscoderClass == transcoderXStream
	if m.CopyCollections && refuses {
		r.managerFinding(SeverityError, "CFG-43", "copyCollectionsForSerialization", "the transcoder refuses copyCollectionsForSerialization: Tomcat does not start the context", "write false, or remove it")
	}
	if m.TranscoderClass == transcoderKryo {
		r.interpretKryo(m)
	}
	if javaTrim(b.text("customConverter")) == "" {
		return
	}
	m.CustomConverters = javaSplitConverters(b.text("customConverter"))
	switch {
	case refuses:
		r.managerFinding(SeverityError, "CFG-44", "customConverter", "the transcoder refuses customConverter: Tomcat does not start the context", "remove it")
	case m.TranscoderClass == transcoderFlexjson:
		r.managerFinding(SeverityHint, "CFG-44", "customConverter", "customConverter has no effect: flexjson ignores it", "remove it")
	case m.TranscoderClass == transcoderKryo && !slices.ContainsFunc(m.CustomConverters, func(name string) bool { return name != kryoJoda }):
	default:
		r.managerFinding(SeverityError, "CFG-44", "customConverter", fmt.Sprintf("msmgate does not know what the converters %s write", clip(strings.Join(m.CustomConverters, ", "))), "serve this application with Tomcat, or remove the converters on all nodes")
	}
}

// javaSplitConverters is split(",\\s*").
func javaSplitConverters(text string) []string {
	list := javaSplit(text, func(r rune) bool { return r == ',' })
	for i := 1; i < len(list); i++ {
		list[i] = strings.TrimLeft(list[i], " \t\n\v\f\r")
	}
	return list
}

func (r *reader) interpretPrefix(m *Manager) {
	b := r.manager.bean
	if r.options.WithoutKeyPrefix {
		if b.given("storageKeyPrefix") {
			r.managerFinding(SeverityWarning, "CFG-48", "storageKeyPrefix", "MSM before 1.8.0 does not know storageKeyPrefix: it warns and uses none", "remove it, or choose the dialect of the MSM in use")
		}
		return
	}
	m.prefixOf = prefixSource{true, r.host.text, r.app}
	prefix, err := keyPrefix(b.text("storageKeyPrefix"), r.host.text, r.app)
	if err != nil {
		r.managerFinding(SeverityError, "CFG-86", "storageKeyPrefix", err.Error()+": Tomcat does not start the context", prefixFix)
		return
	}
	if i := strings.IndexAny(prefix, "-."); i >= 0 && m.Nodes.Kind == NodesWithIDs {
		r.managerFinding(SeverityError, "TRAP-12", "storageKeyPrefix", fmt.Sprintf("the key prefix %q holds %q: MSM then takes every storage node for down and stores nothing", clip(prefix), string(prefix[i])), "use context.hash or host.hash instead of the name, or a webapp version without \".\" and \"-\"")
		return
	}
	m.StorageKeyPrefix = prefix
}

func (r *reader) interpretNumbers(m *Manager) {
	switch {
	case m.BackupThreadCount < 1 && !m.BackupAsync:
		r.managerFinding(SeverityWarning, "CFG-37", "backupThreadCount", fmt.Sprintf("backupThreadCount is %d: Tomcat will not start the context once sessionBackupAsync is true", m.BackupThreadCount), "write 1 or more, or remove it")
		m.BackupThreadCount = 1
	case m.BackupThreadCount < 1:
		r.managerFinding(SeverityError, "CFG-37", "backupThreadCount", fmt.Sprintf("backupThreadCount is %d: Tomcat does not start the context with less than 1", m.BackupThreadCount), "write 1 or more, or remove it")
	}
	if m.SessionIDLength < 1 {
		r.managerFinding(SeverityError, "CFG-91", "sessionIdLength", fmt.Sprintf("sessionIdLength is %d: session ids would be empty, and all the same", m.SessionIDLength), "write 16, or remove it")
	}
}
