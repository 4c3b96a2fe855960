package gateway

import (
	"bufio"
	"io"
	"net"
	"strings"
	"testing"
)

// What a client gets of an upstream's answer.
func TestAnswerReachesClient(t *testing.T) {
	big := string(patterned(300 << 10))
	eachClient(t, func(t *testing.T, client Client) {
		for name, c := range map[string]struct {
			method string
			answer string
			status int
			has    map[string]string
			body   string
		}{
			"length":             {answer: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/x\r\n\r\nhello", status: 200, has: map[string]string{"Content-Type": "text/x", "Content-Length": "5"}, body: "hello"},
			"no content type":    {answer: "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", status: 200, has: map[string]string{"Content-Type": ""}, body: "<html>"},
			"chunked":            {answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n", status: 200, body: "hello!"},
			"until close":        {answer: "HTTP/1.0 200 OK\r\n\r\nuntil the end", status: 200, body: "until the end"},
			"empty":              {answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", status: 200, has: map[string]string{"Content-Length": "0"}},
			"big":                {answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4b000\r\n" + big + "\r\n0\r\n\r\n", status: 200, body: big},
			"no content":         {answer: "HTTP/1.1 204 No Content\r\nX: 1\r\n\r\n", status: 204, has: map[string]string{"X": "1"}},
			"not modified":       {answer: "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 99\r\n\r\n", status: 304, has: map[string]string{"Etag": `"a"`}},
			"HEAD":               {method: "HEAD", answer: "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\nContent-Type: a/b\r\n\r\n", status: 200, has: map[string]string{"Content-Length": "12345", "Content-Type": "a/b"}},
			"HEAD, chunked":      {method: "HEAD", answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", status: 200},
			"error page":         {answer: "HTTP/1.1 500 Whatever\r\nContent-Length: 4\r\n\r\noops", status: 500, body: "oops"},
			"odd status":         {answer: "HTTP/1.1 599 X\r\nContent-Length: 0\r\n\r\n", status: 599},
			"no reason":          {answer: "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", status: 200},
			"redirect":           {answer: "HTTP/1.1 302 Found\r\nLocation: http://h/a;jsessionid=B-n1.t1?x=%2F\r\nContent-Length: 0\r\n\r\n", status: 302, has: map[string]string{"Location": "http://h/a;jsessionid=B-n1.t1?x=%2F"}},
			"cookies":            {answer: "HTTP/1.1 200 OK\r\nSet-Cookie: JSESSIONID=A-n1.t1; Path=/shop/; HttpOnly\r\nset-cookie: a=\"b c\"; Expires=Thu, 01-Jan-1970 00:00:10 GMT\r\nContent-Length: 0\r\n\r\n", status: 200, has: map[string]string{"Set-Cookie": `JSESSIONID=A-n1.t1; Path=/shop/; HttpOnly | a="b c"; Expires=Thu, 01-Jan-1970 00:00:10 GMT`}},
			"repeated field":     {answer: "HTTP/1.1 200 OK\r\nVary: a\r\nVary: b\r\nContent-Length: 0\r\n\r\n", status: 200, has: map[string]string{"Vary": "a | b"}},
			"hop by hop":         {answer: "HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Inner\r\nX-Inner: 1\r\nKeep-Alive: timeout=5\r\nProxy-Authenticate: x\r\nUpgrade: h2c\r\nContent-Length: 0\r\n\r\n", status: 200, has: map[string]string{"X-Inner": "", "Keep-Alive": "", "Proxy-Authenticate": "", "Upgrade": "", "Connection": ""}},
			"server and date":    {answer: "HTTP/1.1 200 OK\r\nServer: Apache-Coyote/1.1\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n", status: 200, has: map[string]string{"Server": "Apache-Coyote/1.1", "Date": "Thu, 01 Jan 1970 00:00:00 GMT"}},
			"compressed":         {answer: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\x1f\x8b\x08", status: 200, has: map[string]string{"Content-Encoding": "gzip"}, body: "\x1f\x8b\x08"},
			"interim":            {answer: "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", status: 200, body: "ok"},
			"uninvited continue": {answer: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", status: 200, body: "ok"},
			"trailers":           {answer: "HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 7\r\nX-More: 8\r\n\r\n", status: 200, has: map[string]string{"trailer:X-Sum": "7", "trailer:X-More": "8"}, body: "hi"},
			"latin-1 field":      {answer: "HTTP/1.1 200 OK\r\nX-Name: J\xf6rg\r\nContent-Length: 0\r\n\r\n", status: 200, has: map[string]string{"X-Name": "J\xf6rg"}},
			"large header":       {answer: "HTTP/1.1 200 OK\r\nX-Large: " + strings.Repeat("x", 40<<10) + "\r\nContent-Length: 0\r\n\r\n", status: 200, has: map[string]string{"X-Large": strings.Repeat("x", 40<<10)}},
			"switch, unasked":    {answer: "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", status: 502},
			"too large header":   {answer: "HTTP/1.1 200 OK\r\nX-Large: " + strings.Repeat("x", 80<<10) + "\r\nContent-Length: 0\r\n\r\n", status: 502},
			"not HTTP":           {answer: "SSH-2.0-OpenSSH_9\r\n\r\n", status: 502},
			"nothing":            {answer: "", status: 502},
			"cut in the header":  {answer: "HTTP/1.1 200 OK\r\nSet-Cookie: JSESSIONID=SECRET", status: 502},
			"bad length":         {answer: "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", status: 502},
			"cut body":           {answer: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", status: 200, body: "hello!unexpected EOF"},
			"cut chunk":          {answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\nhello", status: 200, body: "hello!unexpected EOF"},
			"broken chunk":       {answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n", status: 200, body: "hello!unexpected EOF"},
		} {
			t.Run(name, func(t *testing.T) {
				address := script(t, func(conn net.Conn, _ string, _ *bufio.Reader) {
					_, _ = io.WriteString(conn, c.answer)
				})
				method := c.method
				if method == "" {
					method = "GET"
				}
				resp, body := finalAnswer(t, serve(t, Config{Client: client}, "t1="+address), method)
				if resp.StatusCode != c.status {
					t.Fatalf("status %d %q, want %d", resp.StatusCode, body, c.status)
				}
				if c.status == 502 {
					if strings.Contains(body, "127.0.0.1") || strings.Contains(body, "SECRET") {
						t.Errorf("the answer shows the inside: %q", body)
					}
					return
				}
				if body != c.body {
					t.Errorf("body %.60q (%d bytes), want %.60q (%d bytes)", body, len(body), c.body, len(c.body))
				}
				for field, want := range c.has {
					header := resp.Header
					if name, ok := strings.CutPrefix(field, "trailer:"); ok {
						header, field = resp.Trailer, name
					}
					if have := strings.Join(header[field], " | "); have != want {
						t.Errorf("%s: %.80q, want %.80q", field, have, want)
					}
				}
			})
		}
	})
}
