package classfilter

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestSyntaxErrorsTellThePlace(t *testing.T) {
	for _, c := range []struct {
		text   string
		offset int
		reason string
	}{
		{"app.*;!", 7, "a class or package is missing"},
		{"app.*;.**", 6, "the package's name is missing"},
		{"!.*", 1, "the package's name is missing"},
		{"a.b;!/x", 5, "the module's name is missing"},
		{"java.base/", 10, "a class or package is missing"},
		{"app.*;maxdeph=3", 6, `unknown limit "maxdeph"`},
		{"app.*;maxdepth=", 15, `"" is no number`},
		{"maxrefs=-2", 8, "negative"},
		{"maxbytes=99999999999999999999", 9, "no number"},
		{";;!maxarray=2", 2, "unknown limit"},
	} {
		t.Run(c.text, func(t *testing.T) {
			_, err := Parse(c.text)
			var syntax *SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("%v", err)
			}
			if syntax.Offset != c.offset || !strings.Contains(syntax.Reason, c.reason) || !strings.Contains(err.Error(), fmt.Sprint(c.offset)) {
				t.Errorf("%v; want offset %d, %q", err, c.offset, c.reason)
			}
		})
	}
}

func TestANilFilterRejectsNothing(t *testing.T) {
	var f *Filter
	if err := errors.Join(f.Check("app.Cart"), f.CheckExtent(Extent{Depth: 1 << 40})); err != nil || f.String() != "" {
		t.Errorf("%v %q", err, f)
	}
}

func TestRejectionsNameClassAndPattern(t *testing.T) {
	f, err := Parse("maxarray=10;java.**;!app.**")
	if err != nil {
		t.Fatal(err)
	}
	err = f.Check("[[Lapp.Cart;")
	if err == nil || !strings.Contains(err.Error(), `"[[Lapp.Cart;"`) || !strings.Contains(err.Error(), `"!app.**"`) {
		t.Errorf("%v", err)
	}
	var limit *LimitError
	if err := f.CheckExtent(Extent{Array: 11}); !errors.As(err, &limit) || limit.Limit != "maxarray" || limit.Max != 10 || limit.Got != 11 {
		t.Errorf("%v", err)
	}
	if err := f.CheckExtent(Extent{Array: 10, Depth: 1 << 30}); err != nil {
		t.Error(err)
	}
}

// A name in brackets that is no array of Java's is judged by what it says.
func TestStrangeNames(t *testing.T) {
	f, err := Parse("ok.*;!*")
	if err != nil {
		t.Fatal(err)
	}
	for _, class := range []string{"", "[", "[[", "[L", "[L;", "[Q", "[II", "Lapp;", "[Lok.A", "int"} {
		if f.Check(class) == nil {
			t.Errorf("%q passes", class)
		}
	}
	for _, class := range []string{"ok.A", "[Lok.A;", "[[Lok.A;", "[I", "[[[D"} {
		if err := f.Check(class); err != nil {
			t.Errorf("%q: %v", class, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"", "a.*;!b.**;c*", "maxdepth=3;!*", "java.base/java.util.*", "!/", "=;=", strings.Repeat("!a;", 50)} {
		f.Add(text, "[Ljava.util.ArrayList;")
	}
	f.Fuzz(func(t *testing.T, text, class string) {
		filter, err := Parse(text)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > len(text) {
				t.Fatalf("%v", err)
			}
			return
		}
		d, pattern := filter.Decide(class)
		if (d == Undecided) != (pattern == "") || d == Rejected != strings.HasPrefix(pattern, "!") {
			t.Fatalf("%s by %q", d, pattern)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	f, err := Parse("!org.apache.commons.**;!java.rmi/**;java.base/**;java.util.**;com.example.**;!*")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := f.Check("com.example.shop.Cart"); err != nil {
			b.Fatal(err)
		}
	}
}
