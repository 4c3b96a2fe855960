package memcacheserver

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
)

// counters are memcached's general statistics.
type counters struct {
	cmdGet, cmdSet, cmdFlush, cmdTouch atomic.Uint64
	getHits, getMisses                 atomic.Uint64
	deleteHits, deleteMisses           atomic.Uint64
	incrHits, incrMisses               atomic.Uint64
	decrHits, decrMisses               atomic.Uint64
	casHits, casMisses, casBadval      atomic.Uint64
	touchHits, touchMisses             atomic.Uint64
	bytesRead, bytesWritten            atomic.Uint64
	totalConns, rejectedConns          atomic.Uint64
	totalItems, evictions              atomic.Uint64
}

// reset zeroes what `stats reset` zeroes: all but the running totals of the
// process's life that memcached keeps.
func (c *counters) reset() {
	for _, n := range []*atomic.Uint64{
		&c.cmdGet, &c.cmdSet, &c.cmdFlush, &c.cmdTouch, &c.getHits, &c.getMisses,
		&c.deleteHits, &c.deleteMisses, &c.incrHits, &c.incrMisses, &c.decrHits, &c.decrMisses,
		&c.casHits, &c.casMisses, &c.casBadval, &c.touchHits, &c.touchMisses,
		&c.bytesRead, &c.bytesWritten, &c.totalConns, &c.totalItems, &c.evictions,
	} {
		n.Store(0)
	}
}

// stat is one `STAT name value` line.
type stat struct {
	name  string
	value any
}

func statLines(stats []stat) string {
	var b strings.Builder
	for _, s := range stats {
		fmt.Fprintf(&b, "STAT %s %v\r\n", s.name, s.value)
	}
	return b.String()
}

// runStats answers `stats` and those of its subcommands that make sense here.
func runStats(c *conn, r request) reply {
	if len(r.tokens) == 1 {
		return reply{body: statLines(c.server.generalStats()), line: answerEnd}
	}
	switch string(r.tokens[1]) {
	case "reset":
		c.server.counts.reset()
		return reply{line: "RESET"}
	case "settings":
		return reply{body: statLines(c.server.settingStats()), line: answerEnd}
	case "items":
		return reply{body: statLines(c.server.itemStats()), line: answerEnd}
	case "slabs", "sizes", "conns":
		// Nothing of the kind exists here. The empty body still counts as one,
		// for memcached logs no END for statistics.
		return reply{body: "STAT embedded yes\r\n", line: answerEnd}
	}
	return reply{line: answerError}
}

func (s *Server) generalStats() []stat {
	now := s.options.Now()
	items, used := s.store.size()
	c := s.counts
	return []stat{
		{"pid", os.Getpid()},
		{"uptime", max(0, now.Unix()-s.started.Unix())},
		{"time", now.Unix()},
		{"version", s.options.Version},
		{"pointer_size", strconv.IntSize},
		{"max_connections", s.options.MaxConns},
		{"curr_connections", s.connCount()},
		{"total_connections", c.totalConns.Load()},
		{"rejected_connections", c.rejectedConns.Load()},
		{"cmd_get", c.cmdGet.Load()},
		{"cmd_set", c.cmdSet.Load()},
		{"cmd_flush", c.cmdFlush.Load()},
		{"cmd_touch", c.cmdTouch.Load()},
		{"get_hits", c.getHits.Load()},
		{"get_misses", c.getMisses.Load()},
		{"delete_misses", c.deleteMisses.Load()},
		{"delete_hits", c.deleteHits.Load()},
		{"incr_misses", c.incrMisses.Load()},
		{"incr_hits", c.incrHits.Load()},
		{"decr_misses", c.decrMisses.Load()},
		{"decr_hits", c.decrHits.Load()},
		{"cas_misses", c.casMisses.Load()},
		{"cas_hits", c.casHits.Load()},
		{"cas_badval", c.casBadval.Load()},
		{"touch_hits", c.touchHits.Load()},
		{"touch_misses", c.touchMisses.Load()},
		{"bytes_read", c.bytesRead.Load()},
		{"bytes_written", c.bytesWritten.Load()},
		{"limit_maxbytes", s.options.MaxMemory},
		{"accepting_conns", 1},
		{"bytes", used},
		{"curr_items", items},
		{"total_items", c.totalItems.Load()},
		{"evictions", c.evictions.Load()},
	}
}

func (s *Server) settingStats() []stat {
	return []stat{
		{"maxbytes", s.options.MaxMemory},
		{"maxconns", s.options.MaxConns},
		{"inter", "127.0.0.1"},
		{"evictions", "on"},
		{"cas_enabled", "yes"},
		{"item_size_max", s.options.MaxItemSize},
		{"flush_enabled", "yes"},
		{"dump_enabled", "no"},
	}
}

// itemStats shows all items as one slab class, as tools expect the names.
func (s *Server) itemStats() []stat {
	items, used := s.store.size()
	if items == 0 {
		return nil
	}
	return []stat{
		{"items:1:number", items},
		{"items:1:mem_requested", used},
		{"items:1:evicted", s.counts.evictions.Load()},
	}
}
