package memcacheserver

import (
	"bufio"
	"io"
	"net"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"msmgate/internal/freeport"
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
		addr := freeport.Address()
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
	if err := s.Listen(freeport.Address()); err != nil {
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
