package manager

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"msmgate/contextxml"
	"msmgate/manager/nodes"
	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
	"msmgate/manager/transcoder"
)

// Manager is one MSM node for one web application. It is safe for concurrent
// use.
type Manager struct {
	cfg        Config
	app        *contextxml.Application
	conf       *contextxml.Manager
	sticky     bool
	locking    bool
	secondary  bool // records have a second copy (NST-33)
	habits     habits
	keys       record.Keys
	transcoder transcoder.Transcoder
	storage    storage.Storage
	nodes      *nodes.Set
	log        zerolog.Logger

	lockSeconds int32
	local       *localMap
	missing     *negativeCache
	removed     *negativeCache // nil where missing does both
	aliases     *aliases
	requests    *requestMemory
	backups     *pool
	pings       *pool
	count       counters
	probes      probes
	listeners   Listeners

	closing   chan struct{}
	closeOnce sync.Once
	running   sync.WaitGroup // synchronous backups
	looking   sync.WaitGroup // background work
}

// New makes a node. It refuses what it can't serve, and says what that is.
func New(cfg Config) (*Manager, error) {
	cfg = cfg.withDefaults()
	if cfg.Application == nil || cfg.Application.Manager == nil {
		return nil, errors.New("making a session manager: the application has no MSM Manager element (CFG-20)")
	}
	m := &Manager{
		cfg: cfg, app: cfg.Application, conf: cfg.Application.Manager,
		log: cfg.Logger, listeners: cfg.Listeners,
		local:   newLocalMap(),
		aliases: newAliases(), requests: newRequestMemory(),
		closing: make(chan struct{}),
	}
	if err := m.configure(); err != nil {
		return nil, fmt.Errorf("making a session manager for application %q: %w", m.app.Name, err)
	}
	m.startBackground()
	return m, nil
}

// unserved names what the configuration asks for and this node can't do.
func unserved(c *contextxml.Manager) error {
	if c.Nodes.Kind == contextxml.NodesCouchbase {
		return errors.New("memcachedNodes names a couchbase server; memcached and Redis are served (CFG-22)")
	}
	if strings.ContainsAny(c.StorageKeyPrefix, "-.") {
		return fmt.Errorf("storageKeyPrefix gives %q: with a dash or dot in it no MSM node finds a session again (TRAP-12); "+
			`use storageKeyPrefix="" or a static: prefix without them`, c.StorageKeyPrefix)
	}
	return nil
}

func (m *Manager) configure() error {
	c := m.conf
	if err := unserved(c); err != nil {
		return err
	}
	tc, err := transcoder.Lookup(c.TranscoderClass)
	if err != nil {
		return err
	}
	m.transcoder = tc
	m.sticky = c.Sticky
	m.locking = !c.Sticky && c.Locking.Mode != contextxml.LockNone
	m.habits = habitsOf(m.cfg.Dialect, int32(c.ProcessExpiresFrequency)*int32(m.app.BackgroundProcessorDelay))
	if m.habits.prefix {
		m.keys.Prefix = c.StorageKeyPrefix
	}
	m.lockSeconds = record.LockSeconds
	if m.cfg.Dialect == DialectAuto || m.cfg.Dialect == Dialect2x {
		m.lockSeconds = int32(c.LockExpiration) // CFG-39: since 2.2.0
	}
	ttl := nodes.TTL
	m.missing = newNegativeCache(2000, 500*time.Millisecond) // NODE-72
	if m.habits.oldCaches {
		ttl = nodes.TTL16
		m.missing = newNegativeCache(200, 500*time.Millisecond) // NODE-70
		m.removed = newNegativeCache(2000, 5*time.Second)       // NODE-75
	}
	m.count.on = c.Statistics
	if m.storage = m.cfg.Storage; m.storage == nil && c.Enabled {
		if m.storage, err = dial(c, m.cfg.Dialect, m.cfg.Client); err != nil {
			return err
		}
	}
	m.nodes, err = nodes.New(nodes.Config{
		Nodes: c.Nodes, Failover: c.FailoverNodes, TTL: ttl,
		Now: m.cfg.Now, IntN: m.cfg.IntN, Ping: m.ping,
	})
	if err != nil {
		return err
	}
	m.secondary = !m.sticky && m.nodes.HasSecondary()
	threads := max(c.BackupThreadCount, 1)
	m.backups = newPool(threads, m.cfg.QueueLength)
	m.pings = newPool(threads, m.cfg.QueueLength)
	return nil
}

// ping asks a node whether it answers (NODE-12).
func (m *Manager) ping(ctx context.Context, node string) error {
	_, err := m.storage.Get(ctx, node, m.keys.Ping(node))
	if errors.Is(err, storage.ErrMiss) {
		return nil
	}
	return err
}

// Application is the configuration that the node was made from.
func (m *Manager) Application() *contextxml.Application { return m.app }

// Close ends the node: it waits until all asynchronous backups are done or ctx
// ends, whichever comes first, and gives an error that counts those given up.
// Sessions stay in memcached (STK-66). Requests should have ended before.
func (m *Manager) Close(ctx context.Context) error {
	var lost int
	m.closeOnce.Do(func() {
		close(m.closing)
		m.passivateAll()
		lost = m.backups.close(ctx)
		m.pings.close(ctx)
		waitFor(ctx, func() {
			m.looking.Wait()
			m.running.Wait()
		})
		m.count.lost.Add(int64(lost))
		if m.storage != nil && m.cfg.Storage == nil {
			_ = m.storage.Close()
		}
	})
	if lost > 0 {
		return fmt.Errorf("closing the session manager: %d sessions were not stored in time", lost)
	}
	return nil
}

// waitFor waits until f is done or ctx ends.
func waitFor(ctx context.Context, f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
}

// nodeOf gives the storage node of a session id; ok is false for an id that is
// never stored (SID-12). Where ids carry no nodes it is "" for every id.
func (m *Manager) nodeOf(id string) (node string, ok bool) {
	if !m.conf.Enabled {
		return "", false
	}
	if !m.nodes.Encoded() {
		return "", keySafe(id)
	}
	if !sessionid.ValidForStorage(id) || !keySafe(id) {
		return "", false
	}
	node, ok = sessionid.Node(id)
	return node, ok && m.nodes.Has(node)
}

// maxID keeps the longest of a session's keys below memcached's 250 bytes (SID-70).
const maxID = 250 - len("bak:validity:") - 64

// keySafe tells whether an id can be part of a memcached key (SID-70).
func keySafe(id string) bool {
	if id == "" || len(id) > maxID {
		return false
	}
	for i := range len(id) {
		if id[i] <= ' ' || id[i] == 0x7f {
			return false
		}
	}
	return true
}

// millis is the time as records have it.
func (m *Manager) millis() int64 { return m.cfg.Now().UnixMilli() }
