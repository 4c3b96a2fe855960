package gengo

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"msmgate/manager/classfile"
	"msmgate/manager/classfilter"
	"msmgate/manager/javaobj"
)

// Catalogue collects what is known of Java classes. It isn't safe for concurrent
// use.
type Catalogue struct {
	files      classfile.Classes // nil without a class path
	all        classfile.Classes // files and the JDK
	filter     *classfilter.Filter
	classes    map[string]*class
	attributes map[string]*place
	records    int
	objects    map[javaobj.Value]bool
	open       map[javaobj.Value]bool // lists and maps that are being looked into
	todo       []javaobj.Value
	deep       *place
	err        error
}

// class is what is known of one Java class.
type class struct {
	name  string
	super string // the nearest super-class that gets a type; "" if none
	// fields are the class's own, by name in found.
	fields []*field
	found  map[string]*field
	// filed says that the class file was read.
	filed     bool
	enum      bool
	constants []string
	// content is what stands in the class if it is a collection or a map.
	content *place
	extends javaType // the collection or map that it extends
	// listed and plain say that objects were shown as collections or maps, and by
	// their fields: formats differ in that.
	listed, plain bool
	objects       int
	told          int // objects whose format tells all fields
}

// field is one field of a class.
type field struct {
	name     string
	declared javaType
	seen     *place
	told     int  // objects that had it, among those that the class counts as told
	loose    bool // not all formats and releases have it
	untold   bool // only formats that don't tell the declaring class showed it
}

// New gives an empty catalogue. classes is the application's class path, nil if
// there is none.
func New(classes classfile.Classes) *Catalogue {
	c := &Catalogue{
		files: classes, all: classfile.JDK(), classes: map[string]*class{}, attributes: map[string]*place{},
		objects: map[javaobj.Value]bool{}, open: map[javaobj.Value]bool{}, deep: &place{},
	}
	c.deep.elems, c.deep.keys, c.deep.values = c.deep, c.deep, c.deep
	if classes != nil {
		c.all = classfile.Layered(classes, c.all)
	}
	return c
}

// Obey leaves classes of the class path out that the filter rejects, or whose
// super-classes it rejects. Of values it is the caller who asks the filter.
func (c *Catalogue) Obey(filter *classfilter.Filter) { c.filter = filter }

// Add takes the attributes of one record, in any order.
func (c *Catalogue) Add(attributes map[string]javaobj.Value) error {
	c.records++
	for name, v := range attributes {
		if c.attributes[name] == nil {
			c.attributes[name] = &place{}
		}
		c.observe(c.attributes[name], v)
	}
	for len(c.todo) > 0 {
		v := c.todo[len(c.todo)-1]
		c.todo = c.todo[:len(c.todo)-1]
		c.object(v)
	}
	clear(c.objects) // the next record's objects are others
	return c.err
}

// AddClass takes a class of the class path, and the classes of its fields and
// super-classes. A name that ends with .* means all classes of a package.
func (c *Catalogue) AddClass(name string) error {
	if c.files == nil {
		return fmt.Errorf("class %s: there is no class path to find it on", name)
	}
	if prefix, ok := strings.CutSuffix(name, "*"); ok {
		return c.addPackage(name, prefix)
	}
	file, err := c.files.Class(name)
	if err != nil {
		return err
	}
	if file.Access.Has(classfile.Interface) {
		return fmt.Errorf("class %s is an interface: it has no fields, and no objects", name)
	}
	if why := c.unfit(file); why != "" {
		return fmt.Errorf("class %s gets no Go type: %s", name, why)
	}
	c.class(name)
	return c.err
}

// addPackage takes the classes of a package that a session can hold.
func (c *Catalogue) addPackage(pattern, prefix string) error {
	lister, ok := c.files.(interface{ Names() []string })
	if !ok {
		return fmt.Errorf("%s: this class path can't list its classes", pattern)
	}
	found := false
	for _, name := range lister.Names() {
		rest, inside := strings.CutPrefix(name, prefix)
		if !inside || strings.Contains(rest, ".") {
			continue
		}
		file, err := c.files.Class(name)
		if err != nil {
			return err
		}
		if file.Access&(classfile.Interface|classfile.Synthetic) != 0 || anonymous(name) || c.unfit(file) != "" || !c.is(name, "java.io.Serializable") {
			continue
		}
		found = true
		c.class(name)
	}
	if !found {
		return fmt.Errorf("%s: no class there is Serializable", pattern)
	}
	return c.err
}

// anonymous tells classes without a name: their last part begins with a digit.
func anonymous(name string) bool {
	last := name[strings.LastIndexByte(name, '$')+1:]
	return last == "" || last[0] >= '0' && last[0] <= '9'
}

// class gives the entry of a class, which it makes from the class file if there
// is one.
func (c *Catalogue) class(name string) *class {
	if known := c.classes[name]; known != nil {
		return known
	}
	made := &class{name: name, found: map[string]*field{}}
	c.classes[name] = made
	if c.files != nil {
		c.read(made)
	}
	return made
}

// collects tells whether the class is shown as a collection or a map.
func (k *class) collects() bool { return k.content != nil && (k.listed || !k.plain) }

// field gives the entry of a field. One that the class file doesn't have is of
// another release of the class.
func (k *class) field(name string) *field {
	f := k.found[name]
	if f == nil {
		f = &field{name: name, seen: &place{}, loose: k.filed}
		k.found[name] = f
		k.fields = append(k.fields, f)
	}
	return f
}

// is tells whether a class is, or is below, another one, as far as the class
// files and the JDK's tell.
func (c *Catalogue) is(from, to string) bool {
	ok, err := classfile.IsAssignable(c.all, from, to)
	return ok && err == nil
}

// jdk tells classes that get no Go type.
func jdk(name string) bool {
	for _, prefix := range []string{"java.", "sun.", "jdk.", "com.sun."} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// fail keeps the first thing that went wrong.
func (c *Catalogue) fail(err error) {
	if c.err == nil && err != nil && !errors.Is(err, classfile.ErrNotFound) {
		c.err = err
	}
}

// lineage gives a class and those above it that have a type, the class first.
func (c *Catalogue) lineage(name string) []*class {
	var chain []*class
	for k := c.classes[name]; k != nil && !slices.Contains(chain, k); k = c.classes[k.super] {
		chain = append(chain, k)
	}
	return chain
}
