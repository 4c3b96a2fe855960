package requests

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"testing"
	"time"
)

// BenchmarkSoak keeps a msmgate at the machine's capacity for MSMGATE_SOAK (one
// minute, if it isn't set), with pages that read, change, begin and end
// sessions, and shows memory, goroutines and file descriptors after the first
// tenth and at the end: they must not grow.
func BenchmarkSoak(b *testing.B) {
	length := time.Minute
	if text := os.Getenv("MSMGATE_SOAK"); text != "" {
		var err error
		if length, err = time.ParseDuration(text); err != nil {
			b.Fatalf("MSMGATE_SOAK: %v", err)
		}
	}
	for mode := range modes[:2] {
		b.Run(modes[mode].name, func(b *testing.B) {
			for b.Loop() {
				n := start(b, mode, 1)
				cookies := fill(b, n, 1000)
				soak(b, n, cookies, length/10)
				n.report(b, "begin")
				soak(b, n, cookies, length-length/10)
				n.report(b, "end")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// soak loads a node with one page after another, no page for longer than 10 s.
func soak(b *testing.B, n node, cookies []string, length time.Duration) {
	b.Helper()
	requests := 0.0
	for end := time.Now().Add(length); time.Now().Before(end); {
		turn := min(10*time.Second, max(time.Second, time.Until(end)/2))
		requests += load(b, n.url+"/check/incr", sent{sessionCookie, cookies}, turn).requests
		requests += load(b, n.url+"/check/read", sent{sessionCookie, cookies}, turn).requests
		for range 20 {
			requests += 2
			visit(b, n)
		}
	}
	b.Logf("%.0f requests in %v", requests, length)
}

// visit begins a session and ends it.
func visit(b *testing.B, n node) {
	client := &http.Client{Timeout: 30 * time.Second}
	answer, err := client.Get(n.url + "/check/new")
	if err != nil {
		b.Fatal(err)
	}
	answer.Body.Close()
	request, err := http.NewRequest(http.MethodGet, n.url+"/check/invalidate", nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range answer.Cookies() {
		request.AddCookie(c)
	}
	if answer, err = client.Do(request); err != nil {
		b.Fatal(err)
	}
	answer.Body.Close()
	client.CloseIdleConnections()
}

var (
	debugAddress   = regexp.MustCompile(`"debug":"([^"]+)"`)
	goroutineTotal = regexp.MustCompile(`goroutine profile: total (\d+)`)
)

// report shows what a node has, once the load has gone.
func (n node) report(b *testing.B, when string) {
	b.Helper()
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", n.PID()))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(n.resident(b))/(1<<20), "MiB-"+when)
	b.ReportMetric(float64(len(files)), "files-"+when)
	address := debugAddress.FindStringSubmatch(n.Log())
	if address == nil {
		b.Fatal("msmgate says nothing of --debug-listen")
	}
	answer, err := http.Get("http://" + address[1] + "/debug/pprof/goroutine?debug=1")
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.Fatal(err)
	}
	total := goroutineTotal.FindSubmatch(text)
	if total == nil {
		b.Fatalf("no goroutine profile: %s", answer.Status)
	}
	count, _ := strconv.Atoi(string(total[1]))
	b.ReportMetric(float64(count), "goroutines-"+when)
}
