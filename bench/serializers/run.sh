#!/usr/bin/env bash
# Compares msmgate's transcoders with MSM's own in a warmed-up JVM, and writes
# results/: what was measured, on what machine, and a table.
#
#   bench/serializers/run.sh          two rounds, less than six minutes
#   ROUNDS=1 bench/serializers/run.sh
#
# Each round runs all of Java's side, each benchmark in a JVM of its own, and
# then all of Go's, so that neither side has the quieter machine. Both sides take
# 15 samples of 40 ms: short enough that some of them have a busy machine to
# themselves. The JVM compiles in the foreground (-Xbatch): on a busy machine its
# compilers would not be done when its warm-up is.
set -euo pipefail
cd "$(dirname "$0")"
rounds=${ROUNDS:-2}
target=target

mvn -q -B generate-resources

# The transcoders reach into the JDK; before Java 9 nobody stopped them.
opens=()
for package in java.lang java.lang.invoke java.lang.ref java.lang.reflect java.util java.util.concurrent \
	java.util.concurrent.atomic java.util.concurrent.locks java.util.regex java.text java.math java.net java.io \
	java.time java.nio.charset sun.util.calendar sun.reflect.annotation jdk.internal.reflect sun.net.www.protocol.http; do
	opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
opens+=("--add-opens=java.sql/java.sql=ALL-UNNAMED" "--add-opens=java.desktop/javax.swing.tree=ALL-UNNAMED"
	"--add-opens=java.desktop/java.awt=ALL-UNNAMED" "--add-opens=java.desktop/java.awt.font=ALL-UNNAMED")

jars() { printf '%s:' "$@"; }
classpath() { printf '%s%s' "$(jars $target/lib/"$1"/*.jar $target/lib/tomcat/*.jar $target/lib/jmh/*.jar)" "$target/classes/$1"; }

rm -rf $target/classes $target/records
mkdir -p $target/records results
for release in 2.1.1 1.6; do
	mkdir -p $target/classes/$release
	find java -name '*.java' -print0 |
		xargs -0 javac -nowarn -d $target/classes/$release -cp "$(classpath $release)" -processorpath "$(jars $target/lib/jmh/*.jar)"
done
java() { command java "${opens[@]}" -Drecords=$target/records "$@" 2> >(grep -v -e '^INFO' -e ' <init>$' >&2); }

# The records: what MSM writes today must be what both sides read.
java -cp "$(classpath 2.1.1)" msmgate.bench.Records $target/records java javolution xstream kryo
java -cp "$(classpath 1.6)" msmgate.bench.Records $target/records flexjson
for file in testdata/*.bin; do
	cmp "$file" "$target/records/${file#testdata/}"
done
go run ./export $target/records
go test -c -o $target/serializers.test .

# measure_jvm RELEASE FORMAT...
measure_jvm() {
	local release=$1 format records=()
	shift
	for format in "$@"; do
		for file in $target/records/*-"$format".bin; do
			records+=("$(basename "$file" .bin)")
		done
	done
	java -cp "$(classpath "$release")" org.openjdk.jmh.Main -foe true -f 1 -wi 6 -w 500ms -i 15 -r 40ms -jvmArgsAppend -Xbatch \
		-p record="$(IFS=,; echo "${records[*]}")" Serializers |
		grep -E '^(# (JMH version|VM version|Warmup|Measurement|Benchmark:|Parameters:)|Iteration)'
}

load() { echo "load average before round $1: $(cut -d' ' -f1-3 /proc/loadavg)"; }

{
	echo "$(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(uname -s) $(uname -m)"
	go version
	command java -version 2>&1
	echo "Go's heap is collected at 24 MiB (GOGC=600), as msmgate run has it from the start; the JVM's may take a quarter of the memory."
	echo "A load above the number of cores is others' work on a shared machine: then all times are rough, and too long."
} >results/machine.txt
: >results/jvm.txt
: >results/go.txt
for round in $(seq "$rounds"); do
	echo "round $round of $rounds" >&2
	load "$round" >>results/machine.txt
	measure_jvm 2.1.1 java javolution xstream kryo >>results/jvm.txt
	measure_jvm 1.6 flexjson >>results/jvm.txt
	# As `msmgate run` has it, the heap is collected when it reaches 24 MiB, not 4
	# (cmd/msmgate/collector.go); the JVM's grows to a quarter of the memory.
	GOGC=600 $target/serializers.test -test.run '^$' -test.bench . -test.count 15 -test.benchtime 40ms >>results/go.txt
done
{
	printf '```\n%s\n```\n\n' "$(cat results/machine.txt)"
	go run ./table results/jvm.txt results/go.txt
} | tee results/table.md
