package nodes

import "context"

// Pick chooses the node of a new session: any primary node with equal chance
// (NODE-1); if that is down, Other. There is none where everything is down
// (NODE-5) or ids have no nodes (NODE-60).
func (s *Set) Pick(ctx context.Context) (node string, ok bool) {
	if len(s.primary) == 0 {
		return "", false
	}
	node = s.primary[s.intN(len(s.primary))]
	if s.Up(ctx, node) {
		return node, true
	}
	return s.Other(ctx, node)
}

// Other chooses a node instead of one that is down: any other primary node
// that answers, none asked twice (NODE-2), else any failover node that does
// (NODE-3, NODE-4).
func (s *Set) Other(ctx context.Context, instead string) (node string, ok bool) {
	if node, ok = s.randomUp(ctx, s.primary, instead); ok {
		return node, true
	}
	return s.randomUp(ctx, s.failover, instead)
}

func (s *Set) randomUp(ctx context.Context, from []string, without string) (node string, ok bool) {
	left := make([]string, 0, len(from))
	for _, n := range from {
		if n != without {
			left = append(left, n)
		}
	}
	for len(left) > 0 {
		i := s.intN(len(left))
		if s.Up(ctx, left[i]) {
			return left[i], true
		}
		left[i] = left[len(left)-1]
		left = left[:len(left)-1]
	}
	return "", false
}
