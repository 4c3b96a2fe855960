package kryo

import (
	"errors"
	"fmt"
	"slices"
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
	data   []byte // what was decoded, nil for a new document
	attrs  []attribute
	index  map[string]int // of the last attribute of a name
	edited bool

	stop   error // what stopped reading
	hidden int
	frozen error // why nothing can be changed
	denied error // an edit that Remove couldn't refuse
	// undecided says why the layout isn't certain, see schemas.undecided.
	undecided [3]error

	// seen are the nodes that have a view, origin the nodes of views; that is made
	// when it is first needed.
	seen   []*node
	origin map[javaobj.Value]*node
	shared map[*node]javaobj.Value
	spent  int // on views
}

func newDocument(s *schema, limits transcoder.Limits) *document {
	return &document{writing: writing{schema: s, limits: limits}, index: map[string]int{}}
}

// document makes the document of a reading, whole or broken off.
func (a *attempt) document(data []byte) *document {
	d := newDocument(a.schema, a.limits)
	d.data, d.attrs, d.size = data, a.attrs, len(data)
	if a.err != nil && unknownClass(a.err) == nil {
		d.attrs = d.attrs[:min(a.sure+1, len(d.attrs))]
		for i := a.sure; i < len(d.attrs); i++ { // none, if reading broke off inside a name
			d.attrs[i].value = nil
		}
	}
	d.reindex()
	if a.err != nil {
		d.stop, d.hidden = a.stopped(), a.count-len(d.attrs)
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

func (d *document) reindex() {
	d.index = make(map[string]int, len(d.attrs))
	for i := range d.attrs {
		d.index[d.attrs[i].name] = i
	}
}

// Layout implements Document.
func (d *document) Layout() string { return strconv.Itoa(d.layout) }

// Unread implements Document.
func (d *document) Unread() (hidden int, err error) { return d.hidden, d.stop }

// Names lists the attributes in the record's order; of two with one name MSM
// takes the last. Of a record that couldn't be read to its end it lists those
// that were reached.
func (d *document) Names() []string {
	names := make([]string, 0, len(d.index))
	for i := range d.attrs {
		if d.index[d.attrs[i].name] == i {
			names = append(names, d.attrs[i].name)
		}
	}
	return names
}

// Get gives an attribute's value. What stands behind a class that isn't known
// is an error that names the class.
func (d *document) Get(name string) (javaobj.Value, error) {
	i, ok := d.index[name]
	switch {
	case ok && d.attrs[i].value != nil:
		return d.view(d.attrs[i].value), nil
	case ok:
		return nil, fmt.Errorf("attribute %q can't be read: %w", name, d.stop)
	case d.hidden > 0:
		return nil, fmt.Errorf("attribute %q may be one of %d that can't be read: %w", name, d.hidden, d.stop)
	}
	return nil, fmt.Errorf("attribute %q: %w", name, transcoder.ErrNoAttribute)
}

// refused gives the error of an edit that can't be made.
func (d *document) refused() error {
	if d.frozen == nil {
		return nil
	}
	class, reason := "java.util.concurrent.ConcurrentHashMap", d.frozen.Error()
	if e := unknownClass(d.frozen); e != nil {
		class, reason = e.Class, "the session holds it, and "+e.Reason
	}
	return &transcoder.UnsupportedError{Class: class, Reason: reason}
}

// Set adds an attribute or puts another value in its place; the others keep
// their bytes, numbers of names and objects aside.
func (d *document) Set(name string, v javaobj.Value) error {
	if v == nil {
		return &transcoder.UnsupportedError{Class: "null", Reason: "MSM can't load a session with a null attribute (WIRE-50); remove the attribute instead"}
	}
	if !javaobj.Valid(name) {
		return &transcoder.UnsupportedError{Class: "java.lang.String", Reason: "the attribute's name is no valid text"}
	}
	i, had := d.index[name]
	if had && d.attrs[i].value != nil && same(d.view(d.attrs[i].value), v) {
		return nil
	}
	if err := d.refused(); err != nil {
		return err
	}
	n, err := d.build(v)
	if err != nil {
		return err
	}
	d.edited = true
	if had {
		d.attrs[i].value = n
		return nil
	}
	d.index[name] = len(d.attrs)
	d.attrs = append(d.attrs, attribute{name: name, key: d.newText(name), value: n})
	return nil
}

// same tells whether an attribute holds just that value.
func same(old, v javaobj.Value) bool {
	if old == v {
		return true
	}
	a, ok := old.(*javaobj.Scalar)
	if !ok {
		return false
	}
	b, ok := v.(*javaobj.Scalar)
	return ok && *a == *b
}

// Remove takes an attribute out. Of a record that couldn't be read to its end
// nothing can be taken: it says false, and so that this isn't lost Encode says
// why. transcoder.Remove asks first.
func (d *document) Remove(name string) bool {
	if err := d.Refuses(name); err != nil {
		d.denied = fmt.Errorf("removing attribute %q: %w", name, err)
		return false
	}
	if _, had := d.index[name]; !had {
		return false
	}
	d.attrs = slices.DeleteFunc(slices.Clone(d.attrs), func(a attribute) bool { return a.name == name })
	d.reindex()
	d.edited = true
	return true
}

// Refuses implements transcoder.Remover.
func (d *document) Refuses(name string) error {
	if _, had := d.index[name]; !had && d.hidden == 0 {
		return nil
	}
	return d.refused()
}

// Encode gives the attribute bytes.
func (d *document) Encode(keep func(name string) bool) ([]byte, error) {
	if d.denied != nil {
		return nil, d.denied
	}
	attrs := d.attrs
	if keep != nil {
		attrs = nil
		for i := range d.attrs {
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
	return d.emit(attrs)
}
