package transcoders

import (
	"fmt"
	"strconv"
	"testing"
	"time"
)

// TestSessionsMadeInJava reads what MSM stored of random sessions, compares it
// with what MSM loads again, and edits it.
func TestSessionsMadeInJava(t *testing.T) {
	eachFormat(t, func(t *testing.T, f format) {
		n, chosen := graphs(80)
		first := int64(1)
		if chosen {
			first = time.Now().UnixNano()
		}
		var seeds []int64
		for i := range n {
			seeds = append(seeds, first+int64(i))
		}
		lost, failed := 0, 0
		for _, seed := range append(seeds, javaSeeds[f.name]...) {
			kept, err := fromJava(f, seed)
			if err != nil {
				t.Errorf("seed %d: %v", seed, err)
				if failed++; failed == 10 {
					t.Fatal("and so on")
				}
			}
			if !kept {
				lost++
			}
		}
		if lost > n/10 {
			t.Errorf("MSM itself lost %d sessions of %d: too few are left to compare", lost, n)
		}
	})
}

// fromJava crosses the border with one session; kept tells whether MSM itself
// can load what it stored, as it was.
func fromJava(f format, seed int64) (kept bool, err error) {
	made, err := ask("make", f.name, strconv.FormatInt(seed, 10))
	if err != nil {
		return true, err
	}
	if made.Stored == nil {
		return false, nil
	}
	d, err := faithful(f, made.Stored)
	if err != nil {
		return true, err
	}
	if made.Unloadable != "" || made.Changed != "" && !f.keepsLittle {
		return false, nil
	}
	if err := agree(d, made.Attributes); err != nil {
		return true, fmt.Errorf("Go, and Java: %w", err)
	}
	return true, nil
}
