package record

import (
	"errors"
	"fmt"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder/javaser"
)

// SavedRequest is the request that a FORM login has interrupted and that
// Tomcat repeats after it (WIRE-38). Cookies and parameters are not kept apart:
// the cookie header is among the headers. A text is nil where Java's was null.
type SavedRequest struct {
	Method            *string             `json:"method"`
	RequestURI        *string             `json:"requestURI"`
	DecodedRequestURI *string             `json:"decodedRequestURI"`
	QueryString       *string             `json:"queryString"`
	ContentType       *string             `json:"contentType"`
	Headers           map[string][]string `json:"headers"` // names in lower case
	Locales           []string            `json:"locales"` // as Locale.toString writes them: de_DE
	BodySize          int                 `json:"bodySize"`
}

// ErrSavedRequest says that the bytes of a saved request aren't in the form
// that MSM writes.
var ErrSavedRequest = errors.New("not a saved request as MSM stores it")

// ParseSavedRequest reads a record's SavedRequest: eight objects in a row.
func ParseSavedRequest(data []byte) (*SavedRequest, error) {
	values, err := javaser.ReadStream(data, partLimits)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSavedRequest, err)
	}
	if len(values) != 8 {
		return nil, fmt.Errorf("%w: it has %d objects, not 8", ErrSavedRequest, len(values))
	}
	r := &SavedRequest{}
	if r.BodySize, err = bodySize(values[0]); err != nil {
		return nil, err
	}
	if r.Headers, err = headers(values[2]); err != nil {
		return nil, err
	}
	if r.Locales, err = locales(values[3]); err != nil {
		return nil, err
	}
	for _, each := range []struct {
		name string
		from javaobj.Value
		to   **string
	}{
		{"content type", values[1], &r.ContentType},
		{"method", values[4], &r.Method},
		{"query string", values[5], &r.QueryString},
		{"request URI", values[6], &r.RequestURI},
		{"decoded request URI", values[7], &r.DecodedRequestURI},
	} {
		if each.from == nil {
			continue
		}
		text, ok := each.from.(javaobj.String)
		if !ok {
			return nil, fmt.Errorf("%w: its %s isn't a string", ErrSavedRequest, each.name)
		}
		*each.to = (*string)(&text)
	}
	return r, nil
}

// bodySize gives the size of a ByteChunk's content; its buffer is larger.
func bodySize(v javaobj.Value) (int, error) {
	if v == nil {
		return 0, nil
	}
	bean, ok := v.(*javaobj.Bean)
	if !ok {
		return 0, fmt.Errorf("%w: its body isn't a ByteChunk", ErrSavedRequest)
	}
	start, ok1 := javaobj.Int(beanField(bean, "start"))
	end, ok2 := javaobj.Int(beanField(bean, "end"))
	if !ok1 || !ok2 || start < 0 || end < start {
		return 0, fmt.Errorf("%w: its body has no bounds", ErrSavedRequest)
	}
	buffer, ok := beanField(bean, "buff").(*javaobj.Bytes)
	if !ok {
		return 0, nil
	}
	if end > int64(len(buffer.Data)) {
		return 0, fmt.Errorf("%w: its body ends behind its buffer", ErrSavedRequest)
	}
	return int(end - start), nil
}

func headers(v javaobj.Value) (map[string][]string, error) {
	bad := fmt.Errorf("%w: its headers aren't a map of lists of strings", ErrSavedRequest)
	table, ok := v.(*javaobj.Map)
	if !ok {
		return nil, bad
	}
	all := map[string][]string{}
	for _, e := range table.Entries {
		name, ok1 := e.Key.(javaobj.String)
		values, ok2 := e.Value.(*javaobj.List)
		if !ok1 || !ok2 {
			return nil, bad
		}
		for _, each := range values.Elems {
			value, ok := each.(javaobj.String)
			if !ok {
				return nil, bad
			}
			all[string(name)] = append(all[string(name)], string(value))
		}
	}
	return all, nil
}

func locales(v javaobj.Value) ([]string, error) {
	bad := fmt.Errorf("%w: its locales aren't a list of locales", ErrSavedRequest)
	list, ok := v.(*javaobj.List)
	if !ok {
		return nil, bad
	}
	all := []string{}
	for _, each := range list.Elems {
		locale, ok := each.(*javaobj.Scalar)
		if !ok || locale.Class != "java.util.Locale" {
			return nil, bad
		}
		all = append(all, locale.Text)
	}
	return all, nil
}
