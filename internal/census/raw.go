package census

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Classes that no value shows, such as those inside a comparator, still stand in
// the bytes of the formats that are text. They are looked for by name, for known
// gadgets and the class filter only. In kryo's bytes behind the first unknown class
// only gadgets are looked for: a text may look like a class, too.

// maxRaw bounds the names that are found in one record.
const maxRaw = 1000

var (
	// xmlNames are names of elements and values of attributes that have a dot.
	xmlNames = regexp.MustCompile(`[<"]([A-Za-z_$][\w$-]*(?:\.[\w$-]+)+)[\s">/]`)
	// binaryNames are texts that look like a class. Kryo marks the last character of
	// one by its highest bit, so that it isn't part of the match.
	binaryNames = regexp.MustCompile(`(?:[A-Za-z_$][\w$]*\.)+[A-Za-z_$][\w$]*`)
	// jsonNames are the values of members named class.
	jsonNames = regexp.MustCompile(`"class"\s*:\s*"([A-Za-z_$][\w$]*(?:\.[\w$]+)+)"`)
)

// rawClasses gives the names in attribute bytes that look like class names and
// are not known yet.
func rawClasses(serializer string, attributes []byte, known map[string]Access) []string {
	if serializer == "kryo" {
		return rawGadgets(attributes, known)
	}
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

// rawGadgets gives the gadgets that kryo's bytes name where something in them is
// only carried.
func rawGadgets(attributes []byte, known map[string]Access) []string {
	if !slices.Contains(slices.Collect(maps.Values(known)), Carry) {
		return nil
	}
	var names []string
	for _, at := range binaryNames.FindAllIndex(attributes, maxNames) {
		name := string(attributes[at[0]:at[1]])
		if marked := name + lastOf(attributes[at[1]:]); GadgetOf(marked) != nil {
			name = marked
		}
		if _, old := known[clip(name)]; !old && GadgetOf(name) != nil && !slices.Contains(names, clip(name)) {
			names = append(names, clip(name))
		}
	}
	return names[:min(len(names), maxRaw)]
}

// maxNames bounds what is looked at in one record.
const maxNames = 100_000

// lastOf gives the marked character that ends a name, "" if there is none.
func lastOf(rest []byte) string {
	if len(rest) == 0 || rest[0] < 0x80 {
		return ""
	}
	return string(rune(rest[0] & 0x7f))
}
