package main

import (
	"errors"
	"fmt"
	"io"

	"msmgate/internal/census"
	"msmgate/internal/gengo"
	"msmgate/manager/classfilter"
	"msmgate/manager/javaobj"
)

// recordReader tells a catalogue what records hold, and says what could not be
// decoded or may not be read.
type recordReader struct {
	census    *census.Census
	catalogue *gengo.Catalogue
	filter    *classfilter.Filter
	notes     io.Writer
	read      int // records
	taken     int // attributes
	left      int // records and attributes that could not be decoded, or are rejected
	said      map[string]bool
}

// add takes one item; what isn't a session record is passed over.
func (r *recordReader) add(item census.Item) error {
	if err := item.Failed(); err != nil {
		return fmt.Errorf("%s: %w", item.Source, err)
	}
	doc, err := r.census.Open(item)
	if errors.Is(err, census.ErrNoRecord) {
		return nil
	}
	r.read++
	if err != nil {
		r.leave(err.Error())
		return nil
	}
	values := map[string]javaobj.Value{}
	for _, name := range doc.Names() {
		v, err := doc.Get(name)
		if err == nil {
			err = r.filter.CheckAttribute(doc, name)
		}
		if err != nil {
			r.leave(fmt.Sprintf("attribute %q: %v", name, err))
			continue
		}
		values[name] = v
	}
	r.taken += len(values)
	return r.catalogue.Add(values)
}

// mostNotes bounds what is said about records that can't be decoded; all are
// counted.
const mostNotes = 20

// leave notes what is left out, each kind once.
func (r *recordReader) leave(reason string) {
	r.left++
	if r.said[reason] || len(r.said) >= mostNotes {
		return
	}
	if r.said == nil {
		r.said = map[string]bool{}
	}
	r.said[reason] = true
	fmt.Fprintf(r.notes, "left out: %s\n", reason)
}
