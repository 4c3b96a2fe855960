package record

import "errors"

func appendPrincipal(w *shower, data []byte) error { return errors.New("not read yet") }

func appendSavedRequest(w *shower, data []byte) error { return errors.New("not read yet") }

// DescribePart gives a part of the header as JSON, for people: "principal",
// "savedRequest" or "savedPrincipal".
func DescribePart(name string, data []byte) string {
	show := appendPrincipal
	if name == "savedRequest" {
		show = appendSavedRequest
	}
	w := &shower{}
	w.part(name, data, show)
	return string(w.dst[len(name)+3:])
}
