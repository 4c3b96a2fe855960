package harness

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// needs are the programs that integration tests run, and Debian's packages that bring them.
var needs = []struct{ program, packages string }{
	{"java", "openjdk-17-jdk-headless"},
	{"javac", "openjdk-17-jdk-headless"},
	{"mvn", "maven"},
	{"memcached", "memcached"},
	{"redis-server", "redis-server"},
	{"saslpasswd2", "sasl2-bin"},
}

var setup = sync.OnceValue(func() error {
	if err := programs(exec.LookPath); err != nil {
		return err
	}
	at, err := places()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(at.target, 0o755); err != nil {
		return fmt.Errorf("making the target directory: %w", err)
	}
	unlock, err := lock(filepath.Join(at.target, ".lock"))
	if err != nil {
		return err
	}
	defer unlock()
	if err := resolve(at); err != nil {
		return err
	}
	return compile(at)
})

// Setup makes sure that what the tests run is there: the programs, Tomcat, MSM's jars and the compiled web application.
// It works once for each test binary and quickly when an earlier run has done it; a file lock keeps test binaries apart.
// The starting functions call it themselves.
func Setup(t testing.TB) {
	t.Helper()
	if err := setup(); err != nil {
		t.Fatalf("setting up the integration tests: %v", err)
	}
}

// programs says which programs are missing and how to install them.
func programs(look func(string) (string, error)) error {
	var missing, install []string
	for _, need := range needs {
		if _, err := look(need.program); err == nil {
			continue
		}
		missing = append(missing, need.program)
		if len(install) == 0 || install[len(install)-1] != need.packages {
			install = append(install, need.packages)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return fmt.Errorf("not on the PATH: %s; on Debian install them with: apt-get install -y %s",
		strings.Join(missing, ", "), strings.Join(install, " "))
}

// resolve lets Maven put Tomcat and the jars below the target directory, unless it did so for this very pom.
func resolve(at layout) error {
	stamp, err := newStamp(filepath.Join(at.target, ".resolved"), at.pom)
	if err != nil {
		return err
	}
	if stamp.holds() && exists(filepath.Join(at.home, "bin", "bootstrap.jar")) {
		return nil
	}
	mvn := exec.Command("mvn", "-q", "-B", "-f", at.pom, "-Dto="+at.target, "generate-resources")
	if out, err := mvn.CombinedOutput(); err != nil {
		return fmt.Errorf("fetching Tomcat and the jars with %q (is Maven Central, or your mirror of it, reachable?): %w\n%s", mvn.String(), err, out)
	}
	return stamp.write()
}

// compile assembles the web application, unless its sources are those of the last time.
func compile(at layout) error {
	stamp, err := newStamp(filepath.Join(at.target, ".compiled"), at.java, at.web)
	if err != nil {
		return err
	}
	if stamp.holds() && exists(filepath.Join(at.webapp, "WEB-INF", "web.xml")) {
		return nil
	}
	if err := os.RemoveAll(at.webapp); err != nil {
		return fmt.Errorf("clearing the old web application: %w", err)
	}
	if err := os.CopyFS(at.webapp, os.DirFS(at.web)); err != nil {
		return fmt.Errorf("copying the web application's files: %w", err)
	}
	sources, err := filepath.Glob(filepath.Join(at.java, "msmgate", "*", "*.java"))
	if err != nil || len(sources) == 0 {
		return errors.Join(fmt.Errorf("no Java sources below %s", at.java), err)
	}
	lib := filepath.Join(at.home, "lib")
	args := []string{"-encoding", "UTF-8", "--release", "8", "-Xlint:-options", "-d", filepath.Join(at.webapp, "WEB-INF", "classes"),
		"-cp", filepath.Join(lib, "servlet-api.jar") + string(filepath.ListSeparator) + filepath.Join(lib, "catalina.jar")}
	javac := exec.Command("javac", append(args, sources...)...)
	if out, err := javac.CombinedOutput(); err != nil {
		return fmt.Errorf("compiling the web application: %w\n%s", err, out)
	}
	return stamp.write()
}

// lock waits for an exclusive lock on a file.
func lock(file string) (unlock func(), err error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("locking: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, fmt.Errorf("locking %s: %w", file, err)
	}
	return func() { f.Close() }, nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
