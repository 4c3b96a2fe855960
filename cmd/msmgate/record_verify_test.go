package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"msmgate/manager/record"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/javaser"
)

// brokenFormat is Java serialization whose writer is at fault.
type brokenFormat struct {
	javaser.Transcoder
	fault error
}

func (b brokenFormat) Verify([]byte) error { return b.fault }

func TestVerifyFindsDifferences(t *testing.T) {
	attributes, err := javaser.Transcoder{}.New().Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	r := record.Record{ID: "A-n1", Attributes: attributes}
	data, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "session.bin")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		fault error
		want  string
	}{
		{nil, "1 verified: 1 the same, 0 different, 0 not decodable, 0 not readable\n"},
		{&transcoder.DifferenceError{Offset: 5}, name + ": written anew, it differs from offset 61 on\n" +
			"1 verified: 0 the same, 1 different, 0 not decodable, 0 not readable\n"},
		{errors.New("can't write"), name + ": the attributes, which begin at offset 56, can't be written anew: can't write\n" +
			"1 verified: 0 the same, 1 different, 0 not decodable, 0 not readable\n"},
	} {
		var out bytes.Buffer
		v := &verification{transcoder: brokenFormat{fault: c.fault}, out: &out, progress: &progress{}}
		v.file(name)
		err := v.summary()
		if out.String() != c.want {
			t.Errorf("got\n%swant\n%s", out.String(), c.want)
		}
		if (exitCode(err) == exitFault) != (c.fault != nil) {
			t.Errorf("%v ends with %v, exit code %d", c.fault, err, exitCode(err))
		}
	}
}

func TestFirstDifference(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", -1}, {"abc", "abc", -1}, {"abc", "abd", 2}, {"abc", "ab", 2}, {"", "a", 0}} {
		if got := firstDifference([]byte(c.a), []byte(c.b)); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	if p := newProgress(&out); p.w != nil {
		t.Error("progress is for terminals")
	}
	p := &progress{w: &out}
	p.step(3, 9)
	p.step(4, 9) // too soon
	p.clear()
	if got := out.String(); !strings.HasPrefix(got, "\r3 of 9\r") || strings.Contains(got, "4 of") {
		t.Errorf("%q", got)
	}
}
