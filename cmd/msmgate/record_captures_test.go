package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/record"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/flexjson"
	"msmgate/manager/transcoder/javaser"
	"msmgate/manager/transcoder/javolution"
	"msmgate/manager/transcoder/kryo"
	"msmgate/manager/transcoder/xstream"
)

// eachCapturedRecord reads every captured record of the formats that this
// build knows as the record commands do.
func eachCapturedRecord(t *testing.T, visit func(t *testing.T, c tomcat7.Capture, f *recordFile)) {
	t.Helper()
	all, err := tomcat7.Captures()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	formats := map[string]transcoder.Transcoder{}
	for _, c := range all {
		format := recordFormat{class: factoryOf(c), classes: classPath{paths: []string{shopClasses}}}
		if format.class == "" {
			t.Fatalf("%s: no factory class is known for its serializer", c.Name())
		}
		if format.class == kryo.FactoryClass { // an empty record doesn't tell
			format.classes.kryo = map[string]string{"1.6.5": "1", "2.1.1": "4"}[c.Release]
		}
		chosen := formats[format.class+format.classes.kryo]
		if chosen == nil {
			if chosen, err = format.transcoder(); err != nil {
				t.Fatal(err)
			}
			formats[format.class+format.classes.kryo] = chosen
		}
		for _, key := range c.Keys {
			if !key.IsRecord() {
				continue
			}
			seen[format.class]++
			if c.Name() == corruptRecord {
				continue
			}
			t.Run(c.Name()+"/"+key.File, func(t *testing.T) {
				f, err := decodeRecordFile(key.Value, chosen)
				if err != nil {
					t.Fatal(err)
				}
				visit(t, c, f)
			})
		}
	}
	for _, class := range supportedTranscoders() {
		least, ok := captured[class]
		if !ok || seen[class] < least {
			t.Errorf("only %d records of %s seen", seen[class], class)
		}
	}
}

// captured is how many records of each format there are, at the least.
var captured = map[string]int{
	javaser.FactoryClass:    80,
	javolution.FactoryClass: 80,
	xstream.FactoryClass:    37,
	flexjson.FactoryClass:   20,
	kryo.FactoryClass:       37,
}

// shopClasses are the class files of the application that was captured.
const shopClasses = "../../manager/transcoder/kryo/testdata/shop.jar"

// corruptRecord holds null inside an array of arrays, for which kryo 1 writes
// nothing: it is carried through, but neither verified nor edited.
const corruptRecord = "1.6.5/kryo/arrays"

// factoryOf gives the factory class of a capture's serializer.
func factoryOf(c tomcat7.Capture) string {
	name, _, _ := strings.Cut(c.Serializer, "-")
	return map[string]string{
		"java":       javaser.FactoryClass,
		"javolution": javolution.FactoryClass,
		"xstream":    xstream.FactoryClass,
		"flexjson":   flexjson.FactoryClass,
		"kryo":       kryo.FactoryClass,
	}[name]
}

// TestVerifyCaptures carries everything through that real nodes stored.
func TestVerifyCaptures(t *testing.T) {
	eachCapturedRecord(t, func(t *testing.T, _ tomcat7.Capture, f *recordFile) {
		if err := f.verify(); err != nil {
			t.Error(err)
		}
	})
}

// TestShowCaptures prints them all; values are compared with what Tomcat saw
// by the tests of each transcoder, header and names here.
func TestShowCaptures(t *testing.T) {
	eachCapturedRecord(t, func(t *testing.T, c tomcat7.Capture, f *recordFile) {
		var out bytes.Buffer
		if err := f.writeJSON(&out); err != nil {
			t.Fatal(err)
		}
		for i, b := range out.Bytes() {
			if b > 0x7f {
				t.Fatalf("byte %d is not ASCII", i)
			}
		}
		var shown, expected struct {
			CreationTime        json.Number
			MaxInactiveInterval int
			Transcoder          string
			Attributes          map[string]any
		}
		if err := json.Unmarshal(out.Bytes(), &shown); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(c.Expected, &expected); err != nil {
			t.Fatal(err)
		}
		if shown.Transcoder != f.transcoder.FactoryClass() || len(shown.Attributes) != len(f.attributes.Names()) {
			t.Errorf("%d attributes of %s", len(shown.Attributes), shown.Transcoder)
		}
		for name := range shown.Attributes {
			if _, ok := expected.Attributes[name]; !ok {
				t.Errorf("attribute %s is none that Tomcat saw", name)
			}
		}
		out.Reset()
		if err := f.writeTree(&out); err != nil || !strings.Contains(out.String(), "maxInactiveInterval") {
			t.Errorf("for people: %v", err)
		}
	})
}

// TestEditCaptures adds an attribute to each and takes it out again.
func TestEditCaptures(t *testing.T) {
	eachCapturedRecord(t, func(t *testing.T, _ tomcat7.Capture, f *recordFile) {
		before := bytes.Clone(f.data)
		value := `["é", 1, {"k": true}, null]`
		if f.transcoder.FactoryClass() == flexjson.FactoryClass {
			value = `["é", 1, null]` // a LinkedHashMap would come back as HashMap
		}
		added, err := f.edit([]attributeEdit{{name: "added by a test", json: value}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(before, f.data) {
			t.Error("the bytes that were read were changed")
		}
		again, err := decodeRecordFile(added, f.transcoder)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(again.attributes.Names()); n != len(mustDecode(t, f).Names())+1 {
			t.Errorf("%d attributes after adding one", n)
		}
		removed, err := again.edit([]attributeEdit{{name: "added by a test", remove: true}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		header := len(f.data) - len(f.record.Attributes)
		if !bytes.Equal(removed[:header], f.data[:header]) {
			t.Error("the header differs")
		}
		if len(removed) != len(f.data) {
			t.Errorf("%d bytes instead of %d after taking it out again", len(removed), len(f.data))
		}
	})
}

func mustDecode(t *testing.T, f *recordFile) transcoder.Document {
	t.Helper()
	r, err := record.Decode(f.data)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := f.transcoder.Decode(r.Attributes, transcoder.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
