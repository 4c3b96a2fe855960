package gateway

import (
	"log"
	"net/http"
	"time"

	"github.com/rs/zerolog"
)

// NewServer gives the net/http server that a gateway should stand behind: it
// bounds what a client can hold without sending (30 s for a header, 2 minutes
// of idleness) and the size of a header (64 KiB), and leaves bodies and answers
// as long as they take.
func NewServer(handler http.Handler, logger zerolog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(serverLog{logger}, "", 0),
	}
}

// serverLog takes net/http's own messages: broken handshakes and the like.
type serverLog struct{ logger zerolog.Logger }

func (l serverLog) Write(p []byte) (int, error) {
	l.logger.Debug().Int("bytes", len(p)).Msg("the HTTP server noted a fault of a connection")
	return len(p), nil
}
