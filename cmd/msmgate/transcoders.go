package main

import "msmgate/manager/transcoder"

// transcoderFactories are the factory classes that MSM ships, those that this
// build doesn't know yet too.
var transcoderFactories = []string{
	"de.javakaffee.web.msm.JavaSerializationTranscoderFactory",
	"de.javakaffee.web.msm.serializer.javolution.JavolutionTranscoderFactory",
	"de.javakaffee.web.msm.serializer.kryo.KryoTranscoderFactory",
	"de.javakaffee.web.msm.serializer.xstream.XStreamTranscoderFactory",
	"de.javakaffee.web.msm.serializer.json.JSONTranscoderFactory",
}

// supportedTranscoders are those of them that have registered.
func supportedTranscoders() []string {
	var known []string
	for _, class := range transcoderFactories {
		if _, err := transcoder.Lookup(class); err == nil {
			known = append(known, class)
		}
	}
	return known
}
