package transcoders

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// toJava lets MSM load what Go wrote, use it, and say what it holds: what was
// set, and what Go itself reads.
func toJava(f format, d transcoder.Document) error {
	stored, err := d.Encode(nil)
	if err != nil {
		return fmt.Errorf("encoding: %w", err)
	}
	again, err := faithful(f, stored)
	if err != nil {
		return err
	}
	java, err := load(f, stored)
	if err != nil {
		return fmt.Errorf("%w\nthe record: %q", err, stored[:min(len(stored), 2000)])
	}
	if err := agree(d, java); err != nil {
		return fmt.Errorf("what was set, and Java: %w", err)
	}
	if err := agree(again, java); err != nil {
		return fmt.Errorf("what Go reads again, and Java: %w", err)
	}
	return nil
}

// gallery is a session from Java with one value of each kind that the format
// keeps, by the kinds' names.
func gallery(f format) ([]byte, map[string]javaobj.Value, error) {
	made, err := ask("gallery", f.name)
	if err != nil {
		return nil, nil, err
	}
	d, err := faithful(f, made.Stored)
	if err != nil {
		return nil, nil, err
	}
	if err := agree(d, made.Attributes); err != nil {
		return nil, nil, err
	}
	_, shown, err := reopen(f, made.Stored)
	return made.Stored, shown, err
}

// reopen decodes a record and gives its attributes.
func reopen(f format, stored []byte) (transcoder.Document, map[string]javaobj.Value, error) {
	d, err := f.ours.Decode(stored, transcoder.Limits{})
	if err != nil {
		return nil, nil, err
	}
	shown := map[string]javaobj.Value{}
	for _, name := range d.Names() {
		if shown[name], err = d.Get(name); err != nil {
			return nil, nil, err
		}
	}
	return d, shown, nil
}

// TestKindsMadeInGo makes a few values of each kind in every format: those that
// the format carries reach MSM as they are, the others are refused by name.
func TestKindsMadeInGo(t *testing.T) {
	eachFormat(t, func(t *testing.T, f format) {
		stored, shown, err := gallery(f)
		if err != nil {
			t.Fatal(err)
		}
		var refused []string
		for _, k := range kinds(f, shown) {
			for seed := range 4 {
				d, shown, err := reopen(f, stored)
				if err != nil {
					t.Fatal(err)
				}
				v := rapid.Custom(func(t *rapid.T) javaobj.Value {
					g := newGraph(t, plain(f), shown, false)
					g.coin("start") // a generator has to draw
					return g.one(remade(f, k, shown))
				}).Example(seed)
				switch err := crossAlone(f, d, v); {
				case errors.As(err, new(*transcoder.UnsupportedError)):
					if !slices.Contains(refused, k.name) {
						refused = append(refused, k.name)
					}
				case err != nil:
					t.Errorf("kind %s, seed %d: %v", k.name, seed, err)
				}
			}
		}
		want := strings.Fields(refusedKinds[f.serializer()])
		slices.Sort(want)
		slices.Sort(refused)
		if !slices.Equal(refused, want) {
			t.Errorf("refused are\n%v\nwant\n%v", refused, want)
		}
	})
}

// plain are kinds that every format carries, for the elements of others.
func plain(f format) []kind {
	return slices.DeleteFunc(slices.Clone(leaves), func(k kind) bool { return k.name != "text" && k.name != "boolean" && k.name != "long.beyond" })
}

// remade is the same kind, made after the values of another document.
func remade(f format, k kind, shown map[string]javaobj.Value) kind {
	for _, each := range like(f, shown) {
		if each.name == k.name {
			return each
		}
	}
	return k
}

// crossAlone sets one value in a session that holds much else, and lets MSM
// load it.
func crossAlone(f format, d transcoder.Document, v javaobj.Value) error {
	if err := d.Set("new", v); err != nil {
		return err
	}
	return toJava(f, d)
}

// kinds are all kinds of values, but for java.time in kryo 1, of which MSM
// itself loads offsets without their texts.
func kinds(f format, shown map[string]javaobj.Value) []kind {
	all := slices.Concat(leaves, holders, like(f, shown))
	if f.layout == "1" {
		return all
	}
	return slices.Concat(all, times)
}

// carried are the kinds that a format writes.
func carried(f format, shown map[string]javaobj.Value) []kind {
	refused := strings.Fields(refusedKinds[f.serializer()])
	return slices.DeleteFunc(kinds(f, shown), func(k kind) bool {
		return slices.Contains(refused, k.name)
	})
}

// TestSessionsMadeInGo makes random sessions of all that a format writes, with
// what they share and circles among them, and lets MSM load them.
func TestSessionsMadeInGo(t *testing.T) {
	eachFormat(t, func(t *testing.T, f format) {
		stored, _, err := gallery(f)
		if err != nil {
			t.Fatal(err)
		}
		asked, set := 0, 0
		checkRapid(t, 40, func(t *rapid.T) {
			d, shown := f.ours.New(), map[string]javaobj.Value(nil)
			if rapid.Bool().Draw(t, "among others") {
				if d, shown, err = reopen(f, stored); err != nil {
					t.Fatal(err)
				}
			}
			g := newGraph(t, carried(f, shown), shown, f.shares())
			for i := range 1 + g.below(4, "attributes") {
				v := g.some()
				asked++
				switch err := d.Set(fmt.Sprint("new ", i), v); {
				case err == nil:
					set++
				case !errors.As(err, new(*transcoder.UnsupportedError)):
					t.Fatal(err)
				default:
					t.Log(err)
				}
			}
			if err := toJava(f, d); err != nil {
				t.Fatal(err)
			}
		})
		if set < asked*3/4 {
			t.Errorf("only %d of %d values were carried", set, asked)
		}
	})
}
