package manager

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
	"msmgate/manager/transcoder"
)

// outcome is how a backup ended (section 5 of STK).
type outcome int

const (
	skipped outcome = iota
	stored
	failed
	lost // another node's changes are stored in place of ours
	// outdone: another node's changes have been adopted, and are to be stored in
	// place of what was.
	outdone
)

// store writes the session's record if there is anything that isn't stored
// yet; force leaves out that question (STK-40). A change that comes while it
// writes is left for the next store. copied is closed when the secondary copy
// is done; it is nil without one.
func (s *Session) store(ctx context.Context, force bool) (result outcome, copied <-chan error) {
	result, copied, _ = s.storeWith(ctx, force, false)
	return result, copied
}

// storeWith is store, and if validity says so writes the validity info in one go
// with the record; written tells that this was done.
func (s *Session) storeWith(ctx context.Context, force, validity bool) (result outcome, copied <-chan error, written bool) {
	if err := s.storing.lock(ctx); err != nil {
		return failed, nil, false
	}
	defer s.storing.unlock()
	result, copied, written = s.storeOnce(ctx, force, validity)
	if result == outdone {
		result, copied, written = s.storeOnce(ctx, true, validity)
	}
	if result == stored && s.isDoubtful() {
		if copied != nil {
			<-copied
		}
		copied = nil
		s.giveWay(ctx)
	}
	return result, copied, written
}

// storeOnce is storeWith with storing held.
func (s *Session) storeOnce(ctx context.Context, force, validity bool) (result outcome, copied <-chan error, written bool) {
	m := s.m
	whole := m.measure()
	p, ok, err := s.plan(force)
	if err == nil && !ok {
		return skipped, nil, false
	}
	if err == nil {
		err = m.checkSize(p)
	}
	if err == nil {
		err = m.check(p)
	}
	if err == nil {
		p.value, err = p.rec.Encode()
	}
	if err != nil {
		m.count.add(&m.count.refused)
		m.count.add(&m.count.backupFailures)
		m.log.Error().Err(err).Str("session", sessionid.Hash(p.rec.ID)).Msg("session not stored: it could not be read again")
		return failed, nil, false
	}
	node, ok := m.nodeOf(p.rec.ID)
	if !ok { // check A of STK
		m.count.add(&m.count.backupFailures)
		return failed, nil, false
	}
	if !m.sticky {
		s.noteTry(p.value)
	}
	moved := s.isMoved()
	if moved {
		what, done := s.meetAlone(ctx, p)
		defer done()
		switch what {
		case unattended:
			m.unattended.put(p.rec.ID, m.cfg.Now(), false)
			return skipped, nil, false
		case overtaken:
			return skipped, nil, false
		case overruled:
			m.log.Warn().Str("session", sessionid.Hash(p.rec.ID)).Msg("another node has relocated the session and changed it; the changes made here are refused")
			return lost, nil, false
		case tornDown:
			s.vanish()
			return skipped, nil, false
		}
	}
	if p.changed && s.mayBeOvertaken() && s.isOvertaken(ctx, p) {
		return lost, nil, false
	}
	if m.secondary() {
		copied = s.storeCopy(ctx, p)
	}
	done, item := m.measure(), m.habits.item(p.value)
	ops := []storage.Op{{Verb: storage.Set, Node: node, Key: m.keys().Record(p.rec.ID), Item: item, Exptime: p.exptime}}
	if validity {
		ops = append(ops, m.validityOp(p.rec.ID, p.validity)...)
	}
	from, loadedAt := s.lookBackAt(ctx, node), s.lastBackup()
	answers := storage.Do(ctx, m.storage(), ops...)
	done.end(&m.probes.update)
	if moved {
		copied = settled(copied)
	}
	err, written = answers[0].Err, validity && answers[len(ops)-1].Err == nil
	if err != nil {
		m.count.add(&m.count.backupFailures)
		m.log.Warn().Err(err).Str("session", sessionid.Hash(p.rec.ID)).Msg("session not stored")
		return failed, copied, false
	}
	m.count.add(&m.count.backups)
	m.noteSize(len(item.Value))
	m.missing.forget(p.rec.ID)
	old := s.noteStored(p)
	result = stored
	if from != "" {
		result = s.lookBack(ctx, node, from, loadedAt, p)
	}
	if old != "" {
		if err := m.deleteKeys(ctx, old); err != nil {
			m.log.Warn().Err(err).Str("session", sessionid.Hash(old)).Msg("could not delete the record under the old id")
		}
	}
	whole.end(&m.probes.backup)
	return result, copied, written
}

// plan is one store on its way.
type plan struct {
	rec      record.Record
	value    []byte
	exptime  int32
	mod      uint64
	count    uint64 // of attempts to store, this one included
	changed  bool   // the attribute bytes aren't those that were read or stored
	validity record.Validity
}

// plan decides what to store. ok is false if there is nothing to do: nothing
// was changed, or the changes gave the same bytes (STK-42; bytes are compared,
// not their hash, TRAP-41).
func (s *Session) plan(force bool) (p plan, ok bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.m
	p.rec = s.rec
	if s.invalid || !s.loaded {
		return p, false, nil
	}
	force = force || s.force || !s.everStored
	if !force && s.mod == s.stored {
		if s.accessed {
			m.count.add(&m.count.noModification)
		} else {
			m.count.add(&m.count.noAttributes)
		}
		return p, false, nil
	}
	done := m.measure()
	attributes, err := s.encode()
	done.end(&m.probes.encode)
	if err != nil {
		return p, false, fmt.Errorf("encoding the attributes: %w", err)
	}
	p.changed = !s.everStored || !bytes.Equal(attributes, s.raw)
	if !force && !p.changed {
		s.stored = s.mod
		m.count.add(&m.count.noModification)
		return p, false, nil
	}
	now := m.millis()
	s.attempts++
	p.mod, p.count = s.mod, s.attempts
	p.rec.LastBackupTime, p.rec.Attributes = now, attributes
	p.rec.IsNew = s.rec.IsNew || s.born && !s.everStored // WIRE-41
	p.exptime = m.recordExptime(&p.rec, now)
	p.validity = s.validity()
	return p, true, nil
}

func (s *Session) validity() record.Validity {
	return record.Validity{
		MaxInactiveInterval: s.rec.MaxInactiveInterval,
		LastAccessedTime:    s.rec.LastAccessedTime,
		ThisAccessedTime:    s.rec.ThisAccessedTime,
	}
}

// check decodes new attribute bytes again, as the next node will: one that
// fails would make a Tomcat delete the session (TRAP-5).
func (m *Manager) check(p plan) error {
	if m.cfg.TrustEncoder || !p.changed {
		return nil
	}
	doc, err := m.transcoder.Decode(p.rec.Attributes, transcoder.Limits{})
	if err != nil {
		return fmt.Errorf("decoding the new attributes again: %w", err)
	}
	if names := doc.Names(); len(names) != len(slices.Compact(slices.Sorted(slices.Values(names)))) {
		return fmt.Errorf("decoding the new attributes again: an attribute stands in them twice")
	}
	return nil
}

// noteStored books a successful store, and gives the old id whose record has
// to go now.
func (s *Session) noteStored(p plan) (old string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rec.LastBackupTime = p.rec.LastBackupTime
	if !s.m.sticky {
		s.before = s.value
	}
	s.value, s.raw = p.value, p.value[len(p.value)-len(p.rec.Attributes):]
	s.stored = p.mod
	if s.mod == p.mod && s.m.conf().AttributeFilter == nil {
		s.doc = nil // the bytes say it all in a tenth of the space; not so with STK-47
	}
	s.storeCount++
	s.exptime = p.exptime
	s.everStored, s.accessed, s.moved, s.ownCopy = true, false, false, false
	if s.rec.ID == p.rec.ID {
		s.force = false
	}
	old, s.pendingDelete = s.pendingDelete, ""
	return old
}
