package javaser

import (
	"strings"

	"msmgate/manager/javaobj"
)

// loadFactor is 0.75f, which Java takes unless told otherwise.
const loadFactor = 0x3f400000

// buckets gives the size of the table that Java would have made for n
// elements: a power of two.
func buckets(n int) uint32 {
	size := 16
	for size*3/4 < n {
		size *= 2
	}
	return uint32(size)
}

// table makes a map.
func (b *builder) table(v *javaobj.Map) (item, error) {
	if v.Comparator != "" {
		return nil, unsupported(v.Class, "its comparator "+v.Comparator+" is not known here, so its order isn't either")
	}
	class, err := b.form(v.Class, "java.util.LinkedHashMap", func(class string) bool { return mapMakers[class] != nil })
	if err != nil {
		return nil, err
	}
	keys := keysOf(v.Entries)
	if err := distinct(v.Class, keys); err != nil {
		return nil, err
	}
	o, err := b.object(v.Class)
	if err != nil {
		return nil, err
	}
	if err := b.keep(v, o); err != nil {
		return nil, err
	}
	if err := b.below(class, v.Class, v.Fields, o); err != nil {
		return nil, err
	}
	return o, mapMakers[class](b, o, v, class)
}

func keysOf(entries []javaobj.Entry) []javaobj.Value {
	keys := make([]javaobj.Value, len(entries))
	for i := range entries {
		keys[i] = entries[i].Key
	}
	return keys
}

var mapMakers map[string]func(b *builder, o *object, v *javaobj.Map, class string) error

func init() {
	mapMakers = map[string]func(b *builder, o *object, v *javaobj.Map, class string) error{
		"java.util.HashMap":                      makeHashMap,
		"java.util.LinkedHashMap":                makeHashMap,
		"java.util.TreeMap":                      makeTreeMap,
		"java.util.Hashtable":                    makeHashtable,
		"java.util.Properties":                   makeProperties,
		"java.util.concurrent.ConcurrentHashMap": makeConcurrentHashMap,
		"java.util.EnumMap":                      makeEnumMap,
		"java.util.Collections$EmptyMap":         makeEmptyMap,
		"java.util.Collections$SingletonMap":     makeSingletonMap,
		"java.util.Collections$UnmodifiableMap":  makeMapWrapper,
		"java.util.Collections$SynchronizedMap":  makeMapWrapper,
	}
}

// entries makes keys and values in turn.
func (b *builder) entries(entries []javaobj.Entry) ([]item, error) {
	items := make([]item, 0, 2*len(entries))
	for _, e := range entries {
		for _, v := range []javaobj.Value{e.Key, e.Value} {
			it, err := b.item(v)
			if err != nil {
				return nil, err
			}
			items = append(items, it)
		}
	}
	return items, nil
}

func (b *builder) fillMap(o *object, entries []javaobj.Entry, holder string, head []byte) error {
	items, err := b.entries(entries)
	if err != nil {
		return err
	}
	o.slot(holder).data = append(newBlock(head), items...)
	return nil
}

func makeHashMap(b *builder, o *object, v *javaobj.Map, _ string) error {
	const class = "java.util.HashMap"
	size := buckets(len(v.Entries))
	if err := shaped(class, o.setPrim(class, "loadFactor", put4(nil, loadFactor)), o.setPrim(class, "threshold", put4(nil, size*3/4))); err != nil {
		return err
	}
	return b.fillMap(o, v.Entries, class, put4(put4(nil, size), uint32(len(v.Entries))))
}

func makeTreeMap(b *builder, o *object, v *javaobj.Map, class string) error {
	sorted, err := inOrder(v.Class, keysOf(v.Entries))
	if err != nil {
		return err
	}
	values := map[javaobj.Value]javaobj.Value{}
	for _, e := range v.Entries {
		values[e.Key] = e.Value
	}
	entries := make([]javaobj.Entry, len(sorted))
	for i, key := range sorted {
		entries[i] = javaobj.Entry{Key: key, Value: values[key]}
	}
	return b.fillMap(o, entries, class, put4(nil, uint32(len(entries))))
}

// noNulls refuses null keys and values.
func noNulls(v *javaobj.Map) error {
	for _, e := range v.Entries {
		if e.Key == nil || e.Value == nil {
			return unsupported(v.Class, "it can't hold null")
		}
	}
	return nil
}

func makeHashtable(b *builder, o *object, v *javaobj.Map, _ string) error {
	const class = "java.util.Hashtable"
	if err := noNulls(v); err != nil {
		return err
	}
	size := max(11, uint32(len(v.Entries))*2+1)
	if err := shaped(class, o.setPrim(class, "loadFactor", put4(nil, loadFactor)), o.setPrim(class, "threshold", put4(nil, size*3/4))); err != nil {
		return err
	}
	return b.fillMap(o, v.Entries, class, put4(put4(nil, size), uint32(len(v.Entries))))
}

func makeProperties(b *builder, o *object, v *javaobj.Map, _ string) error {
	for _, e := range v.Entries {
		_, key := e.Key.(javaobj.String)
		_, value := e.Value.(javaobj.String)
		if !key || !value {
			return unsupported(v.Class, "it holds strings only")
		}
	}
	return makeHashtable(b, o, v, "")
}

// makeConcurrentHashMap writes the layout of Java 7, which later releases
// write, too: sixteen empty segments, each with its lock.
func makeConcurrentHashMap(b *builder, o *object, v *javaobj.Map, class string) error {
	if err := noNulls(v); err != nil {
		return err
	}
	segments, err := b.objectArray("[Ljava.util.concurrent.ConcurrentHashMap$Segment;", nil)
	if err != nil {
		return err
	}
	for range 16 {
		segment, err := b.object("java.util.concurrent.ConcurrentHashMap$Segment")
		if err != nil {
			return err
		}
		lock, err := b.object("java.util.concurrent.locks.ReentrantLock$NonfairSync")
		if err != nil {
			return err
		}
		if err := shaped(v.Class, segment.setField("java.util.concurrent.locks.ReentrantLock", "sync", lock),
			segment.setPrim("java.util.concurrent.ConcurrentHashMap$Segment", "loadFactor", put4(nil, loadFactor))); err != nil {
			return err
		}
		segments.elems = append(segments.elems, segment)
	}
	segments.size = 16
	if err := shaped(v.Class, o.setPrim(class, "segmentMask", put4(nil, 15)), o.setPrim(class, "segmentShift", put4(nil, 28)),
		o.setField(class, "segments", segments)); err != nil {
		return err
	}
	items, err := b.entries(v.Entries)
	if err != nil {
		return err
	}
	o.slot(class).data = append(items, theNull, theNull)
	return nil
}

func makeEnumMap(b *builder, o *object, v *javaobj.Map, class string) error {
	constants := ""
	for _, e := range v.Entries {
		key, ok := e.Key.(*javaobj.Enum)
		if !ok || constants != "" && key.Declaring != constants {
			return unsupported(v.Class, "its keys are constants of one enum")
		}
		constants = key.Declaring
	}
	if constants == "" {
		return unsupported(v.Class, "without a key the enum isn't known")
	}
	keyType, err := b.classObject(&javaobj.Class{Name: constants})
	if err != nil {
		return err
	}
	if err := shaped(v.Class, o.setField(class, "keyType", keyType)); err != nil {
		return err
	}
	return b.fillMap(o, v.Entries, class, put4(nil, uint32(len(v.Entries))))
}

func makeEmptyMap(_ *builder, _ *object, v *javaobj.Map, _ string) error {
	if len(v.Entries) > 0 {
		return unsupported(v.Class, "it is always empty; use java.util.LinkedHashMap")
	}
	return nil
}

func makeSingletonMap(b *builder, o *object, v *javaobj.Map, class string) error {
	if len(v.Entries) != 1 {
		return unsupported(v.Class, "it holds just one entry; use java.util.LinkedHashMap")
	}
	items, err := b.entries(v.Entries)
	if err != nil {
		return err
	}
	return shaped(v.Class, o.setField(class, "k", items[0]), o.setField(class, "v", items[1]))
}

func makeMapWrapper(b *builder, o *object, v *javaobj.Map, class string) error {
	it, err := b.item(&javaobj.Map{Class: "java.util.LinkedHashMap", Entries: v.Entries})
	if err != nil {
		return err
	}
	o.setField(class, "mutex", o)
	return shaped(v.Class, o.setField(class, "m", it))
}

// arraySignature gives the signature of an array class's elements.
func arraySignature(class string) string { return strings.ReplaceAll(class[1:], ".", "/") }
