package census

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed gadgets.txt
var gadgetText string

// Severity orders what a report warns of.
type Severity string

// The severities, worst first.
const (
	Critical Severity = "critical"
	High     Severity = "high"
	Medium   Severity = "medium"
	Hint     Severity = "hint"
)

// rank is smaller for worse.
func (s Severity) rank() int {
	switch s {
	case Critical:
		return 0
	case High:
		return 1
	case Medium:
		return 2
	}
	return 3
}

// Gadget says that a class is one which published attacks on deserialization
// are built of.
type Gadget struct {
	Severity Severity `json:"severity"`
	// Family is the chain's name as the field knows it.
	Family string `json:"family"`
}

type gadgetRow struct {
	name   string
	prefix bool
	gadget Gadget
}

var gadgets = sync.OnceValue(func() []gadgetRow {
	var rows []gadgetRow
	for line := range strings.Lines(gadgetText) {
		if words := strings.Fields(line); len(words) == 3 && words[0] != "#" {
			name, prefix := strings.CutSuffix(words[2], "*")
			rows = append(rows, gadgetRow{name, prefix, Gadget{Severity(words[0]), words[1]}})
		}
	}
	return rows
})

// GadgetOf finds a class, or an array's component, among the known gadgets; nil
// if it is none. The first row that matches counts.
func GadgetOf(class string) *Gadget {
	class = componentOf(class)
	for i, row := range gadgets() {
		if class == row.name || row.prefix && strings.HasPrefix(class, row.name) {
			return &gadgets()[i].gadget
		}
	}
	return nil
}

// componentOf strips an array's brackets.
func componentOf(class string) string {
	name := strings.TrimLeft(class, "[")
	if len(name) < len(class) && strings.HasPrefix(name, "L") {
		return strings.TrimSuffix(name[1:], ";")
	}
	return name
}
