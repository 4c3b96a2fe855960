package contextxml

import (
	"strings"
	"testing"
)

// CFG-42: kryo's system properties.
func TestKryoProperties(t *testing.T) {
	const usual = 2_048_000
	for _, c := range []struct {
		name       string
		properties map[string]string
		max        int
		finding    string // severity and setting, "" for none
	}{
		{"none", nil, usual, ""},
		{"a larger buffer", map[string]string{"msm.kryo.bufferSize.max": "9000000"}, 9_000_000, ""},
		{"as 1.6.5 spells it", map[string]string{"msm.kryo.buffersize.max": "9000000"}, 9_000_000, ""},
		{"both", map[string]string{"msm.kryo.buffersize.max": "9000000", "msm.kryo.bufferSize.max": "3000000"}, 3_000_000, ""},
		{"no limit", map[string]string{"msm.kryo.bufferSize.max": "-1"}, -1, ""},
		{"no number", map[string]string{"msm.kryo.bufferSize.max": "2M"}, usual, "warning msm.kryo.bufferSize.max"},
		{"begins with more than there may be", map[string]string{"msm.kryo.bufferSize.max": "1000"}, 1000, "error msm.kryo.bufferSize.max"},
		{"the usual serializers", map[string]string{"msm.kryo.defaultSerializerFactory": kryoUsualFactory}, usual, ""},
		{"others", map[string]string{"msm.kryo.defaultSerializerFactory": "de.javakaffee.web.msm.serializer.kryo.CompatibleFieldSerializerFactory"}, usual, "error msm.kryo.defaultSerializerFactory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			result := Parse("context.xml", []byte(`<Context><Manager className="de.javakaffee.web.msm.MemcachedBackupSessionManager"
				memcachedNodes="n1:h:1" transcoderFactoryClass="`+transcoderKryo+`"/></Context>`), Options{Properties: c.properties})
			if result.Application == nil {
				t.Fatal("no application")
			}
			if got := result.Application.Manager.KryoBufferMax; got != c.max {
				t.Errorf("KryoBufferMax %d, want %d", got, c.max)
			}
			var found []string
			for _, f := range result.Findings {
				if f.Rule == "CFG-42" {
					found = append(found, string(f.Severity)+" "+f.Setting)
				}
			}
			if strings.Join(found, ", ") != c.finding {
				t.Errorf("findings %q, want %q", found, c.finding)
			}
		})
	}
}
