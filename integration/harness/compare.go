package harness

import (
	"fmt"
	"strconv"
	"strings"
)

// CompareValues compares two Java values in the JSON form of `msmgate record show --json` for their meaning and returns
// an error that names what differs, and where. The same meaning have:
//   - objects numbered otherwise, as long as the same ones are shared (a cycle is a cycle on both sides);
//   - a value with its class, declaring class or type, and one without, as formats write that don't carry it;
//   - a field that is null, and one that is absent; transient fields don't count at all;
//   - hash sets and hash maps in another order;
//   - a class that wrote itself (data on one side), whose fields nobody else can know.
func CompareValues(a, b []byte) error { return compareRoots(a, b, nil) }

// CompareAttributes compares two sets of attributes: JSON objects from name to value, whose numbering goes across all of
// them. Attributes named in except are left out on both sides, but what they define may be referred to.
func CompareAttributes(a, b []byte, except ...string) error {
	return compareRoots(a, b, func(c *comparison, a, b any) {
		left, okA := a.(map[string]any)
		right, okB := b.(map[string]any)
		if !okA || !okB {
			c.differ("", "not two sets of attributes")
			return
		}
		for _, name := range except {
			delete(left, name)
			delete(right, name)
		}
		for _, name := range names(left, right) {
			l, inL := left[name]
			r, inR := right[name]
			switch {
			case !inL:
				c.differ(name, "only in the second set")
			case !inR:
				c.differ(name, "only in the first set")
			default:
				c.compare(name, l, r)
			}
		}
	})
}

func compareRoots(a, b []byte, compare func(c *comparison, a, b any)) error {
	left, err := parseGraph(a)
	if err != nil {
		return fmt.Errorf("the first value: %w", err)
	}
	right, err := parseGraph(b)
	if err != nil {
		return fmt.Errorf("the second value: %w", err)
	}
	c := &comparison{left: left, right: right, pairs: map[string]string{}, back: map[string]string{}}
	if compare == nil {
		c.compare("value", left.root, right.root)
	} else {
		compare(c, left.root, right.root)
	}
	if len(c.differences) == 0 {
		return nil
	}
	more := ""
	if n := len(c.differences); n > maxDifferences {
		more = fmt.Sprintf("\n  … and %d more", n-maxDifferences)
		c.differences = c.differences[:maxDifferences]
	}
	return fmt.Errorf("the values differ:\n  %s%s", strings.Join(c.differences, "\n  "), more)
}

const maxDifferences = 12

// comparison walks two graphs at once.
type comparison struct {
	left, right graph
	pairs, back map[string]string // which object of one side is which of the other
	differences []string
}

func (c *comparison) differ(path, format string, args ...any) {
	c.differences = append(c.differences, path+": "+fmt.Sprintf(format, args...))
}

func (c *comparison) compare(path string, rawA, rawB any) {
	a, errA := c.left.resolve(rawA)
	b, errB := c.right.resolve(rawB)
	if errA != nil || errB != nil {
		c.differ(path, "a reference that leads nowhere (%v, %v)", errA, errB)
		return
	}
	if a == nil || b == nil {
		if a != nil || b != nil {
			c.differ(path, "%s, and %s", describe(a), describe(b))
		}
		return
	}
	if c.met(path, a, b) {
		return
	}
	for _, mark := range []string{"opaque", "notSerializable", "lost"} {
		if (a[mark] == nil) != (b[mark] == nil) {
			c.differ(path, "%s on one side: %s, and %s", mark, describe(a), describe(b))
			return
		}
	}
	if isEnum(a) || isEnum(b) {
		c.enums(path, a, b)
		return
	}
	if !sameClass(a, b) {
		c.differ(path, "%s, and %s", describe(a), describe(b))
		return
	}
	c.contents(path, a, b)
}

// met notes that two objects are the same one, and says whether they have been compared already.
func (c *comparison) met(path string, a, b object) bool {
	idA, idB := a.id(), b.id()
	if idA == "" || idB == "" || immutable(a) || immutable(b) {
		return false
	}
	knownB, met := c.pairs[idA]
	knownA, metBack := c.back[idB]
	if !met && !metBack {
		c.pairs[idA], c.back[idB] = idB, idA
		return false
	}
	if knownB != idB || knownA != idA {
		c.differ(path, "shared on one side only: %s, and %s", describe(a), describe(b))
	}
	return true
}

func (c *comparison) enums(path string, a, b object) {
	nameA, nameB := enumName(a), enumName(b)
	if nameA != nameB {
		c.differ(path, "%s, and %s", describe(a), describe(b))
		return
	}
	if classA, classB := enumClass(a), enumClass(b); classA != "" && classB != "" && classA != classB {
		c.differ(path, "constants of %s, and of %s", classA, classB)
	}
}

// contents compares two objects whose classes agree, as far as they are known.
func (c *comparison) contents(path string, a, b object) {
	// A class that wrote itself shows its data, not its fields.
	if (a["data"] == nil) != (b["data"] == nil) {
		return
	}
	for _, part := range []string{"elements", "entries", "fields", "data"} {
		if (a[part] == nil) != (b[part] == nil) {
			c.differ(path, "%s on one side only: %s, and %s", part, describe(a), describe(b))
			return
		}
	}
	for _, part := range []string{"hex", "millis", "nanos", "zone", "lenient", "firstDayOfWeek", "minimalDaysInFirstWeek", "comparator", "message"} {
		if a[part] != nil && b[part] != nil && fmt.Sprint(a[part]) != fmt.Sprint(b[part]) {
			c.differ(path, "%s is %v, and %v", part, a[part], b[part])
		}
	}
	for _, must := range []string{"hex", "millis", "comparator"} {
		if (a[must] == nil) != (b[must] == nil) {
			c.differ(path, "%s on one side only: %s, and %s", must, describe(a), describe(b))
		}
	}
	if !sameText(a, b) {
		c.differ(path, "%s, and %s", describe(a), describe(b))
	}
	c.elements(path, a, b)
	c.entries(path, a, b)
	c.fields(path, a, b)
}

func (c *comparison) elements(path string, a, b object) {
	for _, part := range []string{"elements", "data"} {
		left, right := list(a[part]), list(b[part])
		if len(left) != len(right) {
			c.differ(path, "%d %s, and %d", len(left), part, len(right))
			return
		}
		if part == "elements" && unordered(a) && unordered(b) {
			left, right = c.left.byText(left), c.right.byText(right)
		}
		for i := range left {
			c.element(path+"["+strconv.Itoa(i)+"]", left[i], right[i])
		}
	}
}

// element compares one element: a value, or in data also raw bytes in hexadecimal.
func (c *comparison) element(path string, a, b any) {
	if bytesA, ok := a.(string); ok {
		if bytesB, _ := b.(string); bytesA != bytesB {
			c.differ(path, "bytes %v, and %v", a, b)
		}
		return
	}
	c.compare(path, a, b)
}

func (c *comparison) entries(path string, a, b object) {
	left, right := list(a["entries"]), list(b["entries"])
	if len(left) != len(right) {
		c.differ(path, "%d entries, and %d", len(left), len(right))
		return
	}
	if unordered(a) && unordered(b) {
		left, right = c.left.byText(left), c.right.byText(right)
	}
	for i := range left {
		l, r := list(left[i]), list(right[i])
		if len(l) != 2 || len(r) != 2 {
			c.differ(path, "an entry that is no pair")
			return
		}
		at := fmt.Sprintf("%s{%d}", path, i)
		c.compare(at+" key", l[0], r[0])
		c.compare(at, l[1], r[1])
	}
}

func (c *comparison) fields(path string, a, b object) {
	left, right := fieldsOf(a), fieldsOf(b)
	for _, name := range names(left, right) {
		c.compare(path+"."+name, left[name], right[name])
	}
}
