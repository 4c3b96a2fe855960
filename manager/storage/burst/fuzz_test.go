package burst_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"msmgate/manager/storage"
	"msmgate/manager/storage/burst"
)

// FuzzAnswers lets a node say anything at all to a burst. Nothing may panic,
// hang, or give a value that wasn't in the answer under its own key.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		"VALUE A-n1 2048 3\r\nabc\r\nEND\r\nSTORED\r\nDELETED\r\nSTORED\r\n",
		"END\r\nNOT_STORED\r\nNOT_FOUND\r\nNOT_STORED\r\n",
		"VALUE A-n1 0 4294967295\r\n", "VALUE A-n1 0 99999999999999999999999\r\n", "VALUE A-n1 0 -1\r\n",
		"VALUE A-n1 0 20971521\r\n", "VALUE A-n1 0 20971520\r\nabc", "VALUE A-n1 99999999999 0\r\n\r\nEND\r\n",
		"VALUE B-n1 0 0\r\n\r\nEND\r\n", "VALUE A-n1 0 0\r\n\r\nVALUE A-n1 0 0\r\n\r\nEND\r\n", "VALUE A-n1 0 0 7\r\n\r\nEND\r\n",
		"VALUE\r\n", "VALUE  \r\n", "VALUE A-n1\r\n", "VALUE A-n1 0 2\r\nabcd\r\nEND\r\n", "\n", "\r\n", "\x00", "END\n",
		"ERROR\r\n", "ERROR Too many open connections\r\n", "CLIENT_ERROR line format\r\n", "SERVER_ERROR A-n1\r\n",
		strings.Repeat("x", 5000), strings.Repeat("END\r\n", 50),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		s := burst.New(burst.Options{
			Addresses: map[string]string{"n1": "a:1"}, OperationTimeout: time.Minute,
			Dial: func(context.Context, string, string) (net.Conn, error) {
				return &canned{answer: answer}, nil
			},
		})
		defer s.Close()
		for range 2 { // once over a new connection, once maybe over a used one
			results := storage.Do(t.Context(), s,
				storage.Op{Verb: storage.Get, Node: "n1", Key: "A-n1"},
				storage.Op{Verb: storage.Set, Node: "n1", Key: "A-n1"},
				storage.Op{Verb: storage.Delete, Node: "n1", Key: "A-n1"},
				storage.Op{Verb: storage.Add, Node: "n1", Key: "A-n1"})
			checkAnswers(t, answer, results)
		}
	})
}

// FuzzBinaryAnswers does the same in the binary protocol.
func FuzzBinaryAnswers(f *testing.F) {
	head := "\x81\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
	for _, seed := range []string{
		head + "\x00\x00\x08\x00v", head, head[:8] + "\xff\xff\xff\xff" + head[12:], head[:4] + "\xff" + head[5:],
		head[:2] + "\xff\xff" + head[4:], head[:6] + "\x00\x01" + head[8:], "END\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, answer []byte) {
		s := burst.New(burst.Options{
			Addresses: map[string]string{"n1": "a:1"}, OperationTimeout: time.Minute, Binary: true,
			Dial: func(context.Context, string, string) (net.Conn, error) {
				return &canned{answer: answer}, nil
			},
		})
		defer s.Close()
		for range 2 {
			results := storage.Do(t.Context(), s,
				storage.Op{Verb: storage.Get, Node: "n1", Key: "A-n1"},
				storage.Op{Verb: storage.Delete, Node: "n1", Key: "A-n1"})
			if got := results[0]; got.Err == nil && !bytes.Contains(answer, got.Item.Value) {
				t.Errorf("the value %q was not in the answer", got.Item.Value)
			}
		}
	})
}

func checkAnswers(t *testing.T, answer []byte, results []storage.Result) {
	t.Helper()
	if got := results[0]; got.Err == nil && !bytes.Contains(answer, append([]byte("\r\n"), got.Item.Value...)) {
		t.Errorf("the value %q was not in the answer", got.Item.Value)
	}
	failed := false
	for i, r := range results {
		fault := r.Err != nil && !errors.Is(r.Err, storage.ErrMiss) && !errors.Is(r.Err, storage.ErrNotStored) &&
			!strings.Contains(r.Err.Error(), "SERVER_ERROR") && !strings.Contains(r.Err.Error(), "repeats the key")
		if failed && !fault {
			t.Errorf("operation %d has an answer behind one that broke the connection: %v", i, r.Err)
		}
		failed = failed || fault
		if r.Err != nil && strings.Contains(r.Err.Error(), "A-n1") {
			t.Errorf("the error tells the key: %v", r.Err)
		}
	}
}
