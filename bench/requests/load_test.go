package requests

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	connections   = 16
	warmUp        = 8 * time.Second
	measured      = 6 * time.Second
	sessionCookie = "JSESSIONID"
)

// rotate lets wrk send one cookie after another.
const rotate = `
local lines = {}
for line in io.lines("COOKIES") do lines[#lines + 1] = line end
local n, ready = 0, {}
init = function()
  for i, cookie in ipairs(lines) do
    ready[i] = wrk.format("GET", nil, {["Cookie"] = "NAME=" .. cookie})
  end
end
request = function()
  n = n % #ready + 1
  return ready[n]
end
`

// sent are the cookies that wrk sends, one after another; none without a name.
type sent struct {
	name   string
	values []string
}

type result struct {
	perSecond, requests float64
	p99                 time.Duration
	cpu                 float64 // µs for each request
}

var (
	total   = regexp.MustCompile(`(\d+) requests in ([\d.]+)(s|m)`)
	latency = regexp.MustCompile(`99%\s+([\d.]+)(us|ms|s)`)
)

// load runs wrk. An answer that isn't 200, or an error of a connection, fails
// the benchmark: it would be faster than a right one.
func load(b *testing.B, url string, cookies sent, length time.Duration) result {
	b.Helper()
	args := []string{"-t1", "-c" + strconv.Itoa(connections), "-d" + strconv.Itoa(int(length.Seconds())) + "s", "--latency"}
	if cookies.name != "" {
		dir := b.TempDir()
		file, script := filepath.Join(dir, "cookies"), filepath.Join(dir, "rotate.lua")
		text := strings.NewReplacer("COOKIES", file, "NAME", cookies.name).Replace(rotate)
		for name, content := range map[string]string{file: strings.Join(cookies.values, "\n"), script: text} {
			if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
				b.Fatal(err)
			}
		}
		args = append(args, "-s", script)
	}
	out, err := exec.Command("wrk", append(args, url)...).CombinedOutput()
	if err != nil {
		b.Fatalf("running wrk, which Debian has as a package: %v\n%s", err, out)
	}
	if bytes.Contains(out, []byte("Non-2xx")) || bytes.Contains(out, []byte("Socket errors")) {
		b.Fatalf("wrong answers:\n%s", out)
	}
	var r result
	var seconds float64
	if m := total.FindSubmatch(out); m != nil {
		r.requests, _ = strconv.ParseFloat(string(m[1]), 64)
		seconds, _ = strconv.ParseFloat(string(m[2]), 64)
		if string(m[3]) == "m" {
			seconds *= 60
		}
	}
	if r.requests == 0 || seconds == 0 {
		b.Fatalf("wrk says nothing of requests:\n%s", out)
	}
	r.perSecond = r.requests / seconds
	if m := latency.FindSubmatch(out); m != nil {
		r.p99, _ = time.ParseDuration(string(m[1]) + string(m[2]))
	}
	return r
}

// ticks is how Linux counts processor time, in hundredths of a second.
const ticks = 10 * time.Millisecond

// cpu is the processor time that the node has used.
func (n node) cpu(b *testing.B) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", n.PID()))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * ticks
}

// resident is the node's memory in bytes.
func (n node) resident(b *testing.B) int64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", n.PID()))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if kb, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			size, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(kb), "kB")), 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			return size << 10
		}
	}
	b.Fatal("no VmRSS")
	return 0
}
