package harness

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"unicode/utf8"
)

// graph is a parsed value with the objects that references lead to.
type graph struct {
	root any
	byID map[string]object
}

func parseGraph(text []byte) (graph, error) {
	decoder := json.NewDecoder(bytes.NewReader(keepSurrogates(text)))
	decoder.UseNumber()
	g := graph{byID: map[string]object{}}
	if err := decoder.Decode(&g.root); err != nil {
		return graph{}, fmt.Errorf("no JSON: %w", err)
	}
	g.collect(g.root)
	return g, nil
}

// collect finds the numbered objects.
func (g graph) collect(v any) {
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			g.collect(element)
		}
	case map[string]any:
		if id := object(v).id(); id != "" {
			if _, isNumber := v["id"].(json.Number); isNumber {
				g.byID[id] = v
			}
		}
		for _, part := range v {
			g.collect(part)
		}
	}
}

// resolve follows a reference; nil is Java's null.
func (g graph) resolve(v any) (object, error) {
	if v == nil {
		return nil, nil
	}
	m, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("not a value: %v", v)
	}
	ref, ok := m["ref"]
	if !ok {
		return m, nil
	}
	o, ok := g.byID[fmt.Sprint(ref)]
	if !ok {
		return nil, fmt.Errorf("reference to %v, which is not there", ref)
	}
	return o, nil
}

// byText sorts the elements of a set, or the entries of a map, by the text of the element or key. What has no text
// of its own stays in the order in which it came.
func (g graph) byText(elements []any) []any {
	key := func(v any) string {
		if entry := list(v); len(entry) == 2 {
			v = entry[0]
		}
		o, err := g.resolve(v)
		if err != nil || o == nil {
			return ""
		}
		return o.text("class") + " " + o.text("value") + o.text("enum")
	}
	sorted := append([]any(nil), elements...)
	sort.SliceStable(sorted, func(i, j int) bool { return key(sorted[i]) < key(sorted[j]) })
	return sorted
}

// keepSurrogates makes a text of each escaped UTF-16 surrogate: Go's decoder makes one and the same replacement
// character of every lone one. A character beyond the first plane becomes the pair that Java has for it.
func keepSurrogates(text []byte) []byte {
	out := make([]byte, 0, len(text)+16)
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text):
			if i+5 < len(text) && text[i+1] == 'u' && text[i+2]|0x20 == 'd' && text[i+3] >= '8' {
				out = append(out, '\\', '\\', 'u')
				out = append(out, bytes.ToLower(text[i+2:i+6])...)
				i += 6
				continue
			}
			out = append(out, c, text[i+1])
			i += 2
		case c >= 0xf0 && utf8.FullRune(text[i:]):
			r, size := utf8.DecodeRune(text[i:])
			if r < 0x10000 {
				out = append(out, c)
				i++
				continue
			}
			r -= 0x10000
			out = fmt.Appendf(out, `\\u%04x\\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
			i += size
		default:
			out = append(out, c)
			i++
		}
	}
	return out
}
