package main

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"msmgate/contextxml"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/javaser"
	"msmgate/manager/transcoder/kryo"
)

// recordFormat says which transcoder wrote the attributes.
type recordFormat struct {
	context, class string
	define         properties
	classes        classPath
}

func (f *recordFormat) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&f.context, "context", "", "take the transcoder from this context `FILE`")
	flags.StringVar(&f.class, "transcoder", "", "the transcoder's factory `CLASS`, as in transcoderFactoryClass (default: Java serialization, or kryo with --kryo)")
	f.define.addFlag(flags)
	f.classes.addFlags(flags)
}

// transcoder finds the transcoder; --transcoder is stronger than --context.
// Errors carry the exit code.
func (f *recordFormat) transcoder() (transcoder.Transcoder, error) {
	class := javaser.FactoryClass
	if f.classes.kryo != "" {
		class = kryo.FactoryClass
	}
	var settings transcoder.Settings
	switch {
	case f.class != "":
		class = f.class
	case f.context != "":
		properties, err := f.define.values()
		if err != nil {
			return nil, err
		}
		result, err := contextxml.Load(contextxml.Options{Context: f.context, Properties: properties})
		if err != nil {
			return nil, unreadable(err)
		}
		if result.Application == nil || result.Application.Manager == nil {
			return nil, fault(fmt.Errorf("%s: no Manager of memcached-session-manager to take the transcoder from; "+
				"run msmgate check, or give --transcoder", f.context))
		}
		m := result.Application.Manager
		class = m.TranscoderClass
		settings.CopyCollections, settings.Converters, settings.MaxStored = m.CopyCollections, m.CustomConverters, m.KryoBufferMax
	}
	t, err := transcoder.Lookup(class)
	if err != nil {
		return nil, unreadable(err)
	}
	classes, err := f.classes.open()
	if err != nil {
		return nil, err
	}
	settings.Classes, settings.Layout = classes, f.classes.kryo
	if t, err = transcoder.Configure(t, settings); err != nil {
		return nil, unreadable(err)
	}
	return t, nil
}

// errUsage marks errors about how a command was called.
func errUsage(text string) error { return unreadable(errors.New(text)) }
