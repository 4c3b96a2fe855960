package classfile

// maxNesting bounds annotations inside annotations.
const maxNesting = 64

// readAnnotations gives the class names of annotations; their values are
// stepped over.
func readAnnotations(r *reader, p *pool) []string {
	var names []string
	for range r.count(4) {
		names = append(names, readAnnotation(r, p, 0))
	}
	return names
}

func readAnnotation(r *reader, p *pool, depth int) string {
	name := p.text(r, annotationType)
	for range r.count(3) {
		r.u2() // the element's name
		skipElement(r, p, depth+1)
		if r.err != nil {
			return ""
		}
	}
	return name
}

// skipElement steps over an element's value (JVMS 4.7.16.1).
func skipElement(r *reader, p *pool, depth int) {
	if depth > maxNesting {
		r.fail("annotations are nested deeper than %d", maxNesting)
		return
	}
	switch tag := r.u1(); tag {
	case 'B', 'C', 'D', 'F', 'I', 'J', 'S', 'Z', 's', 'c':
		r.take(2)
	case 'e':
		r.take(4)
	case '@':
		readAnnotation(r, p, depth)
	case '[':
		for range r.count(1) {
			skipElement(r, p, depth+1)
			if r.err != nil {
				return
			}
		}
	default:
		r.fail("an annotation holds a value of the unknown kind %d", tag)
	}
}
