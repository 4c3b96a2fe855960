package manager

// parsePrincipal reads a record's principal (WIRE-36).
func parsePrincipal([]byte) (name string, roles []string, ok bool) { return "", nil, false }
