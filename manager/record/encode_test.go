package record_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"msmgate/manager/record"
)

func TestEncodeNew(t *testing.T) {
	want := sample(t)
	r := record.Record{
		CreationTime: 0x1a20465250e, LastAccessedTime: 0x1a20465250e, MaxInactiveInterval: 120,
		IsNew: true, IsValid: true, ThisAccessedTime: 0x1a20465250f, LastBackupTime: 0x1a204652511,
		ID: "2F83085E968652A561500B43118BB994-n2.tcA", Attributes: want[91:],
	}
	got, err := r.Append([]byte("before"))
	if err != nil || !bytes.Equal(got, append([]byte("before"), want...)) {
		t.Errorf("WIRE-30: %x, %v", got, err)
	}
}

func TestEncodeParts(t *testing.T) {
	r := record.Record{
		ID: "A-n1", AuthType: record.AuthForm, Principal: []byte("principal"),
		SavedRequest: []byte("request"), SavedPrincipal: []byte("saved"), Attributes: []byte("attributes"),
	}
	data, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := record.Decode(data)
	if err != nil || got.ID != r.ID || got.AuthType != r.AuthType || got.IsValid ||
		string(got.Principal) != "principal" || string(got.SavedRequest) != "request" ||
		string(got.SavedPrincipal) != "saved" || string(got.Attributes) != "attributes" {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestExtraBytes keeps what stands between the last part and the attributes
// as long as the header isn't changed.
func TestExtraBytes(t *testing.T) {
	data := sample(t)
	odd := append(append(with(data, 2, 0, 95)[:91:91], "more"...), data[91:]...)
	r, err := record.Decode(odd)
	if err != nil || !bytes.Equal(r.Attributes, data[91:]) {
		t.Fatalf("WIRE-32: %+v, %v", r, err)
	}
	if got, err := r.Encode(); err != nil || !bytes.Equal(got, odd) || r.HeaderChanged() {
		t.Errorf("unchanged: %x, %v", got, err)
	}
	r.Attributes = []byte("other")
	if got, err := r.Encode(); err != nil || !bytes.Equal(got, append(odd[:95:95], "other"...)) {
		t.Errorf("other attributes: %x, %v", got, err)
	}
	r.Attributes = data[91:]
	r.ID = strings.Replace(r.ID, "-n2", "-n1", 1)
	got, err := r.Encode()
	if err != nil || !bytes.Equal(got, bytes.Replace(data, []byte("-n2"), []byte("-n1"), 1)) || !r.HeaderChanged() {
		t.Errorf("TRAP-8: other id: %x, %v", got, err)
	}
}

// TestChangeIsSeen changes each field of the header: none may be lost.
func TestChangeIsSeen(t *testing.T) {
	for name, change := range map[string]func(*record.Record){
		"creationTime":        func(r *record.Record) { r.CreationTime++ },
		"lastAccessedTime":    func(r *record.Record) { r.LastAccessedTime++ },
		"maxInactiveInterval": func(r *record.Record) { r.MaxInactiveInterval++ },
		"isNew":               func(r *record.Record) { r.IsNew = false },
		"isValid":             func(r *record.Record) { r.IsValid = false },
		"thisAccessedTime":    func(r *record.Record) { r.ThisAccessedTime++ },
		"lastBackupTime":      func(r *record.Record) { r.LastBackupTime++ },
		"id":                  func(r *record.Record) { r.ID = "B-n1" },
		"authType":            func(r *record.Record) { r.AuthType = record.AuthBasic },
		"principal":           func(r *record.Record) { r.Principal = []byte("p") },
		"savedRequest":        func(r *record.Record) { r.SavedRequest = []byte("r") },
		"savedPrincipal":      func(r *record.Record) { r.SavedPrincipal = []byte("s") },
	} {
		r, err := record.Decode(sample(t))
		if err != nil {
			t.Fatal(err)
		}
		change(r)
		data, err := r.Encode()
		if err != nil || bytes.Equal(data, sample(t)) || !r.HeaderChanged() {
			t.Errorf("%s: the change is lost (%v)", name, err)
		}
		again, err := record.Decode(data)
		if err != nil || again.HeaderChanged() || again.ID != r.ID || again.LastBackupTime != r.LastBackupTime {
			t.Errorf("%s: %+v, %v", name, again, err)
		}
	}
}

func TestEncodeRefuses(t *testing.T) {
	part := func(n int) []byte { return make([]byte, n) }
	for _, c := range []struct {
		rule   string
		record record.Record
		want   error
		names  string
	}{
		{"TRAP-7 principal", record.Record{Principal: part(32768)}, record.ErrTooLarge, "principal of 32768"},
		{"TRAP-7 saved request", record.Record{SavedRequest: part(40000)}, record.ErrTooLarge, "saved request of 40000"},
		{"TRAP-7 saved principal", record.Record{SavedPrincipal: part(70000)}, record.ErrTooLarge, "saved principal of 70000"},
		{"TRAP-7 id", record.Record{ID: string(part(32768))}, record.ErrTooLarge, "id of 32768"},
		{"TRAP-7 whole header", record.Record{SavedRequest: part(32767 - 51)}, record.ErrTooLarge, "header of 32768"},
		{"TRAP-51 login that MSM doesn't know", record.Record{AuthType: 5}, record.ErrAuthType, "number 5"},
	} {
		got, err := c.record.Append([]byte("x"))
		if !errors.Is(err, c.want) || string(got) != "x" || !strings.Contains(err.Error(), c.names) {
			t.Errorf("%s: %q, %v", c.rule, got, err)
		}
	}
	full := record.Record{SavedRequest: part(32767 - 52)}
	if data, err := full.Encode(); err != nil || len(data) != 32767 {
		t.Errorf("TRAP-7: the largest header: %d bytes, %v", len(data), err)
	}
}

func TestAuthType(t *testing.T) {
	for i, name := range []string{"", "BASIC", "CLIENT_CERT", "DIGEST", "FORM"} {
		got, err := record.ParseAuthType(name)
		if err != nil || int(got) != i || got.String() != name || !got.Known() {
			t.Errorf("WIRE-35: %q is %d (%q), %v", name, got, got, err)
		}
	}
	if _, err := record.ParseAuthType("SPNEGO"); !errors.Is(err, record.ErrAuthType) {
		t.Errorf("TRAP-51: %v", err)
	}
}
