package harness

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Msmgate is the built binary, listening.
type Msmgate struct {
	*Process
	// URL of the listener, or of the demo's application, without a slash at its end.
	URL string
}

var binary struct {
	once sync.Once
	dir  string
	path string
	err  error
}

// BuildMsmgate builds ./cmd/msmgate once for each test binary, with the race detector if the tests run with it, and
// returns the program's path. Main removes it again. MSMGATE_TEST_BINARY names a program to test instead.
func BuildMsmgate(t testing.TB) string {
	t.Helper()
	binary.once.Do(func() { binary.path, binary.err = build() })
	if binary.err != nil {
		t.Fatal(binary.err)
	}
	return binary.path
}

func build() (string, error) {
	if ready := os.Getenv("MSMGATE_TEST_BINARY"); ready != "" {
		return filepath.Abs(ready)
	}
	at, err := places()
	if err != nil {
		return "", err
	}
	if binary.dir, err = os.MkdirTemp("", "msmgate-integration-"); err != nil {
		return "", fmt.Errorf("building msmgate: %w", err)
	}
	path := filepath.Join(binary.dir, "msmgate")
	args := []string{"build", "-o", path}
	if raceDetector {
		args = append(args, "-race")
	}
	cmd := exec.Command("go", append(args, "./cmd/msmgate")...)
	cmd.Dir = at.root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building msmgate: %w\n%s", err, out)
	}
	return path, nil
}

// Main runs a package's tests and then removes what BuildMsmgate made; TestMain calls it.
func Main(m *testing.M) {
	code := m.Run()
	if binary.dir != "" {
		_ = os.RemoveAll(binary.dir)
	}
	os.Exit(code)
}

// RunMsmgate runs msmgate to its end, with no more than a minute, and returns its exit code and what it printed.
func RunMsmgate(t testing.TB, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	program := BuildMsmgate(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var out, errs strings.Builder
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && (cmd.ProcessState == nil || cmd.ProcessState.ExitCode() < 0) {
		t.Fatalf("msmgate %s: %v\n%s", strings.Join(args, " "), err, errs.String())
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

// StartMsmgate runs msmgate with the arguments, which say --listen 127.0.0.1:0, and waits until it says where it listens.
func StartMsmgate(t testing.TB, args ...string) *Msmgate {
	t.Helper()
	Setup(t)
	cmd := exec.Command(BuildMsmgate(t), args...)
	cmd.Dir = t.TempDir()
	var process *Process
	var err error
	t.Cleanup(func() { // after the process was killed, as what is registered last runs first
		if process == nil {
			return
		}
		for _, fault := range []string{"WARNING: DATA RACE", "panic: ", "fatal error: "} {
			if log := process.Log(); strings.Contains(log, fault) {
				t.Errorf("msmgate %s printed %q:\n%s", args[0], fault, log[strings.Index(log, fault):])
			}
		}
	})
	process, err = startProcess(t, "msmgate "+args[0], cmd)
	if err != nil {
		t.Fatal(err)
	}
	m := &Msmgate{Process: process}
	err = wait(30*time.Second, func() error {
		for line := range strings.Lines(m.Log()) {
			if address := listening(line); address != "" {
				m.URL = "http://" + address
				return nil
			}
		}
		if m.Ended() {
			return hopeless{fmt.Errorf("it ended: %v", m.state)}
		}
		return errors.New("it has not said so")
	})
	if err != nil {
		t.Fatalf("waiting until msmgate %s listens: %v\n%s", args[0], err, m.Tail(40))
	}
	return m
}

// listening is the address in a log line that says where msmgate listens, or "".
func listening(line string) string {
	var entry struct{ Message, Address string }
	if err := json.Unmarshal([]byte(line), &entry); err != nil || entry.Message != "listening" {
		return ""
	}
	return entry.Address
}

// DemoOptions say how a demo node runs.
type DemoOptions struct {
	Context  Context
	JvmRoute string
	// Path of the application, say "/shop"; empty for the root application.
	Path string
	// Dialect is 1.6, 1.8, 2.x or auto; the command's default if empty.
	Dialect string
	// Args are further arguments.
	Args []string
}

// StartDemo runs `msmgate demo` as a node of a real cluster: with the given context, and no memcached of its own.
func StartDemo(t testing.TB, o DemoOptions) *Msmgate {
	t.Helper()
	args := []string{"demo", "--context", o.Context.fileFor(t, o.Path), "--listen", "127.0.0.1:0", "--embedded-memcached=never"}
	if o.JvmRoute != "" {
		args = append(args, "--jvm-route", o.JvmRoute)
	}
	if o.Dialect != "" {
		args = append(args, "--dialect", o.Dialect)
	}
	m := StartMsmgate(t, append(args, o.Args...)...)
	m.URL += o.Path
	return m
}
