package memcacheserver

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func compare(t *testing.T, theirs, ours peer, send, sentinel string, closing bool) {
	t.Helper()
	wantAnswer, wantClosed, wantLog := theirs.hold(t, send, sentinel, closing)
	answer, closed, log := ours.hold(t, send, sentinel, closing)
	if diff := cmp.Diff(shorten(wantAnswer), shorten(answer)); diff != "" || answer != wantAnswer {
		t.Errorf("answers differ (- memcached, + embedded):\n%s", diff)
	}
	if closed != wantClosed {
		t.Errorf("connection closed: memcached %v, embedded %v", wantClosed, closed)
	}
	// The first line of a log may belong to the sentinel of the one before.
	if diff := cmp.Diff(trimLog(wantLog), trimLog(log)); diff != "" {
		t.Errorf("command logs differ (- memcached, + embedded):\n%s", diff)
	}
}

// trimLog drops the END after the last sentinel.
func trimLog(log []string) []string {
	if len(log) > 0 && log[0] == "> END" {
		return log[1:]
	}
	return log
}

// shorten makes answers readable in failures.
func shorten(answer string) []string {
	lines := strings.SplitAfter(answer, "\r\n")
	for i, l := range lines {
		if len(l) > 300 {
			lines[i] = fmt.Sprintf("%s… %d bytes", l[:20], len(l))
		}
	}
	return lines
}

func TestSameAsRealMemcached(t *testing.T) {
	theirs, ours := startBoth(t)
	for i, c := range conversations {
		t.Run(c.name, func(t *testing.T) {
			compare(t, theirs, ours, c.send, "sentinel-"+itoa(i)+"-", c.closing)
		})
	}
}

// TestSameAsRealMemcachedRandomly holds long conversations of random commands
// about few keys, with mostly sound and sometimes odd arguments.
func TestSameAsRealMemcachedRandomly(t *testing.T) {
	theirs, ours := startBoth(t)
	for seed := range uint64(8) {
		t.Run("seed "+itoa(int(seed)), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 7))
			var b strings.Builder
			for range 400 {
				b.WriteString(randomCommand(r))
			}
			b.WriteString("gets a b c n m\r\n")
			compare(t, theirs, ours, b.String(), "sentinel-"+itoa(int(seed))+"-", false)
		})
	}
}

func randomCommand(r *rand.Rand) string {
	pick := func(choices ...string) string { return choices[r.IntN(len(choices))] }
	often := func(common string, odd ...string) string {
		if r.IntN(8) > 0 {
			return common
		}
		return pick(odd...)
	}
	// Numbers are read at the end only: memcached pads a shorter number with
	// spaces or not, depending on whether an answer that holds the old one is
	// still being sent.
	key := func() string { return pick("a", "b", "c") }
	exptime := func() string { return often(pick("0", "0", "1000", "2000000000"), "-1", "2592001", "x", "1000000000") }
	noreply := func() string { return often("", " noreply", " x", "  ", " 0") }
	number := func() string {
		return often(itoa(r.IntN(2000)), "18446744073709551615", "x", "-1", "00", "+3", "")
	}
	switch r.IntN(12) {
	case 0:
		return "get " + key() + " " + key() + "\r\n"
	case 1:
		return "gets " + key() + "\r\n"
	case 2:
		return pick("gat ", "gats ") + exptime() + " " + key() + "\r\n"
	case 3:
		return "delete " + pick("a", "b", "c", "n") + noreply() + "\r\n"
	case 4:
		return "touch " + key() + " " + exptime() + noreply() + "\r\n"
	case 5, 6:
		return pick("incr ", "decr ") + pick("n", "m", "o") + " " + number() + noreply() + "\r\n"
	case 7:
		return often("version\r\n", "flush_all\r\n", "stats reset\r\n", "verbosity 2\r\n")
	case 8:
		value := number()
		return "set " + pick("n", "m") + " " + itoa(r.IntN(3)) + " 0 " + itoa(len(value)) + "\r\n" + value + "\r\n"
	case 9:
		value := number()
		return "cas " + key() + " 0 " + exptime() + " " + itoa(len(value)) + " " + itoa(r.IntN(400)) + noreply() + "\r\n" + value + "\r\n"
	}
	value := strings.Repeat("v", r.IntN(20))
	length := often(itoa(len(value)), itoa(len(value)+1), "-3", "z")
	return pick("set ", "add ", "replace ", "append ", "prepend ") + key() + " " + itoa(r.IntN(1000)) + " " + exptime() + " " + length + noreply() + "\r\n" + value + "\r\n"
}
