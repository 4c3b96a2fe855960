package demo

import (
	"encoding/json"
	"errors"
	"net/http"

	"msmgate/manager"
	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
)

// session gives the request's session. What the ignore pattern matches never
// touches one: it then has none, and can't make one.
func session(r *http.Request, create bool) (*manager.Session, error) {
	request, ok := manager.FromContext(r.Context())
	if !ok {
		return nil, errors.New("the handler stands outside Manager.Handler")
	}
	if request.Ignored() {
		if create {
			return nil, errIgnored
		}
		return nil, nil
	}
	return request.Session(create)
}

var (
	errIgnored   = errors.New("requestUriIgnorePattern matches this request, so it has no session")
	errNoSession = errors.New("there is no session")
)

// status is what an error means to an HTTP client.
func status(err error) int {
	var unsupported *transcoder.UnsupportedError
	var syntax *javaobj.JSONError
	switch {
	case errors.As(err, &unsupported):
		return http.StatusUnprocessableEntity
	case errors.As(err, &syntax):
		return http.StatusBadRequest
	case errors.Is(err, errNoSession), errors.Is(err, errIgnored), errors.Is(err, transcoder.ErrNoAttribute):
		return http.StatusNotFound
	case errors.Is(err, manager.ErrInvalidated), errors.Is(err, manager.ErrIDChanged):
		return http.StatusConflict
	case errors.Is(err, manager.ErrNoStorage), errors.Is(err, manager.ErrNotStored), errors.Is(err, manager.ErrTooManySessions):
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// fail answers {"error":…}. The manager's errors hold no ids and no values.
func fail(w http.ResponseWriter, code int, reason string) {
	writeJSON(w, code, map[string]any{"error": reason})
}

func failWith(w http.ResponseWriter, err error) { fail(w, status(err), err.Error()) }

func writeJSON(w http.ResponseWriter, code int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		code, data = http.StatusInternalServerError, []byte(`{"error":"the answer can't be written as JSON"}`)
	}
	writeRaw(w, code, data)
}

func writeRaw(w http.ResponseWriter, code int, data []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, _ = w.Write(append(data, '\n'))
}
