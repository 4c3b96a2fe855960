package xstream

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"msmgate/manager/transcoder/transcodertest"
)

// comparison tells whether two JSON renderings mean the same graph, but for
// what XStream loses: ids may differ, what they join may not.
type comparison struct {
	want, have transcodertest.Objects
	pairs      transcodertest.Pairs
}

func newComparison(want, have any) *comparison {
	return &comparison{want: transcodertest.NewObjects(want), have: transcodertest.NewObjects(have)}
}

// standIns are classes that put an object of another class in their place
// when they are written: its fields are other ones.
var standIns = map[any]bool{"com.acme.shop.Sku": true}

// renamed are classes whose name the format doesn't keep.
var renamed = map[string]string{
	"java.util.RegularEnumSet":    "java.util.EnumSet",
	"com.acme.shop.OrderStatus$1": "com.acme.shop.OrderStatus",
}

func (c *comparison) same(want, have any) error {
	w, wid := c.want.Resolve(want)
	h, hid := c.have.Resolve(have)
	if w == nil || h == nil {
		if reflect.DeepEqual(want, have) {
			return nil
		}
		return fmt.Errorf("want %v, have %v", want, have)
	}
	// Numbers and the like are never shared in a record.
	if class, _ := w["class"].(string); wid != "" && hid != "" && !immutable[class] {
		if known, err := c.pairs.Join(wid, hid); known {
			return err
		}
	}
	return c.content(w, h)
}

// text is how XStream spells a value in a field whose class isn't written.
func text(w map[string]any) any {
	class, _ := w["class"].(string)
	switch {
	case w["enum"] != nil:
		return w["enum"]
	case class == "java.util.Date":
		millis, _ := strconv.ParseInt(w["millis"].(string), 10, 64)
		return formatDate(millis)
	case class == "[B":
		data, _ := hex.DecodeString(w["hex"].(string))
		return base64.StdEncoding.EncodeToString(data)
	case class == "java.lang.Character" && w["value"] == "\x00":
		return ""
	}
	return w["value"]
}

func (c *comparison) content(w, h map[string]any) error {
	if w["length"] != nil {
		sum := sha256.Sum256([]byte(h["value"].(string)))
		if hex.EncodeToString(sum[:]) != w["sha256utf8"] {
			return fmt.Errorf("a long string has other content")
		}
		return nil
	}
	elements, _ := w["elements"].([]any)
	entries, _ := w["entries"].([]any)
	if h["class"] == nil && h["value"] != nil {
		if text(w) != h["value"] {
			return fmt.Errorf("want %v, have %v", w, h)
		}
		return nil
	}
	if fields, ok := h["fields"].([]any); ok && h["class"] == nil && w["fields"] == nil {
		// Empty, or it wrote itself.
		if len(elements)+len(entries)+len(fields) > 0 && h["data"] == nil {
			return fmt.Errorf("want %v, have %v", w, h)
		}
		return nil
	}
	if class, ok := w["class"].(string); ok && h["class"] != nil {
		if short, ok := renamed[class]; ok {
			class = short
		}
		if class != h["class"] {
			return fmt.Errorf("class: want %v, have %v", class, h["class"])
		}
	}
	for name, want := range w {
		if err := c.member(name, want, w, h); err != nil {
			return fmt.Errorf("%v.%s: %w", w["class"], name, err)
		}
	}
	return nil
}

func (c *comparison) member(name string, want any, w, h map[string]any) error {
	have := h[name]
	switch name {
	case "id", "class", "declaring", "firstDayOfWeek", "minimalDaysInFirstWeek", "lenient":
		return nil
	case "millis":
		if h["lost"] != nil {
			return nil
		}
	case "fields":
		if standIns[w["class"]] || h["data"] != nil && len(h["fields"].([]any)) == 0 || h["fields"] == nil {
			return nil // it wrote itself
		}
		return c.fields(want, have)
	case "elements":
		if have == nil && h["data"] != nil {
			return nil
		}
		return transcodertest.Lists(want, have, c.same)
	case "entries", "stackTrace":
		return transcodertest.Lists(want, have, c.same)
	case "value", "code":
		if class, _ := w["class"].(string); strings.HasPrefix(class, "org.joda.time.") && h["fields"] != nil {
			return nil // a bean here, a text there
		}
		text, _ := have.(string)
		if question := strings.ReplaceAll(fmt.Sprint(want), "\ufffd", "?"); question == text || fmt.Sprint(have) == "63" && w["value"] == "\ufffd" {
			return nil
		}
	}
	return c.same(want, have)
}

// fields compares by name, and by declaring class where that is written.
func (c *comparison) fields(want, have any) error {
	rest := map[any][]map[string]any{}
	for _, f := range have.([]any) {
		field := f.(map[string]any)
		rest[field["name"]] = append(rest[field["name"]], field)
	}
	for _, f := range want.([]any) {
		field := f.(map[string]any)
		found := rest[field["name"]]
		if field["transient"] == true {
			continue
		}
		at := 0
		for i, each := range found {
			if each["declaring"] == field["declaring"] || each["declaring"] == nil && len(found) == 1 {
				at = i
			}
		}
		if len(found) == 0 {
			if field["value"] != nil {
				return fmt.Errorf("no field %v", field["name"])
			}
			continue
		}
		rest[field["name"]] = append(found[:at:at], found[at+1:]...)
		if err := c.same(field["value"], found[at]["value"]); err != nil {
			return fmt.Errorf("%v: %w", field["name"], err)
		}
	}
	for name, more := range rest {
		if len(more) > 0 {
			return fmt.Errorf("a field that was never there: %v", name)
		}
	}
	return nil
}
