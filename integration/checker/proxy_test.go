package checker

import (
	"errors"
	"io"
	"net"
	"syscall"
	"testing"
	"time"
)

// echo is a server that sends back what it gets.
func echo(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				_, _ = io.Copy(c, c)
			}()
		}
	}()
	return l.Addr().String()
}

// say sends a byte and waits for its echo.
func say(c net.Conn) error {
	if _, err := c.Write([]byte{7}); err != nil {
		return err
	}
	_, err := io.ReadFull(c, make([]byte, 1))
	return err
}

func TestProxy(t *testing.T) {
	p, err := NewProxy(echo(t))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	dial := func() net.Conn {
		c, err := net.Dial("tcp4", p.Addr())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		if err := say(c); err != nil {
			t.Fatal(err)
		}
		return c
	}
	first := dial()
	p.Cut()
	if err := say(first); !errors.Is(err, syscall.ECONNRESET) && !errors.Is(err, syscall.EPIPE) {
		t.Errorf("a cut connection gives %v, want a reset", err)
	}
	second := dial()
	p.Slow(30 * time.Millisecond)
	begin := time.Now()
	if err := say(second); err != nil || time.Since(begin) < 30*time.Millisecond {
		t.Errorf("slow: %v after %v", err, time.Since(begin))
	}
	p.Slow(0)
	p.Close()
	if err := say(second); err == nil {
		t.Error("a connection of a closed proxy still works")
	}
	if c, err := net.Dial("tcp4", p.Addr()); err == nil {
		c.Close()
		t.Error("a closed proxy takes connections")
	}
}
