package transcodertest

import (
	"testing"

	"msmgate/manager/transcoder"
)

// Agree holds every session to what Tomcat said it held. The comparison is made
// for each session anew; leftOut tells what MSM did not store.
func Agree(t *testing.T, format transcoder.Transcoder, captures []Capture,
	comparison func(want, have any) (same func(want, have any) error), leftOut func(c Capture, name string) bool) {
	t.Helper()
	for _, c := range captures {
		got := Render(t, Decode(t, format, c.Attributes))
		same := comparison(c.Expected, got)
		for name, want := range c.Expected {
			have, ok := got[name]
			if !ok {
				if !leftOut(c, name) {
					t.Errorf("%s: attribute %s is missing", c.Name, name)
				}
				continue
			}
			if err := same(want, have); err != nil {
				t.Errorf("%s: attribute %s: %v", c.Name, name, err)
			}
		}
		for name := range got {
			if _, ok := c.Expected[name]; !ok {
				t.Errorf("%s: attribute %s was never there", c.Name, name)
			}
		}
	}
}
