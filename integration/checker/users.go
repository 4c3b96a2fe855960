package checker

import (
	"fmt"
	"sync"
	"time"
)

// user is one person with one browser.
type user struct {
	run     *run
	number  int
	browser *browser
	script  *script
	tokens  int
}

// live does steps until the run is over.
func (u *user) live() {
	for {
		step := u.script.next()
		if u.run.now()+step.think >= u.run.scenario.Duration {
			return
		}
		<-time.After(step.think)
		var running sync.WaitGroup
		for _, o := range step.requests {
			token := ""
			if o.Do == Append {
				u.tokens++
				token = fmt.Sprintf("u%d.%d", u.number, u.tokens)
			}
			running.Go(func() { u.request(o, token) })
		}
		running.Wait()
	}
}

// request sends one request to the node that the front chooses. A node that refuses the connection has done nothing, so
// the next one is asked; anything else is not repeated.
func (u *user) request(o Operation, token string) {
	sent := u.browser.cookie()
	r := Request{Begin: u.run.now(), User: u.number, Do: o.Do, Token: token, Sent: sent, Error: "no node is in rotation"}
	for _, i := range u.run.front.choose(sent, o.Front, time.Now()) {
		node := u.run.cluster.Nodes[i]
		r.Node, r.Error = node.Route(), ""
		if !u.browser.send(&r, node.URL(), o.Sleep) {
			break
		}
		u.run.front.noteRefused(i, time.Now())
	}
	r.End = u.run.now()
	u.run.history.addRequest(r)
}

// lookEverywhere reads once through every node, wherever the cookie points.
func (u *user) lookEverywhere() {
	for _, node := range u.run.cluster.Nodes {
		r := Request{Begin: u.run.now(), User: u.number, Do: Read, Sent: u.browser.cookie(), Node: node.Route()}
		u.browser.send(&r, node.URL(), 0)
		r.End = u.run.now()
		u.run.history.addRequest(r)
	}
}
