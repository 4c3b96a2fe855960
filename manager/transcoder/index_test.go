package transcoder

import (
	"fmt"
	"testing"
)

func TestIndex(t *testing.T) {
	for _, n := range []int{0, 3, few, few + 1, 100} {
		names := make([]string, n, n+1)
		for i := range names {
			names[i] = fmt.Sprint("name", i)
		}
		var index Index
		nameOf := func(i int) string { return names[i] }
		check := func(name string, want int) {
			t.Helper()
			if i := index.Find(name, len(names), nameOf); i != want {
				t.Errorf("of %d, %s is found at %d, want %d", len(names), name, i, want)
			}
		}
		for i, name := range names {
			check(name, i)
		}
		check("another", -1)
		names = append(names, "another")
		index.Add("another", n)
		check("another", n)
		if n > 0 {
			names[0] = "another" // an earlier one of that name
			check("another", n)
			index.Forget()
			check("another", n)
			check("name0", -1)
		}
	}
}
