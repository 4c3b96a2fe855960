package main

import (
	"compress/gzip"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"msmgate/fixtures/tomcat7"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"msmgate": main})
}

// TestScripts runs testdata/script: each script shows one command at work.
// Beside testscript's own commands there are
//
//	capture RELEASE/SERIALIZER/SCENARIO FILE   the first record of a capture
//	cut FILE N                                 keep N bytes of a file
//	pack FILE                                  gzip a file
//	shop FILE                                  the class files of the application that was captured
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"capture": scriptCapture,
			"cut":     scriptCut,
			"pack":    scriptPack,
			"shop":    scriptShop,
		},
	})
}

func scriptCapture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: capture RELEASE/SERIALIZER/SCENARIO FILE")
	}
	all, err := tomcat7.Captures()
	ts.Check(err)
	for _, c := range all {
		if c.Name() != args[0] {
			continue
		}
		for _, key := range c.Keys {
			if key.IsRecord() {
				ts.Check(os.WriteFile(ts.MkAbs(args[1]), key.Value, 0o600))
				return
			}
		}
	}
	ts.Fatalf("no captured record %s", args[0])
}

func scriptShop(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: shop FILE")
	}
	data, err := os.ReadFile(shopClasses)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

func scriptCut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE N")
	}
	n := 0
	for _, digit := range args[1] {
		n = 10*n + int(digit-'0')
	}
	ts.Check(os.Truncate(ts.MkAbs(args[0]), int64(n)))
}

func scriptPack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: pack FILE")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	f, err := os.Create(name)
	ts.Check(err)
	w := gzip.NewWriter(f)
	_, err = w.Write(data)
	ts.Check(err)
	ts.Check(w.Close())
	ts.Check(f.Close())
}
