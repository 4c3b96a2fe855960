package record_test

import (
	"bytes"
	"testing"

	"msmgate/manager/record"
)

func FuzzDecode(f *testing.F) {
	data := sample(f)
	for _, seed := range [][]byte{
		nil, {1}, data, data[:91], data[:50],
		with(data, 2, 0xff, 0xff), with(data, 2, 0x7f, 0xff), with(data, 42, 0x80), with(data, 85, 0xff, 0xff),
		with(data, 0, 0, 1), with(data, 2, 0, 93), with(data, 24, 0, 0),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if v, err := record.DecodeValidity(data); err == nil && !bytes.HasPrefix(data, v.Encode()) {
			t.Errorf("validity %+v from %x", v, data)
		}
		r, err := record.Decode(data)
		if err != nil {
			return
		}
		same, err := r.Encode()
		if err != nil || !bytes.Equal(same, data) {
			t.Fatalf("unchanged, but %x became %x (%v)", data, same, err)
		}
		want := *r
		r.CreationTime++
		changed, err := r.Encode()
		if err != nil {
			return // four bytes more than version 1 may be too much
		}
		got, err := record.Decode(changed)
		if err != nil {
			t.Fatalf("can't read what was written: %v", err)
		}
		if got.CreationTime != want.CreationTime+1 || got.ID != want.ID || got.IsNew != want.IsNew || got.IsValid != want.IsValid ||
			got.AuthType != want.AuthType || !bytes.Equal(got.Principal, want.Principal) ||
			!bytes.Equal(got.SavedRequest, want.SavedRequest) || !bytes.Equal(got.SavedPrincipal, want.SavedPrincipal) ||
			!bytes.Equal(got.Attributes, want.Attributes) || got.Version != 2 {
			t.Errorf("%+v became %+v", want, *got)
		}
	})
}

func FuzzUnwrap(f *testing.F) {
	f.Add([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff})
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := record.Unwrap(record.FlagCompressed, data, 1<<16); err == nil && len(got) > 1<<16 {
			t.Errorf("%d bytes became %d", len(data), len(got))
		}
	})
}

func BenchmarkDecodeHeader(b *testing.B) {
	data := append(sample(b), make([]byte, 64<<10)...)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := record.Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncodeChanged(b *testing.B) {
	r, err := record.Decode(append(sample(b), make([]byte, 4096)...))
	if err != nil {
		b.Fatal(err)
	}
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		r.LastBackupTime++
		if buf, err = r.Append(buf[:0]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHash(b *testing.B) {
	data := make([]byte, 16<<10)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		record.Hash(data)
	}
}
