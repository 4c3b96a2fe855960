package kryo

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"msmgate/manager/transcoder"
)

// schemas are those that the settings leave to choose from.
type schemas struct {
	settings transcoder.Settings
	choices  []choice

	mu   sync.Mutex
	made map[[2]int]*schema
	// first are those of the choices for java17, once they were made.
	first []atomic.Pointer[schema]
}

// choice is a layout, and for kryo 1 whether Locale is registered, which MSM
// does from 1.7 on.
type choice struct {
	layout int
	locale bool
}

func newSchemas(s transcoder.Settings) *schemas {
	known := &schemas{settings: s, made: map[[2]int]*schema{}}
	old := []choice{{layout1, true}, {layout1, false}}
	switch s.Release {
	case "1.6":
		old = old[1:]
	case "1.8":
		old = old[:1]
	}
	switch {
	case s.Layout == "1", s.Layout == "" && (s.Release == "1.6" || s.Release == "1.8"):
		known.choices = old
	case s.Layout == "3":
		known.choices = []choice{{layout: layout3}}
	case s.Layout == "4":
		known.choices = []choice{{layout: layout4}}
	case s.Release == "2.x":
		known.choices = []choice{{layout: layout4}, {layout: layout3}}
	default:
		known.choices = slices.Concat([]choice{{layout: layout4}, {layout: layout3}}, old)
	}
	known.first = make([]atomic.Pointer[schema], len(known.choices))
	return known
}

// usual gives the schema of the i-th choice for java17.
func (k *schemas) usual(i int) *schema {
	s := k.first[i].Load()
	if s == nil {
		s = k.schema(k.choices[i], java17)
		k.first[i].Store(s)
	}
	return s
}

// schema gives the schema of a choice and a release of Java.
func (k *schemas) schema(c choice, java int) *schema {
	key := [2]int{c.layout, java}
	if c.locale {
		key[0] = -c.layout
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	s := k.made[key]
	if s == nil {
		s = newSchema(config{layout: c.layout, jdk: java, locale: c.locale, maxStored: k.settings.MaxStored, copyAll: k.settings.CopyCollections, joda: len(k.settings.Converters) > 0, classes: k.settings.Classes})
		k.made[key] = s
	}
	return s
}

// decode tries the layouts until one accounts for every byte. If none does, it
// takes the one that came furthest before a class that isn't known.
func (k *schemas) decode(data []byte, limits transcoder.Limits) (*document, error) {
	if len(data) > limits.Bytes {
		return nil, &transcoder.LimitError{Limit: "bytes", Max: limits.Bytes}
	}
	if d := k.scan(data, limits); d != nil {
		return d, nil
	}
	return k.read(data, limits)
}

// read is decode by making all nodes.
func (k *schemas) read(data []byte, limits transcoder.Limits) (*document, error) {
	text := string(data)
	var best, last *attempt
	var limit *transcoder.LimitError
	var bestDocument *document
	for i, c := range k.choices {
		if i > 0 && last != nil && !last.differs && family(last.layout) == family(c.layout) {
			continue // it would come to the same
		}
		for java := java17; java <= java6; java++ {
			a := try(k.schema(c, java), text, limits)
			if a.err == nil {
				d := a.document(data)
				if d.frozen == nil {
					d.undecided = k.undecided(a.count, a.differs, c.layout)
					return d, nil
				}
				if bestDocument == nil {
					bestDocument = d
				}
				break
			}
			var passed *transcoder.LimitError
			if limit == nil && errors.As(a.err, &passed) {
				limit = passed
			}
			if best == nil || a.better(best) {
				best = a
			}
			last = a
			if !a.release {
				break
			}
		}
	}
	if bestDocument != nil {
		return bestDocument, nil
	}
	if limit != nil {
		return nil, limit
	}
	if !best.carried() {
		return nil, best.err
	}
	return best.document(data), nil
}

// family tells kryo 1 from the others.
func family(layout int) bool { return layout == layout1 }

// better tells which of two readings that broke off says more: one that broke
// off at a class, then the one that came further.
func (a *attempt) better(b *attempt) bool {
	if a.carried() != b.carried() {
		return a.carried()
	}
	if len(a.attrs) != len(b.attrs) {
		return len(a.attrs) > len(b.attrs)
	}
	return a.at > b.at
}

// carried tells whether a record that can't be read to its end is carried
// through: it may be sound, but a class of it isn't known, or isn't as the
// class files say.
func (a *attempt) carried() bool {
	var limit *transcoder.LimitError
	if errors.As(a.err, &limit) {
		return false
	}
	return unknownClass(a.err) != nil || a.fields || a.holes != nil
}

// undecided says why classes that layouts write differently can't be written
// into a document of count attributes; nil if the settings or the record decide.
func (k *schemas) undecided(count int, differs bool, layout int) doubts {
	var reasons doubts
	if count == 0 && len(k.choices) > 2 {
		reasons |= 1 << layoutsAll
	}
	if layout != layout1 && len(k.choices) > 1 && !differs {
		reasons |= 1 << layouts34
	}
	if layout == layout1 && k.settings.Release == "" && !differs {
		reasons |= 1 << layoutsLocale
	}
	return reasons
}

var (
	errAnyLayout = errors.New(`which of kryo's layouts the session has can't be told; give --kryo "1" (MSM up to 1.8), "3" (1.9.0 to 2.1.0) or "4" (2.1.1 and later)`)
	err3Or4      = errors.New(`kryo 3 and 4 write it differently, and the session doesn't tell which it is; give --kryo "3" (MSM 1.9.0 to 2.1.0) or "4" (2.1.1 and later)`)
	errLocale    = errors.New("MSM 1.6 and 1.8 write it differently, and the session doesn't tell which it is; a node with --dialect 1.6 or 1.8 knows")
)

// doubts are the reasons why a layout isn't certain, a bit for each.
type doubts uint8

const (
	layoutsAll = iota
	layouts34
	layoutsLocale
)

// about gives one of the reasons, or nil.
func (d doubts) about(reason int) error {
	if d>>reason&1 == 0 {
		return nil
	}
	return [...]error{errAnyLayout, err3Or4, errLocale}[reason]
}
