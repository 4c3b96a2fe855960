// Package serializers compares msmgate's transcoders with MSM's own: the same
// records, on the same machine, in one run.
//
//	bench/serializers/run.sh
//
// runs both sides and writes results/: what JMH and go test measured, and a
// table of both. Java's side is in java/: a JVM that runs the transcoders of
// MSM's jars, warmed up. Go's side are this package's benchmarks, which run
// alone, too:
//
//	go test -bench . ./bench/serializers
package serializers

import (
	"embed"
	"fmt"

	"msmgate/fixtures/tomcat7"
	"msmgate/manager/record"
)

// Record is the attributes of one session as one format stores them.
type Record struct {
	// Name is that of the session, a dash, and the format.
	Name         string
	FactoryClass string
	Data         []byte
}

// formats are all that MSM has, with the captured session that the JVM's
// libraries read: of javolution there is only 5.5.1 to be had, of flexjson only
// the release of MSM 1.6.
var formats = []struct{ name, factoryClass, captured, release string }{
	{"java", "de.javakaffee.web.msm.JavaSerializationTranscoderFactory", "java", "2.1.1"},
	{"javolution", "de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory", "javolution-5.5.1", "2.1.1"},
	{"xstream", "de.javakaffee.web.msm.serializer.xstream.XStreamTranscoderFactory", "xstream", "2.1.1"},
	{"kryo", "de.javakaffee.web.msm.serializer.kryo.KryoTranscoderFactory", "kryo", "2.1.1"},
	{"flexjson", "de.javakaffee.web.msm.serializer.json.JSONTranscoderFactory", "flexjson", "1.6.5"},
}

// maps holds the session that java/msmgate/bench/Attributes.java describes, as
// MSM writes it: 2,350 bytes in Java serialization.
//
//go:embed testdata/map-*.bin
var maps embed.FS

// Records gives the records that both sides read: of each format that
// described session, and the cart of beans that a Tomcat stored.
func Records() ([]Record, error) {
	var records []Record
	for _, f := range formats {
		data, err := maps.ReadFile("testdata/map-" + f.name + ".bin")
		if err != nil {
			return nil, err
		}
		cart, err := cart(f.captured, f.release)
		if err != nil {
			return nil, err
		}
		records = append(records,
			Record{"map-" + f.name, f.factoryClass, data},
			Record{"cart-" + f.name, f.factoryClass, cart})
	}
	return records, nil
}

// cart gives the attributes of a captured session.
func cart(serializer, release string) ([]byte, error) {
	captures, err := tomcat7.Captures(serializer)
	if err != nil {
		return nil, err
	}
	for _, c := range captures {
		if c.Release != release || c.Scenario != "cart" {
			continue
		}
		for _, k := range c.Keys {
			if !k.IsRecord() {
				continue
			}
			r, err := record.Decode(k.Value)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.Name(), err)
			}
			return r.Attributes, nil
		}
	}
	return nil, fmt.Errorf("there is no captured cart of %s %s", release, serializer)
}
