package census

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"msmgate/manager/storage/redis"
)

// redisTalk is a Redis server that answers each command as it is told.
type redisTalk struct {
	answer func(command string) string
	mu     sync.Mutex
	sent   []string
}

// node is the server as a census sees it.
func (r *redisTalk) node() Node {
	return Node{Address: "sessions:6379", Redis: &redis.Options{}, Timeout: time.Minute, Dial: r.dial}
}

func (r *redisTalk) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	go func() {
		defer server.Close()
		in := bufio.NewReader(server)
		for {
			command, err := redisCommand(in)
			if err != nil {
				return
			}
			r.mu.Lock()
			r.sent = append(r.sent, command)
			r.mu.Unlock()
			if _, err := io.WriteString(server, r.answer(command)); err != nil {
				return
			}
		}
	}()
	return client, nil
}

// all are the commands that came.
func (r *redisTalk) all() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.sent)
}

func redisCommand(in *bufio.Reader) (string, error) {
	var words, size int
	if _, err := fmt.Fscanf(in, "*%d\r\n", &words); err != nil {
		return "", err
	}
	var command []string
	for range words {
		if _, err := fmt.Fscanf(in, "$%d\r\n", &size); err != nil {
			return "", err
		}
		word := make([]byte, size+2)
		if _, err := io.ReadFull(in, word); err != nil {
			return "", err
		}
		command = append(command, string(word[:size]))
	}
	return strings.Join(command, " "), nil
}

func bulk(text string) string { return fmt.Sprintf("$%d\r\n%s\r\n", len(text), text) }

func scanAnswer(next string, keys ...string) string {
	var b strings.Builder
	b.WriteString("*2\r\n" + bulk(next) + fmt.Sprintf("*%d\r\n", len(keys)))
	for _, key := range keys {
		b.WriteString(bulk(key))
	}
	return b.String()
}

const wrongType = "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n"

// redisWith is a server with the values of some keys, told two at a time, the
// last two of each step again.
func redisWith(noTouch string, keys []string, values map[string]string) *redisTalk {
	return &redisTalk{answer: func(command string) string {
		var from, count int
		if n, _ := fmt.Sscanf(command, "scan %d count %d", &from, &count); n == 2 {
			next, end := fmt.Sprint(from+2), min(from+2, len(keys))
			if end == len(keys) {
				next = "0"
			}
			return scanAnswer(next, keys[max(0, from-2):end]...)
		}
		if key, get := strings.CutPrefix(command, "get "); get {
			value, found := values[key]
			switch {
			case !found:
				return "$-1\r\n"
			case strings.HasPrefix(value, "-"):
				return value
			}
			return bulk(value)
		}
		switch command {
		case "client no-touch on":
			return noTouch
		case "dbsize":
			return fmt.Sprintf(":%d\r\n", len(keys))
		}
		return "-ERR unknown command\r\n"
	}}
}

// A census of a Redis server finds what a census of the same values finds, each
// key once, and sends nothing but what reads.
func TestRedis(t *testing.T) {
	items := distinct(captured(t, "java"))
	values := map[string]string{"2F83085E968652A561500B43118BB990": wrongType, "2F83085E968652A561500B43118BB991": "-NOPERM not for you\r\n"}
	keys := []string{"app:price:17", strings.Repeat("F", 500), "2F83085E968652A561500B43118BB99F.gone"}
	for key := range values {
		keys = append(keys, key)
	}
	want := New(Options{Now: moment})
	for _, item := range items {
		values[item.Key] = string(item.Value)
		keys = append(keys, item.Key)
		item.Source, item.HasFlags = "sessions:6379", false
		if KindOfKey(item.Key) != Record {
			item.Value = nil
		}
		want.Add(item)
	}
	slices.Sort(keys)

	server := redisWith("+OK\r\n", keys, values)
	node, listed := server.node(), 0
	node.Listed = func(n int) { listed = n }
	got := New(Options{Now: moment})
	for item, err := range node.Items(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got.Add(item)
	}
	w, g := want.Report(), got.Report()
	w.Items.Total += 4 // but for the one that was gone
	w.Items.Foreign += 3
	w.Items.Unreadable++
	if g.Items != w.Items || listed != len(keys) {
		t.Errorf("got  %+v\nwant %+v, %d listed", g.Items, w.Items, listed)
	}
	if g.Sizes.Total != w.Sizes.Total || len(g.Classes) != len(w.Classes) || len(g.Flags) != 0 || g.Sources[0].Used {
		t.Errorf("got %+v %+v %+v, want %+v", g.Sizes, g.Flags, g.Sources, w.Sizes)
	}
	if len(g.Bad) != 1 || !strings.Contains(g.Bad[0].Reason, "NOPERM") || strings.Contains(fmt.Sprint(g.Bad), "2F83085E") {
		t.Errorf("%+v", g.Bad)
	}
	for _, command := range server.all() {
		word, _, _ := strings.Cut(command, " ")
		if !slices.Contains([]string{"hello", "client", "dbsize", "scan", "get"}, word) {
			t.Errorf("sent %q", command)
		}
		if word == "get" && !slices.Contains(keys, command[4:]) || len(command) > 400 {
			t.Errorf("sent %q", command)
		}
	}

	// A server that can't leave the order of last use alone: the report says so.
	got = New(Options{Now: moment})
	for item, err := range redisWith("-ERR unknown subcommand\r\n", keys, values).node().Items(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got.Add(item)
	}
	if r := got.Report(); !r.Sources[0].Used || r.Items != g.Items {
		t.Errorf("%+v %+v", r.Sources, r.Items)
	}
}

// What a Redis server won't do ends its part, and says which server it was.
func TestRedisFaults(t *testing.T) {
	for _, c := range []struct {
		name, scan, size, want string
	}{
		{"no SCAN", "-ERR unknown command 'scan'\r\n", ":1\r\n", "unknown command"},
		{"a password is wanted", "-NOAUTH Authentication required.\r\n", "-NOAUTH Authentication required.\r\n", "NOAUTH"},
		{"DBSIZE isn't allowed", scanAnswer("0"), "-NOPERM\r\n", ""},
		{"not Redis", "HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", "counting the keys"},
		{"a list without end", "*2\r\n$1\r\n0\r\n*4294967295\r\n", ":1\r\n", "announces more than any answer has"},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := &redisTalk{answer: func(command string) string {
				switch command {
				case "dbsize":
					return c.size
				case "scan 0 count 100":
					return c.scan
				}
				return "-ERR unknown command\r\n"
			}}
			items, err := collect(t.Context(), server.node())
			if c.want == "" && (err != nil || len(items) != 0) {
				t.Errorf("%d items, %v", len(items), err)
			}
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "on storage node sessions:6379")) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// What can't be a session's is passed over by those who open records, too; what
// one may not read is not.
func TestRedisForeignValues(t *testing.T) {
	const session = "2F83085E968652A561500B43118BB990"
	for answer, want := range map[string]string{wrongType: ErrNoRecord.Error(), "-NOPERM not for you\r\n": "NOPERM"} {
		items, err := collect(t.Context(), redisWith("+OK\r\n", []string{session}, map[string]string{session: answer}).node())
		if err != nil || len(items) != 1 {
			t.Fatal(items, err)
		}
		if _, err := New(Options{}).Open(items[0]); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), session) {
			t.Errorf("%q: %v", answer, err)
		}
	}
}

// Listing and reading go no faster than said, and whoever ends it keeps what was
// read.
func TestRedisRate(t *testing.T) {
	keys := []string{"2F83085E968652A561500B43118BB990", "2F83085E968652A561500B43118BB991", "2F83085E968652A561500B43118BB992"}
	node := redisWith("+OK\r\n", keys, map[string]string{keys[0]: "x", keys[1]: "y", keys[2]: "z"}).node()
	now, waits := time.UnixMilli(0), 0
	node.Rate = 1
	node.Now = func() time.Time { return now }
	node.After = func(d time.Duration) <-chan time.Time {
		waits++
		now = now.Add(d)
		fired := make(chan time.Time, 1)
		fired <- now
		return fired
	}
	items, err := collect(t.Context(), node)
	if err != nil || len(items) != 3 || waits != 4 { // two listings and three values, the first at once
		t.Errorf("%d items, %d waits, %v", len(items), waits, err)
	}

	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	read := 0
	var failed error
	for _, err := range node.Items(ctx) {
		if failed = err; err == nil {
			read++
			cancel()
		}
	}
	if read != 1 || !errors.Is(failed, context.Canceled) {
		t.Errorf("%d items, %v", read, failed)
	}
	for range node.Items(t.Context()) { // may be left early
		break
	}
}
