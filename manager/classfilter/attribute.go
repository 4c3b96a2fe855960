package classfilter

import (
	"fmt"
	"iter"
	"strings"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// CheckAttribute judges every class that an attribute of a document names, and
// its depth, number of objects and arrays. The error names the first class or
// limit at fault, never a value. Of an attribute that can't be read, only the
// class that it is known to have is judged.
func (f *Filter) CheckAttribute(doc transcoder.Document, name string) error {
	if f == nil {
		return nil
	}
	v, err := transcoder.Show(doc, name)
	if err != nil {
		return err
	}
	if lister, ok := doc.(transcoder.ClassLister); ok {
		if classes, err := lister.Classes(name); err == nil {
			if err := f.checkAll(classes); err != nil {
				return err
			}
		}
	}
	return f.CheckValue(v)
}

// CheckDocument judges all attributes of a document that was read from size
// bytes. The error names the attribute.
func (f *Filter) CheckDocument(doc transcoder.Document, size int) error {
	if f == nil {
		return nil
	}
	if err := f.CheckExtent(Extent{Bytes: int64(size)}); err != nil {
		return fmt.Errorf("the attributes' bytes: %w", err)
	}
	for _, name := range doc.Names() {
		if err := f.CheckAttribute(doc, name); err != nil {
			return fmt.Errorf("attribute %.300q: %w", name, err)
		}
	}
	return nil
}

// CheckValue judges a value that is not in a document yet.
func (f *Filter) CheckValue(v javaobj.Value) error {
	if f == nil {
		return nil
	}
	if err := f.checkAll(javaobj.Classes(v)); err != nil {
		return err
	}
	return f.CheckExtent(ExtentOf(v))
}

// checkAll judges classes as Java would while it reads them. It leaves out what
// Java doesn't ask its filters about: a string, and the class of a Class object.
func (f *Filter) checkAll(classes iter.Seq[string]) error {
	for class := range classes {
		if class == "java.lang.String" || class == "java.lang.Class" {
			continue
		}
		if err := f.Check(class); err != nil {
			return err
		}
		if more := implied[class]; more != "" {
			if err := f.Check(more); err != nil {
				return fmt.Errorf("reading a %s makes Java ask for another class: %w", class, err)
			}
		}
	}
	return nil
}

// ExtentOf measures a value; Bytes stays 0.
func ExtentOf(v javaobj.Value) Extent {
	var e Extent
	javaobj.Walk(v, func(v javaobj.Value, depth int) bool {
		e.Depth = max(e.Depth, int64(depth))
		e.References++
		switch v := v.(type) {
		case *javaobj.Bytes:
			e.Array = max(e.Array, int64(len(v.Data)))
		case *javaobj.List:
			if strings.HasPrefix(v.Class, "[") {
				e.Array = max(e.Array, int64(len(v.Elems)))
			}
		}
		return true
	})
	return e
}
