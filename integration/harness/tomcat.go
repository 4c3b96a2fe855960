package harness

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/semaphore"
)

// TomcatOptions say how a Tomcat runs.
type TomcatOptions struct {
	// Release of MSM: "1.6.5" (Java serialization) or "2.1.1" (Java serialization and javolution).
	Release string
	// JvmRoute of the Engine; none if empty.
	JvmRoute string
	// Context is the text of the application's context file.
	Context Context
	// Path of the application, say "/shop"; empty for the root application.
	Path string
	// Port to listen on; 0 for a free one.
	Port int
	// Shared are classes of the application that Tomcat's own lib holds too,
	// say "msmgate/shop/Member".
	Shared []string
	// Fine turns MSM's own debug log on.
	Fine bool
	// Benchmark starts it for speed: the JVM compiles to the end, has more
	// memory, and connections stay open.
	Benchmark bool
}

// Tomcat is a real Tomcat 7.0.57 that runs the web application of integration/java with a real MSM.
type Tomcat struct {
	*Process
	// URL of the application, without a slash at its end.
	URL     string
	options TomcatOptions
	base    string // its CATALINA_BASE
}

// seats keeps the Tomcats of parallel tests few: two, unless MSMGATE_TEST_TOMCATS says another number.
var seats = sync.OnceValue(func() *semaphore.Weighted {
	n, err := strconv.ParseInt(os.Getenv("MSMGATE_TEST_TOMCATS"), 10, 64)
	if err != nil || n < 2 {
		n = 2
	}
	return semaphore.NewWeighted(n)
})

// StartTomcat starts one Tomcat; see StartTomcats.
func StartTomcat(t testing.TB, options TomcatOptions) *Tomcat {
	t.Helper()
	return StartTomcats(t, options)[0]
}

// StartTomcats starts Tomcats, side by side, and waits until their applications answer. It first waits until there is
// room for all of them, so a test calls it once, with all Tomcats it will need: two calls could wait for each other.
func StartTomcats(t testing.TB, options ...TomcatOptions) []*Tomcat {
	t.Helper()
	Setup(t)
	need := min(int64(len(options)), 2)
	if err := seats().Acquire(context.Background(), need); err != nil {
		t.Fatalf("waiting for other tests' Tomcats to end: %v", err)
	}
	t.Cleanup(func() { seats().Release(need) })
	tomcats := make([]*Tomcat, len(options))
	for i, o := range options {
		tomcats[i] = &Tomcat{options: o}
		if err := tomcats[i].launch(t); err != nil {
			t.Fatal(err)
		}
	}
	for i, tomcat := range tomcats {
		err := tomcat.ready()
		for attempt := 0; err != nil && attempt < 3 && options[i].Port == 0 && strings.Contains(tomcat.Log(), "Address already in use"); attempt++ {
			tomcat.Kill()
			tomcat.options.Port = 0
			if err := tomcat.launch(t); err != nil {
				t.Fatal(err)
			}
			err = tomcat.ready()
		}
		if err != nil {
			t.Fatalf("waiting for Tomcat %s with MSM %s: %v\n%s", options[i].JvmRoute, options[i].Release, err, tomcat.Tail(60))
		}
	}
	return tomcats
}

// Restart starts a Tomcat, that was killed or stopped, again: same port, same files, nothing remembered.
func (tc *Tomcat) Restart() {
	t := tc.t
	t.Helper()
	tc.Kill()
	if err := tc.launch(t); err != nil {
		t.Fatal(err)
	}
	if err := tc.ready(); err != nil {
		t.Fatalf("waiting for Tomcat %s after a restart: %v\n%s", tc.options.JvmRoute, err, tc.Tail(60))
	}
}

// launch starts the process and does not wait for it.
func (tc *Tomcat) launch(t testing.TB) error {
	at, err := places()
	if err != nil {
		return err
	}
	if tc.options.Port == 0 {
		tc.options.Port = FreePort(t)
	}
	tc.base = filepath.Join(t.TempDir(), "base")
	if err := makeBase(at, tc.base, tc.options); err != nil {
		return fmt.Errorf("making a CATALINA_BASE: %w", err)
	}
	tc.URL = fmt.Sprintf("http://127.0.0.1:%d%s", tc.options.Port, tc.options.Path)
	cmd := exec.Command("java", javaArgs(at, tc.base, tc.options.Benchmark)...)
	cmd.Dir = tc.base
	tc.Process, err = startProcess(t, "Tomcat "+tc.options.JvmRoute+" with MSM "+tc.options.Release, cmd)
	return err
}

// ready waits until the application answers.
func (tc *Tomcat) ready() error {
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	return wait(60*time.Second, func() error {
		if tc.Ended() {
			return hopeless{fmt.Errorf("it ended: %v", tc.state)}
		}
		answer, err := client.Get(tc.URL + "/check/ping")
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		_, _ = io.Copy(io.Discard, answer.Body)
		if answer.StatusCode == http.StatusOK {
			return nil
		}
		err = fmt.Errorf("/check/ping answers %s", answer.Status)
		if strings.Contains(tc.Log(), "startup failed due to previous errors") {
			return hopeless{errors.Join(err, errors.New("the context does not start"))}
		}
		return err
	})
}
