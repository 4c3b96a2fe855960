package manager

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/storage"
)

// fetch reads a record. errGone stands for a miss and for a ping's byte
// (TRAP-1), errMissing for a tombstone, too. What can't be decoded gives
// ErrUnreadable and stays as it is.
func (m *Manager) fetch(ctx context.Context, id string) (*record.Record, []byte, error) {
	node, _ := m.nodeOf(id)
	done := m.measure()
	value, err := m.get(ctx, node, m.keys().Record(id))
	if errors.Is(err, storage.ErrMiss) {
		return nil, nil, errGone
	}
	if err != nil && !errors.Is(err, ErrUnreadable) {
		return nil, nil, m.storageFault(ctx, id, err)
	}
	if err == nil {
		switch {
		case record.IsPing(value):
			return nil, nil, errPing
		case bytes.Equal(value, tombstone):
			return nil, nil, errMissing
		}
		var rec *record.Record
		if rec, err = record.Decode(value); err == nil {
			done.end(&m.probes.loaded)
			return rec, value, nil
		}
	}
	m.count.add(&m.count.unreadable)
	err = fmt.Errorf("loading session %s: %w", sessionid.Hash(id), onNode(node, fmt.Errorf("%w: %w", ErrUnreadable, err)))
	m.log.Error().Err(err).Msg("the record is left as it is")
	return nil, nil, err
}

// get reads a value and unpacks it; a value that can't be unpacked gives
// ErrUnreadable.
func (m *Manager) get(ctx context.Context, node, key string) ([]byte, error) {
	item, err := m.getItem(ctx, node, key)
	if err != nil {
		if errors.Is(err, storage.ErrMiss) {
			m.nodes().MarkUp(node) // NODE-15
		}
		return nil, err
	}
	m.nodes().MarkUp(node)
	value, err := record.Unwrap(item.Flags, item.Value, 0)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return value, nil
}

// readValidity puts the times of the validity info into a record that was just
// loaded. Without one, or with one that can't be read, the record's own stay.
// MSM doesn't take the maxInactiveInterval from it; a change of that alone
// would be lost (NST-43).
func (m *Manager) readValidity(ctx context.Context, id string, rec *record.Record) {
	node, _ := m.nodeOf(id)
	done := m.measure()
	data, err := m.get(ctx, node, m.keys().Validity(id))
	var v record.Validity
	if err == nil {
		v, err = record.DecodeValidity(data)
	}
	if err != nil {
		m.log.Warn().Err(err).Str("session", sessionid.Hash(id)).Msg("no validity info; using the record's times")
		return
	}
	done.end(&m.probes.times)
	rec.LastAccessedTime, rec.ThisAccessedTime = v.LastAccessedTime, v.ThisAccessedTime
	rec.MaxInactiveInterval = v.MaxInactiveInterval
}

// skew is how far apart clocks may be before this node believes that a session
// it has just read is dead (TRAP-17), in milliseconds.
const skew = 30_000

// dropExpired deletes an expired record (STK-11, NST-80), unless another
// node's clock may see it alive.
func (m *Manager) dropExpired(ctx context.Context, id string, rec *record.Record, now int64) {
	if rec.IsValid && record.Fresh(now-skew, rec.ThisAccessedTime, rec.MaxInactiveInterval) {
		return
	}
	if err := m.deleteKeys(context.WithoutCancel(ctx), id); err != nil {
		m.log.Warn().Err(err).Str("session", sessionid.Hash(id)).Msg("could not delete an expired session")
	}
}

// reachable refuses what would only wait for a node that is known to be down:
// requests that queued up behind the first one to notice.
func (m *Manager) reachable(ctx context.Context, id string) error {
	if node, ok := m.nodeOf(id); ok && !m.nodes().Up(ctx, node) {
		return fmt.Errorf("session %s: storage node %s is down: %w", sessionid.Hash(id), node, ErrNoStorage)
	}
	return nil
}

// storageFault says that a node didn't answer, which is not "no such session"
// (TRAP-74).
func (m *Manager) storageFault(ctx context.Context, id string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("session %s: %w: %w", sessionid.Hash(id), ErrNoStorage, err)
}
