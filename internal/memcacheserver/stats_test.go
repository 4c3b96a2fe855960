package memcacheserver

import (
	"regexp"
	"strings"
	"testing"
)

var statLine = regexp.MustCompile(`^STAT (\S+) (.*)$`)

// statsOf asks a server for statistics and gives them by name.
func statsOf(t *testing.T, p peer, command string) map[string]string {
	t.Helper()
	answer, _ := p.exchange(t, command+"\r\n", "END\r\n")
	stats := map[string]string{}
	for line := range strings.SplitSeq(strings.TrimSuffix(answer, "END\r\n"), "\r\n") {
		if m := statLine.FindStringSubmatch(line); m != nil {
			stats[m[1]] = m[2]
		} else if line != "" {
			t.Errorf("%s answers with the line %q", command, line)
		}
	}
	return stats
}

// TestStatsAsRealMemcached: our names are memcached's names, and what both
// count in the same conversation is the same.
func TestStatsAsRealMemcached(t *testing.T) {
	theirs, ours := startBoth(t)
	send := "set a 0 0 1\r\n1\r\nget a b a\r\ndelete b\r\ndelete a\r\nset a 0 0 1\r\n1\r\nincr a 1\r\nincr b 1\r\ndecr a 1\r\ntouch a 0\r\ntouch b 0\r\ncas a 0 0 1 1\r\n1\r\ncas b 0 0 1 1\r\n1\r\ngat 0 a\r\ngat 0 b\r\nflush_all\r\nset a 0 0 1\r\n1\r\n"
	compare(t, theirs, ours, send, "sentinel", false)
	for _, command := range []string{"stats", "stats settings", "stats items"} {
		real, embedded := statsOf(t, theirs, command), statsOf(t, ours, command)
		for name, value := range embedded {
			want, known := real[name]
			if !known {
				t.Errorf("%s: memcached has no %s", command, name)
			}
			counted := strings.HasPrefix(name, "cmd_") || strings.HasSuffix(name, "_hits") || strings.HasSuffix(name, "_misses") ||
				strings.HasPrefix(name, "cas_") || name == "curr_items" || name == "bytes" || name == "maxbytes" || name == "item_size_max"
			if counted && value != want {
				t.Errorf("%s: %s is %s, memcached says %s", command, name, value, want)
			}
		}
	}
}

func TestStatsReset(t *testing.T) {
	s := listening(t, Options{Now: newClock().Now})
	nc := dial(t, s)
	nc.say("get a\r\nstats reset\r\n", "END\r\nRESET\r\n")
	nc.say("get a\r\nset a 0 0 1\r\nx\r\n", "END\r\nSTORED\r\n")
	nc.send("stats\r\n")
	text := ""
	for !strings.HasSuffix(text, "END\r\n") {
		line, err := nc.r.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		text += line
	}
	for _, want := range []string{"STAT get_misses 1\r\n", "STAT curr_items 1\r\n", "STAT uptime 0\r\n", "STAT curr_connections 1\r\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("stats without %q:\n%s", want, text)
		}
	}
}
