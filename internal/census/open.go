package census

import (
	"errors"
	"fmt"

	"msmgate/manager/classfilter"
	"msmgate/manager/record"
	"msmgate/manager/transcoder"
)

// ErrNoRecord says that an item is a lock, a validity info, a copy, or nothing
// of memcached-session-manager's: there is no session to open in it.
var ErrNoRecord = errors.New("no session record")

// kindOf tells what an item holds.
func kindOf(item Item) Kind {
	if item.Err != nil {
		return Foreign
	}
	kind := KindOfKey(item.Key)
	if item.Key == "" {
		kind = kindOfValue(item)
	}
	if kind == Record && record.IsPing(item.Value) {
		return Ping // under a session's own key (TRAP-1)
	}
	return kind
}

// Open decodes the attributes of an item's record, whatever serializer they are
// of, for those who want more of it than a census counts. A decoder's own fault
// is an error too, and more bytes than the filter allows; of classes it isn't
// asked. ErrNoRecord says that it isn't a session.
func (c *Census) Open(item Item) (doc transcoder.Document, err error) {
	if err := item.Failed(); err != nil {
		return nil, fmt.Errorf("%s: %w", clip(item.name()), err)
	}
	if kindOf(item) != Record {
		return nil, ErrNoRecord
	}
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%s: decoding it ended with a fault of msmgate's own: %T", clip(item.name()), fault)
		}
	}()
	data, err := unwrap(item)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", clip(item.name()), err)
	}
	r, err := record.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", clip(item.name()), err)
	}
	if len(r.Attributes) == 0 {
		return nil, ErrNoRecord
	}
	if err := c.o.Filter.CheckExtent(classfilter.Extent{Bytes: int64(len(r.Attributes))}); err != nil {
		return nil, fmt.Errorf("%s: the attributes' bytes: %w", clip(item.name()), err)
	}
	if doc, _, err = c.decode(r.Attributes); err != nil {
		return nil, fmt.Errorf("%s: %w", clip(item.name()), err)
	}
	return doc, nil
}
