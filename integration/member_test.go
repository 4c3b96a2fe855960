package integration

import (
	"slices"
	"strings"
	"testing"

	"msmgate/integration/harness"
)

// membersRealm makes a Tomcat ask JAAS who a user is; its users can be serialized, unlike those of tomcat-users.xml.
const membersRealm = `<Realm className="org.apache.catalina.realm.JAASRealm" appName="Members"
	userClassNames="msmgate.shop.Member" roleClassNames="msmgate.shop.MemberRole"/>
</Context>`

// who is what a Tomcat says of the user of a request.
type who struct {
	RemoteUser, AuthType, Principal string
	Roles                           []string
}

// A user principal that can be serialized stands behind the roles, as an object of its class (WIRE-36, Q-5). Go reads
// who it is and keeps the object through a takeover with a change. A Tomcat reads the session again only if its own lib
// holds the class: MSM doesn't look into the application for it.
func TestUserPrincipalOfJAAS(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		pair
		shared []string
	}{
		{"1.6.5 class in Tomcat's lib", pairs[0], []string{"msmgate/shop/Member"}},
		{"2.1.1 class in Tomcat's lib", pairs[1], []string{"msmgate/shop/Member"}},
		{"1.6.5 class in the application", pairs[0], nil},
		{"2.1.1 class in the application", pairs[1], nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cache := harness.StartMemcached(t, harness.MemcachedOptions{})
			context := c.context(t, "sticky.xml", cache)
			context = harness.Context(strings.Replace(string(context), "</Context>", membersRealm, 1))
			tomcat := harness.StartTomcat(t, harness.TomcatOptions{Release: c.release, JvmRoute: "tomcat1", Context: context, Shared: c.shared})
			gate := harness.StartDemo(t, harness.DemoOptions{Context: context, JvmRoute: "gate1"})
			browser := harness.NewBrowser(t)

			dump(t, browser, tomcat.URL+"/set?name=s.ascii&type=String&value=kept")
			browser.User, browser.Password = "alice", "member"
			in := dump(t, browser, tomcat.URL+"/secure/dump")
			browser.User, browser.Password = "", ""
			var before who
			browser.Get(tomcat.URL+"/whoami").JSON(t, &before)
			if before.RemoteUser != "alice" || before.Principal != "msmgate.shop.Member: member 7" {
				t.Fatalf("logged in by JAAS: %+v", before)
			}
			holdsMember(t, cache, in.ID)

			seen := dump(t, browser, gate.URL+"/api/session")
			if seen.Principal == nil || seen.Principal.Name != "alice" || seen.AuthType != "BASIC" {
				t.Fatalf("Go sees the user %+v by %q", seen.Principal, seen.AuthType)
			}
			slices.Sort(seen.Principal.Roles)
			if !slices.Equal(seen.Principal.Roles, []string{"admin", "shopper"}) {
				t.Errorf("Go sees the roles %v", seen.Principal.Roles)
			}
			changed := put(t, browser, gate.URL, "s.ascii", `"changed"`)
			holdsMember(t, cache, changed.ID)

			back := dumpAny(t, browser, tomcat.URL+"/dump")
			if c.shared == nil {
				if back.ID != "" || !strings.Contains(tomcat.Log(), "ClassNotFoundException: msmgate.shop.Member") {
					t.Errorf("without the class in its lib Tomcat shows session %q", back.ID)
				}
				return
			}
			back.wantString(t, "s.ascii", "changed")
			var after who
			browser.Get(tomcat.URL+"/whoami").JSON(t, &after)
			if after.RemoteUser != before.RemoteUser || after.Principal != before.Principal || after.AuthType != "BASIC" || !slices.Equal(after.Roles, before.Roles) {
				t.Errorf("back on Tomcat: %+v, was %+v", after, before)
			}
		})
	}
}

// holdsMember checks that a session's record holds an object of the user principal's class.
func holdsMember(t *testing.T, cache *harness.Memcached, id string) {
	t.Helper()
	item, ok := cache.Item(id)
	if !ok {
		t.Fatal("no record under the session's id")
	}
	if !strings.Contains(string(item.Value), "sr\x00\x13msmgate.shop.Member") {
		t.Error("the record does not hold the user principal")
	}
}
