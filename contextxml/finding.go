package contextxml

// Severity ranks a Finding.
type Severity string

// The severities. Only an error means that Tomcat would not start the context
// or that msmgate can't take part in its cluster.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityHint    Severity = "hint"
)

// Finding is one thing that is wrong, or probably not meant, in a file.
type Finding struct {
	File string `json:"file"`
	// Line and Column are the attribute's own, 1-based; 0 when the finding has no place.
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Severity Severity `json:"severity"`
	// Rule is the number of the behaviour, as CFG-53.
	Rule string `json:"rule"`
	// Setting is the attribute's name, or "".
	Setting string `json:"setting"`
	// Message says what is wrong and why; Fix what to do.
	Message string `json:"message"`
	Fix     string `json:"fix"`
}
