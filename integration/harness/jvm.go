package harness

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// JVM is a running Java program that answers lines on its standard output to lines on its standard input. It is safe
// for concurrent use; one question is answered at a time.
type JVM struct {
	mu     sync.Mutex
	cmd    *exec.Cmd
	ask    io.WriteCloser
	answer *bufio.Reader
	errors *tail
}

// JVMOptions say what a JVM runs.
type JVMOptions struct {
	// Name is that of the directory below integration/target where its classes are.
	Name string
	// Sources are directories, below integration/, and files, whose Java sources are compiled.
	Sources []string
	// Main is the class to run, Args its arguments; in these ${target} stands for integration/target.
	Main string
	Args []string
}

// CompileJava compiles the sources, unless they are those of the last time, and gives the directory of their classes.
func CompileJava(o JVMOptions) (string, error) {
	if err := setup(); err != nil {
		return "", err
	}
	at, err := places()
	if err != nil {
		return "", err
	}
	unlock, err := lock(filepath.Join(at.target, ".lock"))
	if err != nil {
		return "", err
	}
	defer unlock()
	return o.compile(at)
}

func (o JVMOptions) compile(at layout) (string, error) {
	inputs := make([]string, len(o.Sources))
	for i, s := range o.Sources {
		inputs[i] = filepath.Join(at.root, "integration", s)
	}
	classes := filepath.Join(at.target, o.Name, "classes")
	stamp, err := newStamp(filepath.Join(at.target, "."+o.Name+"-compiled"), inputs...)
	if err != nil || stamp.holds() && exists(classes) {
		return classes, err
	}
	if err := os.RemoveAll(classes); err != nil {
		return "", fmt.Errorf("clearing the old classes of %s: %w", o.Name, err)
	}
	args := []string{"-encoding", "UTF-8", "--release", "8", "-Xlint:-options", "-d", classes}
	for _, input := range inputs {
		err := filepath.WalkDir(input, func(path string, entry os.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".java") {
				args = append(args, path)
			}
			return err
		})
		if err != nil {
			return "", fmt.Errorf("looking for the sources of %s: %w", o.Name, err)
		}
	}
	if out, err := exec.Command("javac", args...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("compiling %s: %w\n%s", o.Name, err, out)
	}
	return classes, stamp.write()
}

// StartJVM compiles and starts a Java program. Whoever starts it closes it; it is killed when the test binary ends.
func StartJVM(o JVMOptions) (*JVM, error) {
	classes, err := CompileJava(o)
	if err != nil {
		return nil, err
	}
	at, err := places()
	if err != nil {
		return nil, err
	}
	args := []string{"-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Duser.timezone=UTC"}
	for _, p := range opened {
		args = append(args, "--add-opens", p+"=ALL-UNNAMED")
	}
	args = append(args, "-cp", classes, o.Main)
	for _, arg := range o.Args {
		args = append(args, strings.ReplaceAll(arg, "${target}", at.target))
	}
	j := &JVM{cmd: exec.Command("java", args...), errors: &tail{most: 16 << 10}}
	j.cmd.Stderr = j.errors
	j.cmd.SysProcAttr = ownGroup()
	if j.ask, err = j.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", o.Main, err)
	}
	out, err := j.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", o.Main, err)
	}
	j.answer = bufio.NewReaderSize(out, 1<<20)
	started := make(chan error)
	starter() <- func() { started <- j.cmd.Start() }
	if err := <-started; err != nil {
		return nil, fmt.Errorf("starting %s: %w", o.Main, err)
	}
	return j, nil
}

// Ask sends a line and gives the answer, both without the line's end. A JVM that says nothing for two minutes is
// killed, and so is an error.
func (j *JVM) Ask(question string) ([]byte, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	patience := time.AfterFunc(2*time.Minute, func() { _ = j.cmd.Process.Kill() })
	defer patience.Stop()
	if _, err := io.WriteString(j.ask, question+"\n"); err != nil {
		return nil, fmt.Errorf("asking the JVM: %w\n%s", err, j.errors)
	}
	answer, err := j.answer.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("waiting for the JVM's answer: %w\n%s", err, j.errors)
	}
	return bytes.TrimSuffix(answer, []byte("\n")), nil
}

// Close ends the program by the end of its input, and waits until it is gone; after a minute it is killed, which is
// an error.
func (j *JVM) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	patience := time.AfterFunc(time.Minute, func() { _ = j.cmd.Process.Kill() })
	defer patience.Stop()
	if err := errors.Join(j.ask.Close(), j.cmd.Wait()); err != nil {
		return fmt.Errorf("ending the JVM: %w\n%s", err, j.errors)
	}
	return nil
}

// tail keeps the end of what a program prints.
type tail struct {
	mu   sync.Mutex
	text []byte
	most int
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if over := len(t.text) - t.most; over > 0 {
		t.text = append(t.text[:0], t.text[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}
