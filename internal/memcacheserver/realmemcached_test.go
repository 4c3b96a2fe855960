package memcacheserver

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func itoa(n int) string { return strconv.Itoa(n) }

// peer is a server under comparison.
type peer struct {
	addr string
	// log gives the command log's lines up to the one that holds the sentinel.
	log func(t *testing.T, sentinel string) []string
}

// hold sends a conversation and then stores and gets a sentinel; it gives the
// answers before the sentinel's, whether the server closed the connection, and
// the command log. A closing conversation is one that the server must end.
func (p peer) hold(t *testing.T, send, sentinel string, closing bool) (answer string, closed bool, log []string) {
	t.Helper()
	last := "set " + sentinel + " 0 0 1\r\nx\r\nget " + sentinel + "\r\n"
	found := "STORED\r\nVALUE " + sentinel + " 0 1\r\nx\r\nEND\r\n"
	if closing {
		answer, closed = p.exchange(t, send, "never")
	} else {
		answer, closed = p.exchange(t, send+last, found)
	}
	if closed {
		p.exchange(t, last, found)
	}
	return strings.TrimSuffix(answer, found), closed, p.log(t, "sending key "+sentinel)
}

// exchange sends text and reads until the answer ends with last, or the
// server closes the connection.
func (p peer) exchange(t *testing.T, text, last string) (answer string, closed bool) {
	t.Helper()
	nc, err := net.Dial("tcp", p.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	nc.SetDeadline(time.Now().Add(10 * time.Second))
	go io.WriteString(nc, text) // fails where the server hangs up first
	var got strings.Builder
	buf := make([]byte, 64<<10)
	for !strings.HasSuffix(got.String(), last) {
		n, err := nc.Read(buf)
		got.Write(buf[:n])
		if os.IsTimeout(err) {
			t.Fatalf("%s: no answer to %.100q, got %.200q so far", p.addr, text, got.String())
		}
		if err != nil {
			return got.String(), true
		}
	}
	return got.String(), false
}

var logLine = regexp.MustCompile(`(?s)^([<>])\d+ (.*)$`)

// skipped are lines of the log that are no commands or answers.
var skipped = regexp.MustCompile(`^(new auto-negotiating client connection|connection closed\.|server listening.*)$`)

// startReal starts the installed memcached on a free loopback port.
func startReal(t *testing.T) peer {
	t.Helper()
	path, err := exec.LookPath("memcached")
	if err != nil {
		t.Fatalf("this test compares with a real memcached, which is not installed: apt-get install memcached (%v)", err)
	}
	for range 5 {
		free, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		addr := free.Addr().String()
		free.Close()
		_, port, _ := net.SplitHostPort(addr)
		args := []string{"-l", "127.0.0.1", "-p", port, "-U", "0", "-m", "64", "-t", "1", "-vv"}
		if os.Geteuid() == 0 {
			args = append(args, "-u", "nobody")
		}
		cmd := exec.Command(path, args...)
		stderr, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := make(chan string, 1<<16)
		go func() {
			defer close(lines)
			for s := bufio.NewReader(stderr); ; {
				line, err := s.ReadString('\n')
				if err != nil {
					return
				}
				lines <- strings.TrimSuffix(line, "\n")
			}
		}()
		t.Cleanup(func() {
			cmd.Process.Kill()
			for range lines {
			}
			cmd.Wait()
		})
		for line := range lines {
			if strings.Contains(line, "server listening") {
				return peer{addr: addr, log: func(t *testing.T, sentinel string) []string { return realLog(t, lines, sentinel) }}
			}
		}
		t.Logf("memcached did not start on %s; trying another port", addr)
	}
	t.Fatal("memcached did not start on any of 5 free ports")
	return peer{}
}

func realLog(t *testing.T, lines <-chan string, sentinel string) []string {
	t.Helper()
	var log []string
	timeout := time.After(10 * time.Second)
	for {
		select {
		case line, ok := <-lines:
			if !ok {
				t.Fatal("memcached ended")
			}
			m := logLine.FindStringSubmatch(line)
			if m == nil || skipped.MatchString(m[2]) {
				continue
			}
			log = append(log, m[1]+" "+strings.TrimRight(m[2], "\r"))
			if strings.Contains(m[2], sentinel) {
				return log
			}
		case <-timeout:
			t.Fatalf("memcached's log doesn't show %q", sentinel)
		}
	}
}

func startEmbedded(t *testing.T, version string) peer {
	t.Helper()
	var recorder Recorder
	s := New(Options{Trace: recorder.Record, Version: version})
	if err := s.Listen("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return peer{addr: s.Addr(), log: func(t *testing.T, sentinel string) []string {
		t.Helper()
		lines := recorder.Lines()
		recorder.Reset()
		for i, line := range lines {
			lines[i] = strings.TrimRight(line, "\r")
		}
		last := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, sentinel) })
		if last < 0 {
			t.Fatalf("the trace doesn't show %q: %q", sentinel, lines)
		}
		return lines[:last+1]
	}}
}

// startBoth starts both servers, empty, the embedded one under the real one's version.
func startBoth(t *testing.T) (theirs, ours peer) {
	t.Helper()
	theirs = startReal(t)
	answer, _ := theirs.exchange(t, "version\r\n", "\r\n")
	theirs.log(t, "VERSION")
	version := strings.TrimSpace(strings.TrimPrefix(answer, "VERSION "))
	t.Logf("comparing with memcached %s", version)
	return theirs, startEmbedded(t, version)
}

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
