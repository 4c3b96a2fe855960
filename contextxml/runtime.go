package contextxml

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"msmgate/internal/javaregex"
)

// ErrRestart says that an attribute takes effect when the application starts,
// and not while it runs.
var ErrRestart = errors.New("it takes effect at a start only; restart with the changed context file")

// With gives a copy of a manager's configuration in which one attribute has
// another value, read as in a context file: what MSM lets operators change on a
// running Tomcat by JMX. An attribute that MSM itself heeds at a start only is
// refused with ErrRestart. The context itself is left as it is.
func (m *Manager) With(name, value string) (*Manager, error) {
	changed := *m
	set, ok := runtimeSetters[name]
	if !ok {
		return nil, fmt.Errorf("setting %s of a running manager: %w", clip(name), whyNotAtRuntime(name))
	}
	if err := set(&changed, value); err != nil {
		return nil, fmt.Errorf("setting %s of a running manager: %w", name, err)
	}
	return &changed, nil
}

// RuntimeAttributes are the names that With takes, sorted.
func RuntimeAttributes() []string {
	names := make([]string, 0, len(runtimeSetters))
	for name := range runtimeSetters {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func whyNotAtRuntime(name string) error {
	for _, p := range managerProperties("1") {
		if p.name == name {
			return ErrRestart
		}
	}
	return errors.New("MSM's manager has no such attribute")
}

var runtimeSetters = map[string]func(m *Manager, value string) error{
	"memcachedNodes": func(m *Manager, value string) error {
		nodes, err := parseNodes(value)
		if err != nil {
			return err
		}
		nodes.List, _, _ = resolveDuplicates(nodes.List)
		m.Nodes = nodes
		for _, id := range m.FailoverNodes {
			if !slices.ContainsFunc(nodes.List, func(n Node) bool { return n.ID == id }) {
				return fmt.Errorf("failoverNodes names %s, which would not be a node any more (CFG-63); change failoverNodes first", id)
			}
		}
		return nil
	},
	"failoverNodes": func(m *Manager, value string) (err error) {
		m.FailoverNodes, err = parseFailover(value, m.Nodes)
		return err
	},
	"enabled": func(m *Manager, value string) error {
		on := parseBool(value)
		if !on && !m.Sticky {
			return errors.New("a non-sticky manager can't be disabled (CFG-33)")
		}
		m.Enabled = on
		return nil
	},
	"lockingMode": func(m *Manager, value string) error {
		if m.Sticky {
			return errors.New("a sticky manager takes no locks (CFG-34)")
		}
		if value == "" {
			value = "none"
		}
		locking, err := parseLocking(value)
		m.Locking = locking
		return err
	},
	"sessionAttributeFilter": func(m *Manager, value string) (err error) {
		m.AttributeFilter, err = runtimePattern(value)
		return err
	},
	"memcachedProtocol": func(m *Manager, value string) error {
		if value != "text" && value != "binary" {
			return fmt.Errorf("%q is no memcached protocol: %s (CFG-45)", clip(value), setterFixes["memcachedProtocol"])
		}
		m.Protocol = value
		return nil
	},
	"storageKeyPrefix": func(m *Manager, value string) (err error) {
		if !m.prefixOf.known {
			return errors.New("MSM before 1.8.0 does not know it (CFG-48)")
		}
		m.StorageKeyPrefix, err = keyPrefix(value, m.prefixOf.host, m.prefixOf.app)
		if err != nil {
			return fmt.Errorf("%w (CFG-86); %s", err, prefixFix)
		}
		return nil
	},
	"sessionBackupAsync": func(m *Manager, value string) error { m.BackupAsync = parseBool(value); return nil },
	"sessionBackupTimeout": whole(0, func(m *Manager, n int64) {
		m.BackupTimeout = time.Duration(n) * time.Millisecond
	}),
	"operationTimeout": whole(1, func(m *Manager, n int64) {
		m.OperationTimeout = time.Duration(n) * time.Millisecond
	}),
	"backupThreadCount":       whole(1, func(m *Manager, n int64) { m.BackupThreadCount = int(n) }),
	"lockExpiration":          whole(0, func(m *Manager, n int64) { m.LockExpiration = int(n) }),
	"maxActiveSessions":       whole(-1, func(m *Manager, n int64) { m.MaxActiveSessions = int(n) }),
	"processExpiresFrequency": whole(1, func(m *Manager, n int64) { m.ProcessExpiresFrequency = int(n) }),
	"username":                func(m *Manager, value string) error { m.Username = value; return nil },
	"password":                func(m *Manager, value string) error { m.Password = value; return nil },
}

// whole sets an attribute that is an int in Java and at least least.
func whole(least int, set func(m *Manager, n int64)) func(m *Manager, value string) error {
	return func(m *Manager, value string) error {
		n, err := parseInt(value)
		if err != nil {
			return err
		}
		if n < least {
			return fmt.Errorf("%d is below %d", n, least)
		}
		set(m, int64(n))
		return nil
	}
}

// runtimePattern compiles a Java pattern; a blank one is none (CFG-41).
func runtimePattern(text string) (Matcher, error) {
	if javaTrim(text) == "" {
		return nil, nil
	}
	return javaregex.Compile(text)
}
