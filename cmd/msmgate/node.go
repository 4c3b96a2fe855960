package main

import (
	"errors"
	"fmt"

	"github.com/rs/zerolog"
	"github.com/spf13/pflag"

	"msmgate/contextxml"
	"msmgate/manager"
)

// source says which configuration to read and with what.
type source struct {
	context, catalinaBase, app, host string
	define                           properties
	jvmRoute                         string
	dialect                          string

	flags *pflag.FlagSet
}

func (s *source) addFlags(flags *pflag.FlagSet) {
	s.flags = flags
	flags.StringVar(&s.context, "context", "", "the application's context `FILE`")
	flags.StringVar(&s.catalinaBase, "catalina-base", "", "a Tomcat's `DIR` with conf and webapps, instead of --context")
	flags.StringVar(&s.app, "app", "", "which application below --catalina-base, as /shop or /shop##2")
	flags.StringVar(&s.host, "host", "", "which virtual host below --catalina-base (default: the Engine's)")
	s.define.addFlag(flags)
	flags.StringVar(&s.jvmRoute, "jvm-route", "", "this node's `NAME` in session ids, whatever server.xml says")
}

func (s *source) addDialectFlag(flags *pflag.FlagSet) {
	flags.StringVar(&s.dialect, "dialect", "auto", "whose writing habits to follow: auto (what every release reads), 1.6, 1.8 or 2.x")
}

var dialects = map[string]manager.Dialect{
	"auto": manager.DialectAuto,
	"1.6":  manager.Dialect16,
	"1.8":  manager.Dialect18,
	"2.x":  manager.Dialect2x,
}

func (s *source) dialectValue() (manager.Dialect, error) {
	d, ok := dialects[s.dialect]
	if !ok {
		return 0, unreadable(fmt.Errorf("--dialect %s: there are auto, 1.6, 1.8 and 2.x", s.dialect))
	}
	return d, nil
}

// options are what contextxml needs.
func (s *source) options() (contextxml.Options, error) {
	o := contextxml.Options{
		Context: s.context, CatalinaBase: s.catalinaBase, App: s.app, Host: s.host,
		Transcoders:      supportedTranscoders(),
		WithoutKeyPrefix: s.dialect == "1.6",
	}
	var err error
	if o.Properties, err = s.define.values(); err != nil {
		return o, err
	}
	if f := s.flags.Lookup("jvm-route"); f.Changed {
		o.JvmRoute = &s.jvmRoute
	}
	return o, nil
}

// load reads the configuration and refuses what can't be served. Warnings and
// hints go to the log.
func (s *source) load(log zerolog.Logger) (*contextxml.Application, error) {
	o, err := s.options()
	if err != nil {
		return nil, err
	}
	switch {
	case o.Context == "" && o.CatalinaBase == "":
		return nil, unreadable(errors.New("say which application this is: --context FILE or --catalina-base DIR"))
	case o.Context != "" && o.CatalinaBase != "":
		return nil, unreadable(errors.New("--context and --catalina-base exclude each other"))
	}
	result, err := contextxml.Load(o)
	if err != nil {
		return nil, unreadable(err)
	}
	return served(result, log)
}

// served gives the application of a result without errors.
func served(result *contextxml.Result, log zerolog.Logger) (*contextxml.Application, error) {
	if err := result.Err(); err != nil {
		return nil, fault(err)
	}
	for _, f := range result.Findings {
		event := log.Info()
		if f.Severity == contextxml.SeverityWarning {
			event = log.Warn()
		}
		event.Str("file", f.File).Int("line", f.Line).Int("column", f.Column).Str("rule", f.Rule).
			Str("setting", f.Setting).Str("fix", f.Fix).Msg(f.Message)
	}
	return result.Application, nil
}
