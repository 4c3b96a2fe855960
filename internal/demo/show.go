package demo

import (
	"encoding/json"

	"msmgate/manager"
	"msmgate/manager/record"
)

// show is the session in the form of `record show --json`, with node and keys.
func (a *app) show(s *manager.Session) ([]byte, error) {
	rec, doc, err := s.Record()
	if err != nil {
		return nil, err
	}
	node, err := json.Marshal(s.Node())
	if err != nil {
		return nil, err
	}
	keys, err := json.Marshal(s.Keys())
	if err != nil {
		return nil, err
	}
	return record.AppendJSON(nil, &rec, doc, a.o.Manager.Application().Manager.TranscoderClass,
		record.Member{Name: "node", JSON: node}, record.Member{Name: "keys", JSON: keys})
}
