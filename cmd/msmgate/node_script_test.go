package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"msmgate/fixtures/tomcat7"
)

// TestNodeScripts runs testdata/node: check, run and demo at work. Beside
// testscript's own commands there are
//
//	fixtures                       the first user's two files: sticky.xml, nonsticky.xml
//	serve NAME ARGUMENTS           msmgate in the background, until it listens; $NAME is its URL
//	stop NAME                      SIGINT; it must end with 0 within 5 s, and what it printed is stdout
//	hangup NAME TEXT               SIGHUP; waits until it has printed TEXT
//	http METHOD URL [FIELD]…       a request; status, header and body are stdout. A field "body: …" is the body
func TestNodeScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/node",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"fixtures": func(ts *testscript.TestScript, _ bool, _ []string) {
				ts.Check(os.WriteFile(ts.MkAbs("sticky.xml"), tomcat7.StickyXML, 0o600))
				ts.Check(os.WriteFile(ts.MkAbs("nonsticky.xml"), tomcat7.NonstickyXML, 0o600))
			},
			"serve":  scriptServe,
			"stop":   scriptStop,
			"hangup": scriptHangup,
			"http":   scriptHTTP,
		},
	})
}

// scriptServer is a msmgate that a script has started.
type scriptServer struct {
	cmd    *exec.Cmd
	mu     sync.Mutex
	output strings.Builder
	ended  chan error
}

var running sync.Map // of *scriptServer, by the script's directory and the name

func scriptServe(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: serve NAME ARGUMENTS")
	}
	path, err := exec.LookPath("msmgate")
	ts.Check(err)
	s := &scriptServer{cmd: exec.Command(path, args[1:]...), ended: make(chan error, 1)}
	s.cmd.Dir = ts.MkAbs(".")
	s.cmd.Env = append(os.Environ(), "MSMGATE_LOG_FORMAT=json")
	reader, writer := io.Pipe()
	s.cmd.Stdout, s.cmd.Stderr = writer, writer
	ts.Check(s.cmd.Start())
	ts.Defer(func() { _ = s.cmd.Process.Kill() })
	listening := make(chan string, 1)
	go s.read(reader, listening)
	go func() {
		err := s.cmd.Wait()
		writer.Close()
		s.ended <- err
	}()
	select {
	case address := <-listening:
		ts.Setenv(args[0], "http://"+address)
		running.Store(ts.MkAbs(args[0]), s)
	case err := <-s.ended:
		ts.Fatalf("it ended before it listened: %v\n%s", err, s.text())
	case <-time.After(30 * time.Second):
		ts.Fatalf("it does not listen within 30 s:\n%s", s.text())
	}
}

// read keeps what is printed and finds the line that says where it listens.
func (s *scriptServer) read(from io.Reader, listening chan<- string) {
	lines := bufio.NewScanner(from)
	for lines.Scan() {
		s.mu.Lock()
		s.output.WriteString(lines.Text() + "\n")
		s.mu.Unlock()
		var entry struct{ Message, Address string }
		if json.Unmarshal(lines.Bytes(), &entry) == nil && entry.Message == "listening" {
			listening <- entry.Address
		}
	}
}

func (s *scriptServer) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.output.String()
}

func scriptStop(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: stop NAME")
	}
	found, ok := running.LoadAndDelete(ts.MkAbs(args[0]))
	if !ok {
		ts.Fatalf("%s does not run", args[0])
	}
	s := found.(*scriptServer)
	ts.Check(s.cmd.Process.Signal(os.Interrupt))
	select {
	case err := <-s.ended:
		ts.Check(err)
	case <-time.After(5 * time.Second):
		ts.Fatalf("it still runs 5 s after SIGINT:\n%s", s.text())
	}
	_, err := io.WriteString(ts.Stdout(), s.text())
	ts.Check(err)
}

func scriptHangup(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: hangup NAME TEXT")
	}
	found, ok := running.Load(ts.MkAbs(args[0]))
	if !ok {
		ts.Fatalf("%s does not run", args[0])
	}
	s := found.(*scriptServer)
	before := len(s.text())
	ts.Check(s.cmd.Process.Signal(syscall.SIGHUP))
	for deadline := time.Now().Add(30 * time.Second); !strings.Contains(s.text()[before:], args[1]); {
		if time.Now().After(deadline) {
			ts.Fatalf("it did not print %q within 30 s of SIGHUP:\n%s", args[1], s.text()[before:])
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func scriptHTTP(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: http METHOD URL [FIELD]…")
	}
	var body string
	fields := http.Header{}
	for _, field := range args[2:] {
		name, value, _ := strings.Cut(field, ": ")
		if name == "body" {
			body = value
			continue
		}
		fields.Add(name, value)
	}
	request, err := http.NewRequest(args[0], args[1], strings.NewReader(body))
	ts.Check(err)
	request.Header = fields
	client := http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(request)
	ts.Check(err)
	defer resp.Body.Close()
	out := ts.Stdout()
	_, _ = io.WriteString(out, resp.Status+"\n")
	ts.Check(resp.Header.Write(out))
	_, _ = io.WriteString(out, "\n")
	_, err = io.Copy(out, resp.Body)
	ts.Check(err)
}
