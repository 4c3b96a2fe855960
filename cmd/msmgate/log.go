package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/rs/zerolog"
	"github.com/spf13/pflag"
)

// logging says what goes to standard error and how.
type logging struct{ format, level string }

func (l *logging) addFlags(flags *pflag.FlagSet) {
	flags.StringVar(&l.format, "log-format", "auto", "auto (JSON, on a terminal console), json or console")
	flags.StringVar(&l.level, "log-level", "info", "debug, info, warn or error")
}

func (l *logging) logger(to io.Writer) (zerolog.Logger, error) {
	level, err := zerolog.ParseLevel(l.level)
	if err != nil || l.level == "" {
		return zerolog.Nop(), unreadable(fmt.Errorf("--log-level %q: there are debug, info, warn and error", l.level))
	}
	switch l.format {
	case "json":
	case "console":
		to = console(to)
	case "auto":
		if f, ok := to.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
			to = console(to)
		}
	default:
		return zerolog.Nop(), unreadable(fmt.Errorf("--log-format %q: there are auto, json and console", l.format))
	}
	return zerolog.New(to).Level(level).With().Timestamp().Logger(), nil
}

func console(to io.Writer) io.Writer {
	return zerolog.ConsoleWriter{Out: to, TimeFormat: time.TimeOnly}
}
