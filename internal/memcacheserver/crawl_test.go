package memcacheserver

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// What no two servers have in common: order, slab class, and the seconds of
// their clocks.
var crawled = regexp.MustCompile(`exp=\d+ |la=\d+|cas=\d+|cls=\d+`)

func dump(t *testing.T, p peer, what string) []string {
	t.Helper()
	answer, _ := p.exchange(t, "lru_crawler metadump "+what+"\r\n", "END\r\n")
	lines := strings.Split(crawled.ReplaceAllString(answer, "#"), "\n")
	slices.Sort(lines)
	return lines
}

// The keys are listed as memcached lists them.
func TestMetadumpSameAsRealMemcached(t *testing.T) {
	theirs, ours := startBoth(t)
	const items = "set one 2048 0 3\r\nabc\r\nset t%w/o:~x 0 1000 1\r\nx\r\nset k\xc3\xa9y 0 0 0\r\n\r\nset gone 0 -1 1\r\nx\r\nset read 7 0 1\r\nx\r\nget read\r\n"
	for _, p := range []peer{theirs, ours} {
		p.exchange(t, items, "VALUE read 7 1\r\nx\r\nEND\r\n")
	}
	want := dump(t, theirs, "all")
	if len(want) != 6 {
		t.Fatalf("memcached lists %q", want)
	}
	if got := dump(t, ours, "all"); !slices.Equal(got, want) {
		t.Errorf("embedded  %q\nmemcached %q", got, want)
	}
	if got := dump(t, ours, "1,2"); !slices.Equal(got, want) {
		t.Errorf("class 1: %q", got)
	}
	if got := dump(t, ours, "2"); len(got) != 2 {
		t.Errorf("class 2: %q", got)
	}
	for _, bad := range []string{"lru_crawler", "lru_crawler foo", "lru_crawler metadump", "lru_crawler metadump 99999"} {
		want, _ := theirs.exchange(t, bad+"\r\n", "\r\n")
		if got, _ := ours.exchange(t, bad+"\r\n", "\r\n"); got != want {
			t.Errorf("%s: %q, memcached %q", bad, got, want)
		}
	}
}

func TestMetadumpTellsTimes(t *testing.T) {
	now := time.Unix(1_795_370_494, 0)
	s := New(Options{Now: func() time.Time { return now }})
	if err := s.Set("k", 0, 60, []byte("v")); err != nil {
		t.Fatal(err)
	}
	if got, want := s.store.metadump(), "key=k exp=1795370554 la=1795370494 cas=1 fetch=no cls=1 size=61\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	now = now.Add(5 * time.Second)
	s.store.get([]byte("k"), false, 0)
	if got, want := s.store.metadump(), "key=k exp=1795370554 la=1795370499 cas=1 fetch=yes cls=1 size=61\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	now = now.Add(time.Minute)
	if got := s.store.metadump(); got != "" {
		t.Errorf("a dead item is listed: %q", got)
	}
}
