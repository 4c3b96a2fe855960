package manager

import (
	"fmt"

	"msmgate/manager/javaobj"
)

// toValue gives the Java value for what a caller sets; nil stays nil, which
// every format refuses (WIRE-50).
func toValue(v any) (javaobj.Value, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case javaobj.Value:
		return v, nil
	}
	value, err := javaobj.FromGo(v)
	if err != nil {
		return nil, fmt.Errorf("no Java value for a Go %T: %w", v, err)
	}
	return value, nil
}
