package redis

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"

	goredis "github.com/redis/go-redis/v9"

	"msmgate/manager/storage"
)

// What Get may say of a key that somebody else's value stands under.
var (
	// ErrTooLong says that a value is longer than any session's: MaxValue of
	// package storage.
	ErrTooLong = errors.New("the value is longer than any session's")
	// ErrNoString says that the key holds a list, a hash or the like.
	ErrNoString = errors.New("the key holds no string")
)

// Scan gives some of the database's keys, and where to go on; 0 begins, and 0
// comes back at the end. A key that is there all the time is given at least
// once, and perhaps again. The server looks at about count keys, which may be
// none that is left. It needs Options.Browsing, and is asked again once over a
// new connection.
func (s *Storage) Scan(ctx context.Context, cursor uint64, count int) (keys []string, next uint64, err error) {
	type found struct {
		keys []string
		next uint64
	}
	f, err := ask(s, ctx, "listing the keys", func(ctx context.Context) (f found, err error) {
		f.keys, f.next, err = s.client.Scan(ctx, cursor, "", int64(count)).Result()
		return f, err
	})
	return f.keys, f.next, err
}

// Size gives the number of the database's keys, of other applications too.
func (s *Storage) Size(ctx context.Context) (int64, error) {
	return ask(s, ctx, "counting the keys", func(ctx context.Context) (int64, error) {
		return s.client.DBSize(ctx).Result()
	})
}

// CountsAsUse tells whether a server has refused to leave the order alone in
// which it drops keys when memory is full: Redis before 7.2 has no way.
func (s *Storage) CountsAsUse() bool { return s.use.Load() }

// ask asks for something that may be asked twice, within the operation timeout.
func ask[T any](s *Storage, ctx context.Context, doing string, f func(context.Context) (T, error)) (T, error) {
	var none T
	limited, cancel := context.WithTimeout(ctx, s.options.OperationTimeout)
	defer cancel()
	defer context.AfterFunc(s.base, cancel)()
	type answer struct {
		value T
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		value, err := f(limited)
		if broken(err) && limited.Err() == nil {
			value, err = f(limited)
		}
		done <- answer{value, err}
	}()
	var a answer
	select {
	case a = <-done:
	case <-limited.Done(): // go-redis itself ends at the deadline, not before
		a.err = storage.ErrTimeout
	}
	if a.err != nil {
		return none, fmt.Errorf("%s on storage node %s: %w", doing, s.name(), s.reason(ctx, "", a.err))
	}
	return a.value, nil
}

// broken tells that the other side had closed the connection.
func broken(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// browse readies a new connection for reading what is there without a trace.
func (s *Storage) browse(ctx context.Context, c *goredis.Conn) error {
	err := c.Process(ctx, goredis.NewStatusCmd(ctx, "client", "no-touch", "on"))
	var refused goredis.Error
	if errors.As(err, &refused) {
		s.use.Store(true)
		return nil
	}
	return err
}
