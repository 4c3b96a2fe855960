package storage

import (
	"context"
	"fmt"
	"sync"
)

// Verb is what an Op does.
type Verb uint8

// The verbs, one for each method of Storage.
const (
	Get Verb = iota
	Set
	Add
	Delete
)

var verbNames = [...]string{"get", "set", "add", "delete"}

// String is the name of memcached's command.
func (v Verb) String() string {
	if int(v) < len(verbNames) {
		return verbNames[v]
	}
	return fmt.Sprintf("verb %d", uint8(v))
}

// Op is one operation of a batch. Item and Exptime count for Set and Add.
type Op struct {
	Verb    Verb
	Node    string
	Key     string
	Item    Item
	Exptime int32
	// Once says that the operation must not take effect a second time, as the
	// release of a lock must not: what is there by then may be another's. No
	// client sends it again after the node may have got any of it, nor what went
	// with it in one burst, which may have had the lock's protection. If the
	// connection broke, the error says so, and the operation may have been
	// carried out or not. So that this is rare, an idle connection is looked at
	// before it is used. Adds are treated so in any case, except by a client
	// that is no Batcher.
	Once bool
	// Sent, if not nil, is called when the operation has been handed to the
	// network and its answer is waited for: who doesn't need the answer may go
	// on. It must not block. It can be called again if the operation is sent
	// again; it isn't called at all if the operation could not be sent, or by a
	// client that can't tell.
	Sent func()
}

// Result is what became of an Op: what the method of that name would have
// given, ErrMiss and ErrNotStored included.
type Result struct {
	// Item is what a Get found.
	Item Item
	Err  error
}

// Batcher is a Storage that can send several operations in one go.
type Batcher interface {
	Storage
	// Do carries out operations; result i belongs to op i. Those of one node
	// are carried out in their order and travel together: one way there, one
	// way back, however many they are. Different nodes are worked on side by
	// side. Each is its own operation, to the node and to whoever watches it:
	// a failed one doesn't keep those behind it from being carried out, unless
	// the connection is gone. The whole ends at the context's deadline and at
	// operationTimeout, whichever comes first.
	Do(ctx context.Context, ops ...Op) []Result
}

// Careful is a Storage that is no Batcher and knows operations that must not
// be sent twice.
type Careful interface {
	Storage
	// Once gives a Storage over the same connections that takes every operation
	// for one with Op.Once.
	Once() Storage
}

// Do carries out operations on any Storage as Batcher.Do says. One that is no
// Batcher is given those of one node one after the other; Op.Once counts if it
// is Careful.
func Do(ctx context.Context, s Storage, ops ...Op) []Result {
	if b, ok := s.(Batcher); ok {
		return b.Do(ctx, ops...)
	}
	results := make([]Result, len(ops))
	EachNode(ops, func(node string) {
		for i := range ops {
			if ops[i].Node == node {
				results[i] = single(ctx, s, &ops[i])
			}
		}
	})
	return results
}

func single(ctx context.Context, s Storage, op *Op) (r Result) {
	if c, ok := s.(Careful); ok && op.Once {
		s = c.Once()
	}
	switch op.Verb {
	case Get:
		r.Item, r.Err = s.Get(ctx, op.Node, op.Key)
	case Set:
		r.Err = s.Set(ctx, op.Node, op.Key, op.Item, op.Exptime)
	case Add:
		r.Err = s.Add(ctx, op.Node, op.Key, op.Item, op.Exptime)
	case Delete:
		r.Err = s.Delete(ctx, op.Node, op.Key)
	default:
		r.Err = fmt.Errorf("%s on storage node %.32q: no such operation", op.Verb, op.Node)
	}
	return r
}

// BurstEnd tells how far a client may send operations, beginning with the one
// at from, before it reads their answers: two sides that both only write would
// wait for each other for ever. Mine says which operations the client sends.
func BurstEnd(ops []Op, from int, mine func(i int) bool) (end int) {
	behind, gets, count := 0, false, 0
	for end = from; end < len(ops) && count < maxInBurst; end++ {
		if !mine(end) {
			continue
		}
		if gets {
			behind += len(ops[end].Key) + len(ops[end].Item.Value) + aroundOp
		}
		if behind > maxBehindGet {
			return end
		}
		gets = gets || ops[end].Verb == Get
		count++
	}
	return end
}

// Limits of a burst: bytes that may follow its first get, operations in it, and
// bytes that an operation has beside its key and value.
const (
	maxBehindGet = 32 << 10
	maxInBurst   = 1024
	aroundOp     = 64
)

// EachNode calls work once for each node that the operations name, side by
// side, and waits for all.
func EachNode(ops []Op, work func(node string)) {
	var others sync.WaitGroup
	for i := 1; i < len(ops); i++ {
		if node := ops[i].Node; !named(ops[:i], node) {
			others.Go(func() { work(node) })
		}
	}
	if len(ops) > 0 {
		work(ops[0].Node)
	}
	others.Wait()
}

func named(ops []Op, node string) bool {
	for i := range ops {
		if ops[i].Node == node {
			return true
		}
	}
	return false
}
