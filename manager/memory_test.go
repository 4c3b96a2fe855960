package manager

import (
	"fmt"
	"testing"
	"time"
)

// NODE-76 is contains, which goes by no age.
func TestNegativeCache(t *testing.T) {
	at := time.Unix(1000, 0)
	t.Run("age, NODE-70", func(t *testing.T) {
		c := newNegativeCache(10, 500*time.Millisecond)
		c.put("a", at, false)
		if ok, removed := c.listed("a", at.Add(499*time.Millisecond)); !ok || removed {
			t.Error("not listed")
		}
		if !c.contains("a") {
			t.Error("not contained")
		}
		if ok, _ := c.listed("a", at.Add(500*time.Millisecond)); ok || c.contains("a") {
			t.Error("still listed")
		}
	})
	t.Run("size, NODE-72", func(t *testing.T) {
		c := newNegativeCache(3, time.Second)
		for _, id := range []string{"a", "b", "c"} {
			c.put(id, at, false)
		}
		c.listed("a", at) // used last
		c.put("d", at, false)
		if c.contains("b") || !c.contains("a") {
			t.Error("the wrong one was pushed out")
		}
	})
	t.Run("once, NODE-75", func(t *testing.T) {
		c := newNegativeCache(10, 5*time.Second)
		c.put("a", at, true)
		if !c.take("a", at) || c.take("a", at) {
			t.Error("not taken exactly once")
		}
	})
	t.Run("removed stays removed", func(t *testing.T) {
		c := newNegativeCache(10, time.Second)
		c.put("a", at, true)
		c.put("a", at, false)
		if _, removed := c.listed("a", at); !removed {
			t.Error("forgot that this node removed it")
		}
		c.forget("a")
		if c.contains("a") {
			t.Error("not forgotten")
		}
	})
}

func TestRequestMemory(t *testing.T) {
	m := newRequestMemory()
	if m.readOnly("GET /a") {
		t.Error("an unknown request is read-only (NST-32)")
	}
	m.noteReadOnly("GET /a")
	if !m.readOnly("GET /a") {
		t.Error("not remembered (NST-30)")
	}
	m.noteModifying("GET /a")
	m.noteReadOnly("GET /a")
	if m.readOnly("GET /a") {
		t.Error("a modifying request is read-only again (NST-31)")
	}
	for i := range maxReadOnly {
		m.noteReadOnly(fmt.Sprint(i))
	}
	m.noteReadOnly("one more")
	if m.readOnly("0") || !m.readOnly("1") {
		t.Error("the limit doesn't push out the oldest (NST-31)")
	}
}

func TestAliases(t *testing.T) {
	at := time.Unix(1000, 0)
	a := newAliases()
	a.put("1", "2", at, false)
	a.put("2", "3", at, false)
	if id, ok, _ := a.follow("1", at, at.Add(time.Second)); !ok || id != "3" {
		t.Errorf("1 leads to %q", id)
	}
	if _, ok, _ := a.follow("1", at, at.Add(aliasLife)); ok {
		t.Error("an old id lives for ever")
	}
	a.put("x", "y", at, true)
	if id, ok, _ := a.follow("x", at, at); !ok || id != "y" {
		t.Error("a request from before the login doesn't find the session")
	}
	if _, ok, stale := a.follow("x", at.Add(1), at.Add(1)); ok || !stale {
		t.Error("the id from before the login opens the session")
	}
	a.put("c", "d", at, false)
	a.put("d", "c", at, false)
	a.follow("c", at, at) // ends
	for i := range maxAliases + 10 {
		a.put(fmt.Sprint("k", i), "z", at, false)
	}
	if len(a.byOld) > maxAliases {
		t.Errorf("%d aliases", len(a.byOld))
	}
}
