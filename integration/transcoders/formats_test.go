package transcoders

import (
	"os"
	"strings"
	"testing"

	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/flexjson"
	"msmgate/manager/transcoder/javaser"
	"msmgate/manager/transcoder/javolution"
	"msmgate/manager/transcoder/xstream"
)

// format is one of MSM's transcoders, and ours.
type format struct {
	// name is the serializer and its release.
	name string
	// factory is the class of MSM below de.javakaffee.web.msm, places are where
	// its jars are.
	factory string
	release string
	extra   string
	ours    transcoder.Transcoder
	// keepsLittle: MSM itself changes most of what it stores, and our side shows
	// what it loads.
	keepsLittle bool
}

var formats = []format{
	{name: "java-1.6.5", factory: "JavaSerializationTranscoderFactory", release: "1.6.5", ours: javaser.Transcoder{}},
	{name: "java-2.1.1", factory: "JavaSerializationTranscoderFactory", release: "2.1.1", ours: javaser.Transcoder{}},
	{name: "javolution-2.1.1", factory: "serializer.javolution.JavolutionTranscoderFactory", release: "2.1.1", ours: javolution.Transcoder{}},
	{name: "xstream-2.1.1", factory: "serializer.xstream.XStreamTranscoderFactory", release: "2.1.1", extra: "xstream", ours: xstream.Transcoder{}},
	{name: "flexjson-1.6.0", factory: "serializer.json.JSONTranscoderFactory", release: "1.6.5", extra: "flexjson", ours: flexjson.Transcoder{}, keepsLittle: true},
}

// argument tells the JVM of a format.
func (f format) argument() string {
	tomcat := "${target}/tomcat/apache-tomcat-7.0.57/"
	places := []string{"${target}/lib/" + f.release, tomcat + "lib", tomcat + "bin/tomcat-juli.jar"}
	if f.extra != "" {
		places = append([]string{"${target}/lib/transcoders/" + f.extra}, places...)
	}
	return f.name + "=de.javakaffee.web.msm." + f.factory + "=" + strings.Join(places, string(os.PathListSeparator))
}

// eachFormat runs a test for every format.
func eachFormat(t *testing.T, test func(t *testing.T, f format)) {
	for _, f := range formats {
		t.Run(f.name, func(t *testing.T) { test(t, f) })
	}
}

// serializer is the format's name without its release.
func (f format) serializer() string {
	name, _, _ := strings.Cut(f.name, "-")
	return name
}
