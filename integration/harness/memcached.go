package harness

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"msmgate/internal/freeport"
)

// MemcachedOptions say how a memcached runs.
type MemcachedOptions struct {
	// Port to listen on; 0 for a free one.
	Port int
	// IPv4Only keeps it from listening at ::1 too, where "localhost" may lead.
	IPv4Only bool
	// Verbose lets it log every command it receives; see Commands.
	Verbose bool
	// Args are further arguments, say "-m", "16".
	Args []string
}

// Memcached is a real memcached on loopback.
type Memcached struct {
	*Process
	options MemcachedOptions
}

// StartMemcached starts a memcached and waits until it answers.
func StartMemcached(t testing.TB, options MemcachedOptions) *Memcached {
	t.Helper()
	Setup(t)
	free := options.Port == 0
	for attempt := 0; ; attempt++ {
		if free {
			options.Port = FreePort(t)
		}
		m := &Memcached{options: options}
		err := m.start(t)
		if err == nil {
			return m
		}
		if !free || attempt == 4 || !strings.Contains(err.Error(), "in use") {
			t.Fatal(err)
		}
	}
}

func (m *Memcached) start(t testing.TB) error {
	listen := "127.0.0.1"
	if !m.options.IPv4Only && freeport.HasIPv6() {
		listen += ",::1"
	}
	args := []string{"-l", listen, "-p", m.Port(), "-U", "0"}
	if os.Getuid() == 0 {
		args = append(args, "-u", "root")
	}
	if m.options.Verbose {
		args = append(args, "-vv")
	}
	process, err := startProcess(t, "memcached :"+m.Port(), exec.Command("memcached", append(args, m.options.Args...)...))
	if err != nil {
		return err
	}
	m.Process = process
	err = wait(10*time.Second, func() error {
		if m.Ended() {
			return hopeless{errors.New("it ended: " + m.Tail(5))}
		}
		answer, err := m.Do("version")
		if err == nil && !strings.HasPrefix(answer, "VERSION") {
			err = fmt.Errorf("it answered %q", answer)
		}
		return err
	})
	if err != nil {
		m.Kill()
		return fmt.Errorf("waiting for memcached at port %s: %w", m.Port(), err)
	}
	return nil
}

// Restart starts a memcached, that was killed or stopped, again at its old port: empty, as after a crash.
func (m *Memcached) Restart() {
	t := m.t
	t.Helper()
	m.Kill()
	if err := m.start(t); err != nil {
		t.Fatal(err)
	}
}

// Port is the port it listens on.
func (m *Memcached) Port() string { return strconv.Itoa(m.options.Port) }

// Addr is its IPv4 address with the port.
func (m *Memcached) Addr() string { return "127.0.0.1:" + m.Port() }
