package classfilter_test

import (
	"errors"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/classfilter"
	"msmgate/manager/javaobj"
	"msmgate/manager/record"
	"msmgate/manager/transcoder"
	_ "msmgate/manager/transcoder/all"
)

func parse(t *testing.T, text string) *classfilter.Filter {
	t.Helper()
	f, err := classfilter.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// captured decodes the first record of a capture.
func captured(t *testing.T, class, serializer, scenario string) (transcoder.Document, int) {
	t.Helper()
	all, err := tomcat7.Captures(serializer)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		for _, key := range c.Keys {
			if c.Scenario != scenario || !key.IsRecord() {
				continue
			}
			value, err := record.Unwrap(key.Flags, key.Value, 0)
			if err != nil {
				t.Fatal(err)
			}
			r, err := record.Decode(value)
			if err != nil {
				t.Fatal(err)
			}
			tr, err := transcoder.Lookup(class)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := tr.Decode(r.Attributes, transcoder.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			return doc, len(r.Attributes)
		}
	}
	t.Fatalf("no capture %s/%s", serializer, scenario)
	return nil, 0
}

const (
	javaFactory       = "de.javakaffee.web.msm.JavaSerializationTranscoderFactory"
	javolutionFactory = "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory"
)

func TestDocumentsOfRealNodes(t *testing.T) {
	for _, c := range []struct {
		name, class, serializer, filter, want string
	}{
		{"nothing is rejected", javaFactory, "java", "!org.**", ""},
		{"a bean", javaFactory, "java", "!com.acme.shop.**", "com.acme.shop."},
		{"a class that a value doesn't show: the super-class of Integer", javaFactory, "java", "!java.lang.Number", "java.lang.Number"},
		{"strings are never judged", javaFactory, "java", "!java.lang.String", ""},
		{"javolution names classes, too", javolutionFactory, "javolution", "!com.acme.shop.**", "com.acme.shop."},
		{"bytes", javaFactory, "java", "maxbytes=100", "maxbytes=100"},
		{"depth", javaFactory, "java", "maxdepth=1", "maxdepth=1"},
		{"objects", javaFactory, "java", "maxrefs=3", "maxrefs=3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, size := captured(t, c.class, c.serializer, "cart")
			err := parse(t, c.filter).CheckDocument(doc, size)
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v; want it to name %s", err, c.want)
			}
		})
	}
}

func TestValues(t *testing.T) {
	v := javaobj.NewList("java.util.ArrayList", javaobj.NewList("[Lapp.Cart;", nil, nil, nil), javaobj.NewBytes(make([]byte, 5)),
		&javaobj.Map{Class: "java.util.TreeMap", Comparator: "app.ByPrice"}, &javaobj.Class{Name: "app.Named"}, javaobj.NewString("x"))
	for _, c := range []struct{ filter, class, limit string }{
		{"", "", ""},
		{"java.**;app.*", "", ""},
		{"!app.Cart", "[Lapp.Cart;", ""},
		{"!app.ByPrice", "app.ByPrice", ""},
		{"!app.Named", "app.Named", ""},
		{"!java.lang.*", "[Ljava.lang.Object;", ""}, // the array that an ArrayList makes
		{"maxarray=5", "", ""},
		{"maxarray=4", "", "maxarray"},
		{"maxdepth=2;maxrefs=6", "", ""},
		{"maxdepth=1", "", "maxdepth"},
		{"maxrefs=5", "", "maxrefs"},
	} {
		t.Run(c.filter, func(t *testing.T) {
			err := parse(t, c.filter).CheckValue(v)
			var rejected *classfilter.RejectedError
			var limit *classfilter.LimitError
			switch {
			case errors.As(err, &rejected):
				if rejected.Class != c.class {
					t.Errorf("%v; want %s", err, c.class)
				}
			case errors.As(err, &limit):
				if limit.Limit != c.limit {
					t.Errorf("%v; want %s", err, c.limit)
				}
			case err != nil || c.class+c.limit != "":
				t.Errorf("%v", err)
			}
		})
	}
}
