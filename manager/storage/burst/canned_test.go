package burst_test

import (
	"bytes"
	"context"
	"net"
	"time"
)

// canned is a connection that gives the same answer to each write.
type canned struct {
	net.Conn
	answer []byte
	left   bytes.Reader
}

func dialCanned(context.Context, string, string) (net.Conn, error) {
	return &canned{answer: []byte("VALUE A-n1 2048 4\r\nabcd\r\nEND\r\n")}, nil
}

func (c *canned) Write(p []byte) (int, error) {
	c.left.Reset(c.answer)
	return len(p), nil
}

func (c *canned) Read(p []byte) (int, error)  { return c.left.Read(p) }
func (c *canned) SetDeadline(time.Time) error { return nil }
func (c *canned) Close() error                { return nil }
