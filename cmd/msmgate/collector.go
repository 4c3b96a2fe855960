package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// heapFloor is how far the heap of a serving process may grow before it is
// collected, in bytes. Go collects when the heap has doubled; with the few
// megabytes of a node that has little to remember this is many times a second,
// for memory that nobody misses. A node with more sessions than that is
// collected as Go does it.
const heapFloor = 24 << 20

// spaceCollections lets the heap grow to floor before it is collected. Whoever
// has set GOGC or GOMEMLIMIT has decided otherwise.
func spaceCollections(floor uint64) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	// 100 stands for a first collection at 4 MiB.
	c := &collector{floor: floor, percent: max(100, int(floor/(4<<20))*100)}
	debug.SetGCPercent(c.percent)
	c.watch()
}

type collector struct {
	floor   uint64
	percent int // the growth since the last collection that calls for one
}

// watch adjusts the growth after each collection: a new object that nothing
// refers to is finalized by the next.
func (c *collector) watch() {
	type nothing struct{ _ [16]byte }
	runtime.SetFinalizer(new(nothing), func(*nothing) {
		c.adjust()
		c.watch()
	})
}

func (c *collector) adjust() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	percent := growth(c.floor, live[0].Value.Uint64())
	if percent == c.percent {
		return
	}
	c.percent = percent
	debug.SetGCPercent(percent)
}

// growth is how many percent of what is alive the heap may grow by to reach the
// floor, and no less than Go's own 100. It is rounded to hundreds, since a change
// stops the program for a moment.
func growth(floor, live uint64) int {
	if live == 0 {
		live = 1
	}
	percent := float64(floor)/float64(live)*100 - 100
	return int(min(max(percent, 100), 10_000)) / 100 * 100
}
