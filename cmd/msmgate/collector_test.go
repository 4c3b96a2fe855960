package main

import (
	"os"
	"os/exec"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"
)

func TestGrowth(t *testing.T) {
	for _, c := range []struct {
		name        string
		floor, live uint64
		want        int
	}{
		{"nothing lives", 24 << 20, 0, 10_000},
		{"a quarter lives", 24 << 20, 6 << 20, 300},
		{"rounded down, so that the floor is not passed", 24 << 20, 7 << 20, 200},
		{"half lives", 24 << 20, 12 << 20, 100},
		{"more than the floor lives", 24 << 20, 100 << 20, 100},
	} {
		if got := growth(c.floor, c.live); got != c.want {
			t.Errorf("%s: growth(%d, %d) = %d, want %d", c.name, c.floor, c.live, got, c.want)
		}
	}
}

// TestCollections runs in a process of its own, since it is about all of it.
func TestCollections(t *testing.T) {
	if os.Getenv("MSMGATE_TEST_COLLECTIONS") == "" {
		child := exec.Command(os.Args[0], "-test.run=^TestCollections$", "-test.v")
		child.Env = append(os.Environ(), "MSMGATE_TEST_COLLECTIONS=1", "GOGC=", "GOMEMLIMIT=")
		if out, err := child.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	spaceCollections(16 << 20)
	collected := func(want func(percent int) bool) {
		for end := time.Now().Add(time.Minute); time.Now().Before(end); runtime.GC() {
			growth := []metrics.Sample{{Name: "/gc/gogc:percent"}}
			metrics.Read(growth)
			if want(int(growth[0].Value.Uint64())) {
				return
			}
		}
		t.Error("the growth isn't adjusted")
	}
	collected(func(percent int) bool { return percent > 300 })
	room := make([]byte, 64<<20)
	collected(func(percent int) bool { return percent == 100 })
	runtime.KeepAlive(room)
	room = nil
	collected(func(percent int) bool { return percent > 300 })
}
