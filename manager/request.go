package manager

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Request is one HTTP request, as far as its session goes. Handlers get it by
// FromContext.
type Request struct {
	m       *Manager
	http    *http.Request
	answer  response
	id      string // the request id (CFG-71)
	ignored bool
	begun   time.Time
	// ctx is for storage: it ends neither with the client nor with the request,
	// but has the budget's deadline.
	ctx     context.Context
	bounded budgeted // what ctx is, as a part of this struct
	budget  budget

	mu         sync.Mutex
	asked      string // the session id that the client sent, or its successor
	fromCookie bool
	backupID   string // the id whose session is stored at the end (SID-60)
	session    *Session
	lock       lockTicket // its part in the session's memcached lock
	looked     bool       // the application asked for the session
	used       bool       // and there is one
	entered    bool       // and it was looked at, and locked where that is needed
	stale      bool       // asked is from before a login
	gone       bool       // this request has invalidated the session
	rejected   bool       // it got none since there are too many
	fault      error      // why it isn't known whether there is a session
	reached    bool       // its session's storage node was up when it came in
	overruled  uint64     // the session's count of it when this request came in
	changes    uint64     // how often the session had been changed then
	refused    atomic.Pointer[refusal]
	ended      bool
}

type contextKey struct{}

// FromContext finds the request that a Manager's Handler tracks.
func FromContext(ctx context.Context) (*Request, bool) {
	r, ok := ctx.Value(contextKey{}).(*Request)
	return r, ok
}

// Ignored tells whether requestUriIgnorePattern matches the request (CFG-40):
// its session is neither taken over nor relocated, and its life not extended.
func (r *Request) Ignored() bool { return r.ignored }

// Manager is the node that the request came to.
func (r *Request) Manager() *Manager { return r.m }

// Handler wraps an application: it finds out which session a request asks
// for, and stores the session when the handler is done, before the client has
// the complete answer (unless sessionBackupAsync is on). Handlers reach the
// session by FromContext and Request.Session.
//
// Up to 32 KiB of an answer are held back until the session is stored. What is
// longer goes out as it comes, and only its end waits; a handler that flushes
// or hijacks the connection sends for itself.
func (m *Manager) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if outer, ok := FromContext(req.Context()); ok && outer.m == m {
			next.ServeHTTP(w, req)
			return
		}
		r := m.begin(w, req)
		defer func() {
			// Also after a panic, which then goes on (STK-4).
			if trouble := recover(); trouble != nil {
				r.end()
				panic(trouble)
			}
			r.end()
			r.followID() // storing it may have moved it
			r.refuse()
			r.answer.finish()
		}()
		next.ServeHTTP(&r.answer, r.http)
	})
}

// begin is what happens before the application sees a request.
func (m *Manager) begin(w http.ResponseWriter, req *http.Request) *Request {
	r := &Request{m: m, id: requestID(req), begun: m.cfg.Now()}
	r.budget.left = m.conf().OperationTimeout
	r.answer.begin(w, r.followID)
	if p := m.conf().IgnorePattern; p != nil {
		ok, err := p.MatchString(r.id)
		if err != nil {
			m.log.Warn().Err(err).Msg("requestUriIgnorePattern passed its limits; the request is tracked")
		}
		r.ignored = ok && err == nil
	}
	ctx := context.WithValue(req.Context(), contextKey{}, r)
	r.http = req.WithContext(ctx)
	r.bounded = budgeted{context.WithoutCancel(ctx), &r.budget}
	r.ctx = &r.bounded
	r.budget.begin()
	defer r.budget.end()
	r.askedFor(r.ctx)
	if r.asked == "" {
		return r
	}
	if id, ok, stale := m.aliases.follow(r.asked, r.begun, m.cfg.Now()); !ok {
		r.stale = stale
	} else if !m.cameBack(r.ctx, r.asked, id) {
		r.changeID(id)
	}
	r.backupID = r.asked
	if !r.ignored && m.conf().Enabled {
		m.prepare(r.ctx, r)
	}
	return r
}

// changeID gives the request, and the client, another session id (SID-37).
func (r *Request) changeID(id string) {
	r.asked, r.backupID = id, id
	r.sendCookie(id)
}

// followID tells the client of an id that the session got while the request
// ran (SID-33).
func (r *Request) followID() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.session != nil && !r.session.isInvalid() {
		if id := r.session.ID(); id != r.asked {
			r.changeID(id)
		}
	}
}

// sendCookie tells the client an id, if that is still possible.
func (r *Request) sendCookie(id string) bool {
	if !r.m.app.Cookie.UseCookies {
		return true
	}
	headers := r.answer.edit()
	for _, h := range headers {
		r.m.setCookie(h, id, r.http.TLS != nil)
	}
	return len(headers) > 0
}

// Session gives the request's session. If there is none it makes one, if
// create says so, else gives nil and no error. An error says that it isn't
// known whether there is one (ErrNoStorage), that there is one which can't be
// read (ErrUnreadable), or why none can be made; none is made then, since its
// cookie would take the place of the user's own.
func (r *Request) Session(create bool) (*Session, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return nil, ErrRequestEnded
	}
	r.looked = true
	m, ctx := r.m, r.ctx
	r.budget.begin()
	defer r.budget.end()
	if r.session != nil && !r.entered && !m.sticky && m.needsLock(r) {
		// Relocated before the application ran; it needs the lock now.
		err := r.session.enter(ctx, r)
		if errors.Is(err, errMissing) {
			r.drop(ctx)
		} else if err != nil {
			return nil, err
		}
	}
	if r.session != nil && !r.session.isInvalid() {
		r.entered = true
		r.use()
		return r.session, nil
	}
	if r.session != nil {
		r.drop(ctx)
		r.gone = true
	}
	if r.asked != "" && !r.gone {
		if r.fault != nil {
			return nil, r.fault
		}
		s, err := m.find(ctx, r, create)
		if err != nil {
			if errors.Is(err, ErrNoStorage) {
				r.fault = err
			}
			return nil, err
		}
		if s != nil {
			r.session, r.entered = s, true
			r.use()
			return s, nil
		}
	}
	if !create {
		return nil, nil
	}
	if r.stale {
		return nil, ErrIDChanged
	}
	s, err := m.create(ctx, r)
	if err != nil {
		return nil, err
	}
	r.session, r.used, r.entered = s, true, true
	return s, nil
}

// use notes the application's first look at the session.
func (r *Request) use() {
	if !r.used {
		r.used = true
		r.overruled, r.changes = r.session.timesOverruled(), r.session.changes()
		r.session.activate(false)
		r.session.access(r.m.millis())
	}
}

// refusal is why the changes of a request are not stored.
type refusal struct{ err error }

// refuse answers that the changes of this request are stored nowhere, as far as
// the answer isn't on its way.
func (r *Request) refuse() {
	why := r.refused.Load()
	if why == nil || r.m.cfg.AsMSM {
		return
	}
	r.m.count.refusedAnswers.Add(1)
	if !r.answer.replace(http.StatusServiceUnavailable, "the session's changes are not stored: "+why.err.Error()+"; please send the request again") {
		r.m.log.Error().Err(why.err).Msg("a request was answered, but its changes of the session are lost")
	}
}

// drop lets go of a session that is gone.
func (r *Request) drop(ctx context.Context) {
	s := r.session
	r.session = nil
	s.leaveLock(context.WithoutCancel(ctx), r.lock)
	r.lock = nil
	r.m.local.detach(s)
}
