package gateway

import (
	"bufio"
	"net"
	"sync"
	"time"

	"github.com/valyala/fasthttp"
)

// link is one use of a connection to an upstream.
type link struct {
	client *fasthttp.HostClient
	conn   net.Conn
	// reused tells that the connection had served before.
	reused bool
	// answerBegun tells that the upstream has sent something.
	answerBegun bool
	// wait bounds each step that waits for the upstream.
	wait    time.Duration
	giveUp  func()
	putBack func()

	mu sync.Mutex
	// header tells that the answer's header is there: its deadline is over.
	header bool
}

// acquire takes an idle connection that is still open, or makes one.
func acquire(u *upstream, wait time.Duration) (*link, error) {
	for {
		cc, err := u.client.AcquireConn(0, false)
		if err != nil {
			return nil, &dialError{err}
		}
		reused := !cc.LastUseTime().IsZero()
		if reused && !isOpen(cc.Conn()) {
			u.client.CloseConn(cc)
			continue
		}
		return &link{
			client:  u.client,
			conn:    cc.Conn(),
			reused:  reused,
			wait:    wait,
			giveUp:  func() { u.client.CloseConn(cc) },
			putBack: func() { u.client.ReleaseConn(cc) },
		}, nil
	}
}

func (l *link) reader() *bufio.Reader { return l.client.AcquireReader(l.conn) }

// abort makes every step that waits for the upstream fail, now and later.
func (l *link) abort() { _ = l.conn.Close() }

// awaitHeader starts the time that the upstream has for an answer's header.
func (l *link) awaitHeader() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.header {
		_ = l.conn.SetReadDeadline(time.Now().Add(l.wait))
	}
}

// headerRead ends that time: a body may take as long as it likes.
func (l *link) headerRead() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.header = true
	_ = l.conn.SetReadDeadline(time.Time{})
}

func (l *link) release(keep bool) {
	if keep {
		l.putBack()
		return
	}
	l.giveUp()
}
