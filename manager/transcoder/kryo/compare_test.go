package kryo

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"msmgate/manager/transcoder/transcodertest"
)

// comparison compares two renderings; pairs that are being compared are taken
// as equal, so that cycles end.
type comparison struct {
	want, have transcodertest.Objects
	open       map[string]bool
}

// sameAttributes compares what is wanted, of a rendering, with another.
func sameAttributes(t *testing.T, what string, wanted, want, have map[string]any) {
	t.Helper()
	c := comparison{transcodertest.NewObjects(want), transcodertest.NewObjects(have), map[string]bool{}}
	for name, v := range wanted {
		got, ok := have[name]
		if !ok {
			t.Errorf("%s: attribute %s is missing", what, name)
			continue
		}
		if err := c.same(v, got); err != nil {
			t.Errorf("%s: attribute %s: %v", what, name, err)
		}
	}
}

func (c comparison) same(want, have any) error {
	w, _ := c.want.Resolve(want)
	h, _ := c.have.Resolve(have)
	if w == nil || h == nil {
		if (w == nil) != (h == nil) {
			return fmt.Errorf("want %v, have %v", want, have)
		}
		return nil
	}
	pair := fmt.Sprint(w["id"], " ", h["id"])
	if w["id"] != nil && h["id"] != nil {
		if c.open[pair] {
			return nil
		}
		c.open[pair] = true
	}
	if w["length"] != nil {
		text, _ := h["value"].(string)
		if sum := sha256.Sum256([]byte(text)); hex.EncodeToString(sum[:]) != w["sha256utf8"] {
			return fmt.Errorf("a long string has other content")
		}
		return nil
	}
	if h["class"] == "java.util.Locale" && h["value"] == "" && w["value"] != "" && h["lost"] != nil {
		return nil // MSM 1.6 keeps nothing of it
	}
	for name, v := range w {
		var err error
		switch name {
		case "id", "zone":
		case "fields":
			err = c.sameFields(v.([]any), h[name])
		case "elements", "entries", "stackTrace":
			err = c.sameList(v, h[name])
		case "cause", "handler":
			err = c.same(v, h[name])
		case "nanos", "error":
		default:
			if fmt.Sprint(v) != fmt.Sprint(h[name]) && !(name == "value" && w["bits"] != nil) {
				err = fmt.Errorf("want %v, have %v", v, h[name])
			}
		}
		if err != nil {
			return fmt.Errorf("%v: %s: %w", w["class"], name, err)
		}
	}
	return nil
}

func (c comparison) sameList(want, have any) error {
	wanted, _ := want.([]any)
	had, _ := have.([]any)
	if len(wanted) != len(had) {
		return fmt.Errorf("want %d, have %d", len(wanted), len(had))
	}
	for i, each := range wanted {
		var err error
		if pair, ok := each.([]any); ok {
			other := had[i].([]any)
			if err = c.same(pair[0], other[0]); err == nil {
				err = c.same(pair[1], other[1])
			}
		} else {
			err = c.same(each, had[i])
		}
		if err != nil {
			return fmt.Errorf("%d: %w", i, err)
		}
	}
	return nil
}

// sameFields compares all that isn't transient, types and order included.
func (c comparison) sameFields(want []any, have any) error {
	had, _ := have.([]any)
	at := 0
	for _, each := range want {
		w := each.(map[string]any)
		if w["transient"] == true {
			continue
		}
		if at == len(had) {
			return fmt.Errorf("no field %v", w["name"])
		}
		h := had[at].(map[string]any)
		at++
		for _, name := range []string{"declaring", "name", "type"} {
			if w[name] != h[name] {
				return fmt.Errorf("field %d: %s: want %v, have %v", at, name, w[name], h[name])
			}
		}
		if err := c.same(w["value"], h["value"]); err != nil {
			return fmt.Errorf("field %v: %w", w["name"], err)
		}
	}
	if at < len(had) {
		return fmt.Errorf("%d fields, want %d", len(had), at)
	}
	return nil
}
