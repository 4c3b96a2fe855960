package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/rs/zerolog"

	"msmgate/manager"
)

// reloadOnHangup reads the configuration again at each SIGHUP, and lets the
// node take it over (CFG-80). One with faults is logged, and the node goes on
// as it was. The function given back ends that.
func (s *source) reloadOnHangup(ctx context.Context, m *manager.Manager, log zerolog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-hangups:
				s.reload(m, log)
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() {
		signal.Stop(hangups)
		cancel()
		<-done
	}
}

func (s *source) reload(m *manager.Manager, log zerolog.Logger) {
	app, err := s.load(log)
	if err == nil {
		err = m.Reload(app)
	}
	if err != nil {
		log.Error().Err(err).Msg("configuration not reloaded; going on with the one before")
		return
	}
	log.Info().Msg("configuration reloaded")
}
