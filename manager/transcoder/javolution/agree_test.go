package javolution

import (
	"fmt"
	"strings"

	"msmgate/manager/javaobj"
)

// agreement resolves the refs of one JSON document.
type agreement struct {
	objects map[float64]map[string]any
	// compared holds pairs of ids that are compared already, or being compared.
	compared map[[2]any]bool
}

func (a *agreement) index(v any) {
	switch v := v.(type) {
	case map[string]any:
		if id, ok := v["id"].(float64); ok {
			a.objects[id] = v
		}
		for _, m := range v {
			a.index(m)
		}
	case []any:
		for _, e := range v {
			a.index(e)
		}
	}
}

func (a *agreement) resolve(v any) any {
	if m, ok := v.(map[string]any); ok {
		if ref, ok := m["ref"].(float64); ok {
			return a.objects[ref]
		}
	}
	return v
}

// differs compares what Tomcat saw with what is shown; "" if they agree.
func differs(want *agreement, w any, got *agreement, g any, depth int) string {
	if depth > 1000 {
		return "nested deeper than any capture"
	}
	w, g = want.resolve(w), got.resolve(g)
	gm, ok := g.(map[string]any)
	if !ok {
		if fmt.Sprint(w) != fmt.Sprint(g) {
			return fmt.Sprintf("got %v, want %v", g, w)
		}
		return ""
	}
	wm, ok := w.(map[string]any)
	if !ok {
		return fmt.Sprintf("got %v, want %v", g, w)
	}
	if pair := [2]any{wm["id"], gm["id"]}; pair[0] != nil && pair[1] != nil {
		if want.compared[pair] {
			return ""
		}
		want.compared[pair] = true
	}
	if gm["lost"] != nil && gm["class"] == wm["class"] {
		return ""
	}
	if gm["class"] == nil { // a bean's attribute: the text only
		return differsText(wm, fmt.Sprint(gm["value"]))
	}
	if gm["class"] != wm["class"] {
		return fmt.Sprintf("got class %v, want %v", gm["class"], wm["class"])
	}
	if gm["class"] == "org.joda.time.DateTime" {
		return "" // its fields, where Tomcat printed its text
	}
	if wm["sha256utf8"] != nil { // a long string, of which only the ends are kept
		text := fmt.Sprint(gm["value"])
		if float64(javaobj.UTF16Len(text)) != wm["length"] || !strings.HasPrefix(text, fmt.Sprint(wm["head"])) {
			return "a long string differs"
		}
		return ""
	}
	for _, member := range []string{"value", "code", "hex", "declaring", "enum", "millis", "nanos", "zone", "lenient", "firstDayOfWeek", "minimalDaysInFirstWeek", "message", "bits"} {
		if fmt.Sprint(gm[member]) == fmt.Sprint(wm[member]) || gm["class"] == "java.lang.Double" && wm["value"] == "-0.0" {
			continue
		}
		if strings.ContainsAny(fmt.Sprint(wm["value"]), "\ufffd") {
			continue // Go's JSON reader has no lone surrogates, nor has the format
		}
		return fmt.Sprintf("%s is %v, want %v", member, gm[member], wm[member])
	}
	return differsInside(want, wm, got, gm, depth)
}

func differsInside(want *agreement, wm map[string]any, got *agreement, gm map[string]any, depth int) string {
	for _, member := range []string{"elements", "entries", "stackTrace", "proxyInterfaces"} {
		ws, _ := wm[member].([]any)
		gs, _ := gm[member].([]any)
		if len(ws) != len(gs) {
			return fmt.Sprintf("%d %s of %v, want %d", len(gs), member, gm["class"], len(ws))
		}
		for i := range ws {
			if member == "entries" {
				if why := differs(want, ws[i].([]any)[0], got, gs[i].([]any)[0], depth+1) + differs(want, ws[i].([]any)[1], got, gs[i].([]any)[1], depth+1); why != "" {
					return why
				}
				continue
			}
			if why := differs(want, ws[i], got, gs[i], depth+1); why != "" {
				return why
			}
		}
	}
	if wm["cause"] != nil {
		return differs(want, wm["cause"], got, gm["cause"], depth+1)
	}
	shown := map[string]any{}
	fields, _ := gm["fields"].([]any)
	for _, f := range fields {
		shown[fmt.Sprint(f.(map[string]any)["name"])] = f.(map[string]any)["value"]
	}
	expected, _ := wm["fields"].([]any)
	for _, f := range expected {
		field := f.(map[string]any)
		value, ok := shown[fmt.Sprint(field["name"])]
		switch {
		case field["transient"] == true:
		case !ok && field["value"] != nil:
			return fmt.Sprintf("field %v of %v is missing", field["name"], gm["class"])
		case ok:
			if why := differs(want, field["value"], got, value, depth+1); why != "" {
				return fmt.Sprintf("field %v: %s", field["name"], why)
			}
		}
	}
	return ""
}

// differsText compares the text of a field whose class the format doesn't carry.
func differsText(w map[string]any, text string) string {
	want := fmt.Sprint(w["value"])
	if name, ok := w["enum"]; ok {
		want = fmt.Sprint(name)
	}
	switch w["class"] {
	case "java.lang.Float":
		if f, ok := javaobj.ParseFloat(text); ok && javaobj.JavaFloat(f) == want {
			return ""
		}
	case "java.lang.Double":
		if f, ok := javaobj.ParseDouble(text); ok && (javaobj.JavaDouble(f) == want || want == "-0.0" && f == 0) {
			return ""
		}
	}
	if want != text {
		return fmt.Sprintf("got text %q, want %q", text, want)
	}
	return ""
}
