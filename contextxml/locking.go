package contextxml

import (
	"fmt"
	"strings"

	"msmgate/internal/javaregex"
)

// parseLocking reads a lockingMode (CFG-68): none, all and auto in any case, or
// "uriPattern:" with a pattern for the whole request id (CFG-69).
func parseLocking(text string) (Locking, error) {
	if pattern, ok := strings.CutPrefix(text, "uriPattern:"); ok {
		compiled, err := javaregex.Compile(pattern)
		if err != nil {
			return Locking{}, fmt.Errorf("the uriPattern of lockingMode: %w", err)
		}
		return Locking{Mode: LockURIPattern, Pattern: compiled}, nil
	}
	switch strings.ToUpper(text) {
	case "NONE":
		return Locking{Mode: LockNone}, nil
	case "ALL":
		return Locking{Mode: LockAll}, nil
	case "AUTO":
		return Locking{Mode: LockAuto}, nil
	case "APP", "URI_PATTERN":
		return Locking{}, fmt.Errorf("lockingMode %q is a name inside of MSM that the start refuses", clip(text))
	}
	return Locking{}, fmt.Errorf("lockingMode %q is not known", clip(text))
}

const lockingFix = `write none, all, auto, or uriPattern: and a pattern; no blanks`

// String is the mode as it is written in lockingMode.
func (l Locking) String() string {
	switch l.Mode {
	case LockAll:
		return "all"
	case LockAuto:
		return "auto"
	case LockURIPattern:
		return "uriPattern:" + l.Pattern.String()
	}
	return "none"
}
