package manager

import (
	"errors"
	"sync"

	"github.com/rs/zerolog"

	"msmgate/manager/storage"
)

// troubles are the storage nodes that don't answer (NODE-12).
type troubles struct {
	mu     sync.Mutex
	silent map[string]bool
}

// note says in the log when a node stops answering, and why, and when it answers
// again: once each, however often it is asked in between. Only here is to be
// seen that a certificate isn't trusted or a password is wrong, since all that a
// session sees is a node that is down.
func (t *troubles) note(log zerolog.Logger, node string, err error) {
	if errors.Is(err, storage.ErrClosed) {
		return // we are at our end, not the node
	}
	t.mu.Lock()
	was := t.silent[node]
	if t.silent == nil {
		t.silent = map[string]bool{}
	}
	t.silent[node] = err != nil
	t.mu.Unlock()
	switch {
	case err != nil && !was:
		log.Warn().Err(err).Str("node", node).Msg("a storage node is down; it is asked again until it answers")
	case err == nil && was:
		log.Info().Str("node", node).Msg("a storage node answers again")
	}
}
