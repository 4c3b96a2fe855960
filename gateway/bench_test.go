package gateway

import (
	"io"
	"net/http"
	"testing"
)

// BenchmarkProxy is a trivial page through the gateway, by upstream client,
// with the client and the upstream in the same process.
func BenchmarkProxy(b *testing.B) {
	page := patterned(1 << 10)
	for name, client := range clients {
		b.Run(name, func(b *testing.B) {
			address := handle(b, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/plain")
				_, _ = w.Write(page)
			})
			gateway := serve(b, Config{Client: client}, "t1="+address)
			transport := &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}
			defer transport.CloseIdleConnections()
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				request, _ := http.NewRequest("GET", "http://"+gateway+"/page", nil)
				for pb.Next() {
					resp, err := transport.RoundTrip(request)
					if err != nil {
						b.Error(err)
						return
					}
					_, _ = io.Copy(io.Discard, resp.Body)
					resp.Body.Close()
				}
			})
		})
	}
}
