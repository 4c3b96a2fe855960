package contextxml

import (
	"strings"
	"testing"
)

func TestParseRedis(t *testing.T) {
	for _, c := range []struct {
		text string
		want Redis
	}{
		{"redis://localhost", Redis{Host: "localhost", Port: 6379}},
		{"redis://localhost/", Redis{Host: "localhost", Port: 6379}},
		{"redis://10.0.0.1:6380/3", Redis{Host: "10.0.0.1", Port: 6380, Database: 3}},
		{"rediss://cache.example:6380", Redis{Host: "cache.example", Port: 6380, TLS: true}},
		{"redis://:admin@localhost:6379", Redis{Host: "localhost", Port: 6379, Password: "admin"}},
		{"redis://me:p%40ss:word@h", Redis{Host: "h", Port: 6379, User: "me", Password: "p@ss:word"}},
		{"redis://[::1]:7000/0?x=y#z", Redis{Host: "::1", Port: 7000}},
	} {
		got, err := ParseRedis(c.text)
		if err != nil || got != c.want {
			t.Errorf("CFG-61: %s: %+v, %v; want %+v", c.text, got, err, c.want)
		}
	}
	for _, text := range []string{
		"redis://", "redis://:6379", "redis:localhost", "redis://h:x", "redis://h:70000", "redis://secret@h",
		"redis://h/x", "redis://h/-1", "redis://h/99999999999", "redis://a:secret@h:1,redis://h2:2", "redis:// h", "redis://%zz",
	} {
		got, err := ParseRedis(text)
		if err == nil {
			t.Errorf("CFG-61: %s is accepted as %+v", text, got)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}
