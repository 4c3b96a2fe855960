package contextxml

import (
	"strings"
	"testing"
)

// The name of an encoding need not be text.
func TestEncodingOfContinuationBytes(t *testing.T) {
	file := `<?xml version="1.0" encoding="` + strings.Repeat("\x80", 200) + `"?><Context/>`
	if Parse("context.xml", []byte(file), Options{}).Err() == nil {
		t.Error("an encoding that nobody knows was accepted")
	}
}
