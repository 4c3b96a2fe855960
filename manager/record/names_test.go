package record_test

import (
	"encoding/hex"
	"errors"
	"testing"

	"msmgate/manager/record"
)

func TestKeys(t *testing.T) {
	plain, prefixed := record.Keys{}, record.Keys{Prefix: "px:c963a05b_"}
	for _, c := range []struct{ rule, got, want string }{
		{"WIRE-1", plain.Record("B751-n1.tcB"), "B751-n1.tcB"},
		{"WIRE-1", prefixed.Record("B751-n1.tcB"), "px:c963a05b_B751-n1.tcB"},
		{"WIRE-2", plain.Validity("B751-n1"), "validity:B751-n1"},
		{"WIRE-2", prefixed.Validity("B751-n1"), "validity:px:c963a05b_B751-n1"},
		{"WIRE-3", plain.Lock("B751-n1"), "lock:B751-n1"},
		{"WIRE-3", prefixed.Lock("B751-n1"), "lock:px:c963a05b_B751-n1"},
		{"WIRE-4", plain.Backup("B751-n1"), "bak:B751-n1"},
		{"WIRE-4", prefixed.Backup("B751-n1"), "bak:px:c963a05b_B751-n1"},
		{"WIRE-5", plain.BackupValidity("B751-n1"), "bak:validity:B751-n1"},
		{"TRAP-10", prefixed.BackupValidity("B751-n1.tcB"), "bak:px:c963a05b_validity:px:c963a05b_B751-n1.tcB"},
		{"WIRE-6", plain.Ping("n1"), "ping-n1"},
		{"WIRE-6", prefixed.Ping("n1"), "px:c963a05b_ping-n1"},
		{"WIRE-12", string(record.LockValue()), "locked"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.rule, c.got, c.want)
		}
	}
}

func TestValidity(t *testing.T) {
	v := record.Validity{MaxInactiveInterval: -1, LastAccessedTime: 0x1a20465250e, ThisAccessedTime: 0x1a20465250f}
	const want = "ffffffff000001a20465250e000001a20465250f"
	if got := hex.EncodeToString(v.Encode()); got != want {
		t.Errorf("WIRE-55: %s, want %s", got, want)
	}
	if got, err := record.DecodeValidity(append(v.Encode(), 7, 7)); got != v || err != nil {
		t.Errorf("WIRE-55: more bytes are ignored: %+v, %v", got, err)
	}
	if _, err := record.DecodeValidity(v.Encode()[:19]); !errors.Is(err, record.ErrTruncated) {
		t.Errorf("WIRE-55: 19 bytes: %v", err)
	}
	if _, err := record.DecodeValidity([]byte{1}); !errors.Is(err, record.ErrPing) {
		t.Errorf("TRAP-1: %v", err)
	}
}

// TestHash holds values of java.util.Arrays.hashCode.
func TestHash(t *testing.T) {
	for _, c := range []struct {
		bytes string
		want  int32
	}{
		{"", 1}, {"\x00", 31}, {"\x7f", 158}, {"\x80", -97}, {"\xff", 30},
		{"\xac\xed\x00\x05", -1597177}, {"abcdefgh", -547780731},
	} {
		if got := record.Hash([]byte(c.bytes)); got != c.want {
			t.Errorf("STK-42: hash(%q) = %d, want %d", c.bytes, got, c.want)
		}
	}
}
