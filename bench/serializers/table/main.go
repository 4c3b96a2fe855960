// Command table makes a table of what JMH and go test measured of package
// serializers: table JVM.txt GO.txt. Each time is that of the best iteration of
// all rounds: what else runs on the machine makes a time longer, never shorter.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// rows are the operations; jvm is what Java's side does for the same.
var rows = []struct{ title, jvm, golang string }{
	{"decode: check, and know the names", "decode", "Decode"},
	{"decode, and make every value", "decode", "DecodeAll"},
	{"encode after a change", "encode", "Encode"},
	{"edit one: decode, change, encode", "editOne", "EditOne"},
	{"keep: decode, encode unchanged", "editOne", "Keep"},
}

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "making the table:", err)
		os.Exit(1)
	}
}

func run(jvmFile, goFile string) error {
	jvmText, err := os.ReadFile(jvmFile)
	if err != nil {
		return err
	}
	goText, err := os.ReadFile(goFile)
	if err != nil {
		return err
	}
	jvm := readJMH(string(jvmText))
	golang, names := readGo(string(goText))
	fmt.Println("Times in µs, of each side the best iteration; JVM is MSM's transcoder after warming up, the ratio says how many times as fast msmgate is.")
	fmt.Println("Where nothing changed MSM's node decodes and encodes all the same; it is compared with msmgate's keep.")
	fmt.Println("\n| record | operation | JVM | Go | ratio | bytes allocated | allocations |\n|---|---|--:|--:|--:|--:|--:|")
	for _, name := range names {
		for _, row := range rows {
			g := golang[row.golang+" "+name]
			goTime, jvmTime := best(g.times), best(jvm[row.jvm+" "+name])
			fmt.Printf("| %s | %s | %s | %s | %s | %s | %s |\n", name, row.title, micros(jvmTime), micros(goTime), ratio(jvmTime, goTime), g.bytes, g.allocs)
		}
	}
	return nil
}

func best(times []float64) float64 {
	if len(times) == 0 {
		return 0
	}
	return slices.Min(times)
}

func micros(nanos float64) string {
	if nanos == 0 {
		return "–"
	}
	return strings.TrimSpace(fmt.Sprintf("%8.2f", nanos/1000))
}

func ratio(jvm, golang float64) string {
	if jvm == 0 || golang == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f", jvm/golang)
}
