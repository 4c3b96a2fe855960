package flexjson

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"msmgate/manager/transcoder/transcodertest"
)

// objects are those of what a session held.
type objects struct{ transcodertest.Objects }

func newObjects(rendering any) objects { return objects{transcodertest.NewObjects(rendering)} }

func (o objects) resolve(v any) map[string]any {
	object, _ := o.Resolve(v)
	return object
}

// project turns what a session held into what flexjson 2.1 gives back. Beans
// keep their class, and the fields that the record shows too.
func (o objects) project(v any) any {
	object := o.resolve(v)
	if object == nil {
		return nil
	}
	class, _ := object["class"].(string)
	value, _ := object["value"].(string)
	if _, ok := object["enum"]; ok {
		return text(object["enum"])
	}
	switch class {
	case "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long", "java.math.BigInteger",
		"java.util.concurrent.atomic.AtomicInteger", "java.util.concurrent.atomic.AtomicLong":
		return number(value)
	case "java.lang.Float", "java.lang.Double", "java.math.BigDecimal":
		if value == "NaN" || value == "Infinity" {
			return text(value)
		}
		return double(value)
	case "java.lang.Class":
		return text(value)
	case "java.lang.Character", "java.lang.String":
		if _, long := object["length"]; long {
			return object
		}
		return text(lone(value, object["code"]))
	case "java.util.Date", "java.sql.Date", "java.sql.Time", "java.sql.Timestamp":
		return number(object["millis"].(string))
	case "[B":
		raw, _ := hex.DecodeString(object["hex"].(string))
		elements := make([]any, len(raw))
		for i, b := range raw {
			elements[i] = number(strconv.Itoa(int(int8(b))))
		}
		return map[string]any{"class": "java.util.ArrayList", "elements": elements}
	}
	if elements, ok := object["elements"].([]any); ok {
		projected := make([]any, len(elements))
		for i, e := range elements {
			projected[i] = o.project(e)
		}
		return map[string]any{"class": "java.util.ArrayList", "elements": projected}
	}
	if entries, ok := object["entries"].([]any); ok {
		projected := make([]any, len(entries))
		for i, e := range entries {
			pair := e.([]any)
			projected[i] = []any{key(o.project(pair[0])), o.project(pair[1])}
		}
		return map[string]any{"class": "java.util.HashMap", "entries": projected}
	}
	if class != "java.lang.Boolean" {
		return map[string]any{"class": class, "bean": object["fields"]}
	}
	return object
}

// lone gives the question mark that half a surrogate pair becomes.
func lone(value string, code any) string {
	n, _ := code.(json.Number)
	if c, err := n.Int64(); err == nil && c >= 0xd800 && c <= 0xdfff {
		return "?"
	}
	return strings.ReplaceAll(value, "\ufffd", "?")
}

func text(v any) map[string]any { return map[string]any{"class": "java.lang.String", "value": v} }

func key(v any) any {
	if object, ok := v.(map[string]any); ok {
		return text(object["value"])
	}
	return v
}

func number(value string) map[string]any {
	n, err := strconv.ParseInt(value, 10, 64)
	switch {
	case err != nil:
		return double(value)
	case n == int64(int32(n)):
		return map[string]any{"class": "java.lang.Integer", "value": value}
	}
	return map[string]any{"class": "java.lang.Long", "value": value}
}

func double(value string) map[string]any {
	f, _ := strconv.ParseFloat(value, 64)
	return map[string]any{"class": "java.lang.Double", "bits": strconv.FormatUint(math.Float64bits(f), 16)}
}

// same compares; a HashMap has no order, and what the wanted object doesn't
// say may be anything.
func (o objects) same(want, have any) error {
	w := o.resolve(want)
	h, _ := have.(map[string]any)
	if w == nil || h == nil {
		if (w == nil) != (h == nil) {
			return fmt.Errorf("want %v, have %v", want, have)
		}
		return nil
	}
	if w["length"] != nil {
		sum := sha256.Sum256([]byte(h["value"].(string)))
		if hex.EncodeToString(sum[:]) != w["sha256utf8"] {
			return fmt.Errorf("a long string has other content")
		}
		return nil
	}
	if h["fields"] != nil {
		return o.sameBean(w, h)
	}
	for _, name := range []string{"class", "bits", "value"} {
		if v, ok := w[name]; ok && v != h[name] && !(name == "value" && w["bits"] != nil) {
			return fmt.Errorf("%s: want %v, have %v", name, v, h[name])
		}
	}
	for _, name := range []string{"elements", "entries"} {
		wanted, _ := w[name].([]any)
		had, _ := h[name].([]any)
		if len(wanted) != len(had) {
			return fmt.Errorf("%s: want %d, have %d", name, len(wanted), len(had))
		}
		for i, e := range wanted {
			if err := o.element(i, e, had); err != nil {
				return fmt.Errorf("%s %d: %w", name, i, err)
			}
		}
	}
	return nil
}

func (o objects) element(i int, want any, had []any) error {
	pair, ok := want.([]any)
	if !ok {
		return o.same(want, had[i])
	}
	for _, entry := range had {
		entry := entry.([]any)
		if o.same(pair[0], entry[0]) == nil {
			return o.same(pair[1], entry[1])
		}
	}
	return fmt.Errorf("no key %v", pair[0])
}

// sameBean compares the class, and the fields that are on both sides.
func (o objects) sameBean(w, h map[string]any) error {
	if w["class"] != h["class"] {
		return fmt.Errorf("class: want %v, have %v", w["class"], h["class"])
	}
	wanted, _ := w["bean"].([]any)
	had := map[any]any{}
	for _, f := range h["fields"].([]any) {
		had[f.(map[string]any)["name"]] = f.(map[string]any)["value"]
	}
	for _, f := range wanted {
		field := f.(map[string]any)
		v, ok := had[field["name"]]
		if !ok {
			continue
		}
		if err := o.sameField(o.project(field["value"]), v); err != nil {
			return fmt.Errorf("field %v: %w", field["name"], err)
		}
	}
	return nil
}

// sameField compares the field of a bean: its numbers have no class.
func (o objects) sameField(want, have any) error {
	w := o.resolve(want)
	h, _ := have.(map[string]any)
	if h == nil || h["class"] != nil || w == nil {
		if h != nil && (h["elements"] != nil || h["entries"] != nil) {
			return nil // their numbers have no class either
		}
		return o.same(want, have)
	}
	wf, bits := w["bits"]
	if !bits {
		if w["value"] != h["value"] {
			return fmt.Errorf("want %v, have %v", w["value"], h["value"])
		}
		return nil
	}
	if got := double(h["value"].(string))["bits"]; got != wf {
		return fmt.Errorf("want %v, have %v", wf, got)
	}
	return nil
}
