package main

import (
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"msmgate/internal/census"
	"msmgate/manager/transcoder"
)

// recordSource is where the many records of a census or of gen go come from, and
// what is said of them.
type recordSource struct {
	source     source
	memcached  []string
	redis      []string
	tls        tlsFlags
	transcoder string
	filter     serialFilter
	classes    classPath
	settings   transcoder.Settings // of the context file
	rate       float64
	timeout    time.Duration
}

// addFlags adds all flags; transcoder says what --transcoder is good for.
func (t *recordSource) addFlags(flags *pflag.FlagSet, transcoder string) {
	t.source.addFlags(flags)
	_ = flags.MarkHidden("jvm-route") // nothing of it shows in records
	flags.StringArrayVar(&t.memcached, "memcached", nil, "the `HOST:PORT` of a storage node; may be repeated")
	flags.StringArrayVar(&t.redis, "redis", nil, "the redis:// or rediss:// `URL` of a storage node, as in memcachedNodes; may be repeated")
	t.tls.addFlags(flags)
	flags.StringVar(&t.transcoder, "transcoder", "", transcoder)
	t.filter.addFlag(flags)
	t.classes.addFlags(flags)
	flags.Float64Var(&t.rate, "rate", census.DefaultRate, "read at most `N` records a second from each storage node; 0 for no limit")
	flags.DurationVar(&t.timeout, "timeout", census.DefaultTimeout, "how long a storage node may take for one answer")
	flags.String("config", "", "a YAML `FILE` with settings")
}

// options are what is said of all records, whatever their source. Settings that
// weren't given come from the environment and the --config file; local leaves out
// what is set for nodes elsewhere. Errors carry the exit code.
func (t *recordSource) options(cmd *cobra.Command, local bool) (o census.Options, err error) {
	var only []string
	if local {
		only = []string{"serial-filter", "classpath", "kryo"}
	}
	if err := applySettings(cmd, only...); err != nil {
		return o, err
	}
	switch {
	case !(t.rate >= 0): // NaN isn't either
		return o, errUsage("--rate: want a number of records, or 0 for no limit")
	case t.timeout <= 0:
		return o, errUsage("--timeout: want a time such as 10s")
	}
	if t.transcoder != "" {
		if _, err := transcoder.Lookup(t.transcoder); err != nil {
			return o, unreadable(err)
		}
		o.Declared = t.transcoder
	}
	o.Filter, err = t.filter.load(cmd)
	return o, err
}
