package classfilter

import (
	"bufio"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"
)

// verdict is what the JDK said of one filter.
type verdict struct {
	text, result, message string
	classes               map[string]string
	limits                map[Extent]bool
}

// readGolden reads testdata/golden.txt, which testdata/java/Golden.java has made.
func readGolden(t *testing.T) (all []*verdict, classes map[string]bool) {
	t.Helper()
	f, err := os.Open("testdata/golden.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	classes = map[string]bool{"int": true, "[I": true, "[[B": true}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		w := strings.Split(lines.Text(), "\t")
		switch w[0] {
		case "filter":
			all = append(all, &verdict{text: w[1], result: w[2], message: w[3], classes: map[string]string{}, limits: map[Extent]bool{}})
		case "class":
			all[len(all)-1].classes[w[1]] = w[2]
			classes[w[1]] = true
		case "limit":
			var n [4]int64
			for i := range n {
				if n[i], err = strconv.ParseInt(w[i+1], 10, 64); err != nil {
					t.Fatal(err)
				}
			}
			all[len(all)-1].limits[Extent{n[0], n[1], n[2], n[3]}] = true
		}
	}
	if err := lines.Err(); err != nil || len(all) < 90 || len(classes) < 25 {
		t.Fatalf("golden.txt has %d filters and %d classes: %v", len(all), len(classes), err)
	}
	return all, classes
}

// A filter says what the JDK's own says of the same text and class.
func TestAsTheJDK(t *testing.T) {
	all, classes := readGolden(t)
	for _, want := range all {
		t.Run(want.text, func(t *testing.T) {
			f, err := Parse(want.text)
			if (err != nil) != (want.result == "error") {
				t.Fatalf("error %v, the JDK says %s %s", err, want.result, want.message)
			}
			if err != nil {
				return
			}
			if f.String() != want.text {
				t.Errorf("String gives %q", f)
			}
			for class := range classes {
				d, _ := f.Decide(class)
				expected := want.classes[class]
				if expected == "" {
					expected = "UNDECIDED"
				}
				if class != "int" && d.String() != expected {
					t.Errorf("%s is %s, the JDK says %s", class, d, expected)
				}
				var rejected *RejectedError
				if errors.As(f.Check(class), &rejected) != (d == Rejected) {
					t.Errorf("%s is %s, and Check says %v", class, d, f.Check(class))
				}
			}
			for _, n := range []int64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 21} {
				for _, e := range []Extent{{n, 0, 0, -1}, {0, n, 0, -1}, {0, 0, n, -1}, {0, 0, 0, n}} {
					if got := f.CheckExtent(e) != nil; got != want.limits[e] {
						t.Errorf("%+v is over a limit: %t, the JDK says %t", e, got, want.limits[e])
					}
				}
			}
		})
	}
}
