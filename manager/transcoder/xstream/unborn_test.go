package xstream

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

// TestMetFirstInItself: an object that XStream has only once its content was read
// can't be met first inside itself.
func TestMetFirstInItself(t *testing.T) {
	for class, content := range map[string]string{
		"java.util.Collections$SingletonList": `<singleton-list>@</singleton-list>`,
		"java.util.Collections$SingletonSet":  `<singleton-set>@</singleton-set>`,
		"java.util.Collections$SingletonMap":  `<singleton-map><entry><string>k</string>@</entry></singleton-map>`,
		"[Ljava.lang.Object;":                 `<object-array>@</object-array>`,
		"java.util.TreeSet":                   `<tree-set>@</tree-set>`,
		"java.util.TreeMap":                   `<tree-map><comparator class="p.C"><of class="list" reference="@"/></comparator></tree-map>`,
		"p.Replaced":                          `<p.Q resolves-to="p.Replaced"><of class="list" reference="@"/></p.Q>`,
	} {
		// a is a list that holds it, and it holds the list; b is it again.
		up := strings.Count(content[:strings.Index(content, "@")], "<")
		reference := strings.TrimSuffix(strings.Repeat("../", up), "/")
		if strings.Contains(content, `"@"`) {
			content = strings.Replace(content, "@", reference, 1)
		} else {
			if class == "java.util.Collections$SingletonMap" {
				up-- // a key stands beside
			}
			content = strings.Replace(content, "@", `<list reference="`+strings.TrimSuffix(strings.Repeat("../", up+1), "/")+`"/>`, 1)
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(content, "<"), ">")
		name, _, _ = strings.Cut(name, " ")
		data := []byte(`<concurrent-hash-map><entry><string>a</string><list>` + content + `</list></entry><entry><string>x</string><int>1</int></entry>` +
			`<entry><string>b</string><` + name + ` reference="../../entry/list/` + name + `"/></entry></concurrent-hash-map>`)
		if err := Verify(data); err != nil {
			t.Fatalf("%s: %v\n%s", class, err, data)
		}
		if class == "p.Replaced" {
			class = "p.Q"
		}
		d := transcodertest.Decode(t, Transcoder{}, data)
		refused := func(what string, err error) {
			t.Helper()
			var unsupported *transcoder.UnsupportedError
			if !errors.As(err, &unsupported) || unsupported.Class != class || !strings.Contains(err.Error(), `"b"`) {
				t.Errorf("%s, %s: %v", class, what, err)
			}
			if out, err := d.Encode(nil); err != nil || string(out) != string(data) {
				t.Errorf("%s, %s: it changed: %v", class, what, err)
			}
		}
		_, err := transcoder.Remove(d, "a")
		refused("remove", err)
		refused("set", d.Set("a", javaobj.String("y")))
		_, err = d.Encode(func(name string) bool { return name != "a" })
		refused("filter", err)

		if err := d.Set("x", javaobj.NewInteger(2)); err != nil {
			t.Errorf("%s, another attribute: %v", class, err)
		}
		if had, err := transcoder.Remove(d, "b"); !had || err != nil {
			t.Errorf("%s, the reference: %v", class, err)
		}
		if had, err := transcoder.Remove(d, "a"); !had || err != nil {
			t.Errorf("%s, all of it: %v", class, err)
		}
		if !slices.Equal(d.Names(), []string{"x"}) {
			t.Errorf("%s: left are %v", class, d.Names())
		}

		d = transcodertest.Decode(t, Transcoder{}, data)
		if d.Remove("a") {
			t.Errorf("%s: removed", class)
		}
		if _, err := d.Encode(nil); !errors.As(err, new(*transcoder.UnsupportedError)) {
			t.Errorf("%s: the removal is lost: %v", class, err)
		}
	}
}

// TestLostAlready: what MSM can't load of a record as it is is carried.
func TestLostAlready(t *testing.T) {
	const data = `<concurrent-hash-map><entry><string>a</string><object-array><object-array reference=".."/></object-array></entry>` +
		`<entry><string>b</string><int>1</int></entry></concurrent-hash-map>`
	d := transcodertest.Decode(t, Transcoder{}, []byte(data))
	if err := d.Set("b", javaobj.NewInteger(2)); err != nil {
		t.Fatal(err)
	}
	if out, err := d.Encode(nil); err != nil || string(out) != strings.Replace(data, "<int>1", "<int>2", 1) {
		t.Errorf("%s: %v", out, err)
	}
	if had, err := transcoder.Remove(d, "b"); !had || err != nil {
		t.Error(err)
	}
}

// TestListInItself: what XStream makes before it reads the content may be met
// first inside itself.
func TestListInItself(t *testing.T) {
	const data = `<concurrent-hash-map><entry><string>a</string><list><map><entry><string>k</string><list reference="../../.."/></entry></map></list></entry>` +
		`<entry><string>b</string><map reference="../../entry/list/map"/></entry></concurrent-hash-map>`
	d := transcodertest.Decode(t, Transcoder{}, []byte(data))
	if had, err := transcoder.Remove(d, "a"); !had || err != nil {
		t.Fatal(err)
	}
	out, err := d.Encode(nil)
	if err != nil || !strings.Contains(string(out), `<map reference="../../.."/>`) {
		t.Errorf("%s: %v", out, err)
	}
}
