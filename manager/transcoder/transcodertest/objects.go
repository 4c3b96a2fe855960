package transcodertest

import "encoding/json"

// Objects are those of one rendering of a session, as JSON has it, by id: a
// {"ref":3} elsewhere means one of them. Numbers are [json.Number].
type Objects map[string]map[string]any

// NewObjects finds the objects in a rendering.
func NewObjects(rendering any) Objects {
	o := Objects{}
	o.index(rendering)
	return o
}

func (o Objects) index(v any) {
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			o.index(each)
		}
	case map[string]any:
		if id, ok := v["id"].(json.Number); ok {
			o[id.String()] = v
		}
		for _, each := range v {
			o.index(each)
		}
	}
}

// Resolve gives the object that is meant, and its id, "" for one that has none.
// It gives nil for what isn't an object.
func (o Objects) Resolve(v any) (object map[string]any, id string) {
	object, _ = v.(map[string]any)
	if ref, ok := object["ref"].(json.Number); ok {
		return o[ref.String()], ref.String()
	}
	if id, ok := object["id"].(json.Number); ok {
		return object, id.String()
	}
	return object, ""
}
