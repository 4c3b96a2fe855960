package checker

import "time"

// slowness is the time that a slow storage node takes for each command.
const slowness = 150 * time.Millisecond

// inject does one fault: it begins it, waits until its end, and undoes it. It runs in the goroutine that called Run, so
// that nodes may end a test.
func (r *run) inject(f Fault) {
	r.waitUntil(f.Begin)
	f.Begin = r.now()
	end := r.strike(f)
	r.waitUntil(f.End)
	end()
	f.End = r.now()
	r.history.addFault(f)
}

// strike begins a fault and gives what ends it.
func (r *run) strike(f Fault) (end func()) {
	c := r.cluster
	switch f.Kind {
	case "memkill":
		c.Storages[f.Target].Kill()
		return c.Storages[f.Target].Restart
	case "memhang":
		c.Storages[f.Target].Pause()
		return c.Storages[f.Target].Resume
	case "slow":
		proxy := c.Proxies[f.Target]
		proxy.Slow(slowness)
		return func() { proxy.Slow(0) }
	case "cut":
		cut := c.Proxies[f.Target].Cut
		cut()
		r.waitUntil(f.Begin + (f.End-f.Begin)/2)
		cut()
		return cut
	case "nodestop":
		c.Nodes[f.Target].Stop()
	default:
		c.Nodes[f.Target].Kill()
	}
	return func() {
		r.front.rotate(f.Target, false)
		c.Nodes[f.Target].Restart()
		r.front.rotate(f.Target, true)
	}
}
