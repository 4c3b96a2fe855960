package manager

import (
	"context"
	"fmt"
	"sync"
)

// finish is the storing part of a request's end on its way. Save is called when
// the session is safe: one copy of it is stored, or there was nothing to store;
// answer when the request may be answered, though what needs no waiting for may
// still be on its way.
type finish struct {
	onceSaved, onceDone sync.Once
	saved, done         chan struct{}
}

func newFinish() *finish {
	return &finish{saved: make(chan struct{}), done: make(chan struct{})}
}

func (f *finish) save()   { f.onceSaved.Do(func() { close(f.saved) }) }
func (f *finish) answer() { f.onceDone.Do(func() { close(f.done) }) }

// run does the storing part of a request's end: with sessionBackupAsync in
// the pool, else here. It waits no longer than twice sessionBackupTimeout, once
// for the record and once for the validity info, as MSM does (CFG-36, NST-44),
// but until the session is safe (TRAP-71); and no longer than storage may hold
// the request, which is refused if its changes are stored nowhere by then. What
// is late goes on until the storage's own timeout, and is counted. The session
// is pinned by the caller and let go here.
func (m *Manager) run(r *Request, job func(f *finish), s *Session) {
	f := newFinish()
	work := func() {
		defer f.save()
		defer func() {
			if s != nil {
				m.local.unpin(s)
			}
			if trouble := recover(); trouble != nil {
				m.count.add(&m.count.backupFailures)
				m.log.Error().Str("panic", fmt.Sprint(trouble)).Msg("storing a session")
			}
		}()
		job(f)
	}
	if m.conf().BackupAsync {
		if !m.backups.submit(work) {
			work() // the queue is full, or closed: this request waits instead
		}
		return
	}
	m.running.Add(1)
	m.crew.run(func() {
		defer m.running.Done()
		defer f.answer()
		work()
	})
	left := r.budget.remaining()
	patience := min(2*m.conf().BackupTimeout, left)
	select {
	case <-f.done:
		return
	case <-m.cfg.After(patience):
	}
	select {
	case <-f.saved:
		if isDone(f.done) {
			return
		}
		m.log.Warn().Msg("session not stored within sessionBackupTimeout; answering all the same")
	case <-m.cfg.After(left - patience):
		m.log.Error().Msg("session not stored within operationTimeout; its changes in this request are refused")
		r.refused.CompareAndSwap(nil, &refusal{ErrNotStored})
	}
	m.count.late.Add(1)
	m.count.add(&m.count.backupFailures)
}

func isDone(done <-chan struct{}) bool {
	select {
	case <-done:
		return true
	default:
		return false
	}
}

// pool runs jobs on a few goroutines, with a bounded queue.
type pool struct {
	jobs chan func()

	mu      sync.Mutex
	idle    *sync.Cond
	threads int // as many may run
	running int
	open    int // jobs queued or running
	closed  bool
	give    bool // up: what is queued is dropped
}

func newPool(threads, queue int) *pool {
	p := &pool{threads: threads, jobs: make(chan func(), queue)}
	p.idle = sync.NewCond(&p.mu)
	return p
}

// submit queues a job; false if the queue is full or closed.
func (p *pool) submit(job func()) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	select {
	case p.jobs <- job:
	default:
		return false
	}
	p.open++
	if p.running < p.threads {
		p.running++
		go p.work()
	}
	return true
}

// resize changes how many jobs run at a time. Threads that are too many end
// with their next job.
func (p *pool) resize(threads int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.threads = threads
}

func (p *pool) work() {
	for job := range p.jobs {
		p.mu.Lock()
		drop := p.give
		p.mu.Unlock()
		if !drop {
			job()
		}
		if p.done() {
			return
		}
	}
}

// done books a job that was done, and tells whether its thread is to end.
func (p *pool) done() (end bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open--
	if p.open == 0 {
		p.idle.Broadcast()
	}
	if p.running > p.threads {
		p.running--
		return true
	}
	return false
}

// drain waits until nothing is queued or running.
func (p *pool) drain() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.open > 0 {
		p.idle.Wait()
	}
}

// close takes no more jobs, waits for those that there are, and gives the
// number of those that were not done when ctx ended.
func (p *pool) close(ctx context.Context) (lost int) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return 0
	}
	p.closed = true
	close(p.jobs)
	p.mu.Unlock()
	done := make(chan struct{})
	go func() {
		p.drain()
		close(done)
	}()
	select {
	case <-done:
		return 0
	case <-ctx.Done():
		p.mu.Lock()
		defer p.mu.Unlock()
		p.give = true
		return p.open
	}
}
