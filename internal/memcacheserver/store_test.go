package memcacheserver

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestDirectAccess(t *testing.T) {
	s := listening(t, Options{Now: newClock().Now})
	value := []byte("bytes")
	if err := s.Set("b", 2048, 1800, value); err != nil {
		t.Fatal(err)
	}
	if err := s.Set("a", 0, 0, nil); err != nil {
		t.Fatal(err)
	}
	value[0] = 'X' // the caller's slice is not the store's
	item, found := s.Get("b")
	if !found || string(item.Value) != "bytes" || item.Flags != 2048 || item.Exptime != 1800 || item.Remaining != 1800 || item.CAS != 1 {
		t.Errorf("got %+v, %v", item, found)
	}
	item.Value[0] = 'X'
	dial(t, s).say("get b\r\n", "VALUE b 2048 5\r\nbytes\r\nEND\r\n")
	if keys := s.Keys(); !slices.Equal(keys, []string{"a", "b"}) {
		t.Errorf("keys %q", keys)
	}
	if !s.Delete("a") || s.Delete("a") {
		t.Error("Delete must say whether there was an item")
	}
	s.FlushAll()
	if keys := s.Keys(); len(keys) != 0 {
		t.Errorf("keys after FlushAll: %q", keys)
	}
}

func TestSetRefuses(t *testing.T) {
	s := New(Options{MaxItemSize: 1000, MaxMemory: 900})
	for _, tt := range []struct {
		name, key string
		length    int
		want      error
	}{
		{"empty key", "", 1, ErrKey},
		{"long key", strings.Repeat("k", 251), 1, ErrKey},
		{"space in key", "a b", 1, ErrKey},
		{"line end in key", "a\r\nflush_all", 1, ErrKey},
		{"over the item limit", "k", 1000, ErrTooLarge},
		{"over all memory", "k", 850, ErrTooLarge},
		{"fits", "k", 800, nil},
	} {
		if err := s.Set(tt.key, 0, 0, make([]byte, tt.length)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

// TestEviction: the least recently used items make room, and only they.
func TestEviction(t *testing.T) {
	room := 3 * itemSize(1, 0, 100)
	s := listening(t, Options{MaxMemory: room})
	nc := dial(t, s)
	for _, key := range []string{"a", "b", "c"} {
		nc.say(set("set", key, 100), "STORED\r\n")
	}
	nc.say("touch a 0\r\n", "TOUCHED\r\n") // a is now the last used
	nc.say(set("set", "d", 100), "STORED\r\n")
	if keys := s.Keys(); !slices.Equal(keys, []string{"a", "c", "d"}) {
		t.Errorf("keys %q, want b evicted", keys)
	}
	nc.say(set("set", "e", 150), "STORED\r\n") // needs more than one item's room
	if keys := s.Keys(); !slices.Equal(keys, []string{"d", "e"}) {
		t.Errorf("keys %q, want c and a evicted", keys)
	}
	nc.say(set("set", "f", room), "SERVER_ERROR out of memory storing object\r\n")
	if keys := s.Keys(); !slices.Equal(keys, []string{"d", "e"}) {
		t.Errorf("keys %q after a refused item", keys)
	}
	checkStore(t, s.store)
}

// TestReplacedInItsOwnRoom: an item is replaced in its own room.
func TestReplacedInItsOwnRoom(t *testing.T) {
	s := listening(t, Options{MaxMemory: 2 * itemSize(1, 0, 100)})
	nc := dial(t, s)
	nc.say(set("set", "a", 100)+set("set", "b", 100)+set("set", "a", 100), strings.Repeat("STORED\r\n", 3))
	if keys := s.Keys(); !slices.Equal(keys, []string{"a", "b"}) {
		t.Errorf("keys %q", keys)
	}
	nc.say("append a 0 0 1\r\nx\r\n", "STORED\r\n")
	if keys := s.Keys(); !slices.Equal(keys, []string{"a"}) {
		t.Errorf("keys %q, want b to have made room for the longer a", keys)
	}
	checkStore(t, s.store)
}

func TestParseNumbers(t *testing.T) {
	for _, tt := range []struct {
		text string
		i32  int32
		i32k bool
		u64  uint64
		u64k bool
	}{
		{"0", 0, true, 0, true},
		{"-1", -1, true, 0, false},
		{"+1", 1, true, 1, true},
		{" 7 x", 7, true, 7, true},
		{"", 0, false, 0, false},
		{"-", 0, false, 0, false},
		{"x", 0, false, 0, false},
		{"1x", 0, false, 0, false},
		{"4294967295", -1, true, 4294967295, true},
		{"9223372036854775807", -1, true, 9223372036854775807, true},
		{"9223372036854775808", 0, false, 9223372036854775808, true},
		{"-9223372036854775808", 0, true, 0, false},
		{"-9223372036854775809", 0, false, 9223372036854775807, true},
		{"18446744073709551615", 0, false, 18446744073709551615, true},
		{"18446744073709551616", 0, false, 0, false},
		{"-18446744073709551615", 0, false, 1, true},
	} {
		i, ok := parseInt32([]byte(tt.text))
		if i != tt.i32 || ok != tt.i32k {
			t.Errorf("parseInt32(%q) = %d, %v", tt.text, i, ok)
		}
		u, ok := parseUint64([]byte(tt.text))
		if u != tt.u64 || ok != tt.u64k {
			t.Errorf("parseUint64(%q) = %d, %v", tt.text, u, ok)
		}
	}
}
