package manager

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"msmgate/contextxml"
	"msmgate/manager/javaobj"
	"msmgate/manager/sessionid"
)

// witness writes down what it is told.
type witness struct{ told []string }

func (w *witness) listeners() Listeners {
	note := func(what string) func(*Session) {
		return func(s *Session) {
			names, err := s.Names()
			if err != nil {
				what += ": " + err.Error()
			}
			w.told = append(w.told, what+" "+strings.Join(names, ","))
		}
	}
	str := func(v javaobj.Value) string { s, _ := javaobj.Str(v); return s }
	return Listeners{
		Created: note("created"), Destroyed: note("destroyed"), Activated: note("activated"), Passivated: note("passivated"),
		IDChanged: func(s *Session, old string) {
			if s.ID() == old || sessionid.Random(old) == "" {
				w.told = append(w.told, "bad id")
			}
			w.told = append(w.told, "id changed")
		},
		AttributeAdded: func(s *Session, name string) {
			v, _ := s.Get(name)
			w.told = append(w.told, fmt.Sprintf("added %s=%s", name, str(v)))
		},
		AttributeReplaced: func(s *Session, name string, before javaobj.Value) {
			v, _ := s.Get(name)
			w.told = append(w.told, fmt.Sprintf("replaced %s=%s by %s", name, str(before), str(v)))
		},
		AttributeRemoved: func(_ *Session, name string, before javaobj.Value) {
			w.told = append(w.told, fmt.Sprintf("removed %s=%s", name, str(before)))
		},
	}
}

// A session's life as listeners see it, on two nodes: STK-12, TRAP-44, STK-66,
// NST-42, SID-33.
func TestListeners(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*contextxml.Application)
		a, b   []string
	}{
		"sticky": {
			nil,
			[]string{"created ", "added x=1", "replaced x=1 by 2", "added y=3", "removed y=3", "id changed", "passivated x"},
			[]string{"activated x", "id changed", "destroyed x"},
		},
		"non-sticky": {
			nonSticky(contextxml.LockAll),
			[]string{"created ", "added x=1", "replaced x=1 by 2", "passivated x",
				"created x", "activated x", "added y=3", "removed y=3", "passivated x",
				"created x", "activated x", "id changed", "passivated x"},
			[]string{"activated x", "destroyed x"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			clock := newClock()
			storage := startStorage(t, 1, clock)
			var a, b witness
			node := func(w *witness, route string) *Manager {
				app := application(storage.config(t), c.change)
				app.JvmRoute = route
				return newNode(t, Config{Application: app, Now: clock.Now, After: clock.After, Listeners: w.listeners()})
			}
			one, two := node(&a, "A"), node(&b, "B")
			user := &browser{t: t}
			must := func(err error) {
				if err != nil {
					t.Error(err)
				}
			}
			user.get(one, "/", with(t, true, func(s *Session) {
				must(s.Set("x", "1"))
				must(s.Update("x", func(javaobj.Value) (any, error) { return "2", nil }))
				if s.Update("x", func(javaobj.Value) (any, error) { return nil, fmt.Errorf("no") }) == nil {
					t.Error("a refused update")
				}
			}))
			one.settle() // a session that is still looked at isn't loaded again
			user.get(one, "/", with(t, false, func(s *Session) {
				must(s.Set("y", "3"))
				must(s.Remove("y"))
				must(s.Remove("y"))
			}))
			one.settle()
			user.get(one, "/", with(t, false, func(s *Session) { must(s.ChangeID()) }))
			one.settle()
			must(one.Close(context.Background()))
			user.get(two, "/", with(t, false, func(s *Session) {
				must(s.Invalidate())
				if s.Invalidate() == nil {
					t.Error("invalidated twice")
				}
			}))
			for what, got := range map[string][2][]string{"first": {a.told, c.a}, "second": {b.told, c.b}} {
				if !slices.Equal(got[0], got[1]) {
					t.Errorf("the %s node's listeners were told\n  %s\nwant\n  %s", what, strings.Join(got[0], "\n  "), strings.Join(got[1], "\n  "))
				}
			}
		})
	}
}

// A session that was idle for too long is destroyed while it can be read.
func TestListenersHearOfExpiry(t *testing.T) {
	clock := newClock()
	storage := startStorage(t, 1, clock)
	var w witness
	m := newNode(t, Config{Application: application(storage.config(t), nil), Now: clock.Now, After: clock.After, Listeners: w.listeners()})
	(&browser{t: t}).get(m, "/", set(t, "x", "1"))
	w.told = nil
	clock.Advance(3600e9)
	m.background(m.conf().ProcessExpiresFrequency)
	if got := strings.Join(w.told, ";"); got != "destroyed x" {
		t.Errorf("told %q", got)
	}
}
