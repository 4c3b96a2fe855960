package manager

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	killForm  = regexp.MustCompile(`memcached n(\d).* is killed`)
	backForm  = regexp.MustCompile(`memcached n(\d) is back`)
	pauseForm = regexp.MustCompile(`(\d+) s pass`)
	timeForm  = regexp.MustCompile(`^== (\d+) s: `)
	deathForm = regexp.MustCompile(`Tomcat ([AB]) is killed`)
	holdForm  = regexp.MustCompile(`Tomcat A holds the session for (\d+) ms(?: \(sets x\))?; (\d+) ms later Tomcat B wants it`)
)

// event makes happen what stands between the requests of a trace. It gives what
// a second Tomcat saw and answered, if there was one.
func (g *stage) event(what string) (seen string, status int) {
	number := func(form *regexp.Regexp) int {
		if f := form.FindStringSubmatch(what); f != nil {
			n, _ := strconv.Atoi(f[1])
			return n
		}
		return 0
	}
	if n := number(killForm); n > 0 {
		g.kill(n - 1)
	}
	if strings.Contains(what, "the other memcached is killed") {
		for n := range g.down {
			g.kill(n)
		}
	}
	if n := number(backForm) - 1; n >= 0 {
		g.storage.servers[n].FlushAll()
		if err := g.storage.servers[n].Listen(fmt.Sprintf("127.0.0.1:%d", g.nodes.List[n].Port)); err != nil {
			g.t.Fatal(err)
		}
		g.down[n] = false
		g.clock.Advance(time.Second)
	}
	if strings.Contains(what, "Tomcat is stopped") {
		if err := g.tomcats[""].Close(g.t.Context()); err != nil {
			g.t.Error(err)
		}
		delete(g.tomcats, "")
	}
	if f := deathForm.FindStringSubmatch(what); f != nil {
		delete(g.tomcats, f[1])
	}
	if n := number(pauseForm); n > 0 {
		g.clock.Advance(time.Duration(n) * time.Second)
	}
	if n := number(timeForm); n > 0 {
		g.pass(g.begun.Add(time.Duration(n) * time.Second))
	}
	if f := holdForm.FindStringSubmatch(what); f != nil {
		hold, _ := strconv.Atoi(f[1])
		wait, _ := strconv.Atoi(f[2])
		return g.contend(time.Duration(hold)*time.Millisecond, time.Duration(wait)*time.Millisecond, strings.Contains(what, "sets x"))
	}
	return "", 0
}

func (g *stage) kill(n int) {
	if !g.down[n] {
		g.down[n] = true
		g.storage.servers[n].Stop()
		g.clock.Advance(300 * time.Millisecond)
	}
}

// pass lets time go by, and with it the nodes' background work.
func (g *stage) pass(until time.Time) {
	for {
		passed := g.clock.Now().Sub(g.begun)
		next := g.begun.Add(passed - passed%time.Second + time.Second)
		if next.After(until) {
			break
		}
		g.clock.Advance(next.Sub(g.clock.Now()))
		run := next.Sub(g.begun)
		for _, m := range g.tomcats {
			if m.sticky && run%backgroundPeriod == 0 {
				m.background(int(run / backgroundPeriod))
			}
			if m.locking() && !m.cfg.AsMSM {
				m.renewLocks(g.t.Context())
			}
		}
	}
	g.clock.Advance(max(0, until.Sub(g.clock.Now())))
}

// contend has Tomcat A work on the session for a while; before it is done,
// Tomcat B wants it, and sets an attribute. The names are the trace's, the
// values have the lengths that the sizes in it tell.
func (g *stage) contend(hold, wait time.Duration, sets bool) (seen string, status int) {
	begun, holds, finish, done := g.clock.Now(), make(chan struct{}), make(chan struct{}), make(chan struct{})
	a, b := &browser{t: g.t, cookie: g.cookie}, &browser{t: g.t, cookie: g.cookie}
	m := g.tomcat("A")
	go func() {
		defer close(done)
		a.get(m, "/hold", with(g.t, true, func(s *Session) {
			close(holds)
			<-finish
			if !sets {
				return
			}
			if err := s.Set("x", "long"); err != nil {
				g.t.Error(err)
			}
		}))
	}()
	<-holds
	g.clock.Advance(wait)
	target := "/set?name=z&value=s"
	if sets {
		target = "/set?name=y&value=long"
	}
	v := &servlet{t: g.t}
	status = b.get(g.tomcat("B"), target, v.ServeHTTP).Code
	g.tomcat("B").settle()
	g.pass(begun.Add(hold))
	close(finish)
	<-done
	_, seen, _ = strings.Cut(v.seen, "attributes=")
	return "B: " + seen, status
}
