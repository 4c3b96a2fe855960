package memcacheserver

// hit is one found item, on its way into an answer.
type hit struct {
	key   string
	value []byte
	flags uint32
	cas   uint64
}

// get finds an item and counts the request; with touch it gets a new exptime.
func (s *store) get(key []byte, touch bool, exptime int32) (hit, bool) {
	asked, hits, misses := &s.counts.cmdGet, &s.counts.getHits, &s.counts.getMisses
	if touch { // memcached counts gat with touch, not with get
		asked, hits, misses = &s.counts.cmdTouch, &s.counts.touchHits, &s.counts.touchMisses
	}
	asked.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.seconds()
	it := s.use(s.items[string(key)], now)
	if it == nil {
		misses.Add(1)
		return hit{}, false
	}
	hits.Add(1)
	it.used, it.fetched = now, true
	if touch {
		it.exptime, it.deadline = exptime, deadline(exptime, now)
	}
	return hit{key: it.key, value: it.value, flags: it.flags, cas: it.cas}, true
}

// retrieve answers get, gets, gat and gats. A key over the limit spoils the
// whole answer, but the keys before it count as asked for.
func retrieve(withCAS, touch bool) func(*conn, request) reply {
	return func(c *conn, r request) reply {
		answer := reply{line: answerEnd, cas: withCAS, hits: c.hits[:0]}
		_, keys := nextToken(r.line)
		var exptime int32
		if touch {
			var token []byte
			token, keys = nextToken(keys)
			var ok bool
			if exptime, ok = parseInt32(token); !ok {
				return reply{line: answerBadExp}
			}
		}
		for {
			var key []byte
			if key, keys = nextToken(keys); len(key) == 0 {
				break
			}
			if len(key) > MaxKeyLength {
				answer.line, answer.spoiled = answerBadLine, true
				break
			}
			if h, found := c.server.store.get(key, touch, exptime); found {
				answer.hits = append(answer.hits, h)
			}
		}
		c.hits = answer.hits
		return answer
	}
}
