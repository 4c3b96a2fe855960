package harness

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/url"
	"sort"
	"strings"
	"time"
)

// Item is what a memcached holds under a key.
type Item struct {
	Flags uint32
	Value []byte
}

// Do sends one command and returns the first line of the answer.
func (m *Memcached) Do(command string) (string, error) {
	return m.ask(command, nil)
}

// Item looks a key up; ok is false if there is none.
func (m *Memcached) Item(key string) (item Item, ok bool) {
	m.t.Helper()
	_, err := m.ask("get "+key, func(line string, rest *bufio.Reader) error {
		if line == "END" {
			return nil
		}
		var size int
		var name string
		if _, err := fmt.Sscanf(line, "VALUE %s %d %d", &name, &item.Flags, &size); err != nil {
			return fmt.Errorf("answer %q: %w", line, err)
		}
		item.Value = make([]byte, size)
		ok = true
		_, err := io.ReadFull(rest, item.Value)
		return err
	})
	if err != nil {
		m.t.Fatalf("looking a key up in memcached: %v", err)
	}
	return item, ok
}

// Replace puts another value under a key that is there; flags and expiry in seconds as given.
func (m *Memcached) Replace(key string, item Item, seconds int) {
	m.t.Helper()
	answer, err := m.Do(fmt.Sprintf("replace %s %d %d %d\r\n%s", key, item.Flags, seconds, len(item.Value), item.Value))
	if err != nil || answer != "STORED" {
		m.t.Fatalf("replacing a value in memcached: %q, %v", answer, err)
	}
}

// Keys are all keys that it holds, sorted.
func (m *Memcached) Keys() []string {
	m.t.Helper()
	var keys []string
	_, err := m.ask("lru_crawler metadump all", func(line string, rest *bufio.Reader) error {
		for ; line != "END"; line = strings.TrimSpace(line) {
			if key, found := strings.CutPrefix(strings.Fields(line + " -")[0], "key="); found {
				plain, err := url.PathUnescape(key)
				if err != nil {
					return fmt.Errorf("key %q: %w", key, err)
				}
				keys = append(keys, plain)
			}
			var err error
			if line, err = rest.ReadString('\n'); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		m.t.Fatalf("listing memcached's keys: %v", err)
	}
	sort.Strings(keys)
	return keys
}

// Commands are the lines that it has received so far, in order, if it runs with Verbose.
func (m *Memcached) Commands() []string {
	var commands []string
	for line := range strings.Lines(m.Log()) {
		if _, command, ok := strings.Cut(line, " "); ok && strings.HasPrefix(line, "<") {
			commands = append(commands, strings.TrimSpace(command))
		}
	}
	return commands
}

// ask sends one command and hands the answer's first line, and what follows it, to a reader.
func (m *Memcached) ask(command string, read func(line string, rest *bufio.Reader) error) (string, error) {
	conn, err := net.DialTimeout("tcp", m.Addr(), time.Second)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return "", err
	}
	if _, err := io.WriteString(conn, command+"\r\n"); err != nil {
		return "", err
	}
	rest := bufio.NewReader(conn)
	line, err := rest.ReadString('\n')
	if err != nil {
		return "", err
	}
	line = strings.TrimSpace(line)
	if read == nil {
		return line, nil
	}
	return line, read(line, rest)
}
