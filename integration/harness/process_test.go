package harness

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestMemcachedIsKilledAndRestartedEmpty(t *testing.T) {
	t.Parallel()
	m := StartMemcached(t, MemcachedOptions{Verbose: true})
	for _, key := range []string{"one", "bak:two"} {
		if answer, err := m.Do("set " + key + " 2048 0 3\r\nabc"); err != nil || answer != "STORED" {
			t.Fatalf("set: %q, %v", answer, err)
		}
	}
	if keys := m.Keys(); strings.Join(keys, " ") != "bak:two one" {
		t.Errorf("keys %q", keys)
	}
	if item, ok := m.Item("bak:two"); !ok || item.Flags != 2048 || string(item.Value) != "abc" {
		t.Errorf("item %v, %v", item, ok)
	}
	if commands := strings.Join(m.Commands(), "\n"); !strings.Contains(commands, "set one 2048 0 3") {
		t.Errorf("commands:\n%s", commands)
	}
	port := m.Port()
	m.Restart()
	if _, ok := m.Item("one"); ok || m.Port() != port {
		t.Errorf("after a restart: item still there: %v, port %s, was %s", ok, m.Port(), port)
	}
}

func TestPausedProcessAnswersAfterItResumes(t *testing.T) {
	t.Parallel()
	m := StartMemcached(t, MemcachedOptions{IPv4Only: true})
	m.Pause()
	answered := make(chan error)
	go func() {
		_, err := m.Do("version")
		answered <- err
	}()
	select {
	case err := <-answered:
		t.Errorf("a paused memcached answered (%v)", err)
	case <-time.After(50 * time.Millisecond):
		m.Resume()
		if err := <-answered; err != nil {
			t.Errorf("after it resumed: %v", err)
		}
	}
	m.Pause() // and is killed nevertheless when the test ends
}

// The test binary may be killed, or panic when it is out of time: its children must not stay.
func TestChildrenDieWithTheTestBinary(t *testing.T) {
	if os.Getenv("MSMGATE_TEST_CHILD") != "" {
		m := StartMemcached(t, MemcachedOptions{})
		os.Stdout.WriteString("\nADDR " + m.Addr() + "\n")
		select {} // until the parent kills us
	}
	if runtime.GOOS != "linux" {
		t.Log("only Linux ends a child with its parent")
		return
	}
	t.Parallel()
	Setup(t)
	child := exec.Command(os.Args[0], "-test.run=^TestChildrenDieWithTheTestBinary$")
	child.Env = append(os.Environ(), "MSMGATE_TEST_CHILD=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	address := ""
	for lines := bufio.NewScanner(out); address == "" && lines.Scan(); {
		address, _ = strings.CutPrefix(lines.Text(), "ADDR ")
		if address == lines.Text() {
			address = ""
		}
	}
	if address == "" {
		t.Fatal("the child never said where its memcached listens")
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	Eventually(t, 10*time.Second, "the child's memcached is gone", func() error {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return nil
		}
		conn.Close()
		return os.ErrExist
	})
}
