package memcached

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/bradfitz/gomemcache/memcache"

	"msmgate/manager/storage"
)

// Why an operation failed: the errors of package storage.
var (
	ErrBadKey      = storage.ErrBadKey
	ErrTooLarge    = storage.ErrTooLarge
	ErrTimeout     = storage.ErrTimeout
	ErrRefused     = storage.ErrRefused
	ErrUnknownNode = storage.ErrUnknownNode
	ErrClosed      = storage.ErrClosed

	errForeignAnswer = errors.New("the answer was for another key; the connection is dropped")
	errAnswer        = errors.New("the answer is not memcached's text protocol; the connection is dropped")
	errDeclaredSize  = errors.New("the answer announces more than 20971520 bytes; the connection is dropped")
)

// explain turns an error of gomemcache into one of the above, or of package
// storage. Its texts are not passed on: they may quote a key.
func (n *node) explain(ctx context.Context, op operation, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, memcache.ErrCacheMiss):
		return storage.ErrMiss
	case errors.Is(err, memcache.ErrNotStored):
		return storage.ErrNotStored
	case n.base.Err() != nil:
		err = ErrClosed
	case ctx.Err() != nil:
		err = ctx.Err()
	default:
		err = cause(err)
	}
	return fmt.Errorf("%s on storage node %s: %w", op.verb, n.name(), err)
}

func cause(err error) error {
	var connecting *memcache.ConnectTimeoutError
	var network net.Error
	switch {
	case errors.As(err, &connecting):
		return fmt.Errorf("connecting: %w", ErrTimeout)
	case errors.As(err, &network) && network.Timeout():
		return ErrTimeout
	case errors.Is(err, memcache.ErrMalformedKey):
		return ErrBadKey
	case network != nil, errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return err
	}
	for _, known := range []error{ErrBadKey, ErrTooLarge, ErrClosed, errForeignAnswer, errDeclaredSize} {
		if errors.Is(err, known) {
			return err
		}
	}
	return fmt.Errorf("%w%s", refusedOr(err), serverText(err))
}

// refusedOr tells a node's own error line from an answer that makes no sense.
func refusedOr(err error) error {
	if serverText(err) != "" {
		return ErrRefused
	}
	return errAnswer
}

// serverText finds memcached's error line in gomemcache's text. Such a line
// says what is wrong with the command or the value and doesn't repeat the key.
func serverText(err error) string {
	for _, kind := range []string{"SERVER_ERROR", "CLIENT_ERROR", "ERROR"} {
		if _, text, found := strings.Cut(err.Error(), `"`+kind); found {
			text, _, _ = strings.Cut(text, `\r\n`)
			return fmt.Sprintf(": %s%.100s", kind, strings.TrimSuffix(text, `"`))
		}
	}
	return ""
}

// broken tells whether an error is that of a connection which the other side
// had closed.
func broken(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
