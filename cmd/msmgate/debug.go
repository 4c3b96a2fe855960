package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"

	"github.com/rs/zerolog"

	"msmgate/manager"
)

// debugging says where the node's counters and the Go runtime's own pages are
// served: nowhere, unless an operator asks for them.
type debugging struct {
	address string
	node    *manager.Manager
}

// statistics answers with what MSM's MBean shows, by the names that it has there
// (STAT-2), and with the counters that MSM lacks. There is no id, value or
// password in it.
func statistics(m *manager.Manager) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		_ = out.Encode(map[string]any{"attributes": m.Attributes(), "counters": m.Stats()})
	}
}

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
	mux.HandleFunc("GET /debug/session-manager", statistics(d.node))
	server := &http.Server{Handler: mux}
	go func() { _ = server.Serve(listener) }()
	log.Info().Str("debug", listener.Addr().String()).Msg("profiles at /debug/pprof/, the session manager's counters at /debug/session-manager")
	return func() { _ = server.Close() }, nil
}
