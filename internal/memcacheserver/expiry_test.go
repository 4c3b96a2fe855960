package memcacheserver

import (
	"strconv"
	"testing"
	"time"
)

// TestExpiry shows each kind of exptime second by second: the item lives up to
// the last second of its life and is dead in the next. The names cite the rules that write such
// values.
func TestExpiry(t *testing.T) {
	start := newClock().Now()
	const forever = -1
	tests := []struct {
		name    string
		exptime int64
		life    int64 // seconds; 0 is dead at once
	}{
		{"never (WIRE-60, WIRE-68: mii 6)", 0, forever},
		{"dead at once (WIRE-68: mii 5)", -1, 0},
		{"dead at once (WIRE-68: mii 3)", -3, 0},
		{"overflowed 2*mii (WIRE-69)", -2147483648, 0},
		{"ping (WIRE-67)", 1, 1},
		{"lock (WIRE-65)", 5, 5},
		{"sticky record (WIRE-68: mii 120)", 114, 114},
		{"30 days is relative", 2592000, 2592000},
		{"above 30 days as is: a date in 1970 (WIRE-61 before 1.7.0)", 2592001, 0},
		{"absolute, past", start.Unix() - 1, 0},
		{"absolute, now", start.Unix(), 0},
		{"absolute, next second", start.Unix() + 1, 1},
		{"absolute (WIRE-63 with abs)", start.Unix() + 3600, 3600},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newClock()
			s := New(Options{Now: c.Now})
			if err := s.Set("k", 2048, int32(tt.exptime), []byte("v")); err != nil {
				t.Fatal(err)
			}
			item, found := s.Get("k")
			if found != (tt.life != 0) {
				t.Fatalf("found right after set: %v", found)
			}
			if !found {
				return
			}
			if item.Exptime != int32(tt.exptime) || item.Flags != 2048 || item.Remaining != tt.life {
				t.Errorf("item shows exptime %d, flags %d, remaining %d", item.Exptime, item.Flags, item.Remaining)
			}
			if tt.life == forever {
				c.advance(100 * 365 * 24 * time.Hour)
				if item, found = s.Get("k"); !found || item.Remaining != Never {
					t.Errorf("after 100 years: found %v, remaining %d", found, item.Remaining)
				}
				return
			}
			c.advance(time.Duration(tt.life-1) * time.Second)
			if item, found = s.Get("k"); !found || item.Remaining != 1 {
				t.Fatalf("in its last second: found %v, remaining %d", found, item.Remaining)
			}
			c.advance(time.Second)
			if _, found = s.Get("k"); found {
				t.Error("alive in the second of its deadline")
			}
			if keys := s.Keys(); len(keys) != 0 {
				t.Errorf("keys of dead items listed: %q", keys)
			}
		})
	}
}

// TestDeadItemsInCommands: a dead item is no item, for every command.
func TestDeadItemsInCommands(t *testing.T) {
	for _, tt := range []struct{ command, want string }{
		{"get k\r\n", "END\r\n"},
		{"add k 0 0 1\r\nw\r\n", "STORED\r\n"},
		{"replace k 0 0 1\r\nw\r\n", "NOT_STORED\r\n"},
		{"append k 0 0 1\r\nw\r\n", "NOT_STORED\r\n"},
		{"cas k 0 0 1 1\r\nw\r\n", "NOT_FOUND\r\n"},
		{"incr k 1\r\n", "NOT_FOUND\r\n"},
		{"touch k 0\r\n", "NOT_FOUND\r\n"},
		{"gat 0 k\r\n", "END\r\n"},
		{"delete k\r\n", "NOT_FOUND\r\n"},
	} {
		c := newClock()
		s := listening(t, Options{Now: c.Now})
		nc := dial(t, s)
		nc.say("set k 0 10 1\r\n7\r\n", "STORED\r\n")
		c.advance(10 * time.Second)
		nc.say(tt.command, tt.want)
		checkStore(t, s.store)
	}
}

// TestTouchMovesDeadline: touch and gat give a new life, append and incr keep the old one.
func TestTouchMovesDeadline(t *testing.T) {
	for _, tt := range []struct {
		command, want string
		remaining     int64
	}{
		{"touch k 50\r\n", "TOUCHED\r\n", 50},
		{"gat 60 k\r\n", "VALUE k 3 1\r\n7\r\nEND\r\n", 60},
		{"append k 0 0 1\r\n0\r\n", "STORED\r\n", 6},
		{"incr k 1000\r\n", "1007\r\n", 6},
		{"get k\r\n", "VALUE k 3 1\r\n7\r\nEND\r\n", 6},
		{"set k 0 0 1\r\n1\r\n", "STORED\r\n", Never},
	} {
		c := newClock()
		s := listening(t, Options{Now: c.Now})
		nc := dial(t, s)
		nc.say("set k 3 10 1\r\n7\r\n", "STORED\r\n")
		c.advance(4 * time.Second)
		nc.say(tt.command, tt.want)
		if item, _ := s.Get("k"); item.Remaining != tt.remaining {
			t.Errorf("%q: remaining %d, want %d", tt.command, item.Remaining, tt.remaining)
		}
	}
}

// TestDelayedFlush: at second delay-1 all that was stored up to it dies.
func TestDelayedFlush(t *testing.T) {
	for _, sent := range []string{"5", strconv.FormatInt(newClock().Now().Unix()+5, 10)} {
		c := newClock()
		s := listening(t, Options{Now: c.Now})
		nc := dial(t, s)
		nc.say("set before 0 0 1\r\nx\r\nflush_all "+sent+"\r\n", "STORED\r\nOK\r\n")
		c.advance(3 * time.Second)
		nc.say("set between 0 0 1\r\nx\r\nget before\r\n", "STORED\r\nVALUE before 0 1\r\nx\r\nEND\r\n")
		c.advance(time.Second)
		nc.say("get before between\r\n", "END\r\n")
		c.advance(time.Second)
		nc.say("set after 0 0 1\r\nx\r\nget after\r\n", "STORED\r\nVALUE after 0 1\r\nx\r\nEND\r\n")
		checkStore(t, s.store)
	}
}
