package storetest

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/sessions"
)

func makesNone(t *testing.T, v *visitor) {
	cookie := v.visit(func(w http.ResponseWriter, r *http.Request, s *sessions.Session) {
		if !s.IsNew || s.ID != "" || len(s.Values) != 0 {
			t.Errorf("got %+v", s)
		}
		if err := s.Save(r, w); err != nil {
			t.Error(err)
		}
	})
	if cookie != "" {
		t.Error("an empty session set a cookie")
	}
}

func comesBack(t *testing.T, v *visitor) {
	values := map[any]any{"text": "käse 日本 😀", "int": int32(42), "long": int64(1) << 40, "yes": true, "double": 1.5, "list": []any{"a", int32(1)}}
	if v.put(values) == "" {
		t.Error("a new session set no cookie")
	}
	v.want(values)
	if v.put(map[any]any{"int": int32(43)}) != "" {
		t.Error("a known session set a cookie")
	}
	values["int"] = int32(43)
	v.want(values)
}

func sameSession(t *testing.T, v *visitor) {
	v.visit(func(_ http.ResponseWriter, r *http.Request, s *sessions.Session) {
		again, err := v.site.Store.Get(r, s.Name())
		if err != nil || again != s {
			t.Errorf("another session, %v", err)
		}
	})
}

func removes(t *testing.T, v *visitor) {
	v.put(map[any]any{"a": "1", "b": "2"})
	v.visit(func(w http.ResponseWriter, r *http.Request, s *sessions.Session) {
		delete(s.Values, "a")
		if err := s.Save(r, w); err != nil {
			t.Error(err)
		}
	})
	v.want(map[any]any{"b": "2"})
}

func inPlace(t *testing.T, v *visitor) {
	v.put(map[any]any{"list": []any{"a", "b"}})
	v.visit(func(w http.ResponseWriter, r *http.Request, s *sessions.Session) {
		s.Values["list"].([]any)[1] = "c"
		if err := s.Save(r, w); err != nil {
			t.Error(err)
		}
	})
	v.want(map[any]any{"list": []any{"a", "c"}})
}

func flashes(t *testing.T, v *visitor) {
	v.visit(func(w http.ResponseWriter, r *http.Request, s *sessions.Session) {
		s.AddFlash("hello")
		if err := s.Save(r, w); err != nil {
			t.Error(err)
		}
	})
	for _, want := range []int{1, 0} {
		v.visit(func(w http.ResponseWriter, r *http.Request, s *sessions.Session) {
			if got := s.Flashes(); len(got) != want {
				t.Errorf("%d flashes, want %d", len(got), want)
			}
			if err := s.Save(r, w); err != nil {
				t.Error(err)
			}
		})
	}
}

func ends(t *testing.T, v *visitor) {
	v.put(map[any]any{"a": "1"})
	v.visit(func(w http.ResponseWriter, r *http.Request, s *sessions.Session) {
		s.Options.MaxAge = -1
		if err := s.Save(r, w); err != nil {
			t.Error(err)
		}
	})
	v.visit(func(_ http.ResponseWriter, _ *http.Request, s *sessions.Session) {
		if !s.IsNew || len(s.Values) != 0 {
			t.Errorf("the session is still there: %v", s.Values)
		}
	})
}

func refusesKeys(t *testing.T, v *visitor) {
	v.visit(func(w http.ResponseWriter, r *http.Request, s *sessions.Session) {
		s.Values[7] = "x"
		if err := s.Save(r, w); err == nil || !strings.Contains(err.Error(), "int") {
			t.Errorf("error %v", err)
		}
	})
}

func refusesValues(t *testing.T, v *visitor) {
	v.put(map[any]any{"a": "1"})
	v.visit(func(w http.ResponseWriter, r *http.Request, s *sessions.Session) {
		s.Values["a"] = "2"
		s.Values["z"] = make(chan int)
		if err := s.Save(r, w); err == nil || !strings.Contains(err.Error(), "chan int") || !strings.Contains(err.Error(), `z"`) {
			t.Errorf("error %v", err)
		}
	})
	v.want(map[any]any{"a": "1"})
}

func twoBrowsers(_ *testing.T, v *visitor) {
	v.put(map[any]any{"a": "first"})
	first := v.client
	v.forget()
	v.put(map[any]any{"a": "second"})
	v.want(map[any]any{"a": "second"})
	v.client = first
	v.want(map[any]any{"a": "first"})
}

// parallel changes one key after somebody else has changed another.
func parallel(t *testing.T, v *visitor) {
	v.put(map[any]any{"a": "1", "b": "1"})
	v.visit(func(w http.ResponseWriter, r *http.Request, s *sessions.Session) {
		other, err := v.site.Store.New(r, "other")
		if err != nil {
			t.Error(err)
			return
		}
		other.Values["b"] = "2"
		if err := other.Save(r, w); err != nil {
			t.Error(err)
		}
		s.Values["a"] = "2"
		if err := s.Save(r, w); err != nil {
			t.Error(err)
		}
	})
	v.want(map[any]any{"a": "2", "b": "2"})
}
