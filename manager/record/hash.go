package record

// Hash is the hash over attribute bytes by which MSM sees that a session was
// changed: Java's Arrays.hashCode, 31*h plus each signed byte, beginning with
// 1 (STK-42). A session that was never stored has the hash 0.
func Hash(attributes []byte) int32 {
	h := int32(1)
	for _, b := range attributes {
		h = 31*h + int32(int8(b))
	}
	return h
}
