package javaser

import (
	"reflect"

	"msmgate/manager/javaobj"
)

// textGroup is strings that stand in a row, as a map's or a list's often do. As a
// Value each string has a header (16 bytes) of its own on the heap, which takes
// longer to be made than the string to be read; a group's are made at once.
//
// A string that is kept keeps the headers of its group, 128 bytes, and the one
// copy of the stream that all its strings are parts of: never more than
// transcoder.Limits lets a session have, and nothing of the other Values.
type textGroup [8]javaobj.String

// plainText reads what follows the tag of a string.
func (p *direct) plainText() javaobj.String {
	s, ok := decodeUTF(p.utf())
	p.gaveUp = p.gaveUp || !ok
	return javaobj.String(s)
}

func (p *direct) newText() javaobj.Value {
	v := javaobj.Value(p.plainText())
	p.give(v)
	return v
}

// texts reads the string behind whose tag it is, and those that follow in a row
// up to a group, and pushes them.
func (p *direct) texts() {
	n := 0
	for {
		p.group[n] = p.plainText()
		n++
		if n == len(p.group) || p.gaveUp || p.pos == len(p.data) || p.data[p.pos] != tcString {
			break
		}
		p.pos++
	}
	if n < len(p.group) {
		for _, s := range p.group[:n] {
			p.push(s)
		}
		return
	}
	// An element of an array that can't be changed is a Value without a copy.
	group := reflect.ValueOf(p.group)
	for i := range n {
		p.push(group.Index(i).Interface().(javaobj.Value))
	}
}

// push gives a string its handle and makes it an element.
func (p *direct) push(v javaobj.Value) {
	p.give(v)
	p.elems = append(p.elems, v)
}
