package requests

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"msmgate/integration/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }

// node is a server under load.
type node struct {
	*harness.Process
	url string
}

// modes are the contexts compared: what a Manager element says besides.
var modes = []struct {
	name  string
	build func(c harness.Context) harness.Context
}{
	{"sticky", func(c harness.Context) harness.Context { return c }},
	{"nonsticky-none", func(c harness.Context) harness.Context { return c.With("lockingMode", "none") }},
	{"nonsticky-auto", func(c harness.Context) harness.Context { return c.With("lockingMode", "auto") }},
}

var servers = []struct {
	name  string
	start func(b *testing.B, c harness.Context) node
}{
	{"tomcat", func(b *testing.B, c harness.Context) node {
		tomcat := harness.StartTomcat(b, harness.TomcatOptions{Release: "2.1.1", JvmRoute: "tomcat1", Context: c, Benchmark: true})
		return node{tomcat.Process, tomcat.URL}
	}},
	{"msmgate", func(b *testing.B, c harness.Context) node {
		m := harness.StartDemo(b, harness.DemoOptions{Context: c, JvmRoute: "gate1", Dialect: "2.x", Args: []string{"--debug-listen", "127.0.0.1:0"}})
		return node{m.Process, m.URL}
	}},
}

// start runs a server on two memcacheds of its own.
func start(b *testing.B, mode int, server int) node {
	var nodes []string
	for i := range 2 {
		cache := harness.StartMemcached(b, harness.MemcachedOptions{Args: []string{"-m", "256", "-t", "2"}})
		nodes = append(nodes, fmt.Sprintf("n%d:127.0.0.1:%s", i+1, cache.Port()))
	}
	file := "sticky.xml"
	if modes[mode].name != "sticky" {
		file = "nonsticky.xml"
	}
	c := harness.Fixture(b, file).Nodes(strings.Join(nodes, " ")).With("sessionBackupTimeout", "5000").
		Without("transcoderFactoryClass").Without("copyCollectionsForSerialization")
	return servers[server].start(b, modes[mode].build(c))
}

// fill begins sessions with a list and a counter, and gives their cookies.
func fill(b *testing.B, n node, sessions int) []string {
	client := &http.Client{Timeout: 30 * time.Second}
	cookies := make([]string, 0, sessions)
	for i := range sessions {
		answer, err := client.Get(fmt.Sprintf("%s/check/append?token=t%d", n.url, i))
		if err != nil {
			b.Fatal(err)
		}
		answer.Body.Close()
		if len(answer.Cookies()) != 1 {
			b.Fatalf("beginning a session: %s, %d cookies", answer.Status, len(answer.Cookies()))
		}
		cookies = append(cookies, answer.Cookies()[0].Value)
	}
	return cookies
}

// pages are what is asked for, and the name of the cookie that is sent. What read
// and read-without differ by is the session: it is the same page, and wrk's work
// is the same.
var pages = []struct{ name, path, cookie string }{
	{"ping", "/check/ping", ""},
	{"read-without", "/check/read", "OTHER_NAME"},
	{"read", "/check/read", sessionCookie},
	{"incr", "/check/incr", sessionCookie},
}

// BenchmarkRequests loads each server with each page. One iteration is one run
// of wrk.
func BenchmarkRequests(b *testing.B) {
	for mode := range modes {
		for server := range servers {
			b.Run(modes[mode].name+"/"+servers[server].name, func(b *testing.B) {
				n := start(b, mode, server)
				cookies := fill(b, n, 1000)
				for _, page := range pages {
					b.Run(page.name, func(b *testing.B) {
						send := sent{page.cookie, cookies}
						load(b, n.url+page.path, send, warmUp)
						for b.Loop() {
							before := n.cpu(b)
							got := load(b, n.url+page.path, send, measured)
							b.ReportMetric(got.perSecond, "requests/s")
							b.ReportMetric(float64((n.cpu(b)-before).Microseconds())/got.requests, "cpu-µs/request")
							b.ReportMetric(float64(got.p99.Microseconds())/1000, "p99-ms")
						}
						b.ReportMetric(0, "ns/op")
					})
				}
			})
		}
	}
}

// BenchmarkMemory measures the resident memory at 10,000 live sticky sessions.
func BenchmarkMemory(b *testing.B) {
	for server := range servers {
		b.Run(servers[server].name, func(b *testing.B) {
			for b.Loop() {
				n := start(b, 0, server)
				empty := n.resident(b)
				fill(b, n, 10_000)
				b.ReportMetric(float64(empty)/(1<<20), "MiB-empty")
				b.ReportMetric(float64(n.resident(b))/(1<<20), "MiB")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
