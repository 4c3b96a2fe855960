#!/usr/bin/env bash
# Measures requests, processor time and memory of a Tomcat with MSM and of
# msmgate side by side, in one run, and writes results/raw.txt (OUT gives another name).
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v wrk >/dev/null; then
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		echo "wrk sends the requests, and is missing: install it (Debian's package wrk) and run this again." >&2
		exit 2
	fi
	apt-get update -q >/dev/null
	apt-get install -y -q wrk >/dev/null
fi
integration/test.sh setup

mkdir -p bench/requests/results
go test -run '^$' -bench "${BENCH:-Requests|Memory}" -benchtime 1x -count "${COUNT:-1}" -timeout 150m ./bench/requests |
	tee /dev/stderr | grep -v '^cpu:' >bench/requests/results/${OUT:-raw}.txt
