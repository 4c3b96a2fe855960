package census

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Texts of numbers, for tables and pages.

// bytesText gives a number of bytes with three digits or so.
func bytesText(n int64) string {
	switch {
	case n >= 1<<10 && n < 1<<20 && n%(1<<10) == 0:
		return strconv.FormatInt(n>>10, 10) + " KiB"
	case n >= 1<<20 && n < 1<<30 && n%(1<<20) == 0:
		return strconv.FormatInt(n>>20, 10) + " MiB"
	case n < 10<<10:
		return strconv.FormatInt(n, 10) + " B"
	case n < 10<<20:
		return fmt.Sprintf("%.0f KiB", float64(n)/(1<<10))
	case n < 10<<30:
		return fmt.Sprintf("%.0f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.0f GiB", float64(n)/(1<<30))
}

// secondsText gives a duration in its two largest units.
func secondsText(n int64) string {
	units := []struct {
		name string
		size int64
	}{{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}}
	for i, u := range units {
		if n < u.size && u.size > 1 {
			continue
		}
		text := fmt.Sprintf("%d %s", n/u.size, u.name)
		if rest := n % u.size; i+1 < len(units) && rest >= units[i+1].size {
			text += fmt.Sprintf(" %d %s", rest/units[i+1].size, units[i+1].name)
		}
		return text
	}
	return ""
}

// text gives a number in the distribution's unit.
func (d Distribution) text(n int64) string {
	switch d.Unit {
	case "bytes":
		return bytesText(n)
	case "seconds":
		return secondsText(n)
	}
	return strconv.FormatInt(n, 10)
}

// label names a bar of the distribution.
func (d Distribution) label(b Bar) string {
	switch {
	case b.To < 0:
		return "from " + d.text(b.From)
	case d.Unit != "bytes" && d.Unit != "seconds" && b.To == b.From+1:
		return d.text(b.From)
	case b.From == 0:
		return "below " + d.text(b.To)
	}
	return d.text(b.From) + " – " + d.text(b.To)
}

// when is a moment as people read it.
func when(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// share gives a part of a whole in percent.
func share(part, whole int64) string {
	if whole == 0 {
		return "–"
	}
	percent := 100 * float64(part) / float64(whole)
	if percent > 0 && percent < 1 {
		return "<1 %"
	}
	return fmt.Sprintf("%.0f %%", percent)
}

// many gives a number with its noun.
func many(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// printable keeps a text from a record from playing tricks on a terminal.
func printable(s string) string {
	quoted := strconv.Quote(s)
	if bare := quoted[1 : len(quoted)-1]; bare != s {
		return quoted
	}
	return s
}

// printables joins names with commas.
func printables(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = printable(s)
	}
	return strings.Join(quoted, ", ")
}

// countTexts joins values with their counts.
func countTexts(list []Count) string {
	texts := make([]string, 0, len(list))
	for _, c := range list {
		texts = append(texts, fmt.Sprintf("%s (%d)", printable(c.Value), c.Count))
	}
	return strings.Join(texts, ", ")
}
