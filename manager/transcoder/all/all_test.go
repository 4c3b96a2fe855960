package all_test

import (
	"testing"

	"msmgate/manager/javaobj"
	"msmgate/manager/transcoder"
	_ "msmgate/manager/transcoder/all"
)

// Every factory class that MSM ships leads to a transcoder whose empty document
// can be written and read again. Of kryo's layouts one must be chosen for that.
func TestEveryFactoryClass(t *testing.T) {
	for _, c := range []struct{ rule, class string }{
		{"CFG-75", "de.javakaffee.web.msm.JavaSerializationTranscoderFactory"},
		{"CFG-76", "de.javakaffee.web.msm.serializer.kryo.KryoTranscoderFactory"},
		{"CFG-77", "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory"},
		{"CFG-78", "de.javakaffee.web.msm.serializer.xstream.XStreamTranscoderFactory"},
		{"CFG-79", "de.javakaffee.web.msm.serializer.json.JSONTranscoderFactory"},
	} {
		tc, err := transcoder.Lookup(c.class)
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		if tc.FactoryClass() != c.class {
			t.Errorf("%s: %s is served by %s", c.rule, c.class, tc.FactoryClass())
		}
		if tc, err = transcoder.Configure(tc, transcoder.Settings{Layout: "4"}); err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		doc := tc.New()
		if err := doc.Set("k", javaobj.NewString("v")); err != nil {
			t.Errorf("%s: %v", c.rule, err)
		}
		data, err := doc.Encode(nil)
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		again, err := tc.Decode(data, transcoder.Limits{})
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		if v, err := again.Get("k"); err != nil || !javaobj.Equal(v, javaobj.NewString("v")) {
			t.Errorf("%s: read again: %v, %v", c.rule, v, err)
		}
	}
}
