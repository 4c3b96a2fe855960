package manager

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// servlet acts as the test application of the traces did, in one request.
type servlet struct {
	t      testing.TB
	cart   []byte // the attribute bytes of /scenario?name=cart
	number int    // of the request
	seen   string // what it saw of the session, as the traces say it
}

func (v *servlet) ServeHTTP(_ http.ResponseWriter, req *http.Request) {
	path := req.URL.Path
	if path == "/readonly" || path == "/logo.png" {
		return
	}
	r, _ := FromContext(req.Context())
	s, err := r.Session(path != "/peek")
	if err == nil && s != nil {
		err = v.use(s, req)
	}
	if err != nil {
		v.t.Errorf("%s: %v", path, err)
		return
	}
	if path != "/invalidate" {
		v.look(s)
	}
}

func (v *servlet) use(s *Session, req *http.Request) error {
	q := req.URL.Query()
	switch path := req.URL.Path; path {
	case "/scenario":
		if ttl, err := strconv.Atoi(q.Get("ttl")); err == nil {
			s.SetMaxInactiveInterval(ttl)
		}
		if q.Get("name") == "cart" {
			return s.fill(v.cart)
		}
		return nil
	case "/dump", "/peek":
		names, err := s.Names()
		for _, name := range names {
			if _, e := s.Get(name); e != nil {
				err = e
			}
		}
		return err
	case "/set":
		return s.Set(q.Get("name"), q.Get("value"))
	case "/mutate":
		if names, err := s.Names(); err != nil || !slices.Contains(names, "visits") {
			return err
		}
		return s.Set("visits", javaobj.NewInteger(1000+int32(v.number)))
	case "/remove":
		return s.Remove(q.Get("name"))
	case "/ttl":
		s.SetMaxInactiveInterval(600)
		return nil
	case "/invalidate":
		return s.Invalidate()
	default:
		if strings.HasPrefix(path, "/protected/") {
			return nil
		}
		return fmt.Errorf("unknown path %s", path)
	}
}

// fill gives a session the attributes of a captured one.
func (s *Session) fill(attributes []byte) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doc, err = s.m.transcoder.Decode(attributes, transcoder.Limits{})
	s.mod++
	return err
}

// look notes what there is to see of the session.
func (v *servlet) look(s *Session) {
	if s == nil {
		v.seen = "none"
		return
	}
	names, err := s.Names()
	if err != nil {
		v.t.Error(err)
	}
	slices.Sort(names)
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = "'" + name + "'"
	}
	isNew := "False"
	if s.IsNew() {
		isNew = "True"
	}
	v.seen = fmt.Sprintf("id=%s isNew=%s attributes=[%s]", s.ID(), isNew, strings.Join(quoted, ", "))
	if user, ok := s.Principal(); ok {
		v.seen += " principal=" + user.Name
	}
}
