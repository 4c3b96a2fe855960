package burst_test

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"
	"testing"

	"msmgate/internal/memcacheserver"
)

// binaryServer speaks the binary protocol over an embedded server's items.
type binaryServer struct {
	listener       net.Listener
	items          *memcacheserver.Server
	user, password string // wanted, if user isn't empty

	mu     sync.Mutex // an add is atomic
	logins int
}

func startBinary(t testing.TB, user, password string) *binaryServer {
	t.Helper()
	s := &binaryServer{items: memcacheserver.New(memcacheserver.Options{MaxMemory: 256 << 20}), user: user, password: password}
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.listener.Close() })
	go func() {
		for {
			c, err := s.listener.Accept()
			if err != nil {
				return
			}
			go s.serve(c)
		}
	}()
	return s
}

func (s *binaryServer) addr() string { return s.listener.Addr().String() }

func (s *binaryServer) serve(c net.Conn) {
	defer c.Close()
	loggedIn := s.user == ""
	head := make([]byte, 24)
	for {
		if _, err := io.ReadFull(c, head); err != nil || head[0] != 0x80 {
			return
		}
		body := make([]byte, binary.BigEndian.Uint32(head[8:]))
		if _, err := io.ReadFull(c, body); err != nil {
			return
		}
		extras := body[:head[4]]
		key := string(body[head[4]:][:binary.BigEndian.Uint16(head[2:])])
		value := body[len(extras)+len(key):]
		if head[1] == 0x21 {
			loggedIn = key == "PLAIN" && string(value) == "\x00"+s.user+"\x00"+s.password
			s.mu.Lock()
			s.logins++
			s.mu.Unlock()
		}
		status, answer := uint16(0x20), []byte("Auth failure")
		if loggedIn {
			status, answer = s.run(head[1], extras, key, value)
		}
		head[0], head[4], head[6], head[7] = 0x81, 0, byte(status>>8), byte(status)
		if head[1] == 0 && status == 0 {
			head[4] = 4
		}
		head[2], head[3] = 0, 0
		binary.BigEndian.PutUint32(head[8:], uint32(len(answer)))
		if _, err := c.Write(append(head, answer...)); err != nil {
			return
		}
		head = make([]byte, 24)
	}
}

func (s *binaryServer) run(opcode byte, extras []byte, key string, value []byte) (status uint16, answer []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	item, found := s.items.Get(key)
	switch {
	case opcode == 0x21:
		return 0, []byte("Authenticated")
	case opcode == 0 && found:
		return 0, append(binary.BigEndian.AppendUint32(nil, item.Flags), item.Value...)
	case opcode == 4 && found:
		s.items.Delete(key)
		return 0, nil
	case opcode == 0, opcode == 4:
		return 1, []byte("Not found")
	case opcode == 2 && found:
		return 2, []byte("Data exists for key.")
	case opcode == 1, opcode == 2:
		err := s.items.Set(key, binary.BigEndian.Uint32(extras), int32(binary.BigEndian.Uint32(extras[4:])), value)
		if errors.Is(err, memcacheserver.ErrTooLarge) {
			return 3, []byte("Too large.")
		}
		return 0, nil
	}
	return 0x81, []byte("Unknown command")
}
