package javaregex

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/dlclark/regexp2/v2"
)

func TestLinear(t *testing.T) {
	cases := []struct {
		pattern string
		linear  bool
	}{
		{`.*/.(png|gif|jpg|css|js)$`, true},
		{`(?i).*\.png`, true},
		{`[a-z&&[^b]]+`, true},
		{`.*\bfoo\b.*`, true},
		{`(?m)^a$`, true},
		{`a{1000}`, true},
		{`a{1001}`, false},
		{`(?=a)a`, false},
		{`(a)\1`, false},
		{`a++b`, false},
		{`(?>a)b`, false},
	}
	for _, c := range cases {
		p, err := Compile(c.pattern)
		if err != nil {
			t.Errorf("Compile(%q): %v", c.pattern, err)
			continue
		}
		if got := p.Linear(); got != c.linear {
			t.Errorf("%q: linear is %v, want %v", c.pattern, got, c.linear)
		}
	}
}

func TestErrors(t *testing.T) {
	cases := []struct {
		pattern string
		kind    error
		want    string
	}{
		{`a{,2}`, ErrSyntax, "Illegal repetition"},
		{`*.png`, ErrSyntax, "Dangling meta character '*' near index 0"},
		{`(a`, ErrSyntax, "Unclosed group"},
		{`[a`, ErrSyntax, "Unclosed character class"},
		{`ab\y`, ErrSyntax, "Illegal/unsupported escape sequence near index 3"},
		{`\Qab\Ec)`, ErrSyntax, "Unmatched closing ')'"},
		{`(?U)\w`, ErrUnsupported, "flag U"},
		{"a\xff", ErrUnsupported, "UTF-8"},
		{strings.Repeat("a", MaxLength+1), ErrUnsupported, "too long"},
		{strings.Repeat(`\b`, 4000), ErrUnsupported, "too large"},
		{strings.Repeat("(", 5000), ErrUnsupported, "nested too deep"},
		{strings.Repeat("[", 5000), ErrUnsupported, "nested too deep"},
	}
	for _, c := range cases {
		_, err := Compile(c.pattern)
		var failure *Error
		if !errors.Is(err, c.kind) || !errors.As(err, &failure) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Compile(%.20q) = %v, want %v with %q", c.pattern, err, c.kind, c.want)
		}
	}
}

// What blows up exponentially ends with an error within the limit on time.
func TestTimeLimit(t *testing.T) {
	p, err := Compile(`(?=a)(a+)+\1b`)
	if err != nil {
		t.Fatal(err)
	}
	matched, err := p.MatchString(strings.Repeat("a", 5000))
	if matched || err == nil {
		t.Errorf("got %v, %v; want an error", matched, err)
	}
	if errors.Is(err, regexp2.ErrBacktrackingStackLimit) {
		return
	}
	if !strings.Contains(err.Error(), "timeout") {
		t.Errorf("got %v, want a timeout or the stack's limit", err)
	}
}

func ExampleCompile() {
	p, err := Compile(`.*/.(png|gif|jpg|css|js)$`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, id := range []string{"GET /a/x.png", "GET /xpng"} {
		matched, err := p.MatchString(id)
		fmt.Println(id, matched, err)
	}
	_, err = Compile(`*.png`)
	fmt.Println(err)
	// Output:
	// GET /a/x.png false <nil>
	// GET /xpng true <nil>
	// not a Java regular expression: Dangling meta character '*' near index 0
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		`.*/.(png|gif|jpg|css|js)$`, `[a[b&&[^c]]`, `(?i)(a)\1`, `(?x)a #b`, `\Q..\E`, `\p{L}{3}`, `(a{1000}){1000}`,
		`((((((((a*)*)*)*)*)*)*)*)*b`, `[\x{10000}-\x{10FFFF}&&\P{L}]`, `(?<=a|bc)(?<n>d)\k<n>`, `(?m)^$\b\R`, "\\", `(?`, `{2}`, `\ud83d\ude00`,
	} {
		f.Add(seed, "GET /a/x.png")
	}
	f.Fuzz(func(t *testing.T, pattern, input string) {
		p, err := Compile(pattern)
		if err != nil {
			if !errors.Is(err, ErrSyntax) && !errors.Is(err, ErrUnsupported) {
				t.Fatalf("Compile(%q): an error without kind: %v", pattern, err)
			}
			return
		}
		if len(input) > 100 {
			return
		}
		got, err := p.MatchString(input)
		if err != nil || p.fast == nil || p.noLineEnds || p.asciiOnly {
			return
		}
		slow, err := p.slow()
		if err != nil {
			return
		}
		if want, err := slow.MatchString(input); err == nil && got != want {
			t.Fatalf("%q on %q: linear %v, backtracking %v", pattern, input, got, want)
		}
	})
}

func BenchmarkMatchString(b *testing.B) {
	for name, pattern := range map[string]string{"linear": `.*\.(png|gif|jpg|css|js)$`, "backtracking": `(?!POST).*\.(png|gif|jpg|css|js)$`} {
		b.Run(name, func(b *testing.B) {
			p, err := Compile(pattern)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.MatchString("GET /shop/catalogue/item/4711/images/front.jpeg"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
