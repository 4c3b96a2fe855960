package census

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"strconv"
	"syscall"
	"time"
)

// Key is a key that a storage node listed.
type Key struct {
	Name string
	// Expires and LastAccess are Unix seconds; Expires may be Never.
	Expires, LastAccess int64
	// Size is what the item takes in memory, in bytes: the value with its key and
	// some 50 bytes more.
	Size int64
}

// Why a listing failed.
var (
	// ErrNoListing says that the server can't list its keys.
	ErrNoListing = errors.New("the server doesn't list its keys; that needs memcached 1.4.31 or later with its LRU crawler on, and no proxy in between")
	// ErrSilent says that the server ended the connection instead of listing.
	ErrSilent = errors.New("the server ended the connection instead of an answer: one that asks for a user (SASL) speaks the binary protocol only, in which keys can't be listed; one that speaks TLS must be spoken to so")
	// ErrBusy says that the server's crawler had other things to do.
	ErrBusy = errors.New("the server's LRU crawler is busy; try again later")
)

// A crawler that is busy with its own round is asked again after a while.
const (
	busyTries = 20
	busyPause = 500 * time.Millisecond
)

// Keys lists the keys of a node as they come in, which is no order. Fast reading
// is in the server's interest. After an error nothing follows.
func (n Node) Keys(ctx context.Context) iter.Seq2[Key, error] {
	n = n.withDefaults()
	return func(yield func(Key, error) bool) {
		for try := 1; ; try++ {
			err := n.list(ctx, yield)
			switch {
			case err == nil || errors.Is(err, errLeft):
				return
			case ctx.Err() != nil:
				err = ctx.Err()
			case errors.Is(err, ErrBusy) && try < busyTries:
				select {
				case <-n.After(busyPause):
					continue
				case <-ctx.Done():
					err = ctx.Err()
				}
			}
			yield(Key{}, n.fail("listing the keys", err))
			return
		}
	}
}

// errLeft says that the caller has seen enough.
var errLeft = errors.New("left")

func (n Node) list(ctx context.Context, yield func(Key, error) bool) error {
	l, err := n.connect(ctx)
	if err != nil {
		return err
	}
	defer l.close()
	if err := l.send("lru_crawler metadump all"); err != nil {
		return err
	}
	for first := true; ; first = false {
		text, err := l.read()
		switch {
		case first && (errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET)):
			return fmt.Errorf("%w: %w", ErrSilent, err)
		case err != nil:
			return err
		case string(text) == "END":
			return nil
		case bytes.HasPrefix(text, []byte("BUSY")):
			return ErrBusy
		case bytes.HasPrefix(text, []byte("ERROR")), bytes.HasPrefix(text, []byte("CLIENT_ERROR")), bytes.HasPrefix(text, []byte("NOTSTARTED")):
			return fmt.Errorf("%w (it says %q)", ErrNoListing, text)
		}
		key, ok := parseKey(text)
		if !ok {
			return errProtocol
		}
		if !yield(key, nil) {
			return errLeft
		}
	}
}

// parseKey reads a line such as `key=abc exp=-1 la=1795390033 cas=1 fetch=no cls=1 size=67`.
func parseKey(text []byte) (k Key, ok bool) {
	for word := range bytes.FieldsSeq(text) {
		name, value, found := bytes.Cut(word, []byte("="))
		if !found {
			return k, false
		}
		var err error
		switch string(name) {
		case "key":
			k.Name, err = url.PathUnescape(string(value))
			ok = k.Name != ""
		case "exp":
			k.Expires, err = strconv.ParseInt(string(value), 10, 64)
		case "la":
			k.LastAccess, err = strconv.ParseInt(string(value), 10, 64)
		case "size":
			k.Size, err = strconv.ParseInt(string(value), 10, 64)
		}
		if err != nil {
			return k, false
		}
	}
	return k, ok
}
