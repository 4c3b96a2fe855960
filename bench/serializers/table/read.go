package main

import (
	"fmt"
	"strings"
)

// readJMH gives the nanoseconds of each iteration by operation and record.
//
//	# Benchmark: msmgate.bench.Serializers.decode
//	# Parameters: (record = map-java)
//	Iteration   1: 47313.224 ns/op
func readJMH(text string) map[string][]float64 {
	times := map[string][]float64{}
	operation, record := "", ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if _, name, ok := strings.Cut(line, "# Benchmark: "); ok {
			operation = name[strings.LastIndexByte(name, '.')+1:]
		}
		if _, rest, ok := strings.Cut(line, "(record = "); ok {
			record = strings.TrimSuffix(rest, ")")
		}
		var n int
		var nanos float64
		if _, err := fmt.Sscanf(line, "Iteration %d: %f ns/op", &n, &nanos); err == nil {
			key := operation + " " + record
			times[key] = append(times[key], nanos)
		}
	}
	return times
}

// measured is what go test said of one benchmark.
type measured struct {
	times         []float64
	bytes, allocs string
}

// readGo gives the same of Go's side, and the records in their order.
//
//	BenchmarkDecode/map-java-2   21547   10813 ns/op   866 B/op   3 allocs/op
func readGo(text string) (map[string]measured, []string) {
	all := map[string]measured{}
	var names []string
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 8 || !strings.HasPrefix(line, "Benchmark") {
			continue
		}
		operation, record, _ := strings.Cut(strings.TrimPrefix(fields[0], "Benchmark"), "/")
		if i := strings.LastIndexByte(record, '-'); strings.Count(record, "-") > 1 {
			record = record[:i] // the number of processors
		}
		var nanos float64
		if _, err := fmt.Sscan(fields[2], &nanos); err != nil {
			continue
		}
		key := operation + " " + record
		m := all[key]
		all[key] = measured{append(m.times, nanos), fields[4], fields[6]}
		if !seen[record] {
			seen[record] = true
			names = append(names, record)
		}
	}
	return all, names
}
