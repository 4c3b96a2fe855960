package manager

import (
	"fmt"
	"sync"
	"time"

	"msmgate/manager/javaobj"
)

// Probe tells what a node measured of one kind of work since its start, in
// milliseconds where nothing else is said. Without data all is 0.
type Probe struct {
	Count, Min, Max int64
	Avg             float64
}

// Lines are the four lines that MSM shows by JMX: Count, Min, Avg, Max.
func (p Probe) Lines() []string {
	return []string{
		fmt.Sprintf("Count = %d", p.Count), fmt.Sprintf("Min = %d", p.Min),
		"Avg = " + javaobj.JavaDouble(p.Avg), fmt.Sprintf("Max = %d", p.Max),
	}
}

// Probes are what MSM measures (STAT-30 to STAT-44). With
// enableStatistics="false" nothing is.
type Probes struct {
	// EffectiveBackup is what the end of a tracked request took, in the request's
	// own time, also where nothing was stored (STAT-30).
	EffectiveBackup Probe
	// Backup is the storing of a session that was stored (STAT-31), of which
	// AttributesSerialization is the encoding of changed attributes (STAT-32) and
	// MemcachedUpdate the record's set, failed ones too (STAT-33).
	Backup, AttributesSerialization, MemcachedUpdate Probe
	// SessionsLoaded is a record's get and decoding, hits only (STAT-34);
	// SessionDeserialization the decoding of attributes, which here happens when
	// the first one is asked for (STAT-35).
	SessionsLoaded, SessionDeserialization Probe
	// SessionsDeleted is a record's delete (STAT-36).
	SessionsDeleted Probe
	// CachedDataSize is the size of stored records in bytes. It stays empty with
	// Dialect2x, as it does on these releases (STAT-37).
	CachedDataSize Probe
	// AcquireLock is the wait for a lock that was got, AcquireLockFailure for one
	// that wasn't, ReleaseLock its delete (STAT-38, STAT-39, STAT-40).
	AcquireLock, AcquireLockFailure, ReleaseLock Probe
	// OnBackupWithoutLoadedSession is the end of a request that named a session
	// and didn't load it (STAT-41); AfterBackup the writing of the validity info
	// (STAT-42), AfterLoad its reading, if it was there (STAT-43), and AfterDelete
	// the deletion of what a session has besides its record (STAT-44).
	OnBackupWithoutLoadedSession, AfterBackup, AfterLoad, AfterDelete Probe
}

// probe is a Probe while it grows.
type probe struct {
	mu                   sync.Mutex
	count, min, max, sum int64
}

func (p *probe) note(value int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.count == 0 || value < p.min {
		p.min = value
	}
	p.max = max(p.max, value)
	p.count++
	p.sum += value
}

func (p *probe) read() Probe {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.count == 0 {
		return Probe{}
	}
	return Probe{Count: p.count, Min: p.min, Max: p.max, Avg: float64(p.sum) / float64(p.count)}
}

// probes are Probes while they grow.
type probes struct {
	effective, backup, encode, update    probe
	loaded, decode, deleted, size        probe
	lock, lockFailure, unlock            probe
	unloaded, validity, times, leftovers probe
}

// measurement is one that is under way; none, with statistics off.
type measurement struct {
	now   func() time.Time
	begun time.Time
}

// measure begins a measurement.
func (m *Manager) measure() measurement {
	if !m.count.on {
		return measurement{}
	}
	return measurement{m.cfg.Now, m.cfg.Now()}
}

// end notes what was measured.
func (d measurement) end(p *probe) {
	if d.now != nil {
		p.note(int64(d.now().Sub(d.begun) / time.Millisecond))
	}
}

// noteSize measures a stored record (STAT-37).
func (m *Manager) noteSize(bytes int) {
	if m.count.on && m.cfg.Dialect != Dialect2x {
		m.probes.size.note(int64(bytes))
	}
}

// Probes gives the measurements as they are now.
func (m *Manager) Probes() Probes {
	p := &m.probes
	return Probes{
		EffectiveBackup: p.effective.read(), Backup: p.backup.read(),
		AttributesSerialization: p.encode.read(), MemcachedUpdate: p.update.read(),
		SessionsLoaded: p.loaded.read(), SessionDeserialization: p.decode.read(),
		SessionsDeleted: p.deleted.read(), CachedDataSize: p.size.read(),
		AcquireLock: p.lock.read(), AcquireLockFailure: p.lockFailure.read(), ReleaseLock: p.unlock.read(),
		OnBackupWithoutLoadedSession: p.unloaded.read(), AfterBackup: p.validity.read(),
		AfterLoad: p.times.read(), AfterDelete: p.leftovers.read(),
	}
}
