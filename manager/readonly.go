package manager

import (
	"container/list"
	"sync"
)

// Limits of the auto mode's memory (NST-31).
const (
	maxReadOnly  = 1000
	maxModifying = 50000
)

// requestMemory is what lockingMode="auto" knows about requests: those that
// were seen to leave the session unchanged are not locked again, unless they
// were also seen to change it (NST-30, NST-31).
type requestMemory struct {
	mu       sync.Mutex
	read     lru
	modified lru
}

func newRequestMemory() *requestMemory {
	return &requestMemory{read: newLRU(maxReadOnly), modified: newLRU(maxModifying)}
}

// readOnly tells whether a request id is known to change nothing.
func (m *requestMemory) readOnly(id string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.read.touch(id)
}

// noteReadOnly remembers a request that changed nothing.
func (m *requestMemory) noteReadOnly(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.modified.touch(id) {
		m.read.add(id)
	}
}

// noteModifying remembers a request that changed the session, or may have.
func (m *requestMemory) noteModifying(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.read.remove(id)
	m.modified.add(id)
}

// lru is a set of strings that forgets those that weren't used for longest.
type lru struct {
	size  int
	byID  map[string]*list.Element
	order *list.List
}

func newLRU(size int) lru {
	return lru{size: size, byID: map[string]*list.Element{}, order: list.New()}
}

func (l *lru) touch(id string) bool {
	e, ok := l.byID[id]
	if ok {
		l.order.MoveToFront(e)
	}
	return ok
}

func (l *lru) add(id string) {
	if l.touch(id) {
		return
	}
	l.byID[id] = l.order.PushFront(id)
	if l.order.Len() > l.size {
		l.remove(l.order.Back().Value.(string))
	}
}

func (l *lru) remove(id string) {
	if e, ok := l.byID[id]; ok {
		delete(l.byID, id)
		l.order.Remove(e)
	}
}
