package sessionid

import (
	"crypto/sha256"
	"encoding/hex"
)

// Hash gives eight hex digits that stand for the session in logs and metrics.
// It covers the random part only, so that a session keeps its mark when its
// node or route changes, and doesn't tell the id.
func Hash(id string) string {
	sum := sha256.Sum256([]byte(Random(id)))
	return hex.EncodeToString(sum[:4])
}
