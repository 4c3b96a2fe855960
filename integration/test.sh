#!/usr/bin/env bash
# Runs every check of the project, on a fresh machine too.
#
#   integration/test.sh              all of it: setup lint unit integration fuzz
#   integration/test.sh lint unit    only these steps
#
# setup installs what is missing where it may (Debian, as root) and says what
# to install where it may not.
#
# fuzz runs each fuzzer for 20 seconds, those of what strangers send for a
# minute, all from the same seed and from the repository's own inputs, so that
# a red run is one that everybody sees. To search further, with another seed
# each time and from all that was found before, give the time of each:
#
#   FUZZTIME=10m integration/test.sh fuzz
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

# fuzz runs every fuzz function, two at a time with one worker each.
fuzz() {
	say "fuzzers, ${FUZZTIME:-20 to 60 seconds} each"
	git ls-files -z '*_test.go' | xargs -0 grep -HoE '^func Fuzz[A-Za-z0-9_]+' |
		sed -E 's|/[^/]+:func | |' |
		xargs -P 2 -L 1 "$0" fuzz-one
}

# fuzz_one runs the fuzz function $2 of the package $1.
fuzz_one() {
	local package=$1 name=$2 time=${FUZZTIME:-20s} out rc=0
	local args=(-run '^$' -fuzz "^$name\$" -fuzzminimizetime 20x -parallel 1 -timeout 60m "./$package")
	if [ -z "${FUZZTIME:-}" ]; then
		case $package in
		contextxml | internal/memcacheserver | manager/record | manager/sessionid | \
			manager/transcoder/javaser | manager/transcoder/javolution) time=60s ;;
		esac
		local found
		found=$(mktemp -d)
		args+=(-args "-test.fuzzcachedir=$found")
		export GODEBUG=fuzzseed=1
	fi
	out=$(go test -fuzztime "$time" "${args[@]}" 2>&1) || rc=$?
	[ -z "${found:-}" ] || rm -rf "$found"
	printf '%s %s: %s\n' "$package" "$name" "$(tail -n 1 <<<"$out")"
	# Go reports the end of the time as a failure if it comes while an input is
	# on its way to the worker. An input that fails, or hangs, says more.
	if [ $rc != 0 ] && grep -qx '    context deadline exceeded' <<<"$out" &&
		! grep -qE 'Failing input|panic|hung or terminated' <<<"$out"; then
		printf '%s %s: the time was up\n' "$package" "$name"
		rc=0
	fi
	if [ $rc != 0 ]; then
		printf 'FUZZER FAILED: %s in %s\n%s\n' "$name" "$package" "$out"
		exit 255
	fi
}

if [ "${1:-}" = fuzz-one ]; then
	fuzz_one "$2" "$3"
	exit
fi
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
