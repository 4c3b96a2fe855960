package census

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"msmgate/manager/record"
)

// Report is what a census found. Its JSON form is promised: it may grow.
type Report struct {
	// Format is 1.
	Format int       `json:"format"`
	At     time.Time `json:"at"`
	// Partial says that not all was read, and Reason why.
	Partial bool     `json:"partial"`
	Reason  string   `json:"reason,omitempty"`
	Sources []Source `json:"sources"`
	Items   Items    `json:"items"`
	// Sizes are those of records as they are stored, compressed or not.
	Sizes           Distribution `json:"sizes"`
	AttributeCounts Distribution `json:"attributeCounts"`
	// Ages, Idle and Remaining are seconds, by the records' headers: since the
	// session began, since its last request that was stored, until it expires.
	Ages      Distribution `json:"ages"`
	Idle      Distribution `json:"idle"`
	Remaining Distribution `json:"remaining"`
	// NeverExpire and Expired are not in Remaining.
	NeverExpire          int64   `json:"neverExpire"`
	Expired              int64   `json:"expired"`
	MaxInactiveIntervals []Count `json:"maxInactiveIntervals"`
	Versions             []Count `json:"recordVersions"`
	// Flags are those of records.
	Flags       []Count      `json:"flags"`
	Declared    string       `json:"declaredSerializer,omitempty"`
	Serializers []Count      `json:"serializers"`
	Attributes  []Attribute  `json:"attributes"`
	Classes     []Class      `json:"classes"`
	Gadgets     []FoundClass `json:"gadgets"`
	// Filter is the class filter that was obeyed; Rejected are the classes that it
	// rejects.
	Filter   string       `json:"filter,omitempty"`
	Rejected []FoundClass `json:"rejected"`
	Blockers []Blocker    `json:"blockers"`
	// Bad names the first 50 items that can't be read or decoded.
	Bad []Bad `json:"bad"`
	// Dropped is how many names of attributes and classes found no room, those of
	// the fewest sessions.
	Dropped int `json:"dropped,omitempty"`
}

// Source is where items came from.
type Source struct {
	Name    string `json:"name"`
	Items   int64  `json:"items"`
	Records int64  `json:"records"`
	// Used says that reading counted as use there: the server knows no mg, so the
	// order in which it drops items when it is full has changed.
	Used  bool   `json:"countedAsUse,omitempty"`
	Error string `json:"error,omitempty"`
}

// Items counts what was found, by kind.
type Items struct {
	Total            int64 `json:"total"`
	Records          int64 `json:"records"`
	Decoded          int64 `json:"decoded"`
	Undecodable      int64 `json:"undecodable"`
	Backups          int64 `json:"backups"`
	Validities       int64 `json:"validities"`
	BackupValidities int64 `json:"backupValidities"`
	Locks            int64 `json:"locks"`
	Pings            int64 `json:"pings"`
	Foreign          int64 `json:"foreign"`
	Unreadable       int64 `json:"unreadable"`
}

// Count is how many records or items have something.
type Count struct {
	Value   string `json:"value"`
	Meaning string `json:"meaning,omitempty"`
	Count   int64  `json:"count"`
}

// Attribute is one attribute's name over all sessions.
type Attribute struct {
	Name     string  `json:"name"`
	Sessions int64   `json:"sessions"`
	Classes  []Count `json:"classes"`
	// Edit, Read and Carry count sessions by what can be done with it.
	Edit  int64 `json:"edit"`
	Read  int64 `json:"read"`
	Carry int64 `json:"carry"`
	// Reasons say why it isn't Edit.
	Reasons []Count `json:"reasons,omitempty"`
}

// Class is one class over all sessions.
type Class struct {
	Name       string   `json:"name"`
	Sessions   int64    `json:"sessions"`
	Access     Access   `json:"access"`
	Attributes []string `json:"attributes"`
	Gadget     *Gadget  `json:"gadget,omitempty"`
	RejectedBy string   `json:"rejectedBy,omitempty"`
}

// FoundClass is a class that is listed for a reason.
type FoundClass struct {
	Class    string   `json:"class"`
	Sessions int64    `json:"sessions"`
	Severity Severity `json:"severity,omitempty"`
	Family   string   `json:"family,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
}

// Blocker is something that stands in the way of a migration. Examples are
// hashes of sessions, or names of files.
type Blocker struct {
	Severity   Severity `json:"severity"`
	Title      string   `json:"title"`
	Sessions   int64    `json:"sessions"`
	Attributes []string `json:"attributes"`
	Classes    []string `json:"classes"`
	Reasons    []string `json:"reasons"`
	Examples   []string `json:"examples"`
	Advice     string   `json:"advice"`
}

// Bad is an item that can't be read or decoded.
type Bad struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// Faulty tells whether something was found that msmgate's exit code 1 stands
// for: a record that can't be decoded, a class that the filter rejects, or a
// class of attacks of severity critical.
func (r *Report) Faulty() bool {
	if r.Items.Undecodable > 0 || len(r.Rejected) > 0 {
		return true
	}
	return r.Attacks() > 0
}

// Attacks counts the classes of attacks of severity critical.
func (r *Report) Attacks() int {
	n := 0
	for _, g := range r.Gadgets {
		if g.Severity == Critical {
			n++
		}
	}
	return n
}

// Report gives what was found so far.
func (c *Census) Report() *Report {
	r := &Report{
		Format: 1, At: time.UnixMilli(c.now).UTC(), Partial: c.partial != "", Reason: c.partial, Sources: []Source{}, Items: c.items,
		Sizes: c.sizes.distribution(), AttributeCounts: c.attributeCount.distribution(),
		Ages: c.ages.distribution(), Idle: c.idle.distribution(), Remaining: c.remaining.distribution(),
		NeverExpire: c.never, Expired: c.expired,
		MaxInactiveIntervals: counts(c.intervals, nil), Versions: counts(c.versions, nil), Flags: counts(c.flags, meaningOfFlags),
		Serializers: counts(c.serializers, nil), Attributes: []Attribute{}, Classes: []Class{}, Gadgets: []FoundClass{}, Rejected: []FoundClass{},
		Filter: c.o.Filter.String(), Blockers: c.ranked(), Bad: append([]Bad{}, c.bad...), Dropped: c.classes.dropped + c.attributes.dropped,
	}
	if c.o.Declared != "" {
		r.Declared = SerializerName(c.o.Declared)
	}
	for _, s := range c.sources {
		r.Sources = append(r.Sources, *s)
	}
	for _, e := range c.attributes.sorted() {
		r.Attributes = append(r.Attributes, Attribute{
			Name: e.name, Sessions: e.sessions, Classes: byCount(e.more.classes),
			Edit: e.more.edit, Read: e.more.read, Carry: e.more.carry, Reasons: byCount(e.more.reasons),
		})
	}
	c.reportClasses(r)
	return r
}

func (c *Census) reportClasses(r *Report) {
	for _, e := range c.classes.sorted() {
		class := Class{
			Name: e.name, Sessions: e.sessions, Access: Edit, Attributes: slices.Sorted(maps.Keys(e.more.attributes)),
			Gadget: GadgetOf(e.name), RejectedBy: e.more.pattern,
		}
		switch {
		case e.more.carry > 0:
			class.Access = Carry
		case e.more.read > 0:
			class.Access = Read
		}
		r.Classes = append(r.Classes, class)
		if g := class.Gadget; g != nil {
			r.Gadgets = append(r.Gadgets, FoundClass{Class: e.name, Sessions: e.sessions, Severity: g.Severity, Family: g.Family})
		}
	}
	slices.SortStableFunc(r.Gadgets, func(a, b FoundClass) int { return cmp.Compare(a.Severity.rank(), b.Severity.rank()) })
	for _, e := range c.rejected.sorted() {
		r.Rejected = append(r.Rejected, FoundClass{Class: e.name, Sessions: e.sessions, Pattern: e.more})
	}
}

func counts[T any](t *tally[T], meaning func(string) string) []Count {
	list := []Count{}
	for _, e := range t.sorted() {
		n := Count{Value: e.name, Count: e.sessions}
		if meaning != nil {
			n.Meaning = meaning(e.name)
		}
		list = append(list, n)
	}
	return list
}

func byCount(m map[string]int64) []Count {
	list := []Count{}
	for value, n := range m {
		list = append(list, Count{Value: value, Count: n})
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list
}

// meaningOfFlags says who writes such flags (WIRE-10, WIRE-11, WIRE-14).
func meaningOfFlags(text string) string {
	n, _ := strconv.ParseUint(text, 10, 32)
	switch flags := uint32(n); {
	case flags == 0:
		return "raw bytes, as MSM 2.x writes"
	case flags == record.FlagsBytes:
		return "bytes, as MSM up to 1.9.7 and msmgate write"
	case flags == record.FlagsBytes|record.FlagCompressed:
		return "bytes, compressed, as MSM up to 1.9.7 writes above 16 KiB"
	case flags == record.FlagsPing:
		return "a ping"
	}
	return "unknown"
}
