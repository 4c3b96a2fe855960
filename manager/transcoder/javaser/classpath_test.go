package javaser

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/transcodertest"
)

//go:generate testdata/shop/make.sh

// shopClasses are class files that are tested to be read as Java reads them.
const shopClasses = "../../classfile/testdata/classes"

func withClasses(t *testing.T) transcoder.Transcoder {
	t.Helper()
	path, err := classfile.Open(shopClasses)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = path.Close() })
	tr, err := transcoder.Configure(Transcoder{}, transcoder.Settings{Classes: path})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func shopSession(t *testing.T) (transcoder.Document, []byte) {
	t.Helper()
	data, err := os.ReadFile("testdata/shop-session.ser")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Transcoder{}.Decode(data, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d, data
}

// afresh gives a copy of a value that comes from no session.
func afresh(t *testing.T, d transcoder.Document, name string) javaobj.Value {
	t.Helper()
	v, err := d.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := javaobj.ParseJSON(javaobj.AppendJSON(nil, v, nil))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return fresh
}

// TestClassFilesMakeWhatJavaWrites builds each object of a session from its
// class file alone; the whole comes out as the bytes that Java wrote.
func TestClassFilesMakeWhatJavaWrites(t *testing.T) {
	old, want := shopSession(t)
	made := withClasses(t).New()
	for _, name := range old.Names() {
		if err := made.Set(name, afresh(t, old, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	got, err := made.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := transcoder.Compare(want, got); err != nil {
		t.Error(err)
	}
}

func TestWithoutClassFilesUnseenClassesAreRefused(t *testing.T) {
	old, _ := shopSession(t)
	made := Transcoder{}.New()
	for _, name := range old.Names() {
		err := made.Set(name, afresh(t, old, name))
		var refused *transcoder.UnsupportedError
		if !errors.As(err, &refused) || !strings.Contains(refused.Class, "app.") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSessionsClassesGoBeforeClassFiles adds an object whose super-class the
// session shows.
func TestSessionsClassesGoBeforeClassFiles(t *testing.T) {
	_, data := shopSession(t)
	d, err := withClasses(t).Decode(data, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Set("plain", &javaobj.Enum{Declaring: "app.Shop$Tier", Name: "PLATINUM"}); err != nil {
		t.Error(err)
	}
	if err := d.Set("another", afresh(t, d, "cart")); err != nil {
		t.Error(err)
	}
	out, err := d.Encode(nil)
	if err != nil || bytes.Count(out, []byte("app.Shop$Cart")) != 1 {
		t.Errorf("the cart's class is described twice, or %v", err)
	}
}

func TestClassFilesThatCannotBeWritten(t *testing.T) {
	tr := withClasses(t)
	bean := func(class string, fields ...javaobj.Field) javaobj.Value {
		return &javaobj.Bean{Class: class, Fields: fields}
	}
	field := func(name string, v javaobj.Value) javaobj.Field { return javaobj.Field{Name: name, Value: v} }
	n := field("n", javaobj.NewInteger(1))
	for name, test := range map[string]struct {
		value javaobj.Value
		want  string
	}{
		"not on the path":         {bean("app.None"), "isn't on the class path"},
		"not serializable":        {bean("app.Shop$Parent", field("lost", javaobj.NewInteger(1))), "isn't Serializable"},
		"an interface":            {bean("app.Shop$Marker"), "abstract"},
		"abstract":                {bean("app.Shop$Base"), "abstract"},
		"an enum as a bean":       {bean("app.Shop$Tier"), "name one of its constants"},
		"writeObject":             {bean("app.Shop$Writer", n), "writeObject"},
		"Externalizable":          {bean("app.Shop$Outside"), "Externalizable"},
		"writeReplace":            {bean("app.Shop$Replaced", n), "writeReplace of app.Shop$Replaced"},
		"inherited writeReplace":  {bean("app.Shop$BelowReplaced", n), "writeReplace of app.Shop$Replaced"},
		"chosen fields":           {bean("app.Shop$Chosen", n), "serialPersistentFields"},
		"an id set by code":       {bean("app.Shop$CodeId"), "by code"},
		"a list as a bean":        {bean("app.Shop$Listing", field("title", nil)), "ArrayList writes data of its own"},
		"an exception as a bean":  {bean("app.Shop$Failure", field("code", javaobj.NewInteger(3))), "java.lang."},
		"a missing field":         {bean("app.Shop$Grandchild", field("other", nil)), "kept"},
		"a field too many":        {bean("app.Shop$Child", field("kept", javaobj.NewInteger(1)), n), "has 1 fields"},
		"a field of another type": {bean("app.Shop$Child", field("kept", javaobj.NewLong(1))), "can't hold a java.lang.Long"},
		"a field of another class": {bean("app.Shop$Grandchild", field("kept", javaobj.NewInteger(1)), field("other", bean("app.Shop$SmallId"))),
			"can't hold a app.Shop$SmallId"},
		"an unknown constant": {&javaobj.Enum{Declaring: "app.Shop$Tier", Name: "SILVER"}, `no constant "SILVER"`},
		"no enum":             {&javaobj.Enum{Declaring: "app.Shop$Cart", Name: "GOLD"}, "no enum"},
		"an unknown enum":     {&javaobj.Enum{Declaring: "app.None", Name: "GOLD"}, "isn't on the class path"},
		"an unknown array":    {javaobj.NewList("[Lapp.None;"), "elements"},
		"an enum in a list":   {javaobj.NewList("java.util.ArrayList", &javaobj.Enum{Declaring: "app.Shop$Plain", Name: "THREE"}), `no constant "THREE"`},
	} {
		d := tr.New()
		err := d.Set("x", test.value)
		var refused *transcoder.UnsupportedError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %q", name, err, test.want)
		}
		if len(d.Names()) != 0 {
			t.Errorf("%s: the refused edit left an attribute", name)
		}
	}
}

// TestSubclassesFitWhereTheClassPathSaysSo needs no session that showed such a
// pair.
func TestSubclassesFitWhereTheClassPathSaysSo(t *testing.T) {
	d := withClasses(t).New()
	make := func(kept int32, other javaobj.Value) javaobj.Value {
		return &javaobj.Bean{Class: "app.Shop$Grandchild", Fields: []javaobj.Field{
			{Declaring: "app.Shop$Child", Name: "kept", Type: "int", Value: javaobj.NewInteger(kept)},
			{Declaring: "app.Shop$Grandchild", Name: "other", Type: "app.Shop$Child", Value: other},
		}}
	}
	grandchild := make(2, make(1, nil))
	if err := d.Set("x", grandchild); err != nil {
		t.Fatal(err)
	}
	out, err := d.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Transcoder{}.Decode(out, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := again.Get("x")
	if err != nil || !javaobj.Equal(v, grandchild) {
		t.Errorf("%s, %v", javaobj.AppendJSON(nil, v, nil), err)
	}
}

// TestAnotherVersionOfTheApplicationIsRefused shows a class as a super-class
// only, with an id that its file on the class path doesn't have.
func TestAnotherVersionOfTheApplicationIsRefused(t *testing.T) {
	old, _ := shopSession(t)
	tr := withClasses(t)
	made := tr.New()
	if err := made.Set("circle", afresh(t, old, "circle")); err != nil {
		t.Fatal(err)
	}
	data, err := made.Encode(nil)
	if err != nil {
		t.Fatal(err)
	}
	child := &javaobj.Bean{Class: "app.Shop$Child", Fields: []javaobj.Field{{Name: "kept", Value: javaobj.NewInteger(1)}}}
	for name, flip := range map[string]byte{"one version": 0, "two versions": 1} {
		data := bytes.Clone(data)
		data[bytes.Index(data, []byte("app.Shop$Child"))+len("app.Shop$Child")] ^= flip
		d, err := tr.Decode(data, transcoder.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		err = d.Set("child", child)
		if refused := err != nil && strings.Contains(err.Error(), "another version"); refused != (flip == 1) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestConfigureRefusesWhatJavaRefuses: CFG-43, CFG-44.
func TestConfigureRefusesWhatJavaRefuses(t *testing.T) {
	for want, s := range map[string]transcoder.Settings{
		"CFG-43": {CopyCollections: true}, "CFG-44": {Converters: []string{"app.Converter"}},
	} {
		if tr, err := transcoder.Configure(Transcoder{}, s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", want, tr, err)
		}
	}
}

// TestDataThatAClassWritesItselfIsNotLeftOut: Java's readObject would look for it
// in vain, and the session be lost.
func TestDataThatAClassWritesItselfIsNotLeftOut(t *testing.T) {
	capture := transcodertest.Scenario(t, transcodertest.Captures(t, 1, "java"), "2.1.1/java/beans")
	d, err := Transcoder{}.Decode(capture.Attributes, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.Get("coupon")
	if err != nil {
		t.Fatal(err)
	}
	coupon := *v.(*javaobj.Bean)
	if len(coupon.Data) == 0 {
		t.Fatal("the coupon has no data of its own")
	}
	if err := d.Set("with", &javaobj.Bean{Class: coupon.Class, Fields: coupon.Fields, Data: coupon.Data}); err != nil {
		t.Error(err)
	}
	err = d.Set("without", &javaobj.Bean{Class: coupon.Class, Fields: coupon.Fields})
	if err == nil || !strings.Contains(err.Error(), "wrote itself") {
		t.Errorf("without data: %v", err)
	}
}
