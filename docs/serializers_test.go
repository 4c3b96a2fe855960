package docs

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

var goBlock = regexp.MustCompile("(?s)\n```go\n(.*?)\n```\n")

// TestWorkedExample compares the program in serializers.md with the one that a
// test runs against a real Tomcat.
func TestWorkedExample(t *testing.T) {
	page, err := os.ReadFile("serializers.md")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile("../integration/testdata/gengo/main.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	blocks := goBlock.FindAllStringSubmatch(string(page), -1)
	if len(blocks) == 0 {
		t.Fatal("serializers.md shows no Go program")
	}
	for _, b := range blocks {
		if !strings.Contains(string(program), b[1]+"\n") {
			t.Errorf("not in main.go.txt:\n%s", b[1])
		}
	}
}
