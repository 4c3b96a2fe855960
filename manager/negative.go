package manager

import (
	"container/list"
	"sync"
	"time"
)

// negativeCache remembers ids that lead nowhere, so that their cookies cost no
// request to memcached (NODE-70..NODE-76). The least recently used go first.
type negativeCache struct {
	size int
	ttl  time.Duration

	mu    sync.Mutex
	byID  map[string]*list.Element
	order *list.List // front: used last
}

type negativeEntry struct {
	id      string
	at      time.Time
	removed bool // by this node, not just missing
}

func newNegativeCache(size int, ttl time.Duration) *negativeCache {
	return &negativeCache{size: size, ttl: ttl, byID: map[string]*list.Element{}, order: list.New()}
}

// put lists an id; removed says that this node has deleted it.
func (c *negativeCache) put(id string, now time.Time, removed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byID[id]; ok {
		entry := e.Value.(*negativeEntry)
		entry.at, entry.removed = now, entry.removed || removed
		c.order.MoveToFront(e)
		return
	}
	c.byID[id] = c.order.PushFront(&negativeEntry{id: id, at: now, removed: removed})
	for c.order.Len() > c.size {
		c.drop(c.order.Back())
	}
}

// listed tells whether the id is listed and not too old; one that is too old
// is taken out.
func (c *negativeCache) listed(id string, now time.Time) (listed, removed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byID[id]
	if !ok {
		return false, false
	}
	entry := e.Value.(*negativeEntry)
	if now.Sub(entry.at) >= c.ttl {
		c.drop(e)
		return false, false
	}
	c.order.MoveToFront(e)
	return true, entry.removed
}

// contains is listed without regard to age (NODE-76).
func (c *negativeCache) contains(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, ok := c.byID[id]
	return ok
}

// take tells whether the id is listed, and takes it out (NODE-75).
func (c *negativeCache) take(id string, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byID[id]
	if !ok {
		return false
	}
	c.drop(e)
	return now.Sub(e.Value.(*negativeEntry).at) < c.ttl
}

// forget takes an id out: there is a session of that id now (NODE-72).
func (c *negativeCache) forget(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byID[id]; ok {
		c.drop(e)
	}
}

func (c *negativeCache) drop(e *list.Element) {
	delete(c.byID, e.Value.(*negativeEntry).id)
	c.order.Remove(e)
}
