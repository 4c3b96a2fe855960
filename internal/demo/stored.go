package demo

import (
	"context"
	"encoding/hex"
	"errors"
	"net/http"

	"msmgate/contextxml"
	"msmgate/manager/storage"
)

// Stored looks at what the storage nodes hold, without being noticed by a
// session.
type Stored interface {
	// Find gives a key's item, wherever it is; nil if it is nowhere.
	Find(ctx context.Context, key string) (*StoredItem, error)
}

// StoredItem is what a storage node holds under a key.
type StoredItem struct {
	Key  string `json:"key"`
	Node string `json:"node"`
	Size int    `json:"size"`
	// Flags are memcached's (WIRE-10).
	Flags uint32 `json:"flags"`
	// Expires is the life that is left in seconds, -1 for ever, nil unknown.
	Expires *int64 `json:"expires"`
	Hex     string `json:"hex"`
	value   []byte
}

// NewStoredItem makes an item of its value.
func NewStoredItem(node, key string, flags uint32, value []byte) *StoredItem {
	return &StoredItem{Key: key, Node: node, Size: len(value), Flags: flags, value: value}
}

// showStored answers with every key of the session that is there.
func (a *app) showStored(w http.ResponseWriter, r *http.Request) {
	s, err := session(r, false)
	if err != nil {
		failWith(w, err)
		return
	}
	answer := struct {
		ID   *string       `json:"id"`
		Keys []*StoredItem `json:"keys"`
	}{Keys: []*StoredItem{}}
	if s != nil {
		id := s.ID()
		answer.ID = &id
		for _, key := range s.Keys() {
			if a.o.Stored == nil {
				break
			}
			item, err := a.o.Stored.Find(r.Context(), key)
			if err != nil {
				fail(w, http.StatusServiceUnavailable, "a storage node did not answer")
				return
			}
			if item != nil {
				item.Hex = hex.EncodeToString(item.value)
				answer.Keys = append(answer.Keys, item)
			}
		}
	}
	writeJSON(w, http.StatusOK, answer)
}

// FromStorage looks by the protocol, which doesn't tell the time that is left.
func FromStorage(s storage.Storage, nodes contextxml.Nodes) Stored { return remote{s, nodes} }

type remote struct {
	storage storage.Storage
	nodes   contextxml.Nodes
}

func (s remote) Find(ctx context.Context, key string) (*StoredItem, error) {
	var faults error
	for _, node := range s.nodes.List {
		item, err := s.storage.Get(ctx, node.ID, key)
		switch {
		case err == nil:
			return NewStoredItem(node.ID, key, item.Flags, item.Value), nil
		case !errors.Is(err, storage.ErrMiss):
			faults = errors.Join(faults, err)
		}
	}
	return nil, faults
}
