package kryo

// Kryo 3 and later number an object where it begins, but a reader has it only
// once its serializer calls Kryo.reference. Most do so before they read the
// content. Some can't, and what refers to such an object from inside its own
// content loads null. Two of MSM's give the reader a stand-in: whoever mentions
// such an object again loads a java.lang.Object.

// isMadeLast tells of which kinds MSM's readers have no object before they
// have read its content. (Later releases of the library do better with some.)
func isMadeLast(k kind) bool {
	switch k {
	case kindSingle, kindSingleMap, kindWrapper, kindArrayList, kindProxy, kindOptional:
		return true
	}
	return false
}

// isStoodIn tells of which kinds a second mention loads as another object.
func isStoodIn(k kind) bool { return k == kindEnumMap || k == kindSubList }

// link is a mention of an object by the one whose content it stands in; that
// is the name's node for an attribute's value.
type link struct{ holder, object *node }

// links are what a document knows of such mentions.
type links struct {
	// lost are those that MSM itself loses when it loads the record as it is:
	// they are carried.
	lost map[link]bool
	// circles and late tell that an object holds itself, and that there is an
	// object of those that are made last which holds more than scalars; again that
	// one of those with a stand-in was mentioned again. Only then a change may lose
	// a mention.
	circles, late, again bool
}

// fragile tells whether a change of one attribute may make MSM lose a mention
// in another.
func (l *links) fragile() bool { return l.circles && l.late || l.again }

// isHolder tells whether what is in a node may lead to an object that is not a
// scalar.
func isHolder(n *node) bool {
	for _, kid := range n.kids {
		if kid.class != nil && kid.class.kind != kindScalar && kid.class.kind != kindEnum && kid.class.kind != kindClass {
			return true
		}
	}
	return false
}

// What the number of a node says while its content is read or written.
const (
	begun  = 1       // reading: the reader has it
	unborn = 1 << 31 // it isn't there yet
)

// meet notes a reference of a record.
func (r *reader) meet(n *node) {
	if n.number != 0 {
		r.circles = true
	}
	stoodIn := isStoodIn(n.class.kind)
	r.again = r.again || stoodIn
	if n.number&unborn == 0 && !stoodIn {
		return
	}
	if r.lost == nil {
		r.lost = map[link]bool{}
	}
	r.lost[link{r.holder, n}] = true
}

// meet refuses a reference that MSM would lose, unless the record had it.
func (w *writer) meet(n *node) {
	if w.links == nil || w.lost[link{w.holder, n}] {
		return
	}
	switch {
	case n.number&unborn != 0:
		w.err = unsupported(n.class.name, "it would be met first inside itself, where MSM has no such object yet and loads null; "+
			"keep the attribute that has it now, or hold it in a java.util.ArrayList or java.util.HashMap")
	case isStoodIn(n.class.kind):
		w.err = unsupported(n.class.name, "MSM would load a java.lang.Object where it is mentioned a second time; set a copy of it")
	}
}
