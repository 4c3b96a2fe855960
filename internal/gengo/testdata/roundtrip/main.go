// Command roundtrip takes every captured record through the types that were
// generated for it: unmarshal, marshal, set, encode. It is built with the
// generated packages laid beside it; see roundtrip_test.go.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
	"msmgate/manager/record"
	"msmgate/manager/transcoder"
	flexjsonfmt "msmgate/manager/transcoder/flexjson"
	"msmgate/manager/transcoder/javaser"
	javolutionfmt "msmgate/manager/transcoder/javolution"
	kryofmt "msmgate/manager/transcoder/kryo"
	xstreamfmt "msmgate/manager/transcoder/xstream"
	flexjson "roundtrip/flexjson"
	java "roundtrip/java"
	javafiles "roundtrip/javafiles"
	javolution "roundtrip/javolution"
	javolution551 "roundtrip/javolution551"
	javolutionfiles "roundtrip/javolutionfiles"
	kryo "roundtrip/kryo"
	xstream "roundtrip/xstream"
	xstreamfiles "roundtrip/xstreamfiles"
)

// format is a serializer with the types generated for its captures, from them
// alone or with class files.
type format struct {
	serializer, factory, files string
	types                      *javaobj.Types
}

func main() {
	failed := false
	for _, f := range []format{
		{"java", javaser.FactoryClass, "", java.Types()},
		{"java", javaser.FactoryClass, os.Args[1], javafiles.Types()},
		{"kryo", kryofmt.FactoryClass, os.Args[1], kryo.Types()},
		{"javolution", javolutionfmt.FactoryClass, "", javolution.Types()},
		{"javolution", javolutionfmt.FactoryClass, os.Args[1], javolutionfiles.Types()},
		{"javolution-5.5.1", javolutionfmt.FactoryClass, "", javolution551.Types()},
		{"xstream", xstreamfmt.FactoryClass, "", xstream.Types()},
		{"xstream", xstreamfmt.FactoryClass, os.Args[1], xstreamfiles.Types()},
		{"flexjson", flexjsonfmt.FactoryClass, "", flexjson.Types()},
	} {
		if err := f.all(); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", f.serializer, err)
			failed = true
		}
	}
	if failed {
		os.Exit(1)
	}
}

// tally counts what went through.
type tally struct{ records, objects, changed, anew int }

// all takes each record, and prints the tally.
func (f format) all() error {
	captures, err := tomcat7.Captures(f.serializer)
	if err != nil {
		return err
	}
	t, err := transcoder.Lookup(f.factory)
	if err != nil {
		return err
	}
	if f.files != "" {
		path, err := classfile.Open(f.files)
		if err != nil {
			return err
		}
		defer path.Close()
		if t, err = transcoder.Configure(t, transcoder.Settings{Classes: path}); err != nil {
			return err
		}
	}
	var n tally
	for _, c := range captures {
		for _, k := range c.Keys {
			if !k.IsRecord() {
				continue
			}
			value, err := record.UnwrapFile(k.Value, 0)
			if err != nil {
				return fmt.Errorf("%s: %w", c.Name(), err)
			}
			r, err := record.Decode(value)
			if err != nil {
				return fmt.Errorf("%s: %w", c.Name(), err)
			}
			if err := f.record(t, r.Attributes, &n); err != nil {
				return fmt.Errorf("%s: %w", c.Name(), err)
			}
			n.records++
		}
	}
	fmt.Printf("%s %d records %d objects %d changed %d anew\n", f.serializer, n.records, n.objects, n.changed, n.anew)
	return nil
}

func (f format) record(t transcoder.Transcoder, data []byte, n *tally) error {
	doc, err := t.Decode(data, transcoder.Limits{})
	if err != nil {
		return err
	}
	for _, name := range doc.Names() {
		v, err := doc.Get(name)
		if err != nil && f.serializer == "kryo" {
			continue // behind something that MSM can't read either
		}
		if err != nil {
			return err
		}
		var x any
		if err := javaobj.Unmarshal(v, &x, javaobj.WithTypes(f.types)); err != nil || !generated(x) {
			if _, isBean := v.(*javaobj.Bean); isBean && !strings.HasPrefix(javaobj.ClassOf(v), "java.") {
				return fmt.Errorf("attribute %s of class %s: %T, %v", name, javaobj.ClassOf(v), x, err)
			}
			continue
		}
		n.objects++
		same, err := javaobj.Marshal(x, v, javaobj.WithTypes(f.types))
		if err != nil {
			return fmt.Errorf("attribute %s: %w", name, err)
		}
		if same != v {
			return fmt.Errorf("attribute %s: an object that didn't change isn't the same: %s\n%s", name, text(v), text(same))
		}
		if err := doc.Set(name, same); err != nil {
			return fmt.Errorf("attribute %s: %w", name, err)
		}
		if err := errors.Join(f.change(t, data, name, n), f.anew(t, data, name, x, v, n)); err != nil {
			return fmt.Errorf("attribute %s: %w", name, err)
		}
	}
	out, err := doc.Encode(nil)
	if err != nil {
		return err
	}
	if !bytes.Equal(out, data) {
		return fmt.Errorf("the record came out differently")
	}
	return nil
}

// generated tells whether a value is of a generated type.
func generated(x any) bool {
	typ := reflect.TypeOf(x)
	for typ != nil && typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	return typ != nil && strings.HasPrefix(typ.PkgPath(), "roundtrip/")
}

func text(v javaobj.Value) []byte { return javaobj.AppendJSON(nil, v, nil) }

// anew makes the object without the one that it was: the types alone must tell
// all classes. What a class wrote by code of its own they can't tell, and only
// Java's own serialization carries classes strictly enough to say.
func (f format) anew(t transcoder.Transcoder, data []byte, name string, x any, v javaobj.Value, n *tally) error {
	if b, ok := v.(*javaobj.Bean); f.serializer != "java" || ok && len(b.Data) > 0 {
		return nil
	}
	forget(reflect.ValueOf(x), map[any]bool{})
	w, err := stored(t, data, name, func(javaobj.Value) (javaobj.Value, error) {
		return javaobj.Marshal(x, nil, javaobj.WithTypes(f.types))
	})
	if err != nil {
		return err
	}
	if !javaobj.Equal(v, w) {
		return fmt.Errorf("made anew it is another one:\n%s\n%s", text(v), text(w))
	}
	n.anew++
	return nil
}

// stored puts another value in an attribute's place and gives what a reader
// finds there.
func stored(t transcoder.Transcoder, data []byte, name string, change func(javaobj.Value) (javaobj.Value, error)) (javaobj.Value, error) {
	doc, err := t.Decode(data, transcoder.Limits{})
	if err != nil {
		return nil, err
	}
	v, err := doc.Get(name)
	if err != nil {
		return nil, err
	}
	if v, err = change(v); err != nil {
		return nil, err
	}
	if err := doc.Set(name, v); err != nil {
		return nil, err
	}
	out, err := doc.Encode(nil)
	if err != nil {
		return nil, err
	}
	again, err := t.Decode(out, transcoder.Limits{})
	if err != nil {
		return nil, err
	}
	return again.Get(name)
}

// forget clears the origins of all structs below a value.
func forget(v reflect.Value, seen map[any]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && !seen[v.Interface()] {
			seen[v.Interface()] = true
			forget(v.Elem(), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.Type() == reflect.TypeFor[javaobj.Origin]() {
				f.SetZero()
			} else if f.CanSet() {
				forget(f, seen)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			forget(v.Index(i), seen)
		}
	case reflect.Map:
		for each := v.MapRange(); each.Next(); {
			forget(each.Value(), seen)
		}
	}
}

var errNoString = errors.New("no string to change")

// change changes the first string of an object; all else stays.
func (f format) change(t transcoder.Transcoder, data []byte, name string, n *tally) error {
	var changed javaobj.Value
	w, err := stored(t, data, name, func(v javaobj.Value) (javaobj.Value, error) {
		var x any
		if err := javaobj.Unmarshal(v, &x, javaobj.WithTypes(f.types)); err != nil {
			return nil, err
		}
		field, ok := firstString(reflect.ValueOf(x), map[any]bool{})
		if !ok {
			return nil, errNoString
		}
		field.SetString("changed by Go")
		var err error
		changed, err = javaobj.Marshal(x, v, javaobj.WithTypes(f.types))
		return changed, err
	})
	var refused *transcoder.UnsupportedError
	if err == errNoString || errors.As(err, &refused) && f.serializer != "java" {
		return nil // or the text stands for something else than a string
	}
	if err != nil {
		return err
	}
	if !javaobj.Equal(w, changed) || !bytes.Contains(text(w), []byte("changed by Go")) {
		return fmt.Errorf("the changed object came back otherwise:\n%s\n%s", text(w), text(changed))
	}
	n.changed++
	return nil
}

// firstString finds a string that isn't empty, in a struct or what it holds.
func firstString(v reflect.Value, seen map[any]bool) (reflect.Value, bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && !seen[v.Interface()] {
			seen[v.Interface()] = true
			return firstString(v.Elem(), seen)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() && f.Type() != reflect.TypeFor[javaobj.Origin]() {
				if found, ok := firstString(f, seen); ok {
					return found, true
				}
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if found, ok := firstString(v.Index(i), seen); ok {
				return found, true
			}
		}
	case reflect.String:
		return v, v.CanSet() && v.Type() == reflect.TypeFor[string]() && v.Len() > 0
	}
	return v, false
}
