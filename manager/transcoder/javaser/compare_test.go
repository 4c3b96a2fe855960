package javaser

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf16"

	"msmgate/manager/transcoder/transcodertest"
)

// comparison tells whether two JSON renderings mean the same graph: ids may
// differ, what they join may not.
type comparison struct {
	want, have transcodertest.Objects
	pairs      transcodertest.Pairs
}

func newComparison(want, have any) *comparison {
	return &comparison{want: transcodertest.NewObjects(want), have: transcodertest.NewObjects(have)}
}

// renamed are classes that put another object in their place when they are
// written.
var renamed = map[string]string{
	"java.util.RegularEnumSet":                           "java.util.EnumSet$SerializationProxy",
	"java.util.Collections$UnmodifiableRandomAccessList": "java.util.Collections$UnmodifiableList",
	"com.acme.shop.OrderStatus$1":                        "com.acme.shop.OrderStatus",
}

func (c *comparison) same(want, have any) error {
	w, ok1 := want.(map[string]any)
	h, ok2 := have.(map[string]any)
	if !ok1 || !ok2 {
		if reflect.DeepEqual(want, have) {
			return nil
		}
		return fmt.Errorf("want %v, have %v", want, have)
	}
	w, wid := c.want.Resolve(w)
	h, hid := c.have.Resolve(h)
	if (wid == "") != (hid == "") {
		return fmt.Errorf("identity: want %v, have %v", want, have)
	}
	if wid != "" {
		if known, err := c.pairs.Join(wid, hid); known {
			return err
		}
	}
	return c.content(w, h)
}

// primitives have no identity in a record, while the servlet that described
// the session saw them boxed, and some boxes are shared.
var primitives = map[string]bool{"boolean": true, "byte": true, "short": true, "char": true, "int": true, "long": true, "float": true, "double": true}

func (c *comparison) primitive(want, have any) error {
	w, _ := c.want.Resolve(want)
	h, _ := c.have.Resolve(have)
	if w["class"] != h["class"] || w["value"] != h["value"] {
		return fmt.Errorf("want %v, have %v", w, h)
	}
	return nil
}

// replaced are classes that the stream shows in another form: what they wrote
// themselves, or an object that stands for them.
var replaced = map[string]string{
	"com.acme.shop.Money": "com.acme.shop.Money",
	"com.acme.shop.Sku":   "com.acme.shop.Sku$Form",
}

func (c *comparison) content(w, h map[string]any) error {
	if length, ok := w["length"].(json.Number); ok {
		text, _ := h["value"].(string)
		sum := sha256.Sum256([]byte(text))
		if fmt.Sprint(len(utf16.Encode([]rune(text)))) != length.String() || hex.EncodeToString(sum[:]) != w["sha256utf8"] {
			return fmt.Errorf("a string of length %v has other content", length)
		}
		return nil
	}
	if class, ok := replaced[fmt.Sprint(w["class"])]; ok {
		if h["class"] != class || h["data"] == nil && h["fields"] == nil {
			return fmt.Errorf("want %v, have %v", w, h)
		}
		return nil
	}
	if w["class"] == "java.util.Properties" { // its order is that of its hash codes
		byKey(w["entries"])
		byKey(h["entries"])
	}
	for name, want := range w {
		have := h[name]
		switch name {
		case "id":
			continue
		case "class":
			if class, ok := renamed[want.(string)]; ok {
				want = class
			}
			if want != have {
				return fmt.Errorf("class: want %v, have %v", want, have)
			}
		case "fields":
			if err := c.fields(want, have); err != nil {
				return fmt.Errorf("%v: %w", w["class"], err)
			}
		case "elements", "entries", "stackTrace":
			if err := transcodertest.Lists(want, have, c.same); err != nil {
				return fmt.Errorf("%v.%s: %w", w["class"], name, err)
			}
		default:
			if err := c.same(want, have); err != nil {
				return fmt.Errorf("%v.%s: %w", w["class"], name, err)
			}
		}
	}
	return nil
}

func (c *comparison) fields(want, have any) error {
	rest := map[string]any{}
	list, _ := have.([]any)
	for _, f := range list {
		f := f.(map[string]any)
		rest[fmt.Sprint(f["declaring"], " ", f["name"], " ", f["type"])] = f["value"]
	}
	for _, f := range want.([]any) {
		f := f.(map[string]any)
		if f["transient"] == true {
			continue
		}
		key := fmt.Sprint(f["declaring"], " ", f["name"], " ", f["type"])
		value, ok := rest[key]
		if !ok {
			return fmt.Errorf("no field %s in %v", key, rest)
		}
		delete(rest, key)
		compare := c.same
		if primitives[f["type"].(string)] {
			compare = c.primitive
		}
		if err := compare(f["value"], value); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	if len(rest) > 0 {
		return fmt.Errorf("fields that were never there: %v", rest)
	}
	return nil
}

func byKey(entries any) {
	slices.SortFunc(entries.([]any), func(a, b any) int {
		return strings.Compare(fmt.Sprint(a.([]any)[0]), fmt.Sprint(b.([]any)[0]))
	})
}
