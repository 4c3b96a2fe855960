package javaser

import (
	"cmp"
	"math/big"
	"slices"

	"msmgate/manager/javaobj"
)

// inOrder sorts keys by their natural order, which the readers of Java's
// sorted collections take for granted. It refuses what it can't compare, and
// equal keys.
func inOrder(class string, keys []javaobj.Value) ([]javaobj.Value, error) {
	for _, k := range keys {
		if k == nil {
			return nil, unsupported(class, "it can't hold null")
		}
		if javaobj.ClassOf(k) != javaobj.ClassOf(keys[0]) || compare(k, k) == nil {
			return nil, unsupported(class, "the natural order of its elements is not known")
		}
	}
	if err := distinct(class, keys); err != nil {
		return nil, err
	}
	sorted := slices.Clone(keys)
	slices.SortStableFunc(sorted, func(a, b javaobj.Value) int { return *compare(a, b) })
	for i := 1; i < len(sorted); i++ {
		if *compare(sorted[i-1], sorted[i]) == 0 {
			return nil, unsupported(class, "two of its elements are equal")
		}
	}
	return sorted, nil
}

// compare gives the natural order of two Values of one class; nil if it isn't
// known.
func compare(a, b javaobj.Value) *int {
	result := func(n int) *int { return &n }
	switch a := a.(type) {
	case javaobj.String:
		return result(slices.Compare(codeUnits(string(a)), codeUnits(string(b.(javaobj.String)))))
	case *javaobj.Date:
		b := b.(*javaobj.Date)
		return result(cmp.Or(cmp.Compare(a.Millis, b.Millis), cmp.Compare(a.Nanos, b.Nanos)))
	case *javaobj.Scalar:
		b := b.(*javaobj.Scalar)
		switch a.Class {
		case "java.lang.Byte", "java.lang.Short", "java.lang.Integer", "java.lang.Long", "java.math.BigInteger":
			x, ok1 := new(big.Int).SetString(a.Text, 10)
			y, ok2 := new(big.Int).SetString(b.Text, 10)
			if ok1 && ok2 {
				return result(x.Cmp(y))
			}
		case "java.lang.Character":
			return result(slices.Compare(codeUnits(a.Text), codeUnits(b.Text)))
		}
	}
	return nil
}

// distinct refuses a set or map in which the same text stands twice: Java
// would drop one of them without a word.
func distinct(class string, keys []javaobj.Value) error {
	seen := make(map[javaobj.Value]bool, len(keys))
	scalars := map[javaobj.Scalar]bool{}
	for _, k := range keys {
		switch s := k.(type) {
		case javaobj.Raw:
			return unsupported(class, "raw bytes are no object")
		case *javaobj.Scalar:
			if scalars[*s] {
				return unsupported(class, "two of its elements or keys are equal")
			}
			scalars[*s] = true
		}
		if seen[k] {
			return unsupported(class, "two of its elements or keys are equal")
		}
		seen[k] = true
	}
	return nil
}
