package gateway

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
)

func countDials(mu *sync.Mutex, dials map[string]int) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		mu.Lock()
		dials[address]++
		mu.Unlock()
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
}

// A WebSocket handshake goes through, and then bytes in both directions.
func TestUpgrade(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		address := script(t, func(conn net.Conn, head string, rest *bufio.Reader) {
			if !strings.Contains(head, "Upgrade: websocket\r\n") || !strings.Contains(head, "Connection: Upgrade\r\n") ||
				!strings.Contains(head, "Sec-Websocket-Key: x\r\n") || !strings.HasPrefix(head, "GET /chat;jsessionid=A.t1?x ") {
				_, _ = io.WriteString(conn, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
				return
			}
			_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: y\r\n\r\nhello ")
			_, _ = io.Copy(conn, rest)
		})
		conn := dial(t, serve(t, Config{Client: client}, "t1="+address))
		_, _ = io.WriteString(conn, "GET /chat;jsessionid=A.t1?x HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n")
		br := bufio.NewReader(conn)
		resp, err := http.ReadResponse(br, nil)
		if err != nil || resp.StatusCode != 101 || resp.Header.Get("Sec-Websocket-Accept") != "y" {
			t.Fatalf("answer %+v, %v", resp, err)
		}
		_, _ = io.WriteString(conn, "world")
		got := make([]byte, len("hello world"))
		if _, err := io.ReadFull(br, got); err != nil || string(got) != "hello world" {
			t.Fatalf("got %q, %v", got, err)
		}
	})
}
