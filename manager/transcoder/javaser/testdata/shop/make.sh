#!/bin/sh
# Lets Java 17 write the session that the tests make anew from class files.
set -eu
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
classes=../../../../classfile/testdata/classes
javac -encoding UTF-8 -cp "$classes" -d "$out" WriteShop.java
java -Dfile.encoding=UTF-8 -cp "$out:$classes" app.WriteShop ../shop-session.ser
