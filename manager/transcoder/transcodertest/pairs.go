package transcodertest

import "fmt"

// Pairs joins the objects of two renderings: ids may differ, what they join may
// not.
type Pairs struct{ here, there map[string]string }

// Join says that an object there is one here. Known tells that this was said
// before; it is an error if either was said to be another one.
func (p *Pairs) Join(there, here string) (known bool, err error) {
	if p.here == nil {
		p.here, p.there = map[string]string{}, map[string]string{}
	}
	if old, ok := p.here[there]; ok {
		if old != here {
			return true, fmt.Errorf("object %s is both %s and %s here", there, old, here)
		}
		return true, nil
	}
	if old, ok := p.there[here]; ok {
		return true, fmt.Errorf("object %s here is both %s and %s", here, old, there)
	}
	p.here[there], p.there[here] = here, there
	return false, nil
}

// Lists compares lists, and lists of lists, element by element.
func Lists(want, have any, same func(want, have any) error) error {
	w, _ := want.([]any)
	h, _ := have.([]any)
	if len(w) != len(h) {
		return fmt.Errorf("want %d, have %d", len(w), len(h))
	}
	for i := range w {
		var err error
		if _, ok := w[i].([]any); ok {
			err = Lists(w[i], h[i], same)
		} else {
			err = same(w[i], h[i])
		}
		if err != nil {
			return fmt.Errorf("%d: %w", i, err)
		}
	}
	return nil
}
