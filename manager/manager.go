package manager

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"

	"msmgate/contextxml"
	"msmgate/internal/pulse"
	"msmgate/manager/sessionid"
	"msmgate/manager/transcoder"
)

// Manager is one MSM node for one web application. It is safe for concurrent
// use.
type Manager struct {
	cfg        Config
	app        *contextxml.Application
	sticky     bool
	habits     habits
	transcoder transcoder.Transcoder
	log        zerolog.Logger
	current    atomic.Pointer[setup]

	local   *localMap
	missing *negativeCache
	removed *negativeCache // nil where missing does both
	ended   *negativeCache // ids that this node has deleted; their age doesn't count
	graves  *graves
	// unattended are ids to which this node has relocated sessions that another
	// one was to store there.
	unattended *negativeCache
	locks      heldLocks
	aliases    *aliases
	requests   *requestMemory
	backups    *pool
	pings      *pool
	looks      lookout
	count      counters
	probes     probes
	listeners  Listeners
	crew       *crew // does the storing that requests wait for
	pulse      *pulse.Pulse
	unlocking  unlocking

	reloading sync.Mutex
	reloaded  chan struct{} // one element, if the renewal hasn't seen the last reload yet
	closing   chan struct{}
	closeOnce sync.Once
	running   sync.WaitGroup // synchronous backups
	looking   sync.WaitGroup // background work
	refilling sync.WaitGroup // copies that were lost
}

// New makes a node. It refuses what it can't serve, and says what that is.
func New(cfg Config) (*Manager, error) {
	cfg = cfg.withDefaults()
	if cfg.Application == nil || cfg.Application.Manager == nil {
		return nil, errors.New("making a session manager: the application has no MSM Manager element (CFG-20)")
	}
	if err := cfg.Application.Err(); err != nil {
		return nil, fmt.Errorf("making a session manager for application %q: %w", cfg.Application.Name, err)
	}
	m := &Manager{
		cfg: cfg, app: cfg.Application,
		log: cfg.Logger, listeners: cfg.Listeners,
		local:   newLocalMap(),
		aliases: newAliases(), requests: newRequestMemory(), graves: newGraves(),
		ended: newNegativeCache(2000, 0), unattended: newNegativeCache(2000, 5*time.Second),
		closing: make(chan struct{}), reloaded: make(chan struct{}, 1),
	}
	m.crew = newCrew(m.closing)
	m.pulse = pulse.Start(m.closing)
	if err := m.configure(cfg.Application.Manager); err != nil {
		close(m.closing)
		return nil, fmt.Errorf("making a session manager for application %q: %w", m.app.Name, err)
	}
	m.startBackground()
	m.startRenewal()
	return m, nil
}

// unserved names what the configuration asks for and this node can't do.
func unserved(c *contextxml.Manager) error {
	if c.Nodes.Kind == contextxml.NodesCouchbase {
		return errors.New("memcachedNodes names a couchbase server; memcached and Redis are served (CFG-22)")
	}
	if c.Nodes.Kind == contextxml.NodesWithIDs && strings.ContainsAny(c.StorageKeyPrefix, "-.") {
		return fmt.Errorf("storageKeyPrefix gives %q: with a dash or dot in it no MSM node finds a session again (TRAP-12); "+
			`use storageKeyPrefix="" or a static: prefix without them`, c.StorageKeyPrefix)
	}
	return nil
}

func (m *Manager) configure(c *contextxml.Manager) error {
	var err error
	if m.transcoder, err = newTranscoder(m.cfg); err != nil {
		return err
	}
	m.sticky = c.Sticky
	m.habits = habitsOf(m.cfg.Dialect, int32(c.ProcessExpiresFrequency)*int32(m.app.BackgroundProcessorDelay))
	m.missing = newNegativeCache(2000, 500*time.Millisecond) // NODE-72
	if m.habits.oldCaches {
		m.missing = newNegativeCache(200, 500*time.Millisecond) // NODE-70
		m.removed = newNegativeCache(2000, 5*time.Second)       // NODE-75
	}
	m.count.on = c.Statistics
	first, err := m.newSetup(c, nil)
	if err != nil {
		return err
	}
	m.current.Store(first)
	threads := max(c.BackupThreadCount, 1)
	m.backups = newPool(threads, m.cfg.QueueLength)
	m.pings = newPool(threads, m.cfg.QueueLength)
	return nil
}

// patience is how long one operation waits for its node. It is less than a
// request may wait for storage in all, so that there is time left to go to
// another node.
func patience(c *contextxml.Manager) time.Duration { return c.OperationTimeout / 4 * 3 }

// Application is the configuration that the node was made from.
func (m *Manager) Application() *contextxml.Application { return m.app }

// Close ends the node: it waits until all asynchronous backups are done or ctx
// ends, whichever comes first. On a sticky node it then stores once more what an
// earlier store has failed with, or waits for a next request (STK-61). The error
// counts the sessions whose changes are stored nowhere all the same. Sessions
// stay in memcached (STK-66). Requests should have ended before.
func (m *Manager) Close(ctx context.Context) error {
	var lost int
	m.closeOnce.Do(func() {
		close(m.closing)
		m.nodes().Close()
		m.passivateAll()
		lost = m.backups.close(ctx)
		m.pings.close(ctx)
		waitFor(ctx, func() {
			m.looking.Wait()
			m.running.Wait()
			m.refilling.Wait()
		})
		if m.sticky {
			lost = m.storeLeft(ctx)
		}
		m.count.lost.Add(int64(lost))
		if m.storage() != nil && m.cfg.Storage == nil {
			_ = m.storage().Close()
		}
	})
	if lost > 0 {
		return fmt.Errorf("closing the session manager: %d sessions were not stored in time, their changes are lost", lost)
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
	if !m.conf().Enabled {
		return "", false
	}
	if !m.nodes().Encoded() {
		return "", keySafe(id)
	}
	if !sessionid.ValidForStorage(id) || !keySafe(id) {
		return "", false
	}
	node, ok = sessionid.Node(id)
	return node, ok && m.nodes().Has(node)
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
