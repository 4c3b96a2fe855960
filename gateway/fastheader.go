package gateway

import (
	"bytes"
	"net/http"

	"github.com/valyala/fasthttp"
)

// copyHeader gives the client an answer's header without what ends at this
// hop.
func copyHeader(to http.Header, from *fasthttp.ResponseHeader) {
	var listed [][]byte
	for key, value := range from.All() {
		if string(key) == "Connection" {
			listed = append(listed, bytes.Split(value, []byte(","))...)
		}
	}
	// Without a Content-Type the server would guess one.
	to["Content-Type"] = nil
	for key, value := range from.All() {
		name := canonical(key)
		if endsHere(name) || isListed(listed, key) {
			continue
		}
		to[name] = append(to[name], string(value))
	}
}

func endsHere(name string) bool {
	switch name {
	case "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate",
		"Proxy-Authorization", "Te", "Trailer", "Transfer-Encoding", "Upgrade":
		return true
	}
	return false
}

func isListed(listed [][]byte, key []byte) bool {
	for _, name := range listed {
		if bytes.EqualFold(bytes.TrimSpace(name), key) {
			return true
		}
	}
	return false
}

// copyTrailers passes on what followed a chunked body.
func copyTrailers(w http.ResponseWriter, from *fasthttp.ResponseHeader) {
	to, chunked := w.Header(), false
	for key := range from.Trailers() {
		if !chunked {
			// A short body would get a length and could carry no trailers.
			_ = http.NewResponseController(w).Flush()
			chunked = true
		}
		for _, value := range from.PeekAll(string(key)) {
			name := http.TrailerPrefix + canonical(key)
			to[name] = append(to[name], string(value))
		}
	}
}

// canonical is a field's name as net/http keeps it; common names cost nothing.
func canonical(key []byte) string {
	if name, ok := commonNames[string(key)]; ok {
		return name
	}
	return http.CanonicalHeaderKey(string(key))
}

var commonNames = func() map[string]string {
	names := map[string]string{}
	for _, n := range []string{
		"Accept-Ranges", "Age", "Cache-Control", "Connection", "Content-Disposition", "Content-Encoding",
		"Content-Language", "Content-Length", "Content-Type", "Date", "Etag", "Expires", "Keep-Alive",
		"Last-Modified", "Location", "Pragma", "Server", "Set-Cookie", "Transfer-Encoding", "Vary",
		"Www-Authenticate", "X-Content-Type-Options", "X-Frame-Options", "X-Powered-By",
	} {
		names[n] = n
	}
	return names
}()
