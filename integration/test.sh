#!/usr/bin/env bash
# Runs every check of the project, on a fresh machine too.
#
#   integration/test.sh              all of it: setup lint unit integration fuzz
#   integration/test.sh lint unit    only these steps
#
# setup installs what is missing where it may (Debian, as root) and says what
# to install where it may not. FUZZTIME (default 20s; before a release 10m) is the time of each fuzzer.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s (%s)\n' "$1" "$(date +%H:%M:%S)"; }

# The programs the tests start, and the Debian package of each.
needs=(
	"memcached memcached"
	"redis-server redis-server"
	"saslpasswd2 sasl2-bin"
	"mvn maven"
	"javac openjdk-17-jdk-headless"
	"chromium chromium"
	"gcc gcc"
)

missing_packages() {
	for need in "${needs[@]}"; do
		read -r program package <<<"$need"
		command -v "$program" >/dev/null || echo "$package"
	done
	# The race detector links against libc.
	[ -e /usr/include/stdlib.h ] || echo libc6-dev
	# What memcached checks passwords with.
	compgen -G '/usr/lib/*/sasl2/libplain.so*' >/dev/null || echo libsasl2-modules
	compgen -G '/usr/lib/*/sasl2/libsasldb.so*' >/dev/null || echo libsasl2-modules-db
}

setup() {
	say "setup"
	if ! command -v go >/dev/null; then
		echo "Go is not installed; install Go 1.26 or later first." >&2
		exit 2
	fi
	local missing
	missing=$(missing_packages)
	if [ -z "$missing" ]; then
		echo "nothing is missing"
		return
	fi
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
		echo "The tests start real programs, and these Debian packages are missing:" $missing >&2
		echo "Install them (on Debian: sudo apt-get install" $missing") and run this again." >&2
		exit 2
	fi
	apt-get update -q >/dev/null
	# shellcheck disable=SC2086
	DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
	# Debian starts these services after installing them; the tests start their own.
	for service in memcached redis-server; do
		if [ -x "/etc/init.d/$service" ] && pgrep -x "$service" >/dev/null; then
			"/etc/init.d/$service" stop || true
		fi
	done
}

lint() {
	say "format"
	local unformatted
	unformatted=$(gofmt -l $(git ls-files '*.go'))
	if [ -n "$unformatted" ]; then
		echo "not formatted, run gofmt -w on:" $unformatted >&2
		exit 1
	fi
	say "vet"
	go vet ./...
	say "staticcheck"
	go tool staticcheck ./...
}

unit() {
	say "unit tests, race detector on"
	# shellcheck disable=SC2046
	go test -race -timeout 10m $(go list ./... | grep -v '^msmgate/integration')
}

integration() {
	say "integration tests: real Tomcats, real memcacheds, real browser"
	go test -race -timeout 20m ./integration/...
}

# fuzz runs every fuzz function for FUZZTIME, two at a time with one worker each.
fuzz() {
	local time=${FUZZTIME:-20s}
	say "fuzzers, $time each"
	git ls-files -z '*_test.go' | xargs -0 grep -HoE '^func Fuzz[A-Za-z0-9_]+' |
		sed -E 's|/[^/]+:func | |' |
		xargs -P 2 -L 1 bash -c 'out=$(go test -run "^$" -fuzz "^$2\$" -fuzztime "$0" -fuzzminimizetime 20x -parallel 1 -timeout 60m "./$1" 2>&1); rc=$?
			printf "%s\n" "$out" | tail -n 3; if [ $rc != 0 ]; then echo "FUZZER FAILED: $2 in $1"; printf "%s\n" "$out"; exit 255; fi' "$time"
}

if [ $# = 0 ]; then
	set -- setup lint unit integration fuzz
fi
for step in "$@"; do
	case $step in
	setup | lint | unit | integration | fuzz) "$step" ;;
	*)
		echo "integration/test.sh: unknown step $step; there are: setup lint unit integration fuzz" >&2
		exit 2
		;;
	esac
done
say "all steps passed: $*"
