package census

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"msmgate/manager/classfilter"
	"msmgate/manager/record"
	"msmgate/manager/sessionid"
	"msmgate/manager/transcoder"
)

// Options of a census. The zero value is ready.
type Options struct {
	// Now is the moment from which ages are told; nil means time.Now.
	Now func() time.Time
	// Declared is the factory class that the configuration names; "" if there is
	// none. Records are read by what they are, whatever is declared.
	Declared string
	// Configure, if set, gives a transcoder its settings, such as a class path.
	Configure func(transcoder.Transcoder) (transcoder.Transcoder, error)
	// Filter is obeyed as Tomcat's own would be: classes that it rejects are listed.
	Filter *classfilter.Filter
}

// Bounds of the tables.
const (
	maxClassNames     = 20_000
	maxAttributeNames = 5_000
	maxBad            = 50
	maxExamples       = 3
)

// Census collects what items show. It isn't safe for concurrent use.
type Census struct {
	o           Options
	now         int64 // milliseconds
	transcoders map[string]configured

	items       Items
	bad         []Bad
	sources     []*Source
	serializers *tally[string] // the last factory class or ""
	flags       *tally[struct{}]
	versions    *tally[struct{}]
	intervals   *tally[struct{}]
	attributes  *tally[attributeRow]
	classes     *tally[classRow]
	rejected    *tally[string]    // the pattern
	rejectedNow map[string]string // of one session: class or limit, and pattern
	blockers    map[blocker]*blocked

	sizes, ages, idle, remaining, attributeCount *spread
	never, expired                               int64
	partial                                      string
}

// New begins a census.
func New(o Options) *Census {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Census{
		o: o, now: o.Now().UnixMilli(), transcoders: map[string]configured{}, blockers: map[blocker]*blocked{},
		serializers: newTally[string](50), flags: newTally[struct{}](100), versions: newTally[struct{}](10), intervals: newTally[struct{}](200),
		attributes: newTally[attributeRow](maxAttributeNames), classes: newTally[classRow](maxClassNames), rejected: newTally[string](maxClassNames),
		sizes: newSpread("bytes", byteSteps), ages: newSpread("seconds", timeSteps), idle: newSpread("seconds", timeSteps),
		remaining: newSpread("seconds", timeSteps), attributeCount: newSpread("attributes", []int64{0, 1, 2, 3, 5, 10, 20, 50, 100, 1000}),
	}
}

// attributeRow is what is known of an attribute's name.
type attributeRow struct {
	classes, reasons  map[string]int64
	edit, read, carry int64
}

// classRow is what is known of a class.
type classRow struct {
	edit, read, carry int64
	attributes        map[string]bool
	pattern           string
}

// Add counts one item.
func (c *Census) Add(item Item) {
	c.items.Total++
	source := c.source(item)
	source.Items++
	source.Used = source.Used || item.Used
	if err := item.Failed(); err != nil {
		c.items.Unreadable++
		c.noteBad(item, err)
		return
	}
	switch kindOf(item) {
	case Foreign:
		c.items.Foreign++
	case Backup:
		c.items.Backups++
	case Validity:
		c.items.Validities++
	case BackupValidity:
		c.items.BackupValidities++
	case Lock:
		c.items.Locks++
	case Ping:
		c.items.Pings++
	case Record:
		source.Records++
		c.addRecord(item)
	}
}

// source gives the row of a storage node; all files share one row.
func (c *Census) source(item Item) *Source {
	name := item.Source
	if item.Key == "" {
		name = "files"
	}
	for _, s := range c.sources {
		if s.Name == name {
			return s
		}
	}
	s := &Source{Name: name}
	c.sources = append(c.sources, s)
	return s
}

// Fail notes that a source could not be read to its end, and why.
func (c *Census) Fail(source string, err error) {
	s := c.source(Item{Source: source, Key: "-"})
	s.Error = clip(err.Error())
	c.partial = cmpOr(c.partial, "a source could not be read to its end")
}

// Interrupt notes that the census was ended before its time.
func (c *Census) Interrupt() { c.partial = "interrupted" }

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (c *Census) noteBad(item Item, err error) {
	if len(c.bad) < maxBad {
		c.bad = append(c.bad, Bad{Name: clip(item.name()), Reason: clip(err.Error())})
	}
}

// addRecord counts a session record. Whatever a record does to a decoder ends
// with the record.
func (c *Census) addRecord(item Item) {
	c.items.Records++
	c.sizes.add(item.Size)
	if item.HasFlags {
		c.flags.count(strconv.FormatUint(uint64(item.Flags), 10))
		c.noteFlags(item)
	}
	defer func() {
		if fault := recover(); fault != nil {
			c.undecodable(item, unknownSerializer, fmt.Errorf("decoding it ended with a fault of msmgate's own: %T", fault))
		}
	}()
	data, err := unwrap(item)
	if err != nil {
		c.undecodable(item, noRecord, err)
		return
	}
	r, err := record.Decode(data)
	if err != nil {
		c.undecodable(item, noRecord, err)
		return
	}
	session := sessionid.Hash(r.ID)
	c.addHeader(r, session)
	if item.Size > largeValue {
		c.block(blocker{kind: large}, session)
	}
	if len(r.Attributes) == 0 {
		c.items.Decoded++
		c.attributeCount.add(0)
		return
	}
	doc, serializer, err := c.decode(r.Attributes)
	c.serializers.count(serializer)
	if err != nil {
		c.undecodable(item, serializer, err)
		return
	}
	if declared := SerializerName(c.o.Declared); c.o.Declared != "" && declared != serializer {
		c.block(blocker{kind: otherSerializer, what: serializer}, session)
	}
	c.items.Decoded++
	c.addAttributes(doc, serializer, r.Attributes, session)
}

// unwrap goes by the flags where they are known, else by the first bytes
// (WIRE-16).
func unwrap(item Item) ([]byte, error) {
	if item.HasFlags {
		return record.Unwrap(item.Flags, item.Value, 0)
	}
	return record.UnwrapFile(item.Value, 0)
}

// What stands for a serializer where none could be found.
const (
	noRecord          = "no session record"
	unknownSerializer = "unknown"
)

func (c *Census) undecodable(item Item, serializer string, err error) {
	c.items.Undecodable++
	c.noteBad(item, err)
	session := item.hash()
	if item.Key == "" {
		session = clip(item.Source)
	}
	c.block(blocker{kind: undecodable, what: serializer}, session)
}

func (c *Census) addHeader(r *record.Record, session string) {
	c.versions.count(strconv.Itoa(int(r.Version)))
	c.intervals.count(strconv.Itoa(int(r.MaxInactiveInterval)))
	c.ages.add((c.now - r.CreationTime) / 1000)
	idle := (c.now - r.ThisAccessedTime) / 1000
	c.idle.add(idle)
	switch {
	case r.MaxInactiveInterval <= 0:
		c.never++
		c.block(blocker{kind: neverExpires}, session)
	case !r.Valid(c.now):
		c.expired++
	default:
		c.remaining.add(int64(r.MaxInactiveInterval) - idle)
	}
	if len(r.Principal) > 0 {
		if _, err := record.ParsePrincipal(r.Principal); err != nil {
			c.block(blocker{kind: principal}, session)
		}
	}
}

// addAttributes counts the attributes and classes of one session, each once.
func (c *Census) addAttributes(doc transcoder.Document, serializer string, data []byte, session string) {
	names := doc.Names()
	c.attributeCount.add(int64(len(names)))
	c.rejectedNow = map[string]string{}
	if err := c.o.Filter.CheckExtent(classfilter.Extent{Bytes: int64(len(data))}); err != nil {
		c.reject(err, session)
	}
	classes := map[string]Access{}
	attributesOf := map[string][]string{}
	for _, a := range c.inspectAll(doc, names[:min(len(names), maxAttributeNames)]) {
		c.addAttribute(a, session)
		for class, access := range a.classes {
			old, known := classes[class]
			if !known && len(classes) >= maxClasses {
				continue
			}
			if !known || old == Edit || access == Carry {
				classes[class] = access
			}
			attributesOf[class] = append(attributesOf[class], a.name)
		}
	}
	c.addHidden(serializer, data, classes)
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		c.addClass(class, classes[class], attributesOf[class], session)
	}
	for class, pattern := range c.rejectedNow {
		c.rejected.count(class).more = pattern
	}
}

// addHidden adds the classes that no value shows, if they are gadgets or rejected.
func (c *Census) addHidden(serializer string, data []byte, classes map[string]Access) {
	for _, class := range rawClasses(serializer, data, classes) {
		if GadgetOf(class) != nil || c.o.Filter.Check(class) != nil {
			classes[class] = Carry
		}
	}
}

func (c *Census) addAttribute(a attribute, session string) {
	row := &c.attributes.count(a.name).more
	if row.classes == nil {
		row.classes, row.reasons = map[string]int64{}, map[string]int64{}
	}
	bump(row.classes, a.class)
	switch a.access {
	case Edit:
		row.edit++
	case Read:
		row.read++
		c.block(blocker{kind: readOnly}, session).note(a.name, "", a.reason)
	case Carry:
		row.carry++
	}
	if a.reason != "" {
		bump(row.reasons, a.reason)
	}
	switch {
	case a.notSerializable:
		c.block(blocker{kind: notSerializable}, session).note(a.name, "", "")
	case a.access == Carry:
		c.block(blocker{kind: carried}, session).note(a.name, a.class, a.reason)
	}
	for class, why := range a.lost {
		c.block(blocker{kind: lost}, session).note(a.name, class, why)
	}
	if a.rejected != nil {
		c.reject(a.rejected, session).note(a.name, "", "")
	}
}

// bump counts in a small map; what comes when it is full is left out.
func bump(m map[string]int64, name string) {
	if _, known := m[name]; name != "" && (known || len(m) < 20) {
		m[name]++
	}
}

// reject notes what the filter said.
func (c *Census) reject(err error, session string) *blocked {
	class, pattern := rejection(err)
	b := c.block(blocker{kind: filtered}, session)
	b.note("", cmpOr(class, pattern), "")
	c.rejectedNow[cmpOr(class, pattern)] = pattern
	return b
}

func (c *Census) addClass(class string, access Access, attributes []string, session string) {
	row := &c.classes.count(class).more
	switch access {
	case Edit:
		row.edit++
	case Read:
		row.read++
	case Carry:
		row.carry++
	}
	if row.attributes == nil {
		row.attributes = map[string]bool{}
	}
	for _, name := range attributes {
		if len(row.attributes) < 20 {
			row.attributes[name] = true
		}
	}
	if g := GadgetOf(class); g != nil {
		c.block(blocker{kind: gadget, what: string(g.Severity)}, session).note("", class, "")
	}
	if class == "java.lang.String" || class == "java.lang.Class" {
		return // Java never asks its filters about these
	}
	if d, pattern := c.o.Filter.Decide(class); d == classfilter.Rejected {
		row.pattern = pattern
		c.rejectedNow[class] = pattern
		c.block(blocker{kind: filtered}, session).note("", class, "")
	}
}

// noteFlags sees which releases write here (WIRE-10, WIRE-11, WIRE-14).
func (c *Census) noteFlags(item Item) {
	session := item.hash()
	switch {
	case item.Flags&record.FlagCompressed != 0:
		c.block(blocker{kind: compressed}, session)
	case item.Flags == 0:
		c.block(blocker{kind: rawFlags}, session)
	case item.Flags&record.FlagsBytes != 0:
		c.block(blocker{kind: oldFlags}, session)
	default:
		c.block(blocker{kind: strangeFlags, what: strings.Clone(strconv.FormatUint(uint64(item.Flags), 10))}, session)
	}
}
