package transcoders

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"msmgate/integration/harness"
)

// program is the Java side of the border.
var program = harness.JVMOptions{
	Name: "border",
	Sources: []string{"transcoders/java", "java/src/msmgate/shop/Json.java", "java/src/msmgate/shop/ValueWriter.java",
		"java/src/msmgate/shop/Ledger.java"},
	Main: "msmgate.border.Main",
}

var started struct {
	sync.Once
	jvm *harness.JVM
	err error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if started.jvm != nil {
		if err := started.jvm.Close(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// graphs is how many sessions are made of each kind and format: few, the same
// each time, or as many as MSMGATE_GRAPHS says.
func graphs(few int) (n int, chosen bool) {
	if n, err := strconv.Atoi(os.Getenv("MSMGATE_GRAPHS")); err == nil && n > 0 {
		return n, true
	}
	return few, false
}

// checkRapid checks a property with few examples, the same each time, or with
// as many new ones as MSMGATE_GRAPHS says. A failure prints the seed, for
// -rapid.seed.
func checkRapid(t *testing.T, few int, property func(t *rapid.T)) {
	t.Helper()
	n, chosen := graphs(few)
	settings := map[string]string{"rapid.checks": strconv.Itoa(n), "rapid.nofailfile": "true"}
	if given := flag.Lookup("rapid.seed"); !chosen && given.Value.String() == given.DefValue {
		settings["rapid.seed"] = "1"
	}
	for name, value := range settings {
		if err := flag.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, property)
}

// reply is what the JVM answers.
type reply struct {
	Error      string          `json:"error"`
	Stored     []byte          `json:"stored"`
	Attributes json.RawMessage `json:"attributes"`
	// Changed says what MSM itself loads otherwise than it was stored, Unloadable
	// why it can't load it at all.
	Changed    string `json:"changed"`
	Unloadable string `json:"unloadable"`
	Differs    string `json:"differs"`
	// KindsAll are the kinds of values that Java makes; KindsNot those that MSM
	// can't store or load, KindsOther those that it changes.
	KindsAll   []string `json:"kinds"`
	KindsNot   []string `json:"refused"`
	KindsOther []string `json:"changedKinds"`
	// KindsUntold get fields that no record tells of, or can't be compared.
	KindsUntold []string `json:"untold"`
}

// ask asks the one JVM of this package, which the first question starts.
func ask(words ...string) (reply, error) {
	started.Do(func() {
		o := program
		for _, f := range formats {
			o.Args = append(o.Args, f.argument())
		}
		started.jvm, started.err = harness.StartJVM(o)
	})
	if started.err != nil {
		return reply{}, started.err
	}
	line, err := started.jvm.Ask(strings.Join(words, " "))
	if err != nil {
		return reply{}, err
	}
	var r reply
	if err := json.Unmarshal(line, &r); err != nil {
		return reply{}, fmt.Errorf("the JVM's answer: %w", err)
	}
	if r.Error != "" {
		return r, errors.New("Java: " + r.Error)
	}
	return r, nil
}

// load lets MSM load attribute bytes and gives what it then has; an error is
// its refusal, or that a loaded collection doesn't work.
func load(f format, data []byte) ([]byte, error) {
	r, err := ask("load", f.name, base64.StdEncoding.EncodeToString(data))
	return r.Attributes, err
}

// sameBut compares two records in Java's eyes but for one attribute.
func sameBut(f format, before, after []byte, except string) error {
	r, err := ask("same", f.name, base64.StdEncoding.EncodeToString(before), base64.StdEncoding.EncodeToString(after),
		base64.StdEncoding.EncodeToString([]byte(except)))
	if err == nil && r.Differs != "" {
		err = errors.New("to Java the others differ: " + r.Differs)
	}
	return err
}
