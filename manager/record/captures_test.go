package record_test

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/record"
)

var readCaptures = sync.OnceValues(func() ([]tomcat7.Capture, error) { return tomcat7.Captures() })

func captures(t testing.TB) []tomcat7.Capture {
	t.Helper()
	all, err := readCaptures()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no captures")
	}
	return all
}

// TestCapturedRecords reads every record that real nodes stored, compares its
// header with what the servlet saw, and writes it again.
func TestCapturedRecords(t *testing.T) {
	seen := 0
	for _, c := range captures(t) {
		for _, key := range c.Keys {
			if !key.IsRecord() {
				continue
			}
			seen++
			t.Run(c.Name()+"/"+key.File, func(t *testing.T) { checkRecord(t, c, key) })
		}
	}
	if seen < 200 {
		t.Errorf("only %d records seen", seen)
	}
}

func checkRecord(t *testing.T, c tomcat7.Capture, key tomcat7.Key) {
	value, err := record.Unwrap(key.Flags, key.Value, 0)
	if err != nil {
		t.Fatal(err)
	}
	if sniffed, err := record.UnwrapFile(key.Value, 0); err != nil || !bytes.Equal(sniffed, value) {
		t.Errorf("going by the first bytes gives something else (%v)", err)
	}
	r, err := record.Decode(value)
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again, value) {
		t.Error("an unchanged record must give the bytes it came from")
	}
	r.LastBackupTime++ // written anew, but for this field the same
	fresh, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	fresh[41]--
	if fresh[41] != 0xff && !bytes.Equal(fresh, value) {
		t.Errorf("a header written anew differs from MSM's at %d", firstDifference(fresh, value))
	}
	if !strings.HasSuffix(key.Key, r.ID) {
		t.Error("the record holds another id than its key")
	}
	checkServletView(t, c, r)
}

func checkServletView(t *testing.T, c tomcat7.Capture, r *record.Record) {
	var want struct {
		ID                  *string
		CreationTime        json.Number
		MaxInactiveInterval *int32
		AuthType            *string
	}
	if err := json.Unmarshal(c.Expected, &want); err != nil {
		t.Fatalf("expected.json: %v", err)
	}
	if want.ID != nil && *want.ID != r.ID && !strings.HasPrefix(c.Scenario, "form-auth") {
		t.Error("id differs from what the servlet saw")
	}
	if want.CreationTime != "" && want.CreationTime.String() != strconv.FormatInt(r.CreationTime, 10) {
		t.Errorf("creationTime %d, the servlet saw %s", r.CreationTime, want.CreationTime)
	}
	if want.MaxInactiveInterval != nil && *want.MaxInactiveInterval != r.MaxInactiveInterval {
		t.Errorf("maxInactiveInterval %d, the servlet saw %d", r.MaxInactiveInterval, *want.MaxInactiveInterval)
	}
	if !r.IsValid || r.Version != 2 {
		t.Errorf("isValid %v, version %d", r.IsValid, r.Version)
	}
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// TestCapturedValidity reads every validity info that real nodes stored.
func TestCapturedValidity(t *testing.T) {
	seen := 0
	for _, c := range captures(t) {
		for _, key := range c.Keys {
			if !strings.Contains(key.Key, "validity:") {
				continue
			}
			seen++
			v, err := record.DecodeValidity(key.Value)
			if err != nil {
				t.Errorf("%s %s: %v", c.Name(), key.File, err)
				continue
			}
			if !bytes.Equal(v.Encode(), key.Value) {
				t.Errorf("%s %s: not the same bytes again", c.Name(), key.File)
			}
			exptime := record.Expiry{}.Validity(c.Meta.CapturedMillis, v.MaxInactiveInterval)
			if v.ThisAccessedTime < v.LastAccessedTime || int(exptime) != key.Exptime {
				t.Errorf("%s %s: %+v with exptime %d", c.Name(), key.File, v, key.Exptime)
			}
		}
	}
	if seen == 0 {
		t.Error("no validity info seen")
	}
}
