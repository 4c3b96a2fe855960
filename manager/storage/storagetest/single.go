package storagetest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"msmgate/manager/storage"
)

// want fails the test unless the error is the one that is wanted.
func want(t testing.TB, what string, got, wanted error) {
	t.Helper()
	if !errors.Is(got, wanted) {
		t.Errorf("%s: %v, want %v", what, got, wanted)
	}
}

func commands(t *testing.T, s *suite) {
	ctx, key := t.Context(), s.key()
	_, err := s.Get(ctx, s.Node, key)
	want(t, "get of nothing", err, storage.ErrMiss)
	want(t, "delete of nothing", s.Delete(ctx, s.Node, key), storage.ErrMiss)
	want(t, "add to a free key", s.Add(ctx, s.Node, key, storage.Item{Flags: 7, Value: []byte("first")}, 1000), nil)
	want(t, "add to a taken key", s.Add(ctx, s.Node, key, text("second"), 0), storage.ErrNotStored)
	s.holds(t, key, storage.Item{Flags: 7, Value: []byte("first")})
	want(t, "set over it", s.Set(ctx, s.Node, key, storage.Item{Flags: 2048, Value: []byte("third")}, 0), nil)
	s.holds(t, key, storage.Item{Flags: 2048, Value: []byte("third")})
	want(t, "delete", s.Delete(ctx, s.Node, key), nil)
	want(t, "a second delete", s.Delete(ctx, s.Node, key), storage.ErrMiss)
	want(t, "add after delete", s.Add(ctx, s.Node, key, text("fourth"), 0), nil)
	s.holds(t, key, text("fourth"))
}

func (s *suite) holds(t testing.TB, key string, item storage.Item) {
	t.Helper()
	got, err := s.Get(t.Context(), s.Node, key)
	if err != nil {
		t.Errorf("get: %v", err)
		return
	}
	if got.Flags != s.flags(item.Flags) || !bytes.Equal(got.Value, item.Value) {
		t.Errorf("got %d bytes %.40q, flags %d; want %d bytes %.40q, flags %d",
			len(got.Value), got.Value, got.Flags, len(item.Value), item.Value, s.flags(item.Flags))
	}
}

func values(t *testing.T, s *suite) {
	items := []storage.Item{
		text(""), text("\x01"), text("locked"), text("\r\n"), text("END\r\n"), text("\r\nEND\r\n"),
		text("VALUE x 0 5\r\nabcde\r\nEND\r\n"), text("STORED\r\n"), text("SERVER_ERROR x\r\n"),
		{Value: bytes.Repeat([]byte{0, 0xff, '\r', '\n'}, 100)},
	}
	for _, flags := range []uint32{1, 2, 512, 2048, 2050, 1<<32 - 1} {
		items = append(items, storage.Item{Flags: flags, Value: []byte("v")})
	}
	for _, size := range []int{172, 4095, 4096, 4097, 32767, 32769, 65535, 65536, 65537, 300000, 900000} {
		value := make([]byte, size)
		for i := range value {
			value[i] = byte(i * 31)
		}
		items = append(items, storage.Item{Flags: uint32(size), Value: value})
	}
	for i, item := range items {
		t.Run(fmt.Sprintf("%d: %d bytes", i, len(item.Value)), func(t *testing.T) {
			key := s.key()
			want(t, "set", s.Set(t.Context(), s.Node, key, item, 100), nil)
			s.holds(t, key, item)
		})
	}
}

func keys(t *testing.T, s *suite) {
	ctx := t.Context()
	for _, c := range []struct {
		rule, key string
		want      error
	}{
		{"SID-70 longest", strings.Repeat("k", 250-len(s.key())) + s.key(), nil},
		{"WIRE-7 UTF-8", "schloß€" + s.key(), nil},
		{"SID-70 too long", strings.Repeat("k", 251), storage.ErrBadKey},
		{"SID-70 blank", "A -n1", storage.ErrBadKey},
		{"SID-70 line end", "A-n1\r\nflush_all", storage.ErrBadKey},
		{"SID-70 NUL", "A\x00", storage.ErrBadKey},
		{"SID-70 DEL", "A\x7f", storage.ErrBadKey},
		{"SID-70 empty", "", storage.ErrBadKey},
	} {
		t.Run(c.rule, func(t *testing.T) {
			want(t, "add", s.Add(ctx, s.Node, c.key, text("v"), 100), c.want)
			err := s.Set(ctx, s.Node, c.key, text("w"), 100)
			want(t, "set", err, c.want)
			if err != nil && c.key != "" && strings.Contains(err.Error(), c.key) {
				t.Errorf("the error tells the key: %v", err)
			}
			_, err = s.Get(ctx, s.Node, c.key)
			want(t, "get", err, c.want)
			want(t, "delete", s.Delete(ctx, s.Node, c.key), c.want)
		})
	}
}

func expiry(t *testing.T, s *suite) {
	ctx := t.Context()
	now := int32(time.Now().Unix())
	for _, c := range []struct {
		rule    string
		exptime int32
		dead    bool
	}{
		{"WIRE-60 never", 0, false},
		{"WIRE-68 dead at once", -1, true},
		{"WIRE-66 five seconds and more", 3600, false},
		{"WIRE-63 thirty days", 2592000, false},
		{"WIRE-63 a date to come", now + 2592001, false},
		{"WIRE-67 one second", 1, true},
		{"WIRE-63 a date just over", now - 1, true},
	} {
		t.Run(c.rule, func(t *testing.T) {
			t.Parallel()
			set, added := s.key(), s.key()
			want(t, "set", s.Set(ctx, s.Node, set, text("v"), c.exptime), nil)
			want(t, "add", s.Add(ctx, s.Node, added, text("v"), c.exptime), nil)
			for _, key := range []string{set, added} {
				if !c.dead {
					s.holds(t, key, text("v"))
					continue
				}
				_, err := s.Get(ctx, s.Node, key)
				for until := time.Now().Add(patient); err == nil && time.Now().Before(until); {
					time.Sleep(20 * time.Millisecond) // between two looks
					_, err = s.Get(ctx, s.Node, key)
				}
				want(t, "get", err, storage.ErrMiss)
			}
		})
	}
	t.Run("WIRE-68 a negative exptime kills what was there", func(t *testing.T) {
		key := s.key()
		want(t, "set", s.Set(ctx, s.Node, key, text("v"), 0), nil)
		want(t, "set", s.Set(ctx, s.Node, key, text("w"), -6), nil)
		_, err := s.Get(ctx, s.Node, key)
		want(t, "get", err, storage.ErrMiss)
	})
}

func refusedByNode(t *testing.T, s *suite) {
	ctx, key := t.Context(), s.key()
	err := s.Set(ctx, s.Node, key, storage.Item{Value: make([]byte, storage.MaxValue+1)}, 0)
	want(t, "WIRE-22 over the client's limit", err, storage.ErrTooLarge)
	if s.ItemLimit > 0 {
		err = s.Set(ctx, s.Node, key, storage.Item{Value: make([]byte, s.ItemLimit)}, 0)
		want(t, "WIRE-22 over the node's limit", err, storage.ErrRefused)
	}
	_, err = s.Get(ctx, s.Node, key)
	want(t, "the next operation", err, storage.ErrMiss)
}

// ownMemory changes what was stored and what was got.
func ownMemory(t *testing.T, s *suite) {
	ctx, key := t.Context(), s.key()
	mine := []byte("value")
	want(t, "set", s.Set(ctx, s.Node, key, storage.Item{Value: mine}, 0), nil)
	mine[0] = 'x'
	got, err := s.Get(ctx, s.Node, key)
	want(t, "get", err, nil)
	clear(got.Value)
	s.holds(t, key, text("value"))
}
