package main

import "testing"

func TestRead(t *testing.T) {
	jvm := readJMH("# Benchmark: msmgate.bench.Serializers.decode\n# Parameters: (record = map-java)\n" +
		"Iteration   1: 47313.224 ns/op\nIteration   2: 30000.0 ns/op\nIteration   3: 31000 ns/op\n")
	if m := best(jvm["decode map-java"]); m != 30000 {
		t.Errorf("the JVM's best is %v", m)
	}
	golang, names := readGo("goos: linux\nBenchmarkDecode/map-java-2   21547   10813 ns/op   866 B/op   3 allocs/op\n" +
		"BenchmarkDecode/map-java   21547   10811 ns/op   866 B/op   3 allocs/op\nPASS\n")
	m := golang["Decode map-java"]
	if len(names) != 1 || names[0] != "map-java" || len(m.times) != 2 || m.bytes != "866" || m.allocs != "3" {
		t.Errorf("%v, %v", golang, names)
	}
	if r := ratio(31000, 10000); r != "3.1" {
		t.Errorf("the ratio is %s", r)
	}
}
