package record_test

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"msmgate/manager/record"
)

// sample is a whole record: the header of a session's first request on 1.6.5,
// and five bytes of attributes.
func sample(t testing.TB) []byte {
	t.Helper()
	data, err := hex.DecodeString(strings.Join(strings.Fields(`
		0002 005b
		000001a20465250e 000001a20465250e
		00000078 31 31
		000001a20465250f 000001a204652511
		0027 32463833303835453936383635324135363135303042343331313842423939342d6e322e746341
		0000 0000 0000 0000
		aced000570`), ""))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// with gives a copy of data with other bytes at offset.
func with(data []byte, offset int, other ...byte) []byte {
	changed := bytes.Clone(data)
	copy(changed[offset:], other)
	return changed
}

func TestDecode(t *testing.T) {
	r, err := record.Decode(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	if r.Version != 2 || r.CreationTime != 0x1a20465250e || r.LastAccessedTime != 0x1a20465250e ||
		r.MaxInactiveInterval != 120 || !r.IsNew || !r.IsValid ||
		r.ThisAccessedTime != 0x1a20465250f || r.LastBackupTime != 0x1a204652511 ||
		r.ID != "2F83085E968652A561500B43118BB994-n2.tcA" || r.AuthType != record.AuthNone ||
		r.Principal != nil || r.SavedRequest != nil || r.SavedPrincipal != nil ||
		string(r.Attributes) != "\xac\xed\x00\x05\x70" {
		t.Errorf("WIRE-30: %+v", r)
	}
}

func TestDecodeRefuses(t *testing.T) {
	data := sample(t)
	const end = 91
	for _, c := range []struct {
		rule string
		data []byte
		want error
	}{
		{"TRAP-1 a ping's byte", []byte{1}, record.ErrPing},
		{"WIRE-34 nothing", nil, record.ErrTruncated},
		{"WIRE-34 one other byte", []byte{2}, record.ErrTruncated},
		{"WIRE-34 the fixed fields cut", data[:43], record.ErrTruncated},
		{"WIRE-34 the header cut", data[:end-1], record.ErrTruncated},
		{"WIRE-34 version 0", with(data, 0, 0, 0), record.ErrVersion},
		{"WIRE-34 version 3", with(data, 0, 0, 3), record.ErrVersion},
		{"WIRE-17 gzip", with(data, 0, 0x1f, 0x8b), record.ErrVersion},
		{"WIRE-31 negative header", with(data, 2, 0xff, 0xff), record.ErrLength},
		{"WIRE-31 negative id", with(data, 42, 0x80, 0), record.ErrLength},
		{"WIRE-31 negative principal", with(data, 85, 0xff, 0xfe), record.ErrLength},
		{"WIRE-31 negative saved request", with(data, 87, 0xff, 0xfe), record.ErrLength},
		{"WIRE-31 negative saved principal", with(data, 89, 0xff, 0xfe), record.ErrLength},
		{"WIRE-32 header shorter than its parts", with(data, 2, 0, end-1), record.ErrLength},
		{"WIRE-32 header of nothing", with(data, 2, 0, 0), record.ErrLength},
		{"TRAP-7 id passes the end", with(data, 42, 0x7f, 0xff), record.ErrLength},
		{"TRAP-7 principal passes the end", with(data, 85, 0, 5), record.ErrLength},
		{"WIRE-35 unknown login", with(data, 83, 0, 5), record.ErrAuthType},
	} {
		t.Run(c.rule, func(t *testing.T) {
			r, err := record.Decode(c.data)
			if !errors.Is(err, c.want) || r != nil {
				t.Fatalf("%v, want %v", err, c.want)
			}
			if strings.Contains(err.Error(), "2F83085E") {
				t.Errorf("the error tells the id: %v", err)
			}
		})
	}
}

func TestVersion1(t *testing.T) {
	data := sample(t)
	v1 := append(with(data, 0, 0, 1, 0, 87)[:87:87], data[91:]...)
	r, err := record.Decode(v1)
	if err != nil || r.Version != 1 || string(r.Attributes) != string(data[91:]) {
		t.Fatalf("WIRE-42: %+v, %v", r, err)
	}
	if again, err := r.Encode(); err != nil || !bytes.Equal(again, v1) {
		t.Errorf("WIRE-42: unchanged, it stays version 1: %x, %v", again, err)
	}
	r.Version = 2
	if again, err := r.Encode(); err != nil || !bytes.Equal(again, data) {
		t.Errorf("WIRE-42: written anew, it is version 2: %x, %v", again, err)
	}
}

func TestBooleans(t *testing.T) {
	r, err := record.Decode(with(sample(t), 24, 1, '0'))
	if err != nil || r.IsNew || r.IsValid {
		t.Errorf("WIRE-33: anything but the digit 1 is false: %+v, %v", r, err)
	}
	if again, err := r.Encode(); err != nil || again[24] != 1 {
		t.Errorf("unchanged, the odd byte stays: %x, %v", again[24], err)
	}
}

func TestUnwrap(t *testing.T) {
	data := bytes.Repeat(sample(t), 1000)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write(data)
	w.Close()
	for _, c := range []struct {
		rule  string
		flags uint32
		value []byte
		limit int
		want  []byte
		err   error
	}{
		{"WIRE-10 plain", 2048, data, 0, data, nil},
		{"WIRE-14 plain, flags 0", 0, data, 0, data, nil},
		{"WIRE-16 gzip", 2050, packed.Bytes(), 0, data, nil},
		{"WIRE-21 other flags are ignored", 0x7ffd, data, 0, data, nil},
		{"limit reached", 2, packed.Bytes(), len(data), data, nil},
		{"limit passed", 2, packed.Bytes(), len(data) - 1, nil, record.ErrExpansion},
		{"a limit is not for what isn't packed", 0, data, 1, data, nil},
	} {
		got, err := record.Unwrap(c.flags, c.value, c.limit)
		if !bytes.Equal(got, c.want) || !errors.Is(err, c.err) {
			t.Errorf("%s: %d bytes, %v", c.rule, len(got), err)
		}
	}
	for _, bad := range [][]byte{nil, data, packed.Bytes()[:100]} {
		if got, err := record.Unwrap(2050, bad, 0); err == nil {
			t.Errorf("WIRE-16: %d bytes that are no gzip gave %d bytes", len(bad), len(got))
		}
	}
	if got, err := record.UnwrapFile(packed.Bytes(), 0); err != nil || !bytes.Equal(got, data) {
		t.Errorf("a packed file: %d bytes, %v", len(got), err)
	}
}

func TestIsPing(t *testing.T) {
	if !record.IsPing(record.PingValue()) || record.IsPing(nil) || record.IsPing([]byte{0}) || record.IsPing([]byte{1, 1}) {
		t.Error("TRAP-1: a ping's value is one byte 0x01")
	}
}
