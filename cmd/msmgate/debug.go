package main

import (
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"

	"github.com/rs/zerolog"
)

// debugging says where the Go runtime's own pages are served: nowhere, unless
// an operator asks for them.
type debugging struct{ address string }

// open serves the pages until the function given back is called.
func (d *debugging) open(log zerolog.Logger) (stop func(), err error) {
	if d.address == "" {
		return func() {}, nil
	}
	listener, err := net.Listen("tcp", d.address)
	if err != nil {
		return nil, unreadable(fmt.Errorf("listening on %s for --debug-listen: %w", d.address, err))
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	server := &http.Server{Handler: mux}
	go func() { _ = server.Serve(listener) }()
	log.Info().Str("debug", listener.Addr().String()).Msg("profiles at /debug/pprof/")
	return func() { _ = server.Close() }, nil
}
