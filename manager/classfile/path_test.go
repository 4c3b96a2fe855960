package classfile_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"msmgate/manager/classfile"
)

func classBytes(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "classes", filepath.FromSlash(name)+".class"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// entry is one file of an archive.
type entry struct {
	name string
	data []byte
}

func archiveOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// tree writes files below a new directory.
func tree(t testing.TB, entries ...entry) string {
	t.Helper()
	dir := t.TempDir()
	for _, e := range entries {
		file := filepath.Join(dir, filepath.FromSlash(e.name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, e.data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestOpenFindsClassesWhereTomcatDoes(t *testing.T) {
	cart, item, tier := classBytes(t, "app/Shop$Cart"), classBytes(t, "app/Shop$Item"), classBytes(t, "app/Shop$Tier")
	jar := archiveOf(t, entry{"app/Shop$Item.class", item}, entry{"META-INF/versions/9/app/Shop$Tier.class", tier}, entry{"module-info.class", nil})
	other := archiveOf(t, entry{"app/Shop$Tier.class", tier}, entry{"app/Shop$Item.class", []byte("the first one counts")})
	web := []entry{
		{"WEB-INF/classes/app/Shop$Cart.class", cart}, {"WEB-INF/lib/a.jar", jar}, {"WEB-INF/lib/b.JAR", other},
		{"WEB-INF/lib/sub/c.jar", []byte("not looked at")}, {"index.html", []byte("<p>")},
	}
	dir := tree(t, append(web, entry{"shop.war", archiveOf(t, web...)}, entry{"a.jar", jar}, entry{"b.jar", other},
		entry{"shop.zip", archiveOf(t, web...)}, entry{"classes/app/Shop$Cart.class", cart})...)
	at := func(name string) string { return filepath.Join(dir, name) }
	three := "app.Shop$Cart app.Shop$Item app.Shop$Tier"
	for name, test := range map[string]struct {
		paths []string
		names string
	}{
		"a war":                   {[]string{at("shop.war")}, three},
		"a war by another name":   {[]string{at("shop.zip")}, three},
		"an unpacked application": {[]string{dir}, three},
		"a jar":                   {[]string{at("a.jar")}, "app.Shop$Item"},
		"classes":                 {[]string{at("classes")}, "app.Shop$Cart"},
		"several":                 {[]string{at("classes"), at("a.jar")}, "app.Shop$Cart app.Shop$Item"},
		"several in one":          {[]string{at("a.jar") + string(os.PathListSeparator) + at("b.jar")}, "app.Shop$Item app.Shop$Tier"},
		"all jars of a directory": {[]string{filepath.Join(at("WEB-INF/lib"), "*")}, "app.Shop$Item app.Shop$Tier"},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, test.paths...)
			if got := strings.Join(p.Names(), " "); got != test.names {
				t.Fatalf("names %s, want %s", got, test.names)
			}
			for _, each := range p.Names() {
				if c, err := p.Class(each); err != nil || c.Name != each {
					t.Errorf("%s: %v, %v", each, c, err)
				}
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := tree(t, entry{"broken.jar", []byte("no archive")}, entry{"empty.jar", archiveOf(t)}, entry{"lib/readme.txt", nil},
		entry{"nested.war", archiveOf(t, entry{"WEB-INF/lib/x.jar", []byte("no archive")})})
	for name, want := range map[string]string{
		"missing.jar": "missing.jar", "broken.jar": "broken.jar", "empty.jar": "no class", "lib": "no class",
		"nested.war": "nested.war!/WEB-INF/lib/x.jar", "": "no class",
	} {
		if name != "" {
			name = filepath.Join(dir, name)
		}
		p, err := classfile.Open(name)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, %v; want an error with %s", name, p, err, want)
		}
	}
	if _, err := classfile.Open(filepath.Join(dir, "missing.jar")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

func TestClassErrorsNameFileAndEntry(t *testing.T) {
	bomb := make([]byte, classfile.MaxSize+1)
	jar := archiveOf(t, entry{"app/Bad.class", []byte("\xca\xfe\xba\xbe bad")}, entry{"app/Moved.class", classBytes(t, "app/Shop$Cart")}, entry{"app/Bomb.class", bomb})
	dir := tree(t, entry{"x.jar", jar}, entry{"y.war", archiveOf(t, entry{"WEB-INF/lib/x.jar", jar})})
	for file, prefix := range map[string]string{"x.jar": "x.jar!/app/", "y.war": "y.war!/WEB-INF/lib/x.jar!/app/"} {
		p := open(t, filepath.Join(dir, file))
		for class, want := range map[string]string{
			"app.Bad": "no valid class file", "app.Moved": "holds class app.Shop$Cart", "app.Bomb": fmt.Sprint("more than ", classfile.MaxSize),
		} {
			_, err := p.Class(class)
			if err == nil || !strings.Contains(err.Error(), prefix+class[4:]+".class") || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %s", class, err, want)
			}
		}
		if _, err := p.Class("app.None"); !errors.Is(err, classfile.ErrNotFound) {
			t.Errorf("a class that isn't there: %v", err)
		}
	}
}

func TestPathIsConcurrent(t *testing.T) {
	a := archiveOf(t, entry{"app/Shop$Cart.class", classBytes(t, "app/Shop$Cart")})
	b := archiveOf(t, entry{"app/Shop$Item.class", classBytes(t, "app/Shop$Item")})
	p := open(t, filepath.Join(tree(t, entry{"x.war", archiveOf(t, entry{"WEB-INF/lib/a.jar", a}, entry{"WEB-INF/lib/b.jar", b})}), "x.war"))
	var all sync.WaitGroup
	found := make([]*classfile.Class, 16)
	for i := range found {
		all.Go(func() {
			c, err := p.Class([]string{"app.Shop$Cart", "app.Shop$Item"}[i%2])
			if err != nil {
				t.Error(err)
			}
			found[i] = c
		})
	}
	all.Wait()
	for i := range found {
		if found[i] != found[i%2] {
			t.Errorf("class %d was read twice", i)
		}
	}
}
