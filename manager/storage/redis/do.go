package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"

	goredis "github.com/redis/go-redis/v9"

	"msmgate/manager/storage"
)

// Do carries out operations as storage.Batcher says.
func (s *Storage) Do(ctx context.Context, ops ...storage.Op) []storage.Result {
	results := make([]storage.Result, len(ops))
	some, once := s.check(ctx, ops, results)
	if !some {
		return results
	}
	ops = slices.Clone(ops) // an operation that is given up goes on for a moment
	limited, cancel := context.WithTimeout(ctx, s.options.OperationTimeout)
	defer cancel()
	defer context.AfterFunc(s.base, cancel)()
	done := make(chan []reply, 1)
	go func() {
		replies := make([]reply, 0, len(ops))
		for from := 0; from < len(ops); {
			end := storage.BurstEnd(ops, from, func(i int) bool { return results[i].Err == nil })
			burst := s.send(limited, ops, results, from, end)
			if !once && limited.Err() == nil && allBroken(burst) {
				burst = s.send(limited, ops, results, from, end)
			}
			replies = append(replies, burst...)
			from = end
		}
		done <- replies
	}()
	select {
	case replies := <-done:
		for _, r := range replies {
			results[r.op] = s.result(ctx, &ops[r.op], r)
		}
	case <-limited.Done(): // go-redis itself ends at the deadline, not before
		answered := make([]storage.Result, len(ops))
		for i := range ops {
			if answered[i] = results[i]; results[i].Err == nil {
				answered[i].Err = s.explain(ctx, &ops[i], storage.ErrTimeout)
			}
		}
		return answered
	}
	return results
}

// check refuses what can't be sent; some is whether anything is left, once
// whether an add, or what else must not be sent twice, is among it.
func (s *Storage) check(ctx context.Context, ops []storage.Op, results []storage.Result) (some, once bool) {
	for i := range ops {
		op := &ops[i]
		err := ctx.Err()
		switch {
		case op.Node != s.options.Node:
			results[i].Err = fmt.Errorf("%s on storage node %.32q: %w", op.Verb, op.Node, storage.ErrUnknownNode)
			continue
		case err != nil:
		case s.base.Err() != nil:
			err = storage.ErrClosed
		default:
			err = op.Check()
		}
		if err != nil {
			results[i].Err = s.explain(ctx, op, err)
			continue
		}
		some = true
		once = once || op.Once || op.Verb == storage.Add
	}
	return some, once
}

// reply is a command that was sent and the operation that it is for.
type reply struct {
	op      int
	command goredis.Cmder
	err     error
}

// send carries out those of the operations that check has left.
func (s *Storage) send(ctx context.Context, ops []storage.Op, results []storage.Result, from, end int) []reply {
	var replies []reply
	pipe := s.client.Pipeline()
	for i := from; i < end; i++ {
		if results[i].Err == nil {
			replies = append(replies, reply{op: i, command: s.command(ctx, pipe, &ops[i])})
		}
	}
	_, err := pipe.Exec(ctx)
	told := false
	for i := range replies {
		replies[i].err = replies[i].command.Err()
		told = told || replies[i].err != nil
	}
	if err != nil && !told { // not even connected: the commands don't tell
		for i := range replies {
			replies[i].err = err
		}
	}
	return replies
}

// command adds an operation's command to a pipeline.
func (s *Storage) command(ctx context.Context, pipe goredis.Pipeliner, op *storage.Op) goredis.Cmder {
	life := s.life(op.Exptime)
	switch {
	case op.Verb == storage.Get:
		return pipe.Get(ctx, op.Key)
	case op.Verb == storage.Delete, op.Verb == storage.Set && life < 0:
		return pipe.Del(ctx, op.Key)
	case op.Verb == storage.Set && life == 0:
		return pipe.Set(ctx, op.Key, op.Item.Value, 0)
	case op.Verb == storage.Set:
		return pipe.SetEx(ctx, op.Key, op.Item.Value, life)
	case life < 0:
		return pipe.Exists(ctx, op.Key)
	}
	return pipe.SetNX(ctx, op.Key, op.Item.Value, life)
}

// result reads a command's answer.
func (s *Storage) result(ctx context.Context, op *storage.Op, answer reply) (r storage.Result) {
	err := answer.err
	if errors.Is(err, goredis.Nil) {
		r.Err = storage.ErrMiss
		if op.Verb == storage.Add {
			r.Err = storage.ErrNotStored
		}
		return r
	}
	if err != nil {
		r.Err = s.explain(ctx, op, err)
		return r
	}
	switch c := answer.command.(type) {
	case *goredis.StringCmd:
		r.Item.Value, _ = c.Bytes()
	case *goredis.BoolCmd:
		if !c.Val() {
			r.Err = storage.ErrNotStored
		}
	case *goredis.IntCmd:
		switch {
		case op.Verb == storage.Delete && c.Val() == 0:
			r.Err = storage.ErrMiss
		case op.Verb == storage.Add && c.Val() != 0:
			r.Err = storage.ErrNotStored
		}
	}
	return r
}
