package contextxml

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// What JMX changes on a running Tomcat: CFG-30 to CFG-42, and what
// MSM only heeds at a start.
func TestManagerWith(t *testing.T) {
	base := &Manager{
		Nodes:         Nodes{List: []Node{{ID: "n1", Host: "a", Port: 1}, {ID: "n2", Host: "b", Port: 2}}},
		FailoverNodes: []string{"n2"}, Enabled: true, OperationTimeout: time.Second,
		prefixOf: prefixSource{true, "localhost", identity{name: "/shop##2", version: "2"}},
	}
	for _, c := range []struct {
		name, value string
		want        string // in the error; "" for none
		check       func(m *Manager) bool
	}{
		{"memcachedNodes", "n1:c:3,n2:b:2", "", func(m *Manager) bool { return len(m.Nodes.List) == 2 && m.Nodes.List[0].Host == "c" }},
		{"memcachedNodes", "n1:c:3", "CFG-63", nil},
		{"memcachedNodes", " ", "missing or blank", nil},
		{"failoverNodes", "n1", "", func(m *Manager) bool { return m.FailoverNodes[0] == "n1" }},
		{"failoverNodes", "n9", "n9", nil},
		{"enabled", "false", "CFG-33", nil},
		{"lockingMode", "AUTO", "", func(m *Manager) bool { return m.Locking.Mode == LockAuto }},
		{"lockingMode", "", "", func(m *Manager) bool { return m.Locking.Mode == LockNone }},
		{"lockingMode", "some", "not known", nil},
		{"sessionAttributeFilter", "a|b", "", func(m *Manager) bool { ok, _ := m.AttributeFilter.MatchString("b"); return ok }},
		{"sessionAttributeFilter", " ", "", func(m *Manager) bool { return m.AttributeFilter == nil }},
		{"sessionAttributeFilter", "(", "Unclosed", nil},
		{"sessionBackupAsync", "TRUE", "", func(m *Manager) bool { return m.BackupAsync }},
		{"enableStatistics", "false", "start", nil},
		{"sessionBackupTimeout", "250", "", func(m *Manager) bool { return m.BackupTimeout == 250*time.Millisecond }},
		{"operationTimeout", "0", "below 1", nil},
		{"operationTimeout", "2s", "number", nil},
		{"backupThreadCount", "0", "below 1", nil},
		{"lockExpiration", "9", "", func(m *Manager) bool { return m.LockExpiration == 9 }},
		{"maxActiveSessions", "-1", "", func(m *Manager) bool { return m.MaxActiveSessions == -1 }},
		{"processExpiresFrequency", "3", "", func(m *Manager) bool { return m.ProcessExpiresFrequency == 3 }},
		{"memcachedProtocol", "binary", "", func(m *Manager) bool { return m.Protocol == "binary" }},
		{"memcachedProtocol", "Binary", "CFG-45", nil},
		{"storageKeyPrefix", "static:a,host,webappVersion", "", func(m *Manager) bool { return m.StorageKeyPrefix == "a:localhost:2_" }},
		{"storageKeyPrefix", "", "", func(m *Manager) bool { return m.StorageKeyPrefix == "" }},
		{"storageKeyPrefix", "what", "CFG-86", nil},
		{"username", "u", "", func(m *Manager) bool { return m.Username == "u" }},
		{"requestUriIgnorePattern", ".*", "start", nil},
		{"transcoderFactoryClass", "x", "start", nil},
		{"sticky", "true", "start", nil},
		{"stickey", "true", "no such attribute", nil},
	} {
		before := *base
		got, err := base.With(c.name, c.value)
		switch {
		case c.want != "":
			if err == nil || !strings.Contains(err.Error(), c.want) || got != nil {
				t.Errorf("%s=%q: %v, want an error that says %q", c.name, c.value, err, c.want)
			}
			if errors.Is(err, ErrRestart) != (c.want == "start") {
				t.Errorf("%s=%q: %v", c.name, c.value, err)
			}
		case err != nil || !c.check(got):
			t.Errorf("%s=%q: %v, %+v", c.name, c.value, err, got)
		}
		if base.Nodes.List[0] != before.Nodes.List[0] || base.Locking != before.Locking {
			t.Errorf("%s=%q changed the configuration itself", c.name, c.value)
		}
	}
	sticky := &Manager{Sticky: true}
	if _, err := sticky.With("lockingMode", "all"); err == nil {
		t.Error("a sticky manager with locks")
	}
	if m, err := sticky.With("enabled", "false"); err != nil || m.Enabled {
		t.Errorf("a sticky manager can't be disabled: %v", err)
	}
	if _, err := sticky.With("storageKeyPrefix", "static:a"); err == nil || !strings.Contains(err.Error(), "1.8.0") {
		t.Errorf("a key prefix where there is none: %v", err)
	}
	if names := RuntimeAttributes(); len(names) < 14 || names[0] != "backupThreadCount" {
		t.Errorf("%q", names)
	}
}
