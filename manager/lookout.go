package manager

import (
	"context"
	"sync"
	"time"

	"msmgate/manager/storage"
)

// gathering is how long the looks at copies wait for others to travel with. They
// come after the answer, so nobody waits for them; of all that a request which
// reads sends they are a third.
const gathering = 2 * time.Millisecond

// pingLate is how old a check of a stored record may be when its turn comes.
// Later ones are dropped: the session may be gone, or somebody else's (TRAP-72).
const pingLate = time.Second

// lookout gathers the sessions whose record, and whose copy, is to be looked at.
type lookout struct {
	mu      sync.Mutex
	waiting []sight
	awake   bool // somebody gathers
}

// sight is what is to be done for a session.
type sight struct {
	s    *Session
	seen sighting
	at   time.Time
}

// put adds a look; first tells that nobody gathers yet.
func (o *lookout) put(l sight, most int) (ok, first bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.waiting) >= most {
		return false, false
	}
	o.waiting = append(o.waiting, l)
	first, o.awake = !o.awake, true
	return true, first
}

// take gives what there is. If that is nothing, the gathering is over.
func (o *lookout) take() []sight {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := o.waiting
	o.waiting = nil
	o.awake = len(all) > 0
	return all
}

// submitPing has the stored record looked at after the answer, since it was
// only read (NST-44), unless that was done when its lock was left; and its copy.
// The object stays in the map until that is done, so that later requests and the
// check see the same.
func (m *Manager) submitPing(s *Session, seen sighting) {
	m.local.pin(s)
	ok, first := m.looks.put(sight{s, seen, m.cfg.Now()}, m.cfg.QueueLength)
	if !ok {
		m.dropLooks(sight{s: s})
	}
	if first && !m.pings.submit(m.lookOut) {
		m.dropLooks(m.looks.take()...)
		m.looks.take()
	}
}

func (m *Manager) dropLooks(looks ...sight) {
	for _, l := range looks {
		m.local.unpin(l.s)
		m.count.pingDropped.Add(1)
	}
}

// lookOut looks after sessions until there are none left.
func (m *Manager) lookOut() {
	for {
		select {
		case <-time.After(gathering):
		case <-m.closing:
		}
		looks := m.looks.take()
		if len(looks) == 0 {
			return
		}
		m.pingAll(context.Background(), looks)
	}
}

// pingAll looks at many sessions. Those whose record is there, which is the rule,
// have their copies looked at in one go.
func (m *Manager) pingAll(ctx context.Context, looks []sight) {
	var ops []storage.Op
	var asked []sight
	for _, l := range looks {
		if m.cfg.Now().Sub(l.at) > pingLate {
			m.dropLooks(l)
			continue
		}
		if l.seen != there {
			l.s.ping(ctx, l.seen)
		} else if two := l.s.copyLook(ctx); two != nil {
			ops, asked = append(ops, two...), append(asked, l)
			continue
		}
		m.local.unpin(l.s)
	}
	if len(ops) == 0 {
		return
	}
	answers := storage.Do(ctx, m.storage(), ops...)
	for i, l := range asked {
		l.s.copySeen(ctx, ops[2*i], answers[2*i].Err, answers[2*i+1].Err)
		m.local.unpin(l.s)
	}
}
