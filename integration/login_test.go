package integration

import (
	"slices"
	"testing"
)

// Logged in on Tomcat with BASIC: Go sees who, and Tomcat still does after Go changed the session.
func loggedInOnTomcat(t *testing.T, c crossing) {
	if !c.remembersBasic() {
		c.loggedInEachTime(t)
		return
	}
	dump(t, c.browser, c.tomcat.URL+c.fill("strings"))
	c.browser.Send(401, "GET", c.tomcat.URL+"/secure/dump", "", "")
	c.browser.User, c.browser.Password = "alice", "wonder land"
	in := dump(t, c.browser, c.tomcat.URL+"/secure/dump")
	c.browser.User, c.browser.Password = "", ""
	c.loggedIn(t, in)

	c.loggedIn(t, c.onGate(t))
	put(t, c.browser, c.gate.URL, "s.ascii", `"changed"`)
	c.loggedIn(t, c.onGate(t))

	var who struct {
		RemoteUser, AuthType string
		Roles                []string
	}
	c.browser.Get(c.tomcat.URL+"/whoami").JSON(t, &who)
	if who.RemoteUser != "alice" || who.AuthType != "BASIC" || !slices.Equal(who.Roles, []string{"admin", "shopper"}) {
		t.Errorf("after Go's change Tomcat sees %+v", who)
	}
	after := dump(t, c.browser, c.tomcat.URL+"/secure/dump")
	c.loggedIn(t, after)
	after.wantString(t, "s.ascii", "changed")
}

func (c crossing) loggedIn(t *testing.T, s session) {
	t.Helper()
	if s.AuthType != "BASIC" || s.Principal == nil || s.Principal.Name != "alice" {
		t.Errorf("authType %q, principal %+v, want alice by BASIC", s.AuthType, s.Principal)
		return
	}
	slices.Sort(s.Principal.Roles)
	if !slices.Equal(s.Principal.Roles, []string{"admin", "shopper"}) {
		t.Errorf("roles %v, want admin and shopper", s.Principal.Roles)
	}
}

// remembersBasic says whether a session keeps a BASIC login. Non-sticky and before 2.0, MSM shows Tomcat's authenticator
// no session but for FORM logins (NST-2): the browser's credentials are checked at every request.
func (c crossing) remembersBasic() bool { return c.sticky || c.release != "1.6.5" }

// loggedInEachTime checks what is left where a session does not keep a login: it works with Go in between, and nobody
// becomes logged in by it.
func (c crossing) loggedInEachTime(t *testing.T) {
	t.Helper()
	c.browser.User, c.browser.Password = "alice", "wonder land"
	dump(t, c.browser, c.tomcat.URL+c.fill("strings"))
	in := dump(t, c.browser, c.tomcat.URL+"/secure/dump")
	put(t, c.browser, c.gate.URL, "s.ascii", `"changed"`)
	for _, s := range []session{in, c.onGate(t), dump(t, c.browser, c.tomcat.URL+"/secure/dump")} {
		if s.Principal != nil || s.AuthType != "" || s.ID != in.ID {
			t.Errorf("session %s, want %s; authType %q, principal %+v, want none", s.ID, in.ID, s.AuthType, s.Principal)
		}
	}
}
