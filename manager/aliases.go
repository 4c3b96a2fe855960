package manager

import (
	"sync"
	"time"
)

// How long old ids are understood, and how many (bounds of this node's own).
const (
	aliasLife  = 30 * time.Second
	loginLife  = 5 * time.Second
	maxAliases = 10000
)

// aliases maps ids that this node has replaced to the new ones, for requests
// that a browser sent before it knew the new id: takeover and relocation
// (TRAP-70, TRAP-76), and login.
//
// The id from before a login is special: it must not open the session any
// more (that is what the change is for), except for requests that this node
// had already begun. Later ones are told apart so that they don't start an
// empty session whose cookie would log the user out.
type aliases struct {
	mu    sync.Mutex
	byOld map[string]alias
	queue []string // in order of their making
}

type alias struct {
	id    string
	at    time.Time
	login bool
}

func newAliases() *aliases { return &aliases{byOld: map[string]alias{}} }

func (a *aliases) put(old, id string, now time.Time, login bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for len(a.queue) > 0 {
		first, ok := a.byOld[a.queue[0]]
		if ok && len(a.queue) < maxAliases && now.Sub(first.at) < aliasLife {
			break
		}
		delete(a.byOld, a.queue[0])
		a.queue = a.queue[1:]
	}
	if _, ok := a.byOld[old]; !ok {
		a.queue = append(a.queue, old)
	}
	a.byOld[old] = alias{id: id, at: now, login: login}
	delete(a.byOld, id) // the session may have had this id before
}

// drop forgets what became of an id.
func (a *aliases) drop(old string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.byOld, old)
}

// follow gives the id that a request begun at that time means by old; stale
// says that old is an id from before a login which the request came too late
// for.
func (a *aliases) follow(old string, begun, now time.Time) (id string, ok, stale bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	id = old
	for range 8 {
		next, found := a.byOld[id]
		if !found || now.Sub(next.at) >= aliasLife {
			break
		}
		if next.login && begun.After(next.at) {
			return old, false, now.Sub(next.at) < loginLife
		}
		id, ok = next.id, true
	}
	return id, ok, false
}
