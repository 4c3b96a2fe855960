package demo

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"msmgate/manager"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// maxValue bounds the body of a PUT, in bytes.
const maxValue = 4 << 20

// maxSleep bounds /api/sleep and the sleep parameter of /check.
const maxSleep = time.Minute

func (a *app) showSession(w http.ResponseWriter, r *http.Request) {
	s, err := session(r, false)
	if err != nil {
		failWith(w, err)
		return
	}
	a.answer(w, s)
}

// answer shows a session, or that there is none.
func (a *app) answer(w http.ResponseWriter, s *manager.Session) {
	if s == nil {
		writeJSON(w, http.StatusOK, map[string]any{"id": nil})
		return
	}
	data, err := a.show(s)
	if err != nil {
		failWith(w, err)
		return
	}
	writeRaw(w, http.StatusOK, data)
}

func (a *app) setAttribute(w http.ResponseWriter, r *http.Request, name string) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxValue))
	if err != nil {
		fail(w, http.StatusRequestEntityTooLarge, "the value can't be read, or is over 4 MiB")
		return
	}
	// Bad JSON makes no session.
	if !bytes.Contains(body, []byte(`"ref"`)) && !bytes.Contains(body, []byte(`"lost"`)) {
		if _, err := javaobj.ParseJSON(body); err != nil {
			failWith(w, err)
			return
		}
	}
	s, err := session(r, true)
	if err != nil {
		failWith(w, err)
		return
	}
	value, err := parseValue(s, name, body)
	if err == nil {
		err = s.Set(name, value)
	}
	if err != nil {
		failWith(w, err)
		return
	}
	a.answer(w, s)
}

// parseValue reads a value for an attribute that may refer to, or repeat, what GET
// printed.
func parseValue(s *manager.Session, name string, body []byte) (javaobj.Value, error) {
	if !bytes.Contains(body, []byte(`"ref"`)) && !bytes.Contains(body, []byte(`"id"`)) {
		return javaobj.ParseJSON(body)
	}
	names, err := s.Names()
	if err != nil {
		return nil, err
	}
	var known javaobj.IDs
	var old javaobj.Value
	for _, each := range names {
		v, err := s.Get(each)
		if errors.As(err, new(transcoder.Unreadable)) {
			continue // it is printed without an id
		}
		if err != nil {
			return nil, err
		}
		javaobj.AppendJSON(nil, v, &known)
		if each == name {
			old = v
		}
	}
	return javaobj.ParseJSONOver(body, &known, old)
}

func (a *app) removeAttribute(w http.ResponseWriter, r *http.Request, name string) {
	s, err := a.live(r)
	if err == nil {
		if _, err = s.Get(name); err == nil {
			err = s.Remove(name)
		}
	}
	if errors.Is(err, transcoder.ErrNoAttribute) {
		fail(w, http.StatusNotFound, "the session has no such attribute")
		return
	}
	if err != nil {
		failWith(w, err)
		return
	}
	a.answer(w, s)
}

// live gives the session of a request that needs one.
func (a *app) live(r *http.Request) (*manager.Session, error) {
	s, err := session(r, false)
	if err == nil && s == nil {
		err = errNoSession
	}
	return s, err
}

func (a *app) invalidate(w http.ResponseWriter, r *http.Request) {
	s, err := a.live(r)
	if err == nil {
		err = s.Invalidate()
	}
	if err != nil {
		failWith(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"id": nil, "invalidated": true})
}

func (a *app) setMaxInactive(w http.ResponseWriter, r *http.Request) {
	seconds, err := strconv.ParseInt(r.FormValue("seconds"), 10, 32)
	if err != nil {
		fail(w, http.StatusBadRequest, "seconds is not an int")
		return
	}
	s, err := a.live(r)
	if err != nil {
		failWith(w, err)
		return
	}
	s.SetMaxInactiveInterval(int(seconds))
	a.answer(w, s)
}

func (a *app) sleep(w http.ResponseWriter, r *http.Request) {
	d, ok := milliseconds(r.FormValue("ms"))
	if !ok {
		fail(w, http.StatusBadRequest, "ms is not a number from 0 to 60000")
		return
	}
	s, err := session(r, false)
	if err == nil {
		err = a.o.Sleep(r.Context(), d)
	}
	if err != nil {
		failWith(w, err)
		return
	}
	a.answer(w, s)
}

func milliseconds(text string) (time.Duration, bool) {
	if text == "" {
		return 0, true
	}
	ms, err := strconv.Atoi(text)
	d := time.Duration(ms) * time.Millisecond
	return d, err == nil && ms >= 0 && ms <= int(maxSleep/time.Millisecond)
}
