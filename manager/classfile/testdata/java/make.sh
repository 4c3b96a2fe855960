#!/bin/sh
# Compiles the classes that the tests read and asks Java 17 about them.
set -eu
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
rm -rf ../classes && mkdir ../classes
javac -encoding UTF-8 -Xlint:none -g:none --release 8 -d ../classes app/Shop.java
javac -encoding UTF-8 -Xlint:none -g:none --release 17 -d ../classes app/Point.java
javac -encoding UTF-8 -d "$out" Expect.java DumpJDK.java
java -Dfile.encoding=UTF-8 -cp "$out:../classes" Expect ../classes > ../expected.txt
java -cp "$out" DumpJDK > ../../jdk.txt
