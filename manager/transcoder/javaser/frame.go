package javaser

import (
	"strings"

	"msmgate/manager/transcoder"
)

// attribute is one pair of MSM's frame: a name and a value (WIRE-50).
type attribute struct {
	// name is "" until the document is named; at is where it stands.
	name string
	at   uint32
	// nodes is nil until the document is parsed.
	*nodes
}

type nodes struct {
	// before and between are resets in front of the name and of the value.
	before, between []item
	key, value      item
	// partial is what the writer had written of the value when it broke off;
	// value is then MSM's mark (WIRE-51).
	partial item
	// from and to are where the value stands in the document's data; alone tells
	// that nothing refers to it.
	from, to uint32
	alone    bool
}

const notSerializableMark = "___NOT_SERIALIZABLE_EXCEPTION___"

// decode checks attribute bytes and gives their document. A class that has a
// writeObject of its own may have left out its field values, and nothing in
// the stream says so: where the plain reading fails, the classes of which that
// isn't known are taken at their other word, the nearest to the failure first.
func decode(data []byte, limits transcoder.Limits) (*document, error) {
	limits = limits.Defaults()
	s, err := scan(data, limits)
	if err != nil {
		return nil, err
	}
	defer s.release()
	if s.frame() {
		return scanned(s, limits), nil
	}
	first, readings := s.err, 16
	furthest, suspects := s.pos, s.suspectNames()
	bare := map[string]bool{}
	for readings > 0 && len(suspects) > 0 {
		class := suspects[len(suspects)-1]
		suspects = suspects[:len(suspects)-1]
		if bare[class] {
			continue
		}
		bare[class] = true
		readings--
		s.rewind(bare)
		if s.frame() {
			return scanned(s, limits), nil
		}
		if s.pos > furthest {
			furthest, suspects = s.pos, s.suspectNames()
			continue
		}
		delete(bare, class)
	}
	return nil, first
}

// suspectNames gives the classes of which it isn't known whether they wrote
// their field values, in the order in which the stream needed to know.
func (s *scanner) suspectNames() []string {
	var names []string
	for _, class := range s.suspects {
		names = append(names, string(s.classes[class].name))
	}
	return names
}

// scanned makes the document of a stream that was found to be sound.
func scanned(s *scanner, limits transcoder.Limits) *document {
	d := &document{data: s.data, limits: limits, bare: s.bare, handles: int32(s.given), strings: int32(s.strings), classes: int32(len(s.classes))}
	d.attrs = d.room[:0]
	if len(s.names) > len(d.room) {
		d.attrs = make([]attribute, 0, len(s.names))
	}
	for _, at := range s.names {
		d.attrs = append(d.attrs, attribute{at: at})
	}
	d.simple = s.given == len(s.handles) && len(s.bare) == 0 && s.data[4] != tcReset
	d.unnamed, d.unparsed, d.trailing = true, true, s.data[s.trailing:]
	return d
}

// named gives the attributes with their names.
func (d *document) named() []attribute {
	if !d.unnamed {
		return d.attrs
	}
	d.unnamed = false
	var all strings.Builder // one string for all names, but none that a name would keep for long
	for i := range d.attrs {
		raw := stringAt(d.data, int(d.attrs[i].at))
		if all.Cap()-all.Len() < len(raw) {
			all = strings.Builder{}
			all.Grow(max(len(raw), min(maxNames, d.rawNames(i))))
		}
		begin := all.Len()
		all.Write(raw)
		d.attrs[i].name, _ = decodeUTF(all.String()[begin:])
	}
	return d.attrs
}

// maxNames bounds the bytes of names that are kept as one string.
const maxNames = 1024

// rawNames counts the bytes of the names from the i-th on, up to maxNames.
func (d *document) rawNames(i int) int {
	n := 0
	for ; i < len(d.attrs) && n < maxNames; i++ {
		n += len(stringAt(d.data, int(d.attrs[i].at)))
	}
	return n
}

// parse makes the nodes of a document that wasn't asked for any yet.
func (d *document) parse() {
	if !d.unparsed {
		return
	}
	d.unparsed = false
	d.named()
	p := &parser{stream: stream{data: d.data}, text: string(d.data), bare: d.bare, all: make([]handled, 0, d.handles), mentioned: make([]bool, d.handles)}
	p.expect(d)
	p.frame(d)
	d.make.all = p.all
	if d.straight != nil {
		d.straight.adopt(p.all)
		d.straight = nil
	}
	d.adopt()
}

// intValue gives the value of a java.lang.Integer.
func intValue(it item) (int32, bool) {
	o, ok := it.(*object)
	if !ok || o.desc == nil || o.desc.name != "java.lang.Integer" {
		return 0, false
	}
	raw, ok := o.prim("java.lang.Integer", "value")
	if !ok || len(raw) != 4 {
		return 0, false
	}
	return int32(be32(raw)), true
}
