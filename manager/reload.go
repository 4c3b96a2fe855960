package manager

import (
	"errors"
	"fmt"
	"strings"

	"msmgate/contextxml"
)

// SetAttribute changes one attribute of the Manager element while the node
// runs, as MSM takes it by JMX (section 3 of CFG, STAT-50): the name and value
// are those of a context file. It takes effect for requests that begin later;
// sessions stay. Those of contextxml.RuntimeAttributes can be changed; for
// others, which MSM heeds at a start only, the error is contextxml.ErrRestart.
// After an error nothing is changed.
func (m *Manager) SetAttribute(name, value string) error {
	m.reloading.Lock()
	defer m.reloading.Unlock()
	changed, err := m.conf().With(name, value)
	if err == nil {
		err = m.exchange(changed)
	}
	if err != nil {
		return fmt.Errorf("changing the session manager of application %q: %w", m.app.Name, err)
	}
	return nil
}

// Reload takes over a new configuration while the node runs, from a context
// file that was read again (CFG-80). Local sessions stay, and requests that run
// may still use the old storage for a while. What takes effect at a start only
// must be as it was, or the error is contextxml.ErrRestart and names it. After
// an error nothing is changed.
func (m *Manager) Reload(app *contextxml.Application) error {
	m.reloading.Lock()
	defer m.reloading.Unlock()
	err := m.reload(app)
	if err != nil {
		return fmt.Errorf("reloading the session manager of application %q: %w", m.app.Name, err)
	}
	return nil
}

func (m *Manager) reload(app *contextxml.Application) error {
	if app == nil {
		return errors.New("there is no application")
	}
	if err := app.Err(); err != nil {
		return err
	}
	if app.Manager == nil {
		return errors.New("the application has no MSM Manager element any more (CFG-20)")
	}
	if fixed := m.fixed(app); len(fixed) > 0 {
		return fmt.Errorf("%s changed: %w", strings.Join(fixed, ", "), contextxml.ErrRestart)
	}
	return m.exchange(app.Manager)
}

// fixed names the settings that differ and can't change at run time.
func (m *Manager) fixed(app *contextxml.Application) (names []string) {
	was, is := m.conf(), app.Manager
	for _, setting := range []struct {
		name    string
		differs bool
	}{
		{"the application's name", app.Name != m.app.Name},
		{"jvmRoute", app.JvmRoute != m.app.JvmRoute},
		{"the session cookie", app.Cookie != m.app.Cookie},
		{"session-timeout", app.MaxInactiveInterval != m.app.MaxInactiveInterval},
		{"backgroundProcessorDelay", app.BackgroundProcessorDelay != m.app.BackgroundProcessorDelay},
		{"changeSessionIdOnAuthentication", app.ChangeSessionIDOnAuthentication != m.app.ChangeSessionIDOnAuthentication},
		{"sticky", is.Sticky != was.Sticky},
		{"requestUriIgnorePattern", patternText(is.IgnorePattern) != patternText(was.IgnorePattern)},
		{"transcoderFactoryClass", is.TranscoderClass != was.TranscoderClass},
		{"copyCollectionsForSerialization", is.CopyCollections != was.CopyCollections},
		{"customConverter", strings.Join(is.CustomConverters, ",") != strings.Join(was.CustomConverters, ",")},
		{"msm.kryo.bufferSize.max", is.KryoBufferMax != was.KryoBufferMax},
		{"enableStatistics", is.Statistics != was.Statistics},
		{"sessionIdLength", is.SessionIDLength != was.SessionIDLength},
	} {
		if setting.differs {
			names = append(names, setting.name)
		}
	}
	return names
}

func patternText(p contextxml.Matcher) string {
	if p == nil {
		return ""
	}
	return p.String()
}

// exchange puts a new configuration in place of the current one.
func (m *Manager) exchange(c *contextxml.Manager) error {
	old := m.current.Load()
	next, err := m.newSetup(c, old)
	if err != nil {
		return err
	}
	m.current.Store(next)
	select {
	case m.reloaded <- struct{}{}:
	default: // the last one hasn't been seen yet
	}
	threads := max(c.BackupThreadCount, 1)
	m.backups.resize(threads)
	m.pings.resize(threads)
	m.retire(old)
	m.log.Info().Str("application", m.app.Name).Str("memcachedNodes", nodeIDs(c.Nodes)).Msg("the session manager's configuration was changed")
	return nil
}

// nodeIDs shows which storage nodes there are, without their addresses.
func nodeIDs(n contextxml.Nodes) string {
	var ids []string
	for _, node := range n.List {
		ids = append(ids, node.ID)
	}
	return strings.Join(ids, " ")
}
