package census

import (
	"bytes"
	"regexp"
	"strings"
)

// Classes that no value shows, such as those inside a comparator, still stand in
// the bytes of the formats that are text. They are looked for by name, for known
// gadgets and the class filter only.

// maxRaw bounds the names that are found in one record.
const maxRaw = 1000

var (
	// xmlNames are names of elements and values of attributes that have a dot.
	xmlNames = regexp.MustCompile(`[<"]([A-Za-z_$][\w$-]*(?:\.[\w$-]+)+)[\s">/]`)
	// jsonNames are the values of members named class.
	jsonNames = regexp.MustCompile(`"class"\s*:\s*"([A-Za-z_$][\w$]*(?:\.[\w$]+)+)"`)
)

// rawClasses gives the names in attribute bytes that look like class names and
// are not known yet.
func rawClasses(serializer string, attributes []byte, known map[string]Access) []string {
	pattern := map[string]*regexp.Regexp{"javolution": xmlNames, "xstream": xmlNames, "flexjson": jsonNames}[serializer]
	if pattern == nil {
		return nil
	}
	var names []string
	seen := map[string]bool{}
	for len(names) < maxRaw {
		at := pattern.FindSubmatchIndex(attributes)
		if at == nil {
			break
		}
		name := string(bytes.TrimSpace(attributes[at[2]:at[3]]))
		attributes = attributes[at[3]:]
		if serializer == "xstream" { // which writes $ as _- and _ as __
			name = strings.NewReplacer("_-", "$", "__", "_").Replace(name)
		}
		if _, old := known[clip(name)]; !old && !seen[name] {
			seen[name] = true
			names = append(names, clip(name))
		}
	}
	return names
}
