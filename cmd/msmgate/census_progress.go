package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"

	"msmgate/internal/census"
)

// censusProgress tells how far a census has come: a bar on a terminal, else a
// line now and then; nothing beside JSON, unless it is a terminal.
type censusProgress struct {
	w    io.Writer // nil for nothing
	bar  *progressbar.ProgressBar
	tty  bool
	of   string
	done int
	last time.Time
}

// progressPause is how often a line is written where there is no terminal.
const progressPause = 10 * time.Second

func newCensusProgress(w io.Writer, quiet bool) *censusProgress {
	f, ok := w.(*os.File)
	p := &censusProgress{w: w, tty: ok && isatty.IsTerminal(f.Fd()), last: time.Now()}
	if quiet && !p.tty {
		p.w = nil
	}
	return p
}

// listed says how many records a node has, or how many keys.
func (p *censusProgress) listed(n census.Node, records int) {
	if p.w == nil || p.tty {
		return
	}
	pace := "as fast as it answers"
	if n.Rate > 0 {
		pace = fmt.Sprintf("at most %g a second", n.Rate)
	}
	what := "records to read"
	if n.Redis != nil {
		what = "keys to go through"
	}
	fmt.Fprintf(p.w, "%s: %d %s, %s\n", n.Name, records, what, pace)
}

// item counts what a node gave, if it was counted before: of a memcached the
// values, of a Redis server the keys.
func (p *censusProgress) item(n census.Node, item census.Item, total int) {
	if n.Redis != nil || item.Value != nil || item.Err != nil {
		p.step(n.Name, total)
	}
}

// step counts one item of a source; total is 0 where it isn't known.
func (p *censusProgress) step(of string, total int) {
	if p.w == nil {
		return
	}
	if of != p.of {
		p.end()
		p.of, p.done = of, 0
		if p.tty {
			p.bar = newBar(p.w, of, total)
		}
	}
	p.done++
	if p.bar != nil {
		_ = p.bar.Add(1)
		return
	}
	if now := time.Now(); now.Sub(p.last) >= progressPause {
		p.last = now
		fmt.Fprintf(p.w, "%s: %d read\n", of, p.done)
	}
}

// end takes the bar off the terminal.
func (p *censusProgress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
}

func newBar(w io.Writer, of string, total int) *progressbar.ProgressBar {
	if total == 0 {
		total = -1
	}
	return progressbar.NewOptions(total,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(of), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetWidth(30), progressbar.OptionClearOnFinish())
}
