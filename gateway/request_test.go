package gateway

import (
	"strings"
	"testing"
)

// What an upstream gets of a request: everything but what ends at this hop.
func TestRequestReachesUpstream(t *testing.T) {
	eachClient(t, func(t *testing.T, client Client) {
		for name, c := range map[string]struct {
			config  Config
			request string
			line    string
			has     map[string]string // "" means absent
			body    string
		}{
			"url session id":     {request: "GET /shop;jsessionid=A-n1.t1/x;y=1?q=;jsessionid=no HTTP/1.1\r\nHost: h\r\n\r\n", line: "GET /shop;jsessionid=A-n1.t1/x;y=1?q=;jsessionid=no HTTP/1.1"},
			"encoded slash":      {request: "GET /a%2Fb/%7Ec%e4 HTTP/1.1\r\nHost: h\r\n\r\n", line: "GET /a%2Fb/%7Ec%e4 HTTP/1.1"},
			"unwise characters":  {request: "GET /a|b^c\"{}<>'?x=[1]&y=\"|% HTTP/1.1\r\nHost: h\r\n\r\n", line: "GET /a|b^c\"{}<>'?x=[1]&y=\"|% HTTP/1.1"},
			"semicolons, query":  {request: "GET /?a=1;b=2&c HTTP/1.1\r\nHost: h\r\n\r\n", line: "GET /?a=1;b=2&c HTTP/1.1"},
			"empty query":        {request: "GET /a? HTTP/1.1\r\nHost: h\r\n\r\n", line: "GET /a? HTTP/1.1"},
			"dots and slashes":   {request: "GET /a/./b/../c//d HTTP/1.1\r\nHost: h\r\n\r\n", line: "GET /a/./b/../c//d HTTP/1.1"},
			"absolute form":      {request: "GET http://shop.example/a%2Fb?c HTTP/1.1\r\nHost: other\r\n\r\n", line: "GET /a%2Fb?c HTTP/1.1", has: map[string]string{"Host": "shop.example"}},
			"absolute, no path":  {request: "GET http://shop.example?c HTTP/1.1\r\nHost: h\r\n\r\n", line: "GET /?c HTTP/1.1"},
			"host and port":      {request: "GET / HTTP/1.1\r\nHost: Shop.Example:8443\r\n\r\n", line: "GET / HTTP/1.1", has: map[string]string{"Host": "Shop.Example:8443", "X-Forwarded-Host": "Shop.Example:8443", "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "http"}},
			"hop by hop":         {request: "GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, X-Secret , te\r\nX-Secret: 1\r\nKeep-Alive: 5\r\nTE: gzip\r\nProxy-Authorization: x\r\nProxy-Connection: close\r\nAuthorization: Basic eA==\r\n\r\n", line: "GET / HTTP/1.1", has: map[string]string{"X-Secret": "", "Keep-Alive": "", "Te": "", "Proxy-Authorization": "", "Proxy-Connection": "", "Authorization": "Basic eA=="}},
			"spoofed forwarding": {request: "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\n\r\n", line: "GET / HTTP/1.1", has: map[string]string{"X-Forwarded-For": "1.1.1.1, 2.2.2.2, 127.0.0.1", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "h", "Forwarded": ""}},
			"trusted forwarding": {config: Config{Forwarding: ForwardTrust}, request: "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.1.1.1\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: shop\r\n\r\n", line: "GET / HTTP/1.1", has: map[string]string{"X-Forwarded-For": "1.1.1.1, 127.0.0.1", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "shop"}},
			"replaced":           {config: Config{Forwarding: ForwardReplace}, request: "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.1.1.1\r\nForwarded: for=1.1.1.1\r\n\r\n", line: "GET / HTTP/1.1", has: map[string]string{"X-Forwarded-For": "127.0.0.1", "Forwarded": ""}},
			"forwarded":          {request: "GET / HTTP/1.1\r\nHost: h:80\r\nForwarded: for=1.1.1.1\r\n\r\n", line: "GET / HTTP/1.1", has: map[string]string{"Forwarded": `for=1.1.1.1, for=127.0.0.1;host="h:80";proto=http`}},
			"connection hides":   {request: "GET / HTTP/1.1\r\nHost: h\r\nConnection: X-Forwarded-For\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n", line: "GET / HTTP/1.1", has: map[string]string{"X-Forwarded-For": "1.1.1.1, 127.0.0.1"}},
			"no agent, no zip":   {request: "GET / HTTP/1.1\r\nHost: h\r\n\r\n", line: "GET / HTTP/1.1", has: map[string]string{"User-Agent": "", "Accept-Encoding": ""}},
			"two cookie lines":   {request: "GET / HTTP/1.1\r\nHost: h\r\nCookie: a=1; JSESSIONID=\"x y\"\r\nCookie: b=2\r\n\r\n", line: "GET / HTTP/1.1", has: map[string]string{"Cookie": "a=1; JSESSIONID=\"x y\" | b=2"}},
			"empty field":        {request: "GET / HTTP/1.1\r\nHost: h\r\nX-Empty:\r\nX-Utf: \xc3\xa9\r\n\r\n", line: "GET / HTTP/1.1", has: map[string]string{"X-Utf": "\xc3\xa9"}},
			"length":             {request: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", line: "POST / HTTP/1.1", has: map[string]string{"Content-Length": "5", "Transfer-Encoding": "", "Content-Type": ""}, body: "hello"},
			"no body, POST":      {request: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", line: "POST / HTTP/1.1", has: map[string]string{"Content-Length": "0", "Transfer-Encoding": ""}},
			"chunked":            {request: "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n", line: "POST / HTTP/1.1", has: map[string]string{"Content-Length": "", "Transfer-Encoding": "chunked"}, body: "hello world"},
			"GET with a body":    {request: "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc", line: "GET / HTTP/1.1", has: map[string]string{"Content-Length": "3"}, body: "abc"},
			"own method":         {request: "PROPFIND /x HTTP/1.1\r\nHost: h\r\nDepth: 1\r\n\r\n", line: "PROPFIND /x HTTP/1.1", has: map[string]string{"Depth": "1"}},
			"expect":             {request: "PUT / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi", line: "PUT / HTTP/1.1", has: map[string]string{"Expect": "100-continue"}, body: "hi"},
			"trailer":            {request: "POST / HTTP/1.1\r\nHost: h\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n", line: "POST / HTTP/1.1", has: map[string]string{"Trailer-X-Sum": "7"}, body: "hi"},
			"HTTP/1.0":           {request: "GET /old HTTP/1.0\r\nHost: h\r\n\r\n", line: "GET /old HTTP/1.1", has: map[string]string{"Host": "h"}},
			// Two lengths in one request: the chunks count and the length must not
			// reach the upstream, or it would see another request in the body.
			"smuggling": {request: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", line: "POST / HTTP/1.1", has: map[string]string{"Content-Length": "", "Transfer-Encoding": "chunked"}},
		} {
			t.Run(name, func(t *testing.T) {
				address, got := recorder(t)
				c.config.Client = client
				resp, body := raw(t, serve(t, c.config, "t1="+address), c.request)
				if resp.StatusCode != 200 || body != "ok" {
					t.Fatalf("answer %d %q", resp.StatusCode, body)
				}
				s := within(t, "request at the upstream", got)
				if s.line != c.line {
					t.Errorf("request line %q, want %q", s.line, c.line)
				}
				if s.body != c.body {
					t.Errorf("body %q, want %q", s.body, c.body)
				}
				for field, want := range c.has {
					if have := strings.Join(s.header[field], " | "); have != want {
						t.Errorf("%s: %q, want %q", field, have, want)
					}
				}
			})
		}
	})
}

// What the gateway refuses before any upstream sees it.
func TestRefusedRequests(t *testing.T) {
	for name, c := range map[string]struct {
		request string
		status  int
	}{
		"space in the length":    {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5 6\r\n\r\nhello", 400},
		"two lengths":            {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400},
		"unknown coding":         {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501},
		"space before the colon": {"GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n", 400},
		"two hosts":              {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
		"no host":                {"GET / HTTP/1.1\r\n\r\n", 400},
		"NUL in a field":         {"GET / HTTP/1.1\r\nHost: h\r\nX: a\x00b\r\n\r\n", 400},
		"above the root":         {"GET /a/../../etc HTTP/1.1\r\nHost: h\r\n\r\n", 400},
		"above the root, hidden": {"GET /..;x/%2e%2e/etc HTTP/1.1\r\nHost: h\r\n\r\n", 400},
		"broken escape":          {"GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n", 400},
		"tunnel":                 {"CONNECT h:1 HTTP/1.1\r\nHost: h:1\r\n\r\n", 405},
	} {
		t.Run(name, func(t *testing.T) {
			address, got := recorder(t)
			resp, _ := raw(t, serve(t, Config{}, "t1="+address), c.request)
			if resp.StatusCode != c.status {
				t.Errorf("status %d, want %d", resp.StatusCode, c.status)
			}
			if len(got) != 0 {
				t.Error("the upstream saw it")
			}
		})
	}
}
