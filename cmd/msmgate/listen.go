package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/pflag"

	"msmgate/gateway"
)

// listener says where the front listens.
type listener struct {
	address, cert, key string
	debug              debugging
}

func (l *listener) addFlags(flags *pflag.FlagSet, address string) {
	flags.StringVar(&l.address, "listen", address, "the `ADDRESS` to listen on; port 0 takes a free one")
	flags.StringVar(&l.cert, "tls-cert", "", "a PEM `FILE` with the certificate chain; with --tls-key the front speaks HTTPS and HTTP/2")
	flags.StringVar(&l.debug.address, "debug-listen", "", "an `ADDRESS` for the session manager's counters (/debug/session-manager) and the Go runtime's profiles (/debug/pprof/); keep it on loopback, they show what is in memory")
	flags.StringVar(&l.key, "tls-key", "", "a PEM `FILE` with the certificate's key")
}

func (l *listener) open() (net.Listener, error) {
	if (l.cert == "") != (l.key == "") {
		return nil, unreadable(errors.New("--tls-cert and --tls-key go together"))
	}
	front, err := net.Listen("tcp", l.address)
	if err != nil {
		return nil, unreadable(fmt.Errorf("listening on %s: %w; choose another address with --listen", l.address, err))
	}
	return front, nil
}

// The times of a shutdown, 5 s in all: open requests get the first part, what
// they have left to store the rest.
const (
	drainTime = 3 * time.Second
	closeTime = 1500 * time.Millisecond
)

// serve answers requests until SIGINT or SIGTERM or the context's end, then
// lets open requests end and calls closeNode with the time that is left.
func (l *listener) serve(ctx context.Context, front net.Listener, handler http.Handler, log zerolog.Logger, closeNode func(context.Context) error) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	spaceCollections(heapFloor)
	stopDebug, err := l.debug.open(log)
	if err != nil {
		return err
	}
	defer stopDebug()
	server := gateway.NewServer(handler, log)
	ended := make(chan error, 1)
	go func() {
		if l.cert != "" {
			ended <- server.ServeTLS(front, l.cert, l.key)
			return
		}
		ended <- server.Serve(front)
	}()
	select {
	case err := <-ended:
		return unreadable(fmt.Errorf("serving on %s: %w", l.address, err))
	case <-ctx.Done():
	}
	stop() // a second signal ends at once
	log.Info().Msg("stopping: waiting for open requests")
	return shutdown(server, log, closeNode)
}

func shutdown(server *http.Server, log zerolog.Logger, closeNode func(context.Context) error) error {
	drain, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	if err := server.Shutdown(drain); err != nil {
		log.Warn().Msg("some requests were still open and are cut off")
		_ = server.Close()
	}
	last, cancel := context.WithTimeout(context.Background(), closeTime)
	defer cancel()
	if err := closeNode(last); err != nil {
		return fault(err)
	}
	log.Info().Msg("stopped")
	return nil
}
