package kryo

import (
	"errors"
	"strings"
	"sync"

	"msmgate/manager/classfile"
)

// The layouts, by the kryo that writes them.
const (
	layout1 = 1 // MSM up to 1.8
	layout3 = 3 // MSM 1.9.0 to 2.1.0
	layout4 = 4 // MSM 2.1.1 and later
)

// schema knows how each class is written in one layout, with one setting of the
// options. It is safe for concurrent use; classes are derived when they are
// first met, and kept if they are known.
type schema struct {
	layout  int
	files   classfile.Classes // the application's and the JDK's
	app     classfile.Classes // the application's alone, nil without a class path
	copyAll bool              // copyCollectionsForSerialization (CFG-43)
	// maxStored is Settings.MaxStored.
	maxStored int
	locale    bool // kryo 1 of MSM 1.7 and later registers Locale
	byID      []*class
	mu        sync.RWMutex
	known     map[string]*class
	spelled   map[string]*spelling // by the name as it stands in records
	root      *class               // the session's map
	text_     *class               // java.lang.String

	scanners sync.Pool // *scanner
}

// spelling is a class with its name as it stands in records.
type spelling struct {
	raw string
	*class
}

// config chooses a schema.
type config struct {
	layout  int
	jdk     int
	locale  bool
	copyAll bool
	// maxStored is Settings.MaxStored.
	maxStored int
	joda      bool // JodaDateTimeRegistration is configured
	classes   classfile.Classes
}

func newSchema(c config) *schema {
	s := &schema{layout: c.layout, app: c.classes, copyAll: c.copyAll && c.layout != layout1, locale: c.locale, maxStored: c.maxStored, known: map[string]*class{}, spelled: map[string]*spelling{}}
	s.files = classfile.Layered(c.classes, olderJDK(c.jdk), classfile.JDK(), jodaClasses())
	s.register(c)
	s.text_ = s.handle("java.lang.String")
	_ = s.text_.ready(s) // new documents write texts before any was read
	s.root = s.handle("java.util.concurrent.ConcurrentHashMap")
	for _, c := range s.byID {
		if c != nil {
			_ = c.ready(s) // primitives are mentioned only
		}
	}
	return s
}

// handle gives the class of a name that is no stranger: the JDK's, a field's
// type. It need not be ready.
func (s *schema) handle(name string) *class {
	s.mu.RLock()
	c := s.known[name]
	s.mu.RUnlock()
	if c != nil {
		return c
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if c = s.known[name]; c == nil {
		c = newClass(name)
		s.known[name] = c
	}
	return c
}

// read gives the class of a name as it stands in a record; canonical tells
// whether kryo writes it so.
func (s *schema) read(raw string) (c *class, name string, canonical bool) {
	s.mu.RLock()
	found := s.spelled[raw]
	s.mu.RUnlock()
	if found != nil {
		return found.class, found.name, true
	}
	name = s.text(raw)
	if !plausible(name) {
		return nil, name, false
	}
	c = s.find(name)
	if canonical = string(s.appendText(nil, name)) == raw; canonical && s.isKnown(c) {
		s.mu.Lock()
		s.spelled[raw] = &spelling{raw, c}
		s.mu.Unlock()
	}
	return c, name, canonical
}

func (s *schema) isKnown(c *class) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.known[c.name] == c
}

// find gives the class of any name. What isn't known isn't kept, so that names
// from records don't fill the memory.
func (s *schema) find(name string) *class {
	s.mu.RLock()
	c := s.known[name]
	s.mu.RUnlock()
	if c != nil {
		return c
	}
	c = newClass(name)
	if c.ready(s) != nil {
		return c
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if other := s.known[name]; other != nil {
		return other
	}
	s.known[name] = c
	return c
}

// finality tells what Class.isFinal says of a type, array or not; an error if
// the type isn't known.
func (s *schema) finality(name string) (bool, error) {
	inner := strings.TrimLeft(name, "[")
	if len(inner) < len(name) {
		if len(inner) == 1 {
			return true, nil // primitives
		}
		inner = strings.TrimSuffix(strings.TrimPrefix(inner, "L"), ";")
	}
	if inner == "java.lang.Object" {
		return false, nil
	}
	if c := s.registered(inner); c != nil && c.boxed {
		return true, nil
	}
	file, err := s.files.Class(inner)
	if err != nil {
		if errors.Is(err, classfile.ErrNotFound) && (strings.HasPrefix(inner, "java.") || strings.HasPrefix(inner, "javax.")) {
			return false, nil // neither a Serializable class nor a final one of those that records hold
		}
		return false, s.missing(inner, err)
	}
	return file.Access.Has(classfile.Final), nil
}

// registered gives a class that has a number.
func (s *schema) registered(name string) *class {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if c := s.known[name]; c != nil && c.id != 0 {
		return c
	}
	return nil
}

// fill derives the layout of a class.
func (s *schema) fill(c *class) error {
	if strings.HasPrefix(c.name, "[") {
		return s.fillArray(c)
	}
	if k, ok := s.special(c.name); ok {
		c.kind, c.format, c.differs = k.kind, k.format, k.differs
		if c.name == "java.util.Locale" && s.layout == layout1 {
			c.differs = true
		}
		if c.kind == kindWrapper {
			c.dims = wrapperOrdinal(c.name)
		}
		c.above = []string{c.name}
		if f, err := s.files.Class(c.name); err == nil {
			c.final = f.Access.Has(classfile.Final)
		}
		return nil
	}
	return s.derive(c)
}

// fillArray derives an array from its elements.
func (s *schema) fillArray(c *class) error {
	inner := strings.TrimLeft(c.name, "[")
	c.kind, c.dims = kindArray, len(c.name)-len(inner)
	if c.dims > 255 {
		return unknown(c.name, "an array has 255 dimensions at most")
	}
	c.above = []string{c.name}
	if len(inner) == 1 {
		box := boxOf[inner[0]]
		if box == "" {
			return unknown(c.name, "that is no name of a class")
		}
		c.final = true
		if c.dims == 1 {
			c.prim, c.elem = inner[0], s.handle(box)
			c.slot = slot{mode: slotPlain, class: c.elem}
			return nil
		}
		c.elem = s.handle(c.name[1:])
		c.slot = slot{mode: slotNullable, class: c.elem}
		return nil
	}
	if len(inner) < 3 || inner[0] != 'L' || inner[len(inner)-1] != ';' {
		return unknown(c.name, "that is no name of a class")
	}
	name := inner[1 : len(inner)-1]
	final, err := s.finality(c.name)
	if err != nil {
		return err
	}
	c.final = final
	if c.dims > 1 {
		c.elem = s.handle(c.name[1:])
		c.slot = slot{mode: slotNullable, class: c.elem}
		return nil
	}
	c.elem = s.handle(name)
	if final {
		c.slot = slot{mode: slotNullable, class: c.elem}
	}
	return nil
}

var boxOf = map[byte]string{
	'Z': "java.lang.Boolean", 'B': "java.lang.Byte", 'C': "java.lang.Character", 'S': "java.lang.Short",
	'I': "java.lang.Integer", 'J': "java.lang.Long", 'F': "java.lang.Float", 'D': "java.lang.Double",
}
