package redis_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// fake is a Redis server with the few commands that a session node sends.
type fake struct {
	listener net.Listener

	mu    sync.Mutex
	items map[string]fakeItem
	log   []string // commands with their arguments, values left out
	// before, if set, is called before each command; what it returns is
	// answered instead, and "cut" ends the connection.
	before func(command []string) string
	conns  []net.Conn
}

type fakeItem struct {
	value string
	until time.Time // zero: for ever
}

func startFake(t testing.TB) *fake {
	t.Helper()
	f := &fake{items: map[string]fakeItem{}}
	var err error
	if f.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.stop)
	go func() {
		for {
			c, err := f.listener.Accept()
			if err != nil {
				return
			}
			f.mu.Lock()
			f.conns = append(f.conns, c)
			f.mu.Unlock()
			go f.serve(c)
		}
	}()
	return f
}

func (f *fake) addr() string { return f.listener.Addr().String() }

func (f *fake) stop() {
	f.listener.Close()
	f.cut()
}

// cut ends all connections.
func (f *fake) cut() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.conns {
		c.Close()
	}
	f.conns = nil
}

// intercept sets what is called before each command.
func (f *fake) intercept(before func(command []string) string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.before = before
}

// commands gives what has come so far.
func (f *fake) commands() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.log)
}

func (f *fake) serve(c net.Conn) {
	defer c.Close()
	r := bufio.NewReader(c)
	for {
		command, err := readCommand(r)
		if err != nil {
			return
		}
		f.mu.Lock()
		before := f.before
		f.mu.Unlock()
		answer := ""
		if before != nil {
			answer = before(command)
		}
		if answer == "" {
			answer = f.run(command)
		}
		if answer == "cut" {
			return
		}
		if _, err := io.WriteString(c, answer); err != nil {
			return
		}
	}
}

func readCommand(r *bufio.Reader) (command []string, err error) {
	var n, size int
	if _, err = fmt.Fscanf(r, "*%d\r\n", &n); err != nil {
		return nil, err
	}
	for range n {
		if _, err = fmt.Fscanf(r, "$%d\r\n", &size); err != nil {
			return nil, err
		}
		word := make([]byte, size+2)
		if _, err = io.ReadFull(r, word); err != nil {
			return nil, err
		}
		command = append(command, string(word[:size]))
	}
	return command, nil
}

// run carries a command out.
func (f *fake) run(command []string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	verb, key := strings.ToLower(command[0]), ""
	if len(command) > 1 {
		key = command[1]
	}
	old, found := f.items[key]
	if found && !old.until.IsZero() && !time.Now().Before(old.until) {
		delete(f.items, key)
		found = false
	}
	shown := slices.Clone(command)
	switch verb {
	case "set":
		shown[2] = "…"
	case "setex":
		shown[3] = "…"
	}
	f.log = append(f.log, strings.Join(shown, " "))
	switch verb {
	case "hello":
		return "-ERR unknown command 'hello'\r\n"
	case "get":
		if !found {
			return "$-1\r\n"
		}
		return fmt.Sprintf("$%d\r\n%s\r\n", len(old.value), old.value)
	case "set":
		if slices.Contains(command, "nx") && found {
			return "$-1\r\n"
		}
		f.items[key] = fakeItem{command[2], deadline(command)}
		return "+OK\r\n"
	case "setex":
		f.items[key] = fakeItem{command[3], after(command[2])}
		return "+OK\r\n"
	case "del", "exists":
		if verb == "del" {
			delete(f.items, key)
		}
		if found {
			return ":1\r\n"
		}
		return ":0\r\n"
	case "auth", "select":
		return "+OK\r\n"
	}
	return "-ERR unknown command\r\n"
}

func deadline(command []string) time.Time {
	if i := slices.Index(command, "ex"); i >= 0 {
		return after(command[i+1])
	}
	return time.Time{}
}

func after(seconds string) time.Time {
	n, _ := strconv.Atoi(seconds)
	return time.Now().Add(time.Duration(n) * time.Second)
}
