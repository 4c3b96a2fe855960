package contextxml

import (
	"encoding/json"
	"fmt"
)

// Setting is the effective value of one attribute or element, as text, and
// where it came from. Secrets are printed as "***".
type Setting struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Origin Origin `json:"origin"`
}

// Origin says where a value came from: a line of a file, or one of the words
// OriginDefault, OriginEnvironment and OriginFlag.
type Origin struct {
	File string
	Line int
	Word string
}

// The origins that are no place in a file.
var (
	OriginDefault     = Origin{Word: "default"}
	OriginEnvironment = Origin{Word: "environment"}
	OriginFlag        = Origin{Word: "flag"}
)

// String is "file:line" or the word.
func (o Origin) String() string {
	if o.Word != "" {
		return o.Word
	}
	return fmt.Sprintf("%s:%d", o.File, o.Line)
}

// MarshalJSON gives {"file":…,"line":…} or the word.
func (o Origin) MarshalJSON() ([]byte, error) {
	if o.Word != "" {
		return json.Marshal(o.Word)
	}
	return json.Marshal(struct {
		File string `json:"file"`
		Line int    `json:"line"`
	}{o.File, o.Line})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (o *Origin) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		*o = Origin{}
		return json.Unmarshal(data, &o.Word)
	}
	var at struct {
		File string
		Line int
	}
	if err := json.Unmarshal(data, &at); err != nil {
		return fmt.Errorf("reading a setting's origin: %w", err)
	}
	*o = Origin{File: at.File, Line: at.Line}
	return nil
}

// value is the effective text of a setting while files are being read.
type value struct {
	text   string
	origin Origin
	place  place
	// given is false for a default.
	given bool
}

func defaultValue(text string) value { return value{text: text, origin: OriginDefault} }

func givenValue(text string, p place) value {
	return value{text: text, origin: Origin{File: p.file, Line: p.at.line}, place: p, given: true}
}
