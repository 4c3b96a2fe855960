package harness

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Process is a program that a test runs. It leads a process group of its own, which is killed when the test ends.
type Process struct {
	t     testing.TB
	name  string
	cmd   *exec.Cmd
	log   string        // what it printed, both streams
	done  chan struct{} // closed when it has ended
	state error         // how it ended, once done is closed
}

// starter starts all processes from one thread that never ends: on Linux a child dies with the thread that started it.
var starter = sync.OnceValue(func() chan<- func() {
	work := make(chan func())
	go func() {
		runtime.LockOSThread()
		for f := range work {
			f()
		}
	}()
	return work
})

// startProcess starts a command in a directory of its own; its output goes to a file that a failing test shows the end of.
func startProcess(t testing.TB, name string, cmd *exec.Cmd) (*Process, error) {
	file, err := os.OpenFile(filepath.Join(t.TempDir(), "output.log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	defer file.Close()
	cmd.Stdout, cmd.Stderr = file, file
	cmd.SysProcAttr = ownGroup()
	p := &Process{t: t, name: name, cmd: cmd, log: file.Name(), done: make(chan struct{})}
	started := make(chan error)
	starter() <- func() { started <- cmd.Start() }
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting %s: %w", name, err)
	}
	go func() {
		p.state = cmd.Wait()
		close(p.done)
	}()
	t.Cleanup(func() {
		p.Kill()
		if t.Failed() {
			t.Logf("the end of what %s printed:\n%s", name, p.Tail(40))
		}
	})
	return p, nil
}

// Kill ends the process and its children at once (SIGKILL), paused or not, and waits until it is gone.
func (p *Process) Kill() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	<-p.done
}

// Stop asks the process to end (SIGTERM) and fails the test if it does not within the time.
func (p *Process) Stop(within time.Duration) error {
	p.t.Helper()
	p.signal(syscall.SIGTERM)
	select {
	case <-p.done:
	case <-time.After(within):
		p.Kill()
		p.t.Errorf("%s did not end within %v of SIGTERM", p.name, within)
	}
	return p.state
}

// Pause stops the process as if its machine hung (SIGSTOP): connections stay open, nothing is answered.
func (p *Process) Pause() { p.signal(syscall.SIGSTOP) }

// Resume lets a paused process go on.
func (p *Process) Resume() { p.signal(syscall.SIGCONT) }

func (p *Process) signal(s syscall.Signal) {
	p.t.Helper()
	if p.Ended() {
		return
	}
	if err := syscall.Kill(-p.cmd.Process.Pid, s); err != nil && err != syscall.ESRCH {
		p.t.Errorf("sending %v to %s: %v", s, p.name, err)
	}
}

// Ended says whether the process is gone.
func (p *Process) Ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// Log is everything that the process has printed so far.
func (p *Process) Log() string {
	content, err := os.ReadFile(p.log)
	if err != nil {
		return fmt.Sprintf("(no log: %v)", err)
	}
	return string(content)
}

// Tail is the last lines of what the process has printed.
func (p *Process) Tail(lines int) string {
	all := strings.Split(strings.TrimRight(p.Log(), "\n"), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

// PID is the number of the process.
func (p *Process) PID() int { return p.cmd.Process.Pid }
