package javaser

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed jdk.txt
var jdkText string

// jdkRow describes a class of the JDK that can be written without having been
// seen.
type jdkRow struct {
	suid   uint64
	flags  byte
	super  string
	fields [][2]string // signature and name
}

var jdkTable = sync.OnceValue(func() map[string]jdkRow {
	table := map[string]jdkRow{}
	for line := range strings.Lines(jdkText) {
		head, fields, ok := strings.Cut(strings.TrimSpace(line), "|")
		words := strings.Fields(head)
		if !ok || len(words) != 4 {
			continue
		}
		var row jdkRow
		row.suid, _ = strconv.ParseUint(words[1], 16, 64)
		flags, _ := strconv.ParseUint(words[2], 16, 8)
		row.flags = byte(flags)
		if words[3] != "-" {
			row.super = words[3]
		}
		for f := range strings.SplitSeq(fields, ", ") {
			if signature, name, ok := strings.Cut(strings.TrimSpace(f), " "); ok {
				row.fields = append(row.fields, [2]string{signature, name})
			}
		}
		table[words[0]] = row
	}
	return table
})

// jdkClass tells whether the class is in the table, so that its writeObject is
// known to write its fields.
func jdkClass(name string) bool {
	_, ok := jdkTable()[name]
	return ok
}
