package demo

import (
	"encoding/json"

	"msmgate/manager"
	"msmgate/manager/javaobj"
)

// show is the session in the form of `record show --json`, with node and keys.
func (a *app) show(s *manager.Session) ([]byte, error) {
	rec, doc, err := s.Record()
	if err != nil {
		return nil, err
	}
	header, err := json.Marshal(map[string]any{
		"version": rec.Version, "id": rec.ID, "creationTime": rec.CreationTime,
		"lastAccessedTime": rec.LastAccessedTime, "thisAccessedTime": rec.ThisAccessedTime,
		"lastBackupTime": rec.LastBackupTime, "maxInactiveInterval": rec.MaxInactiveInterval,
		"isNew": rec.IsNew, "isValid": rec.IsValid, "authType": nil,
		"node": s.Node(), "keys": s.Keys(),
		"transcoder": a.o.Manager.Application().Manager.TranscoderClass,
	})
	if err != nil {
		return nil, err
	}
	data := append(header[:len(header)-1], `,"attributes":{`...)
	var ids javaobj.IDs
	for i, name := range doc.Names() {
		v, err := doc.Get(name)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			data = append(data, ',')
		}
		data = append(javaobj.AppendQuoted(data, name), ':')
		data = javaobj.AppendJSON(data, v, &ids)
	}
	return append(data, "}}"...), nil
}
