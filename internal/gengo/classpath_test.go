package gengo_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"msmgate/internal/gengo"
	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
)

var update = flag.Bool("update", false, "write the golden file anew")

func shop(t testing.TB) *classfile.Path {
	return openPath(t, "../../manager/classfile/testdata/classes")
}

func openPath(t testing.TB, path string) *classfile.Path {
	t.Helper()
	p, err := classfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

func fromClasses(t testing.TB, classes ...string) []byte {
	t.Helper()
	c := gengo.New(shop(t))
	for _, each := range classes {
		if err := c.AddClass(each); err != nil {
			t.Fatal(err)
		}
	}
	source, err := c.Generate(gengo.Options{Package: "shop", Command: "msmgate gen go --classpath classes"})
	if err != nil {
		t.Fatal(err)
	}
	return source
}

func TestClassPathGolden(t *testing.T) {
	got := fromClasses(t, "app.*")
	const golden = "testdata/shop.golden"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("the code differs from %s; read it, then run with -update:\n%s", golden, got)
	}
}

func TestOneClassBringsThoseItHolds(t *testing.T) {
	source := string(fromClasses(t, "app.Shop$Grandchild"))
	for _, want := range []string{"type Grandchild struct", "type Child struct", "type Parent struct"} {
		if !strings.Contains(source, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(source, "Cart") {
		t.Errorf("a class that nothing holds:\n%s", source)
	}
}

func TestAddClassRefuses(t *testing.T) {
	for class, want := range map[string]string{
		"app.None": "no such class", "app.Shop$Marker": "interface", "app.Shop$Failure": "java.lang.Throwable", "none.*": "no class there",
	} {
		if err := gengo.New(shop(t)).AddClass(class); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", class, err, want)
		}
	}
	if err := gengo.New(nil).AddClass("app.Cart"); err == nil || !strings.Contains(err.Error(), "no class path") {
		t.Errorf("without a class path: %v", err)
	}
}

// TestClassFilesKnowMoreThanValues: what a format doesn't tell the class file
// does.
func TestClassFilesKnowMoreThanValues(t *testing.T) {
	cart := &javaobj.Bean{Class: "app.Shop$Cart", Fields: []javaobj.Field{
		{Name: "total", Value: javaobj.Text("5")}, {Name: "items", Value: javaobj.NewList("java.util.ArrayList")}, {Name: "since", Value: javaobj.Text("1.0")},
	}}
	for name, test := range map[string]struct {
		files classfile.Classes
		want  []string
	}{
		"without": {nil, []string{"Total string ", "Items []javaobj.Value "}},
		"with":    {shop(t), []string{"Total int64 ", "Items []*Item ", "Since string `java:\"since,optional\"`", "TierGold Tier ="}},
	} {
		c := gengo.New(test.files)
		if err := c.Add(map[string]javaobj.Value{"cart": cart}); err != nil {
			t.Fatal(err)
		}
		source, err := c.Generate(gengo.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range test.want {
			if !strings.Contains(strings.Join(strings.Fields(string(source)), " "), want) {
				t.Errorf("%s class files: no %q in\n%s", name, want, source)
			}
		}
	}
}

// TestFormatsShowCollectionsInTwoWays: xstream shows a list that writes itself
// by its fields and data, the others as a list.
func TestFormatsShowCollectionsInTwoWays(t *testing.T) {
	title := []javaobj.Field{{Name: "title", Value: javaobj.String("x")}}
	for name, test := range map[string]struct {
		value    javaobj.Value
		elements bool
	}{
		"a list":    {&javaobj.List{Class: "app.Shop$Listing", Fields: title}, true},
		"an object": {&javaobj.Bean{Class: "app.Shop$Listing", Fields: title}, false},
	} {
		c := gengo.New(shop(t))
		if err := c.Add(map[string]javaobj.Value{"listing": test.value}); err != nil {
			t.Fatal(err)
		}
		source, err := c.Generate(gengo.Options{})
		if err != nil || strings.Contains(string(source), `java:",elements"`) != test.elements {
			t.Errorf("%s: %v\n%s", name, err, source)
		}
	}
}
