package transcoders

import (
	"slices"
	"strconv"
	"testing"
)

// TestKindsMadeInJava stores a few values of each kind of which Java has made
// sessions, also those that MSM itself loses: of what MSM can load Go gives every record
// back byte for byte, and reads it as Java does. The lists of what MSM loses are held
// against what it does.
func TestKindsMadeInJava(t *testing.T) {
	eachFormat(t, func(t *testing.T, f format) {
		known, err := ask("kinds", f.name)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range known.KindsAll {
			for seed := 1; seed <= 3; seed++ {
				made, err := ask("kind", f.name, kind, strconv.Itoa(seed))
				isLoss := slices.Contains(known.KindsNot, kind)
				switch {
				case err != nil && isLoss:
					continue // MSM can't even store it
				case err != nil:
					t.Errorf("kind %s, seed %d: %v", kind, seed, err)
					continue
				case made.Unloadable != "" && !isLoss:
					t.Errorf("kind %s, seed %d: MSM can't load it: %s", kind, seed, made.Unloadable)
				case made.Changed != "" && !isLoss && !slices.Contains(known.KindsOther, kind):
					t.Errorf("kind %s, seed %d: MSM loads something else: %s", kind, seed, made.Changed)
				}
				d, err := faithful(f, made.Stored)
				if err != nil && made.Unloadable != "" {
					continue // nobody can
				}
				if err != nil {
					t.Errorf("kind %s, seed %d: %v", kind, seed, err)
					continue
				}
				isKept := !isLoss && made.Unloadable == "" && made.Changed == "" && !slices.Contains(known.KindsUntold, kind) && !slices.Contains(known.KindsOther, kind)
				if !isKept {
					continue
				}
				if err := agree(d, made.Attributes); err != nil {
					t.Errorf("kind %s, seed %d: Go, and Java: %v", kind, seed, err)
				}
			}
		}
	})
}
