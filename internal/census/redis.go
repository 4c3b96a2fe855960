package census

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"iter"

	"msmgate/manager/record"
	"msmgate/manager/storage"
	"msmgate/manager/storage/redis"
)

// scanned is how many keys a Redis server looks at in one go: it answers nobody
// else meanwhile.
const scanned = 100

// maxSeen bounds the keys that are remembered, since SCAN may give one twice
// while the server's table grows or shrinks. Of more than that a few may be
// counted twice. Other applications' keys take half of the room at most.
const maxSeen = 1 << 20

// errForeign says that no node of MSM's can have stored a value.
var errForeign = errors.New("not a value of memcached-session-manager's")

// redisItems gives what a Redis server holds. It is asked for a few keys, then for
// the values among them, so that what was found so far is whole at any time. Each
// question counts for the rate.
func (n Node) redisItems(ctx context.Context) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		w := newWalk(n)
		defer w.storage.Close()
		size, err := w.storage.Size(ctx)
		if err == nil || errors.Is(err, storage.ErrRefused) { // it tells of progress only
			n.Listed(int(size))
			err = w.all(ctx, yield)
		}
		if ctx.Err() != nil {
			err = n.fail("reading keys and values", ctx.Err())
		}
		if err != nil && !errors.Is(err, errLeft) {
			yield(Item{}, err)
		}
	}
}

// walk is the way through one Redis server's keys.
type walk struct {
	node    Node
	storage *redis.Storage
	pace    pace
	seed    maphash.Seed
	seen    map[uint64]struct{}
}

func newWalk(n Node) *walk {
	o := *n.Redis
	o.Address, o.Browsing, o.OperationTimeout, o.MaxConns, o.Dial, o.Now = n.Address, true, n.Timeout, 1, n.Dial, n.Now
	return &walk{
		node: n, storage: redis.New(o), pace: pace{rate: n.Rate, now: n.Now, after: n.After},
		seed: maphash.MakeSeed(), seen: map[uint64]struct{}{},
	}
}

// all gives every item; errLeft says that the caller has seen enough.
func (w *walk) all(ctx context.Context, yield func(Item, error) bool) error {
	for cursor := uint64(0); ; {
		if err := w.pace.wait(ctx); err != nil {
			return err
		}
		keys, next, err := w.storage.Scan(ctx, cursor, scanned)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if err := w.one(ctx, key, yield); err != nil {
				return err
			}
		}
		if next == 0 {
			return nil
		}
		cursor = next
	}
}

// one gives one key's item, unless it was given before or is gone.
func (w *walk) one(ctx context.Context, key string, yield func(Item, error) bool) error {
	item := Item{Source: w.node.Name, Key: key}
	kind := KindOfKey(key)
	if len(key) > storage.MaxKey { // SID-70: whatever it looks like
		kind, item.Key, item.Err = Foreign, "-", errForeign
	}
	if w.again(key, kind) {
		return nil
	}
	if kind == Record {
		if err := w.pace.wait(ctx); err != nil {
			return err
		}
		if err := w.value(ctx, &item); errors.Is(err, storage.ErrMiss) {
			return nil
		} else if err != nil {
			return err
		}
	}
	if !yield(item, nil) {
		return errLeft
	}
	return nil
}

// again tells whether a key has come before.
func (w *walk) again(key string, kind Kind) bool {
	hash, room := maphash.String(w.seed, key), maxSeen
	if kind == Foreign {
		room /= 2
	}
	if _, seen := w.seen[hash]; seen {
		return true
	}
	if len(w.seen) < room {
		w.seen[hash] = struct{}{}
	}
	return false
}

// value reads a record's bytes. What is wrong with this key alone is the item's
// error.
func (w *walk) value(ctx context.Context, item *Item) error {
	found, err := w.storage.Get(ctx, "", item.Key)
	switch {
	case errors.Is(err, redis.ErrNoString):
		item.Err = errForeign
	case errors.Is(err, redis.ErrTooLong):
		item.Err = fmt.Errorf("more than the %d bytes that a stored session can have", record.MaxValue)
	case errors.Is(err, storage.ErrBadKey), errors.Is(err, storage.ErrRefused):
		item.Err = err
	case err != nil:
		return err
	default:
		item.Value, item.Size = found.Value, int64(len(found.Value))
		item.Used = w.storage.CountsAsUse()
	}
	return nil
}
