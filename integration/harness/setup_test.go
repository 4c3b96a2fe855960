package harness

import (
	"errors"
	"strings"
	"testing"
)

func TestMissingProgramsAreNamed(t *testing.T) {
	err := programs(func(name string) (string, error) {
		if strings.HasPrefix(name, "java") || name == "memcached" {
			return "", errors.New("not found")
		}
		return "/bin/" + name, nil
	})
	want := "not on the PATH: java, javac, memcached; on Debian install them with: apt-get install -y openjdk-17-jdk-headless memcached"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestContextIsAdaptedInPlace(t *testing.T) {
	for _, name := range []string{"sticky.xml", "nonsticky.xml"} {
		before := Fixture(t, name)
		if after := before.Nodes("n1:localhost:11211"); strings.Count(string(after), "memcachedNodes=") != 1 {
			t.Errorf("%s: %s", name, after)
		}
		after := before.Nodes("n1:localhost:4711").Without("transcoderFactoryClass")
		if !strings.Contains(string(after), `memcachedNodes="n1:localhost:4711"`) || strings.Contains(string(after), "transcoder") ||
			!strings.Contains(string(after), `requestUriIgnorePattern=".*/.(png|gif|jpg|css|js)$"`) {
			t.Errorf("%s: %s", name, after)
		}
	}
}
