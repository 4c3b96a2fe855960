package census

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"msmgate/internal/freeport"
	"msmgate/internal/memcacheserver"
)

// startServer is an embedded memcached with the captures of a serializer and
// what else stands beside them.
func startServer(t *testing.T, items ...Item) (Node, *memcacheserver.Server, *memcacheserver.Recorder) {
	t.Helper()
	rec := new(memcacheserver.Recorder)
	srv := memcacheserver.New(memcacheserver.Options{Trace: rec.Record})
	if err := srv.Listen(freeport.Address()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	for _, item := range items {
		if err := srv.Set(item.Key, item.Flags, 0, item.Value); err != nil {
			t.Fatal(err)
		}
	}
	return Node{Name: "n1", Address: srv.Addr(), Timeout: time.Minute}, srv, rec
}

// distinct are the items with the last value of each key, as a server has them.
func distinct(items []Item) []Item {
	last := map[string]Item{}
	for _, item := range items {
		last[item.Key] = item
	}
	var list []Item
	for _, item := range last {
		list = append(list, item)
	}
	return list
}

// A census of a live node finds what a census of the same values finds, and
// sends nothing but what reads.
func TestLiveNode(t *testing.T) {
	items := append(distinct(captured(t, "java")), Item{Key: "app:price:17", Value: []byte("9.99")}, Item{Key: "ping-n1", Flags: 512, Value: []byte{1}})
	node, _, rec := startServer(t, items...)
	listed := 0
	node.Listed = func(n int) { listed = n }

	want := New(Options{Now: moment})
	for _, item := range items {
		item.Source = "n1"
		if kind := KindOfKey(item.Key); kind != Record {
			item.HasFlags, item.Value = false, nil // only their keys are looked at
		}
		want.Add(item)
	}
	got := New(Options{Now: moment})
	for item, err := range node.Items(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got.Add(item)
	}
	w, g := want.Report(), got.Report()
	if g.Items != w.Items || g.Items.Foreign != 1 || g.Items.Pings != 1 || g.Items.Validities == 0 || g.Items.Backups == 0 || g.Items.Locks == 0 {
		t.Errorf("got  %+v\nwant %+v", g.Items, w.Items)
	}
	if listed != int(g.Items.Records) || g.Items.Decoded != g.Items.Records {
		t.Errorf("%d listed, %+v", listed, g.Items)
	}
	if g.Sizes.Total != w.Sizes.Total || len(g.Classes) != len(w.Classes) || len(g.Attributes) != len(w.Attributes) {
		t.Errorf("got %+v, want %+v", g.Sizes, w.Sizes)
	}
	if !g.Sources[0].Used {
		t.Error("the report doesn't tell that get was used")
	}
	for _, e := range rec.Reset() {
		word, _, _ := strings.Cut(e.Line, " ")
		if !e.Answer && !slices.Contains([]string{"lru_crawler", "mg", "get"}, word) {
			t.Errorf("sent %q", word)
		}
	}
}

func TestKindOfKey(t *testing.T) {
	const id = "2F83085E968652A561500B43118BB994-n2.tcA"
	for key, want := range map[string]Kind{
		id:                                  Record,
		"2F83085E968652A561500B43118BB994":  Record,
		"px:c963a05b_" + id:                 Record,
		"bak:" + id:                         Backup,
		"bak:px_" + id:                      Backup,
		"validity:" + id:                    Validity,
		"validity:px_" + id:                 Validity,
		"bak:validity:" + id:                BackupValidity,
		"bak:px_validity:px_" + id:          BackupValidity,
		"lock:" + id:                        Lock,
		"ping-n1":                           Ping,
		"px_ping-n1":                        Ping,
		"user:42":                           Foreign,
		"cart-n1":                           Foreign,
		"":                                  Foreign,
		"2F83085E968652A561500B43118BB994.": Foreign,
	} {
		if got := KindOfKey(key); got != want {
			t.Errorf("%q is %d, want %d", key, got, want)
		}
	}
}

// conversation is a server that answers each command as it is told.
type conversation struct {
	answer func(command string) string
	sent   []string
}

func (c *conversation) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	go func() {
		defer server.Close()
		lines := bufio.NewScanner(server)
		for lines.Scan() {
			c.sent = append(c.sent, lines.Text())
			answer := c.answer(lines.Text())
			if answer == "" {
				return // the server hangs up
			}
			if _, err := server.Write([]byte(answer)); err != nil {
				return
			}
		}
	}()
	return client, nil
}

const someKey = "2F83085E968652A561500B43118BB994-n1"

func listing(keys ...string) string {
	var b strings.Builder
	for _, key := range keys {
		fmt.Fprintf(&b, "key=%s exp=-1 la=1 cas=1 fetch=no cls=1 size=70\n", key)
	}
	return b.String() + "END\r\n"
}

// collect gives the items of a node and its error.
func collect(ctx context.Context, n Node) (items []Item, failed error) {
	for item, err := range n.Items(ctx) {
		if err != nil {
			return items, err
		}
		items = append(items, item)
	}
	return items, nil
}

func TestAnswersOfServers(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer map[string]string
		want   string // the value, or the beginning of an error
		sent   int
	}{
		{"mg leaves the order of use alone", map[string]string{"lru_crawler": listing(someKey), "mg": "VA 3 f2048\r\nabc\r\n"}, "abc", 2},
		{"a server without mg", map[string]string{"lru_crawler": listing(someKey), "mg": "ERROR\r\n", "get": "VALUE " + someKey + " 2048 3\r\nabc\r\nEND\r\n"}, "abc", 3},
		{"a server whose mg doesn't know u", map[string]string{"lru_crawler": listing(someKey), "mg": "CLIENT_ERROR invalid flag\r\n", "get": "VALUE " + someKey + " 2048 3\r\nabc\r\nEND\r\n"}, "abc", 3},
		{"gone meanwhile", map[string]string{"lru_crawler": listing(someKey), "mg": "EN\r\n"}, "", 2},
		{"gone meanwhile, plainly", map[string]string{"lru_crawler": listing(someKey), "mg": "ERROR\r\n", "get": "END\r\n"}, "", 3},
		{"no keys", map[string]string{"lru_crawler": "END\r\n"}, "", 1},
		{"a key written as in a URL", map[string]string{"lru_crawler": listing("%32F83085E968652A561500B43118BB994%2Dn1"), "mg": "VA 1 f0\r\nx\r\n"}, "x", 2},
		{"an old server", map[string]string{"lru_crawler": "ERROR\r\n"}, "! the server doesn't list its keys", 1},
		{"a server without crawler", map[string]string{"lru_crawler": "CLIENT_ERROR lru crawler disabled\r\n"}, "! the server doesn't list its keys", 1},
		{"a busy crawler", map[string]string{"lru_crawler": "BUSY currently processing crawler request\r\n"}, "! the server's LRU crawler is busy", busyTries},
		{"not memcached", map[string]string{"lru_crawler": "HTTP/1.1 400 Bad Request\r\n"}, "! the answer is not memcached's", 1},
		{"a line without end", map[string]string{"lru_crawler": "key=" + strings.Repeat("a", 10_000)}, "! the answer is not memcached's", 1},
		{"a number that is none", map[string]string{"lru_crawler": "key=a exp=x\n"}, "! the answer is not memcached's", 1},
		{"a key that is none", map[string]string{"lru_crawler": "key=%zz exp=1\n"}, "! the answer is not memcached's", 1},
		{"hangs up while listing", map[string]string{"lru_crawler": ""}, "! EOF", 1},
		{"hangs up at every value", map[string]string{"lru_crawler": listing(someKey), "mg": ""}, "! EOF", 4},
		{"another key's value", map[string]string{"lru_crawler": listing(someKey), "mg": "ERROR\r\n", "get": "VALUE other 0 1\r\nx\r\nEND\r\n"}, "! the answer is not memcached's", 3},
		{"a value that goes on", map[string]string{"lru_crawler": listing(someKey), "mg": "VA 1 f0\r\nxyz\r\n"}, "! the answer is not memcached's", 2},
		{"flags that are none", map[string]string{"lru_crawler": listing(someKey), "mg": "VA 1 fx\r\nx\r\n"}, "! the answer is not memcached's", 2},
		{"a length that is none", map[string]string{"lru_crawler": listing(someKey), "mg": "VA 99999999999999 f0\r\nx\r\n"}, "! the answer is not memcached's", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			server := &conversation{answer: func(command string) string {
				word, _, _ := strings.Cut(command, " ")
				answer, ok := c.answer[word]
				if !ok {
					t.Errorf("sent %q", command)
				}
				return answer
			}}
			fired := make(chan time.Time, busyTries)
			node := Node{Name: "n1", Address: "host:11211", Dial: server.dial, Timeout: time.Minute, After: func(time.Duration) <-chan time.Time {
				fired <- time.Time{}
				return fired
			}}
			items, err := collect(t.Context(), node)
			if want, isError := strings.CutPrefix(c.want, "! "); isError {
				if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "n1") || strings.Contains(err.Error(), someKey) {
					t.Errorf("%v, want %s", err, want)
				}
			} else if err != nil || (len(items) == 0) != (want == "") || len(items) == 1 && string(items[0].Value) != want {
				t.Errorf("%+v, %v", items, err)
			}
			if len(server.sent) != c.sent {
				t.Errorf("sent %q", server.sent)
			}
		})
	}
}

// A value that no session can have is passed over, and the next one is read.
func TestTooLargeAValue(t *testing.T) {
	const size = 20<<20 + 1
	server := &conversation{answer: func(command string) string {
		switch {
		case strings.HasPrefix(command, "lru"):
			return listing("AAAAAAAAAAAAAAAAAAAA-n1", "BBBBBBBBBBBBBBBBBBBB-n1")
		case strings.Contains(command, "AAAA"):
			return fmt.Sprintf("VA %d f0\r\n", size) + string(bytes.Repeat([]byte("x"), size)) + "\r\n"
		}
		return "VA 1 f0\r\nx\r\n"
	}}
	items, err := collect(t.Context(), Node{Address: "a:1", Dial: server.dial, Timeout: time.Minute})
	if err != nil || len(items) != 2 || items[0].Err == nil || items[0].Value != nil || items[0].Size != size || string(items[1].Value) != "x" {
		t.Fatalf("%d items, %v", len(items), err)
	}
	r := censusOf(t, Options{}, items[0])
	if r.Items.Unreadable != 1 || len(r.Bad) != 1 || strings.Contains(r.Bad[0].Name, "AAAA") {
		t.Errorf("%+v %+v", r.Items, r.Bad)
	}
}

// Values are read no faster than said: each waits for its moment.
func TestRate(t *testing.T) {
	now := time.UnixMilli(0)
	var waits []time.Duration
	p := pace{rate: 4, now: func() time.Time { return now }, after: func(d time.Duration) <-chan time.Time {
		waits = append(waits, d)
		now = now.Add(d)
		fired := make(chan time.Time, 1)
		fired <- now
		return fired
	}}
	for range 3 {
		if err := p.wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(time.Second) // a slow answer: what was missed is caught up
	for range 6 {
		if err := p.wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	ms := time.Millisecond
	if want := []time.Duration{250 * ms, 250 * ms, 250 * ms, 250 * ms}; !slices.Equal(waits, want) {
		t.Errorf("waits %v, want %v", waits, want)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	p.after = func(time.Duration) <-chan time.Time { return nil }
	if err := p.wait(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// Whoever ends the context in the middle keeps what was read.
func TestCancelled(t *testing.T) {
	node, _, _ := startServer(t, distinct(captured(t, "java"))...)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	read := 0
	var failed error
	for item, err := range node.Items(ctx) {
		if failed = err; err == nil && item.HasFlags {
			if read++; read == 3 {
				cancel()
			}
		}
	}
	if read != 3 || !errors.Is(failed, context.Canceled) {
		t.Errorf("%d values read, %v", read, failed)
	}
	if _, err := collect(ctx, node); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	for range node.Items(t.Context()) { // may be left early
		break
	}
	for range node.Keys(t.Context()) {
		break
	}
}

// Many keys wait in a file, in their order.
func TestSpool(t *testing.T) {
	s := &spool{}
	defer s.close()
	const n = 100_000
	name := func(i int) string { return fmt.Sprintf("%s%d", strings.Repeat("k", 100), i) }
	for i := range n {
		if err := s.add(Key{Name: name(i), Expires: int64(i) - 1, LastAccess: int64(i), Size: 7}); err != nil {
			t.Fatal(err)
		}
	}
	if s.file == nil || len(s.memory) > spoolMemory {
		t.Errorf("%d bytes in memory", len(s.memory))
	}
	i := 0
	for k, err := range s.all() {
		if err != nil || k.Name != name(i) || k.Expires != int64(i)-1 || k.LastAccess != int64(i) || k.Size != 7 {
			t.Fatalf("key %d: %+v, %v", i, k, err)
		}
		i++
	}
	if i != n {
		t.Errorf("%d keys", i)
	}
}
