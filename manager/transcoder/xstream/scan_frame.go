package xstream

// attributes gives the keys of the session's attributes if they stand as MSM's
// XStream writes them. Otherwise, ok is false, they are left to the nodes, which
// know what else XStream would read, and what is wrong.
func (s *scanner) attributeKeys(keys []attribute) (_ []attribute, ok bool) {
	root := &s.marks[0]
	isTable := string(s.name(0)) == "concurrent-hash-map" || string(s.name(0)) == tableClass
	if root.ref != 0 || root.isNamed || !isTable {
		return keys, false
	}
	if root.isCustom {
		return s.oldKeys(keys)
	}
	for e := root.first; e != none; e = s.marks[e].next {
		if m := &s.marks[e]; string(s.name(e)) != "entry" || m.ref != 0 || m.kids != 2 {
			return keys, false
		}
		key := s.marks[e].first
		if !s.isKey(key) {
			return keys, false
		}
		keys = append(keys, attribute{text: s.marks[key].text, end: s.marks[key].end})
	}
	return keys, true
}

// oldKeys gives the keys that XStream 1.4.2 writes.
func (s *scanner) oldKeys(keys []attribute) ([]attribute, bool) {
	table := int32(none)
	for k := s.marks[0].first; k != none; k = s.marks[k].next {
		if string(s.name(k)) == tableClass && s.marks[k].ref == 0 {
			table = k
		}
	}
	if table == none || s.marks[table].kids < 3 || s.marks[table].kids%2 == 0 {
		return keys, false
	}
	key := s.marks[table].first
	if string(s.name(key)) != "default" {
		return keys, false
	}
	for range s.marks[table].kids/2 - 1 {
		if key = s.marks[key].next; !s.isKey(key) {
			return keys, false
		}
		keys = append(keys, attribute{text: s.marks[key].text, end: s.marks[key].end})
		key = s.marks[key].next
	}
	for range 2 {
		if key = s.marks[key].next; string(s.name(key)) != "null" {
			return keys, false
		}
	}
	return keys, true
}

// isKey tells whether an element is a string as such.
func (s *scanner) isKey(m int32) bool {
	k := &s.marks[m]
	return string(s.name(m)) == "string" && k.ref == 0 && k.kids == 0 && !k.isNamed
}
