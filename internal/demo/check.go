package demo

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"msmgate/manager"
	"msmgate/manager/javaobj"
	"msmgate/manager/sessionid"
	"msmgate/manager/transcoder"
)

// The contract below /check/: what tests of whole clusters ask of every node,
// Tomcat or not. An answer of 200 means that the change must be seen in every
// later answer.

// birthAttribute identifies a session whatever happens to its id.
const birthAttribute = "birth"

// checked is an answer.
type checked struct {
	ID          *string  `json:"id"`
	Birth       *string  `json:"birth"`
	IsNew       bool     `json:"isNew"`
	List        []string `json:"list"`
	Value       int64    `json:"value"`
	Invalidated bool     `json:"invalidated,omitempty"`
}

func (a *app) check(w http.ResponseWriter, r *http.Request, action string) {
	act := (*app).checkRead
	switch action {
	case "read":
	case "append":
		act = (*app).checkAppend
	case "incr":
		act = (*app).checkIncr
	case "new":
		act = (*app).checkNew
	case "invalidate":
		act = (*app).checkInvalidate
	case "ping":
		writeJSON(w, http.StatusOK, map[string]any{"ok": true})
		return
	default:
		fail(w, http.StatusNotFound, "below /check/ are append, incr, read, new, invalidate and ping")
		return
	}
	allow(w, r, func(w http.ResponseWriter, r *http.Request) {
		p, err := checkParametersOf(r)
		if err != nil {
			fail(w, http.StatusBadRequest, err.Error())
			return
		}
		answer, err := act(a, r, p)
		if err != nil {
			failWith(w, err)
			return
		}
		writeJSON(w, http.StatusOK, answer)
	}, http.MethodGet, http.MethodPost)
}

type checkParameters struct{ list, name, token, sleep string }

func checkParametersOf(r *http.Request) (checkParameters, error) {
	if err := r.ParseForm(); err != nil {
		return checkParameters{}, errors.New("the parameters can't be read")
	}
	p := checkParameters{r.FormValue("list"), r.FormValue("name"), r.FormValue("token"), r.FormValue("sleep")}
	if p.list == "" {
		p.list = "l"
	}
	if p.name == "" {
		p.name = "n"
	}
	if _, ok := milliseconds(p.sleep); !ok {
		return p, errors.New("sleep is not a number from 0 to 60000")
	}
	return p, nil
}

// born gives the session, a new one with its mark of birth.
func (a *app) born(r *http.Request) (*manager.Session, error) {
	s, err := session(r, true)
	if err != nil || !s.IsNew() {
		return s, err
	}
	mark := sessionid.Random(s.ID()) + "@" + strconv.FormatInt(a.o.Now().UnixNano(), 36)
	return s, s.Update(birthAttribute, func(old javaobj.Value) (any, error) {
		if old != nil {
			return old, nil
		}
		return mark, nil
	})
}

// change reads an attribute, sleeps, and then changes what it is by then.
func (a *app) change(r *http.Request, p checkParameters, name string, f func(javaobj.Value) (any, error)) (checked, error) {
	s, err := a.born(r)
	if err != nil {
		return checked{}, err
	}
	if _, err := s.Get(name); err != nil && !errors.Is(err, transcoder.ErrNoAttribute) {
		return checked{}, err
	}
	d, _ := milliseconds(p.sleep)
	if err := a.o.Sleep(r.Context(), d); err != nil {
		return checked{}, err
	}
	if err := s.Update(name, f); err != nil {
		return checked{}, err
	}
	return checkedSession(s, p)
}

func (a *app) checkAppend(r *http.Request, p checkParameters) (checked, error) {
	return a.change(r, p, p.list, func(old javaobj.Value) (any, error) {
		list := javaobj.NewList("java.util.ArrayList")
		if before, ok := old.(*javaobj.List); ok {
			list.Elems = append(list.Elems, before.Elems...)
		} else if old != nil {
			return nil, errors.New("the attribute is no list")
		}
		list.Elems = append(list.Elems, javaobj.String(p.token))
		return list, nil
	})
}

func (a *app) checkIncr(r *http.Request, p checkParameters) (checked, error) {
	return a.change(r, p, p.name, func(old javaobj.Value) (any, error) {
		if old == nil {
			return javaobj.NewLong(1), nil
		}
		n, ok := javaobj.Int(old)
		if !ok {
			return nil, errors.New("the attribute is no integer")
		}
		return javaobj.NewLong(n + 1), nil
	})
}

func (a *app) checkNew(r *http.Request, p checkParameters) (checked, error) {
	s, err := a.born(r)
	if err != nil {
		return checked{}, err
	}
	return checkedSession(s, p)
}

func (a *app) checkRead(r *http.Request, p checkParameters) (checked, error) {
	s, err := session(r, false)
	if err != nil || s == nil {
		return checked{List: []string{}}, err
	}
	d, _ := milliseconds(p.sleep)
	if d > 0 {
		if _, err := s.Get(p.list); err != nil && !errors.Is(err, transcoder.ErrNoAttribute) {
			return checked{}, err
		}
		if err := a.o.Sleep(r.Context(), d); err != nil {
			return checked{}, err
		}
	}
	return checkedSession(s, p)
}

func (a *app) checkInvalidate(r *http.Request, p checkParameters) (checked, error) {
	s, err := session(r, false)
	if err != nil || s == nil {
		return checked{List: []string{}}, err
	}
	answer, err := checkedSession(s, p)
	if err == nil {
		err = s.Invalidate()
	}
	answer.Invalidated = true
	return answer, err
}

// checkedSession reads what an answer tells of a session.
func checkedSession(s *manager.Session, p checkParameters) (checked, error) {
	id := s.ID()
	c := checked{ID: &id, IsNew: s.IsNew(), List: []string{}}
	for _, name := range []string{birthAttribute, p.list, p.name} {
		v, err := s.Get(name)
		if errors.Is(err, transcoder.ErrNoAttribute) {
			continue
		}
		if err != nil {
			return checked{}, err
		}
		c.take(name, v, p)
	}
	return c, nil
}

func (c *checked) take(name string, v javaobj.Value, p checkParameters) {
	if name == birthAttribute {
		if text, ok := javaobj.Str(v); ok {
			c.Birth = &text
		}
	}
	if list, ok := v.(*javaobj.List); ok && name == p.list {
		for _, e := range list.Elems {
			text, _ := javaobj.Str(e)
			c.List = append(c.List, strings.ToValidUTF8(text, "\uFFFD"))
		}
	}
	if n, ok := javaobj.Int(v); ok && name == p.name {
		c.Value = n
	}
}
