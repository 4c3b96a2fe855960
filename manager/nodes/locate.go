package nodes

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"msmgate/manager/sessionid"
)

// Why a key has no node: the operation is not sent (NODE-24).
var (
	// ErrNoNode says that a key names no node, or one that isn't configured.
	ErrNoNode = errors.New("no such storage node in memcachedNodes")
	// ErrNotPrimary says that a backup was asked of a session whose node is not
	// a primary one: it has none (NODE-23, TRAP-67).
	ErrNotPrimary = errors.New("not a primary storage node, so there is no next one for backups")
	// ErrNoNext says that no other primary node answers (NODE-22, NODE-26).
	ErrNoNext = errors.New("no other primary storage node is available for backups")
)

// ForKey gives the node that a key lives on at this moment. It is the one
// named in the key, taken as a whole, so a prefix with a dash or a dot breaks
// it (NODE-20, TRAP-12); for a key that begins with "bak:" it is the next
// available one after that (NODE-21, NODE-25). Where ids have no nodes, it is
// "" (NODE-60). Errors are ErrNoNode, ErrNotPrimary and ErrNoNext, wrapped
// without the key.
func (s *Set) ForKey(ctx context.Context, key string) (string, error) {
	if !s.Encoded() {
		return "", nil
	}
	node, ok := sessionid.Node(key)
	if !ok {
		return "", fmt.Errorf("finding a key's node: the key names none: %w", ErrNoNode)
	}
	if strings.HasPrefix(key, "bak:") {
		return s.Next(ctx, node)
	}
	if !s.Has(node) {
		// What stands after the first dash may be part of an id, and is not told.
		return "", fmt.Errorf("finding a key's node: the key names another: %w", ErrNoNode)
	}
	return node, nil
}

// Next gives the next available primary node after the one given, in the
// order of memcachedNodes and around its end (NODE-22). ErrNotPrimary says
// that the node given isn't primary (NODE-23), ErrNoNext that no other one
// answers.
func (s *Set) Next(ctx context.Context, node string) (string, error) {
	at := slices.Index(s.primary, node)
	if at < 0 {
		if !s.Has(node) {
			node = "an unknown one"
		}
		return "", fmt.Errorf("finding the storage node after %s: %w", node, ErrNotPrimary)
	}
	for i := 1; i < len(s.primary); i++ {
		next := s.primary[(at+i)%len(s.primary)]
		if next == node { // the same id configured twice (CFG-60)
			break
		}
		if s.Up(ctx, next) {
			return next, nil
		}
	}
	return "", fmt.Errorf("finding the storage node after %s: %w", node, ErrNoNext)
}
