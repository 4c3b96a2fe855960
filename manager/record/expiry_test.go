package record_test

import (
	"math"
	"testing"

	"msmgate/manager/record"
)

func TestExpiry(t *testing.T) {
	const now = 1795370704672 // ms
	v16 := record.Expiry{}
	v17 := record.Expiry{Absolute: true}
	v18 := record.Expiry{Absolute: true, Background: -6}
	with60 := record.Expiry{Absolute: true, Background: 60}
	for _, c := range []struct {
		rule string
		got  int32
		want int32
	}{
		{"WIRE-60 sticky, never", v18.Sticky(now, 0, 0), 0},
		{"WIRE-60 sticky, -60", v18.Sticky(now, 0, -60), 0},
		{"WIRE-60 non-sticky, never", v18.NonSticky(now, -1), 0},
		{"WIRE-60 validity, never", v18.Validity(now, 0), 0},
		{"WIRE-61 1.6.5", v16.Sticky(now, now-1500, 120), 118},
		{"WIRE-61 1.6.5, over 30 days", v16.Sticky(now, now, 2592001), 2592001},
		{"WIRE-61 1.7.0, over 30 days", v17.Sticky(now, now, 2592001), 1795370704 + 2592001},
		{"WIRE-61 30 days", v17.Sticky(now, now, 2592000), 2592000},
		{"WIRE-62 over 30 days, less 6", v18.Sticky(now, now, 2592001), 2591995},
		{"WIRE-62 with a delay of 10", with60.Sticky(now, now, 1800), 1860},
		{"WIRE-68 120", v18.Sticky(now, now, 120), 114},
		{"WIRE-68 6 never expires", v18.Sticky(now, now, 6), 0},
		{"WIRE-68 5 is dead", v18.Sticky(now, now, 5), -1},
		{"WIRE-68 3 is dead", v18.Sticky(now, now, 3), -3},
		{"WIRE-68 1.6.5, 3", v16.Sticky(now, now, 3), 3},
		{"WIRE-63 non-sticky", v18.NonSticky(now, 1800), 3600},
		{"WIRE-63 1.6.5, over 30 days", v16.NonSticky(now, 1296001), 2592002},
		{"WIRE-63 over 30 days", v18.NonSticky(now, 1296001), 1795370704 + 2592002},
		{"WIRE-64 validity", v18.Validity(now, 1800), 1800},
		{"WIRE-64 over 30 days", v18.Validity(now, 2592001), 1795370704 + 2592001},
		{"WIRE-69 twice the life wraps", v18.NonSticky(now, 1073741824), math.MinInt32},
		{"WIRE-69 the date wraps", v18.Validity(now, 400000000), 1795370704 + 400000000 - 1<<31 - 1<<31},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.rule, c.got, c.want)
		}
	}
}

// TestRound1000 holds values that a Java 17 gave for Math.round(ms / 1000f).
func TestRound1000(t *testing.T) {
	for _, c := range []struct {
		ms   int64
		want int32
	}{
		{0, 0}, {1, 0}, {499, 0}, {500, 1}, {501, 1}, {999, 1}, {1499, 1}, {1500, 2}, {2500, 3},
		{-1, 0}, {-499, 0}, {-500, 0}, {-501, -1}, {-1500, -1}, {-1501, -2},
		{16777217, 16777}, {33554431500, 33554432}, {1795370704672, 1795370624},
		{math.MaxInt64, math.MaxInt32}, {math.MinInt64, math.MinInt32}, {2147483647000, math.MaxInt32},
	} {
		if got := record.Round1000(c.ms); got != c.want {
			t.Errorf("round1000(%d) = %d, want %d", c.ms, got, c.want)
		}
	}
}

func TestFresh(t *testing.T) {
	const now = 1795370704672
	for _, c := range []struct {
		rule     string
		accessed int64
		mii      int32
		want     bool
	}{
		{"TRAP-18 idle seconds are cut", now - 119999, 120, true},
		{"TRAP-18 idle is reached", now - 120000, 120, false},
		{"TRAP-19 never", 0, 0, true},
		{"TRAP-19 -60", 0, -60, true},
		{"TRAP-17 a clock behind", now + 5000, 1, true},
		{"WIRE-56 the int wraps", now - 2147483648000, 120, true},
	} {
		if got := record.Fresh(now, c.accessed, c.mii); got != c.want {
			t.Errorf("%s: %v", c.rule, got)
		}
		v := record.Validity{MaxInactiveInterval: c.mii, ThisAccessedTime: c.accessed}
		r := record.Record{MaxInactiveInterval: c.mii, ThisAccessedTime: c.accessed, IsValid: true}
		if v.Valid(now) != c.want || r.Valid(now) != c.want {
			t.Errorf("STK-11, WIRE-56: %s: validity %v, record %v", c.rule, v.Valid(now), r.Valid(now))
		}
	}
	if dead := (&record.Record{ThisAccessedTime: now, MaxInactiveInterval: 60}); dead.Valid(now) {
		t.Error("TRAP-9: isValid '0' is no session")
	}
}
