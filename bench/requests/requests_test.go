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

// rounds is how often each page is loaded, at one server after the other. A
// machine that others share is slower for a minute, and then again isn't.
const rounds = 5

// BenchmarkRequests loads each server with each page and shows the medians of
// the rounds. x-tomcat is the median of the ratios to the Tomcat's requests/s in
// the same round, x-without that of read to read-without.
func BenchmarkRequests(b *testing.B) {
	for mode := range modes {
		b.Run(modes[mode].name, func(b *testing.B) {
			var nodes []node
			var cookies [][]string
			for server := range servers {
				n := start(b, mode, server)
				nodes, cookies = append(nodes, n), append(cookies, fill(b, n, 1000))
			}
			for server, n := range nodes {
				for _, page := range pages {
					load(b, n.url+page.path, sent{page.cookie, cookies[server]}, warmUp)
				}
			}
			var all runs
			for range rounds {
				for i, page := range pages {
					for server, n := range nodes {
						before := n.cpu(b)
						got := load(b, n.url+page.path, sent{page.cookie, cookies[server]}, measured)
						got.cpu = float64((n.cpu(b) - before).Microseconds()) / got.requests
						all.add(server, i, got)
					}
				}
			}
			for server := range servers {
				for i, page := range pages {
					b.Run(page.name+"/"+servers[server].name, func(b *testing.B) { all.report(b, server, i) })
				}
			}
		})
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
