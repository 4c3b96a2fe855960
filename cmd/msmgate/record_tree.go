package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"msmgate/manager/javaobj"
)

// Limits of what the tree shows; --json shows all.
const (
	treeDepth    = 40
	treeChildren = 200
	treeText     = 120 // bytes of one text
)

// tree prints values, one to a line, what they hold indented below them.
type tree struct {
	w       io.Writer
	seen    map[javaobj.Value]int // how often a value is met
	numbers map[javaobj.Value]int // of those printed that are met again
}

func newTree(w io.Writer) *tree {
	return &tree{w: w, seen: map[javaobj.Value]int{}, numbers: map[javaobj.Value]int{}}
}

// count notes which values are met more than once.
func (t *tree) count(v javaobj.Value) {
	if !shareable(v) {
		return
	}
	if t.seen[v]++; t.seen[v] > 1 {
		return
	}
	for _, c := range children(v) {
		t.count(c.value)
	}
}

func (t *tree) print(depth int, label string, v javaobj.Value) {
	line := strings.Repeat("  ", depth) + label + "  "
	mark := ""
	if shareable(v) && t.seen[v] > 1 {
		if number, again := t.numbers[v]; again {
			fmt.Fprintf(t.w, "%s→ #%d\n", line, number)
			return
		}
		t.numbers[v] = len(t.numbers) + 1
		mark = fmt.Sprintf("  #%d", t.numbers[v])
	}
	fmt.Fprintln(t.w, line+summary(v)+mark)
	below := children(v)
	if depth >= treeDepth && len(below) > 0 {
		fmt.Fprintln(t.w, strings.Repeat("  ", depth+1)+"… deeper than shown here; see --json")
		return
	}
	for i, c := range below {
		if i == treeChildren {
			fmt.Fprintf(t.w, "%s… %d more; see --json\n", strings.Repeat("  ", depth+1), len(below)-i)
			return
		}
		t.print(depth+1, c.label, c.value)
	}
}

// shareable tells which values can be met twice as the same object.
func shareable(v javaobj.Value) bool {
	switch v.(type) {
	case *javaobj.Bean, *javaobj.List, *javaobj.Map, *javaobj.Throwable, *javaobj.Proxy:
		return true
	}
	return false
}

// summary is a value on one line, without what it holds.
func summary(v javaobj.Value) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case javaobj.String:
		return quote(string(v))
	case javaobj.Text:
		return quote(string(v))
	case *javaobj.Scalar:
		return withLost(shortClass(v.Class)+" "+clip(printable(v.Text)), v.Lost)
	case *javaobj.Enum:
		return printable(v.Declaring) + "." + printable(v.Name)
	case *javaobj.Class:
		return "class " + printable(v.Name)
	case *javaobj.Bytes:
		return fmt.Sprintf("byte[%d] %s", len(v.Data), clip(fmt.Sprintf("%x", v.Data[:min(len(v.Data), treeText)])))
	case *javaobj.List:
		return fmt.Sprintf("%s (%d)", shortClass(v.Class), len(v.Elems))
	case *javaobj.Map:
		return fmt.Sprintf("%s (%d)", shortClass(v.Class), len(v.Entries))
	case *javaobj.Date:
		return withLost(shortClass(v.Class)+" "+moment(v.Millis), v.Lost)
	case *javaobj.Calendar:
		return fmt.Sprintf("%s %s %s", shortClass(v.Class), moment(v.Millis), printable(v.Zone))
	case *javaobj.Throwable:
		return shortClass(v.Class) + " " + summary(v.Message)
	case *javaobj.Proxy:
		return "proxy of " + clip(printable(strings.Join(v.Interfaces, ", ")))
	case *javaobj.Bean:
		return shortClass(v.Class)
	case javaobj.Raw:
		return fmt.Sprintf("%d bytes %s", len(v), clip(fmt.Sprintf("%x", []byte(v[:min(len(v), treeText)]))))
	case *javaobj.Opaque:
		return fmt.Sprintf("%s, %d bytes that can't be read: %s", shortClass(v.Class), v.Size, printable(v.Reason))
	case *javaobj.NotSerializable:
		return "not serializable; the session manager left a mark"
	}
	return fmt.Sprintf("%T", v)
}

// shortClass leaves java.lang and java.util out of a class name.
func shortClass(class string) string {
	class = printable(class)
	for _, p := range []string{"java.lang.", "java.util."} {
		if rest, ok := strings.CutPrefix(class, p); ok && !strings.Contains(rest, ".") {
			return rest
		}
	}
	return class
}

func withLost(s, lost string) string {
	if lost == "" {
		return s
	}
	return s + "  (lost: " + printable(lost) + ")"
}

func quote(s string) string { return strconv.Quote(clip(s)) }

// printable keeps a text from a record from playing tricks on a terminal.
func printable(s string) string {
	quoted := strconv.Quote(s)
	if bare := quoted[1 : len(quoted)-1]; bare == s {
		return s
	}
	return quoted
}

func clip(s string) string {
	if len(s) <= treeText {
		return s
	}
	cut := treeText
	for cut > 0 && s[cut]&0xc0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}
