package burst

// Waiting tells how many bursts wait for a lane.
func (s *Storage) Waiting(node string) int {
	n := s.nodes[node]
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.waiting)
}
