package kryo

import (
	"errors"
	"fmt"
	"strconv"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// Document is what documents of this format tell beyond transcoder.Document.
type Document interface {
	transcoder.Document
	// Layout is "1", "3" or "4": the settings', or the first of those tried that
	// accounts for every byte.
	Layout() string
	// Unread says what stopped reading: the error names the class; hidden is the
	// number of attributes behind it, whose names aren't known. nil of a whole
	// document.
	Unread() (hidden int, err error)
}

// document is the attributes of one session.
type document struct {
	writing
	data  []byte // what was decoded, nil for a new document
	attrs []attribute
	index transcoder.Index
	// unlisted says that attrs weren't made yet, unnamed that the names weren't
	// read, unread that no node was made.
	edited, unlisted, unnamed, unread bool
	// linked tells that an attribute refers into another, mixed that one was set
	// to what holds parts of others.
	linked, mixed bool
	// undecided says why the layout isn't certain, see schemas.undecided.
	undecided doubts
	// spans are where the attributes stand that were passed over, in room if they
	// are few; allObjects and allNames are how many there are, nodes how many a reader
	// would make.
	spans                       []span
	room                        [2]span
	allObjects, allNames, nodes int32
	// hidden is how many attributes stand behind what stopped reading.
	hidden int32
	read   []attribute // as they were before edits
	// straight are the values while there are no nodes, see direct.
	straight  *straight
	mentioned []*class // by name, in the order of their first mention

	stop   error // what stopped reading
	frozen error // why nothing can be changed
	denied error // an edit that Remove couldn't refuse

	// seen are the nodes that have a view, origin the nodes of views; that is made
	// when it is first needed.
	seen   []*node
	origin map[javaobj.Value]*node
	shared map[*node]javaobj.Value
	spent  int // on views
}

func newDocument(s *schema, limits transcoder.Limits) *document {
	return &document{writing: writing{schema: s, limits: limits}}
}

// document makes the document of a reading, whole or broken off.
func (a *attempt) document(data []byte) *document {
	d := newDocument(a.schema, a.limits)
	d.data, d.attrs, d.size = data, a.attrs, len(data)
	d.links, d.session = a.links, a.session
	if a.err != nil && unknownClass(a.err) == nil {
		d.attrs = d.attrs[:min(a.sure+1, len(d.attrs))]
		for i := a.sure; i < len(d.attrs); i++ { // none, if reading broke off inside a name
			d.attrs[i].value = nil
		}
	}
	if a.err != nil {
		d.stop, d.hidden = a.stopped(), int32(a.count-len(d.attrs))
		d.frozen = d.stop
		return d
	}
	if a.loose {
		d.frozen = errors.New("it isn't written as kryo writes, so not all of it would come out again")
	}
	return d
}

// stopped names the class that stopped a reading.
func (a *attempt) stopped() error {
	size := len(a.data) - a.at
	if e := unknownClass(a.err); e != nil {
		return &UnknownClassError{Class: e.Class, Reason: e.Reason, Size: size}
	}
	if a.holes != nil {
		return unknown(a.holes.name, "for null inside an array of arrays kryo 1 writes nothing, and no reader, MSM's neither, finds its way behind one (%v)", a.err)
	}
	name := a.suspect()
	return unknown(name, "the class files don't fit the record (%v); give --classpath those of the release of the application that wrote it", a.err)
}

// suspect is the class that was mentioned last.
func (a *attempt) suspect() string {
	if len(a.names) == 0 {
		return "java.lang.Object"
	}
	return a.names[len(a.names)-1].name
}

// Layout implements Document.
func (d *document) Layout() string { return strconv.Itoa(d.layout) }

// Unread implements Document.
func (d *document) Unread() (hidden int, err error) { return int(d.hidden), d.stop }

// Names lists the attributes in the record's order; of two with one name MSM
// takes the last. Of a record that couldn't be read to its end it lists those
// that were reached.
func (d *document) Names() []string {
	names := make([]string, 0, len(d.attrs))
	for i, a := range d.named() {
		if d.indexOf(a.name) == i {
			names = append(names, a.name)
		}
	}
	return names
}

// Get gives an attribute's value. What stands behind a class that isn't known
// is an error that names the class.
func (d *document) Get(name string) (javaobj.Value, error) {
	i := d.indexOf(name)
	if i >= 0 && d.list()[i].value == nil && d.valued() {
		return d.straight.attrs[d.attrs[i].place-1], nil
	}
	if i >= 0 {
		d.load()
	}
	switch {
	case i >= 0 && d.attrs[i].value != nil:
		return d.view(d.attrs[i].value), nil
	case i >= 0:
		return nil, fmt.Errorf("attribute %q can't be read: %w", name, d.stop)
	case d.hidden > 0:
		return nil, fmt.Errorf("attribute %q may be one of %d that can't be read: %w", name, d.hidden, d.stop)
	}
	return nil, transcoder.NoAttribute(name)
}

// Encode gives the attribute bytes. What MSM couldn't store, or would lose, is
// refused unless it is what was decoded.
func (d *document) Encode(keep func(name string) bool) ([]byte, error) {
	if d.denied != nil {
		return nil, d.denied
	}
	if keep == nil && !d.edited && d.data != nil {
		return d.data, nil
	}
	attrs := d.list()
	if keep != nil {
		attrs = nil
		for i := range d.named() {
			if keep(d.attrs[i].name) {
				attrs = append(attrs, d.attrs[i])
			}
		}
	}
	if !d.edited && d.data != nil && len(attrs) == len(d.attrs) {
		return d.data, nil
	}
	if err := d.refused(); err != nil {
		return nil, fmt.Errorf("leaving out attributes by the filter: %w", err)
	}
	out, err := d.write(attrs)
	if err == nil {
		err = d.schema.storable(len(out))
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}
