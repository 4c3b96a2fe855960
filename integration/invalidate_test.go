package integration

import (
	"errors"
	"strings"
	"testing"
	"time"

	"msmgate/integration/harness"
)

// Invalidated on one side, gone on the other, though the browser keeps the dead cookie.
func invalidatedInGo(t *testing.T, c crossing) {
	dump(t, c.browser, c.tomcat.URL+c.fill("strings"))
	c.onGate(t)
	var answer struct {
		ID          *string
		Invalidated bool
	}
	c.browser.Send(200, "POST", c.gate.URL+"/api/session/invalidate", "", "").JSON(t, &answer)
	if answer.ID != nil || !answer.Invalidated {
		t.Errorf("invalidate answered %+v", answer)
	}
	if s := dumpAny(t, c.browser, c.tomcat.URL+"/dump"); s.ID != "" {
		t.Errorf("still there on Tomcat: %s", s.ID)
	}
	if s := dumpAny(t, c.browser, c.gate.URL+"/api/session"); s.ID != "" {
		t.Errorf("still there in Go: %s", s.ID)
	}
	c.browser.Send(404, "POST", c.gate.URL+"/api/session/invalidate", "", "")
}

// pinged makes a request that only reads, and waits until Tomcat's look whether the record is still there, which comes
// after the answer, is over (or, if Tomcat would write the session otherwise than Go, until it is stored): a late one would bring a session back that was invalidated meanwhile (TRAP-72).
func (c crossing) pinged(t *testing.T, request func()) {
	t.Helper()
	before := len(c.cache.Commands())
	request()
	if c.sticky {
		return
	}
	key := c.browser.Cookie("JSESSIONID")
	harness.Eventually(t, 10*time.Second, "Tomcat has looked after the session", func() error {
		for _, command := range c.cache.Commands()[before:] {
			if strings.HasPrefix(command, "add "+key+" ") || strings.HasPrefix(command, "set "+key+" ") {
				return nil
			}
		}
		return errors.New("neither add nor set of its key yet")
	})
}

func invalidatedOnTomcat(t *testing.T, c crossing) {
	put(t, c.browser, c.gate.URL, "list", `[1, 2]`)
	c.pinged(t, func() { c.onTomcat(t) })
	if answer := check(t, c.browser, c.tomcat.URL+"/check/invalidate"); !answer.Invalidated {
		t.Errorf("invalidate answered %+v", answer)
	}
	if s := dumpAny(t, c.browser, c.gate.URL+"/api/session"); s.ID != "" {
		t.Errorf("still there in Go: %s", s.ID)
	}
	if s := dumpAny(t, c.browser, c.tomcat.URL+"/dump"); s.ID != "" {
		t.Errorf("still there on Tomcat: %s", s.ID)
	}
}
