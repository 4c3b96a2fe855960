package transcoders

import (
	"os"
	"strings"
	"testing"

	"msmgate/integration/harness"
	"msmgate/manager/classfile"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/flexjson"
	"msmgate/manager/transcoder/javaser"
	"msmgate/manager/transcoder/javolution"
	"msmgate/manager/transcoder/kryo"
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
	// layout is kryo's, which needs the application's class files too.
	layout string
}

var formats = []format{
	{name: "java-1.6.5", factory: "JavaSerializationTranscoderFactory", release: "1.6.5", ours: javaser.Transcoder{}},
	{name: "java-2.1.1", factory: "JavaSerializationTranscoderFactory", release: "2.1.1", ours: javaser.Transcoder{}},
	{name: "javolution-2.1.1", factory: "serializer.javolution.JavolutionTranscoderFactory", release: "2.1.1", ours: javolution.Transcoder{}},
	{name: "xstream-2.1.1", factory: "serializer.xstream.XStreamTranscoderFactory", release: "2.1.1", extra: "xstream", ours: xstream.Transcoder{}},
	{name: "flexjson-1.6.0", factory: "serializer.json.JSONTranscoderFactory", release: "1.6.5", extra: "flexjson", ours: flexjson.Transcoder{}, keepsLittle: true},
	{name: "kryo4-2.1.1", factory: "serializer.kryo.KryoTranscoderFactory", release: "2.1.1", extra: "kryo4", ours: kryo.Transcoder{}, layout: "4"},
	{name: "kryo3-2.0.0", factory: "serializer.kryo.KryoTranscoderFactory", release: "2.1.1", extra: "kryo3", ours: kryo.Transcoder{}, layout: "3"},
	{name: "kryo1-1.6.3", factory: "serializer.kryo.KryoTranscoderFactory", release: "1.6.5", extra: "kryo1", ours: kryo.Transcoder{}, layout: "1"},
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
		t.Run(f.name, func(t *testing.T) {
			if f.layout != "" {
				f.ours = configured(t, f)
			}
			test(t, f)
		})
	}
}

// serializer is the format's name without its release.
func (f format) serializer() string {
	name, _, _ := strings.Cut(f.name, "-")
	return name
}

// configured gives our transcoder the class files of the Java side.
func configured(t *testing.T, f format) transcoder.Transcoder {
	t.Helper()
	dir, err := harness.CompileJava(program)
	if err != nil {
		t.Fatal(err)
	}
	classes, err := classfile.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := transcoder.Configure(f.ours, transcoder.Settings{Classes: classes, Layout: f.layout, Release: strings.Replace(f.release[:3], "2.1", "2.x", 1)})
	if err != nil {
		t.Fatal(err)
	}
	return ours
}

// shares tells whether the format keeps what is shared, and circles.
func (f format) shares() bool { return !f.keepsLittle && f.layout != "1" }
