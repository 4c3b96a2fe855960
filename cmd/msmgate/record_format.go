package main

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"msmgate/contextxml"
	"msmgate/manager/transcoder"
	"msmgate/manager/transcoder/javaser"
)

// recordFormat says which transcoder wrote the attributes.
type recordFormat struct{ context, class string }

func (f *recordFormat) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&f.context, "context", "", "take the transcoder from this context `FILE`")
	flags.StringVar(&f.class, "transcoder", "", "the transcoder's factory `CLASS`, as in transcoderFactoryClass (default: Java serialization)")
}

// transcoder finds the transcoder; --transcoder is stronger than --context.
// Errors carry the exit code.
func (f *recordFormat) transcoder() (transcoder.Transcoder, error) {
	class := javaser.FactoryClass
	switch {
	case f.class != "":
		class = f.class
	case f.context != "":
		result, err := contextxml.Load(contextxml.Options{Context: f.context})
		if err != nil {
			return nil, unreadable(err)
		}
		if result.Application == nil || result.Application.Manager == nil {
			return nil, fault(fmt.Errorf("%s: no Manager of memcached-session-manager to take the transcoder from; "+
				"run msmgate check, or give --transcoder", f.context))
		}
		class = result.Application.Manager.TranscoderClass
	}
	t, err := transcoder.Lookup(class)
	if err != nil {
		return nil, unreadable(err)
	}
	return t, nil
}

// errUsage marks errors about how a command was called.
func errUsage(text string) error { return unreadable(errors.New(text)) }
