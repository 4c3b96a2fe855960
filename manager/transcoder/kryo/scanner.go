package kryo

import (
	"math"

	"msmgate/manager/transcoder"
)

// scanner passes over a record as reader does, but makes no nodes: it checks
// that all of it can be read, and that kryo would have written it so, and notes
// where the attributes stand. What it isn't made for it leaves to a reader.
//
// Its methods take an offset and give that behind what they passed, or stopped.
type scanner struct {
	*schema
	one    bool // layout1
	textID byte // of java.lang.String, textSerial its serial
	data   []byte
	limits transcoder.Limits

	textSerial      uint32
	depth, elements int
	// names are in the order of their first mention: those of this record, named
	// in number, and behind them those that the record before had.
	names   []*spelling
	named   int
	objects []place // those that have a number
	spans   []span
	begun   int // objects in front of the attribute that is passed
	// differs, loose and release are reader's, outcome that of a scan that
	// stopped.
	differs, loose, release bool
	linked                  bool // an attribute refers into another
	outcome                 outcome
}

// place is an object that has a number.
type place struct {
	class uint32 // its serial
	at    int32  // where its data begin
}

// span is where an attribute stands in the record.
type span struct {
	start, value int32
	// text is where its name stands, which may be in front of it.
	text int32
	// objects and names are how many stand in front of it, inner how many objects
	// in front of its value.
	objects, inner, names int32
	// shared tells that attributes behind it refer into it.
	shared bool
}

// outcome is what a scan came to.
type outcome uint8

const (
	accepted outcome = iota // a reader would read it to its end
	loose                   // the same, but kryo would have written it otherwise
	refused                 // a reader would give an error, but for no limit's sake
	doubtful                // a reader must tell
)

// stopped is the offset behind what couldn't be passed.
const stopped = -1

func (z *scanner) refuse() int { return z.stop(refused) }
func (z *scanner) doubt() int  { return z.stop(doubtful) }

func (z *scanner) stop(o outcome) int {
	if z.outcome == accepted {
		z.outcome = o
	}
	return stopped
}

// newScanner takes a scanner from those that are at hand; done gives it back.
func newScanner(s *schema, data []byte, limits transcoder.Limits) *scanner {
	z, _ := s.scanners.Get().(*scanner)
	if z == nil {
		z = &scanner{schema: s, one: s.layout == layout1, textID: byte(s.text_.id), textSerial: s.text_.serial}
	}
	z.data, z.limits = data, limits
	return z
}

// most are the entries of a list that are kept for the next record.
const most = 1 << 13

func (z *scanner) done() {
	z.named = 0
	z.objects, z.spans = z.objects[:0], z.spans[:0]
	if cap(z.objects) > most {
		z.objects = nil
	}
	if cap(z.spans) > most {
		z.spans = nil
	}
	z.data = nil
	z.depth, z.elements, z.begun = 0, 0, 0
	z.differs, z.loose, z.release, z.linked, z.outcome = false, false, false, false, accepted
	z.scanners.Put(z)
}

// record passes a whole record, as try does.
func (z *scanner) record() outcome {
	z.attributes()
	switch {
	case z.outcome != doubtful && z.elements > z.limits.Elements:
		return doubtful
	case z.outcome == accepted && z.loose:
		return loose
	}
	return z.outcome
}

func (z *scanner) attributes() int {
	if len(z.data) > math.MaxInt32 || z.limits.Depth < 1 {
		return z.doubt()
	}
	if len(z.data) == 0 || z.data[0] != 1 {
		return z.refuse()
	}
	if !z.one {
		z.objects = append(z.objects, place{class: z.root.serial})
	}
	count, at := z.count(1, 2)
	for i := 0; i < count && at >= 0; i++ {
		at = z.attribute(at)
	}
	if at >= 0 && at < len(z.data) {
		return z.refuse()
	}
	return at
}

func (z *scanner) attribute(at int) int {
	s := span{start: int32(at), objects: int32(len(z.objects)), names: int32(z.named)}
	z.begun = len(z.objects)
	var text int
	if at, text = z.key(at); at < 0 {
		return at
	}
	s.value, s.text, s.inner = int32(at), int32(text), int32(len(z.objects))
	if at = z.any(at, &anywhere); at >= 0 {
		z.spans = append(z.spans, s)
	}
	return at
}

// key passes an attribute's name and tells where its text stands.
func (z *scanner) key(at int) (end, text int) {
	if end, left := z.texts(at, 1); left == 0 {
		return end, at + 2
	}
	if at+1 >= len(z.data) || z.data[at] != z.textID {
		switch at = z.any(at, &anywhere); {
		case at < 0:
			return at, 0
		case z.loose: // it may be a string whose class is named
			return z.doubt(), 0
		}
		return z.refuse(), 0
	}
	known := len(z.objects)
	end = z.any(at, &anywhere)
	switch {
	case end < 0 || z.one:
		return end, at + 1
	case len(z.objects) > known:
		return end, int(z.objects[known].at)
	}
	number, _ := z.uint(at + 1) // a reference, which was checked
	return end, int(z.objects[number-2].at)
}
