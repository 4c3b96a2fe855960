package classfile

import (
	"errors"
	"fmt"
	"strings"
)

// maxSupers bounds a chain of super-classes; Java's own have less than 20.
const maxSupers = 200

// Supers gives a class and its super-classes, the class first, java.lang.Object
// not among them. A class that isn't found, and a circle, are errors.
func Supers(classes Classes, name string) ([]*Class, error) {
	var chain []*Class
	for name != "" && name != "java.lang.Object" {
		c, err := classes.Class(name)
		if err != nil {
			if len(chain) > 0 {
				return nil, fmt.Errorf("looking for the super-class of %s: %w", chain[len(chain)-1].Name, err)
			}
			return nil, err
		}
		if chain = append(chain, c); len(chain) > maxSupers {
			return nil, fmt.Errorf("class %s: its super-classes form a circle, or are more than %d", chain[0].Name, maxSupers)
		}
		name = c.Super
	}
	return chain, nil
}

// IsAssignable says whether a value of class from fits where to is declared, as
// Class.isAssignableFrom does; both as Class.getName() gives them. It is an
// error if a class is missing whose super-classes would decide.
func IsAssignable(classes Classes, from, to string) (bool, error) {
	if from == to {
		return true, nil
	}
	if primitiveName(from) || primitiveName(to) {
		return false, nil
	}
	if to == "java.lang.Object" {
		return true, nil
	}
	if strings.HasPrefix(from, "[") {
		return arrayFits(classes, from, to)
	}
	if strings.HasPrefix(to, "[") {
		return false, nil
	}
	return below(classes, from, to)
}

// arrayFits knows what an array is besides an Object.
func arrayFits(classes Classes, from, to string) (bool, error) {
	if to == "java.io.Serializable" || to == "java.lang.Cloneable" {
		return true, nil
	}
	if !strings.HasPrefix(to, "[") {
		return false, nil
	}
	return IsAssignable(classes, elementName(from), elementName(to))
}

// elementName gives the name of an array's elements' class.
func elementName(array string) string {
	element := array[1:]
	if strings.HasPrefix(element, "[") {
		return element
	}
	return TypeName(element)
}

func primitiveName(name string) bool {
	switch name {
	case "boolean", "byte", "char", "short", "int", "long", "float", "double", "void":
		return true
	}
	return false
}

// below looks through all that from extends and implements. Classes that are
// missing matter only if what is there doesn't answer yes.
func below(classes Classes, from, to string) (bool, error) {
	seen := map[string]bool{from: true}
	var missing error
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		if len(seen) > 16*maxSupers {
			return false, fmt.Errorf("class %s: it has more than %d super-classes and interfaces", from, 16*maxSupers)
		}
		c, err := classes.Class(queue[0])
		if errors.Is(err, ErrNotFound) {
			missing = errors.Join(missing, err)
			continue
		}
		if err != nil {
			return false, err
		}
		for _, above := range append([]string{c.Super}, c.Interfaces...) {
			if above == to {
				return true, nil
			}
			if above != "" && above != "java.lang.Object" && !seen[above] {
				seen[above] = true
				queue = append(queue, above)
			}
		}
	}
	if missing != nil {
		return false, fmt.Errorf("whether %s is a %s can't be told: %w", from, to, missing)
	}
	return false, nil
}

// Layered asks several class paths in turn; nil ones are left out.
func Layered(layers ...Classes) Classes {
	var list layered
	for _, each := range layers {
		if each != nil {
			list = append(list, each)
		}
	}
	return list
}

type layered []Classes

func (l layered) Class(name string) (*Class, error) {
	for _, each := range l {
		c, err := each.Class(name)
		if !errors.Is(err, ErrNotFound) {
			return c, err
		}
	}
	return nil, notFound(name)
}

func notFound(name string) error { return fmt.Errorf("class %s: %w", clip(name), ErrNotFound) }
