package main

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// confirm decodes an edited record and compares it with what it should hold:
// the header's bytes as they were, the attributes that weren't given exactly, as
// far as they tell, those that were by their content. A format may put the elements
// of a sorted set in order, and may not carry each class.
func (f *recordFile) confirm(data []byte, given map[string]bool) error {
	again, err := decodeRecordFile(data, f.transcoder)
	if err != nil {
		return err
	}
	header := len(f.data) - len(f.record.Attributes)
	if len(data) < header || !bytes.Equal(data[:header], f.data[:header]) {
		return errors.New("the header differs")
	}
	names, want := again.attributes.Names(), f.attributes.Names()
	if len(names) != len(want) {
		return fmt.Errorf("%d attributes instead of %d", len(names), len(want))
	}
	for _, name := range want {
		a, err := transcoder.Show(f.attributes, name)
		if err != nil {
			return err
		}
		b, err := transcoder.Show(again.attributes, name)
		if err != nil {
			return err
		}
		if !javaobj.Equal(a, b) && !(given[name] && sameContent(a, b)) && !sameAsTold(a, b) {
			return fmt.Errorf("attribute %s differs", printable(name))
		}
	}
	if bytes.Equal(data, f.data) {
		return nil // what can't be read of it is there as it was
	}
	return again.verify()
}

// sameContent tells whether two values hold the same things, wherever they
// stand in them.
func sameContent(a, b javaobj.Value) bool { return maps.Equal(contentOf(a), contentOf(b)) }

// contentOf counts the classes of the containers that a value is made of and
// the texts in them.
func contentOf(v javaobj.Value) map[string]int {
	content, seen, todo := map[string]int{}, map[javaobj.Value]bool{}, []javaobj.Value{v}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if v == nil {
			continue
		}
		if !shareable(v) {
			content["= "+leafText(v)]++
			continue
		}
		if seen[v] {
			continue
		}
		seen[v] = true
		content["class "+javaobj.ClassOf(v)]++
		if t, ok := v.(*javaobj.Throwable); ok {
			todo = append(todo, t.Message)
		}
		for _, c := range children(v) {
			todo = append(todo, c.value)
		}
		if m, ok := v.(*javaobj.Map); ok {
			for _, e := range m.Entries {
				if !shareable(e.Key) { // children has it as a label
					todo = append(todo, e.Key)
				}
			}
		}
	}
	return content
}

// leafText is the content of a value that holds no others.
func leafText(v javaobj.Value) string {
	switch v := v.(type) {
	case javaobj.String:
		return string(v)
	case javaobj.Text:
		return string(v)
	case *javaobj.Scalar:
		return v.Text
	case *javaobj.Enum:
		return v.Name
	case *javaobj.Class:
		return v.Name
	case *javaobj.Bytes:
		return hex.EncodeToString(v.Data)
	case javaobj.Raw:
		return hex.EncodeToString(v)
	case *javaobj.Date:
		return strconv.FormatInt(v.Millis, 10) + " " + strconv.Itoa(int(v.Nanos))
	case *javaobj.Calendar:
		return strconv.FormatInt(v.Millis, 10) + " " + v.Zone
	}
	return summary(v)
}
