package manager

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"

	"msmgate/internal/memcacheserver"
)

// binaryFront speaks memcached's binary protocol before an embedded server's
// items. It logs as `memcached -vv` does, but for the heads of frames.
type binaryFront struct {
	listener net.Listener
	items    *memcacheserver.Server

	mu  sync.Mutex
	cas uint64
	log []string
}

func startBinaryFront(t *testing.T, items *memcacheserver.Server) *binaryFront {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	f := &binaryFront{listener: l, items: items}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go f.serve(c)
		}
	}()
	return f
}

func (f *binaryFront) port() int { return f.listener.Addr().(*net.TCPAddr).Port }

// commands takes what was logged.
func (f *binaryFront) commands() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	log := f.log
	f.log = nil
	return log
}

func (f *binaryFront) serve(c net.Conn) {
	defer c.Close()
	for {
		head := make([]byte, 24)
		if _, err := io.ReadFull(c, head); err != nil || head[0] != 0x80 {
			return
		}
		body := make([]byte, binary.BigEndian.Uint32(head[8:]))
		if _, err := io.ReadFull(c, body); err != nil {
			return
		}
		if _, err := c.Write(f.answer(head, body)); err != nil {
			return
		}
	}
}

const (
	binaryGet, binarySet, binaryAdd, binaryDelete = 0, 1, 2, 4
	binaryMiss, binaryTaken, binaryUnknown        = 1, 2, 0x81
)

// answer carries out one command and logs it.
func (f *binaryFront) answer(head, body []byte) []byte {
	f.mu.Lock()
	defer f.mu.Unlock()
	opcode, extras := head[1], body[:head[4]]
	key := string(body[len(extras):][:binary.BigEndian.Uint16(head[2:])])
	value := body[len(extras)+len(key):]
	f.log = append(f.log, "< "+describeFrame(head))
	switch opcode {
	case binaryGet:
		f.log = append(f.log, "< GET "+key)
	case binarySet:
		f.log = append(f.log, fmt.Sprintf("< SET %s Value len is %d", key, len(value)))
	case binaryAdd:
		f.log = append(f.log, fmt.Sprintf("< ADD %s Value len is %d", key, len(value)))
	}
	status, answer, cas := f.run(opcode, extras, key, value)
	out := make([]byte, 24)
	copy(out, head)
	out[0], out[2], out[3], out[4] = 0x81, 0, 0, 0
	binary.BigEndian.PutUint16(out[6:], status)
	if opcode == binaryGet && status == 0 {
		out[4] = 4
	}
	binary.BigEndian.PutUint32(out[8:], uint32(len(answer)))
	binary.BigEndian.PutUint64(out[16:], cas)
	if status == binaryMiss {
		f.log = append(f.log, "> Writing an error: Not found")
	}
	f.log = append(f.log, "> "+describeFrame(out))
	return append(out, answer...)
}

// describeFrame says what is in the head of a frame. The opaque number is left
// out: it is the client's own, and the server gives it back.
func describeFrame(head []byte) string {
	status := ""
	if head[0] == 0x81 {
		status = fmt.Sprintf(" status %02x", binary.BigEndian.Uint16(head[6:]))
	}
	return fmt.Sprintf("opcode %02x%s key %d extras %d type %d body %d cas %d", head[1], status,
		binary.BigEndian.Uint16(head[2:]), head[4], head[5], binary.BigEndian.Uint32(head[8:]), binary.BigEndian.Uint64(head[16:]))
}

// readFrames describes the heads that stand in a log of memcached's in
// hexadecimal digits, four bytes to a line.
func readFrames(lines []string) (out []string) {
	for i := 0; i < len(lines); i++ {
		if !strings.HasSuffix(lines[i], " Read binary protocol data:") && !strings.HasSuffix(lines[i], " Writing bin response:") {
			out = append(out, lines[i])
			continue
		}
		var head []byte
		for len(head) < 24 {
			i++
			for digits := range strings.FieldsSeq(lines[i][1:]) {
				b, _ := strconv.ParseUint(digits, 0, 8)
				head = append(head, byte(b))
			}
		}
		out = append(out, lines[i][:2]+describeFrame(head))
	}
	return out
}

func (f *binaryFront) run(opcode byte, extras []byte, key string, value []byte) (status uint16, answer []byte, cas uint64) {
	item, found := f.items.Get(key)
	switch {
	case opcode == binaryGet && found:
		return 0, append(binary.BigEndian.AppendUint32(nil, item.Flags), item.Value...), item.CAS
	case opcode == binaryDelete && found:
		f.items.Delete(key)
		return 0, nil, 0
	case opcode == binaryGet, opcode == binaryDelete:
		return binaryMiss, []byte("Not found"), 0
	case opcode == binaryAdd && found:
		return binaryTaken, []byte("Data exists for key."), 0
	case opcode == binarySet, opcode == binaryAdd:
		err := f.items.Set(key, binary.BigEndian.Uint32(extras), int32(binary.BigEndian.Uint32(extras[4:])), value)
		if errors.Is(err, memcacheserver.ErrTooLarge) {
			return 3, []byte("Too large."), 0
		}
		f.cas++
		return 0, nil, f.cas
	}
	return binaryUnknown, []byte("Unknown command"), 0
}
