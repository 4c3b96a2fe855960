package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"msmgate/gateway"
	"msmgate/internal/demo"
	"msmgate/manager"
)

// targetSession is the built-in target of routes: the session's JSON API.
const targetSession = "@session"

type runner struct {
	source    source
	listener  listener
	logging   logging
	filter    serialFilter
	classes   classPath
	storage   storageFlags
	upstreams []string
	routes    []string
	forwarded string
	timeout   time.Duration
}

func newRunCommand() *cobra.Command {
	var r runner
	cmd := &cobra.Command{
		Use:   "run --context FILE --upstream NAME=URL…",
		Short: "Stand in front of Tomcats and serve paths",
		Long: `run listens, sends each request to a Tomcat (or to another program), and keeps
every browser with the Tomcat that its session cookie or ;jsessionid= names: an
upstream's NAME is the jvmRoute it answers to. It runs until SIGTERM or SIGINT,
and then ends within 5 seconds. At SIGHUP it reads the context file again, and
takes over what MSM lets operators change at run time; sessions stay.

A route's PATTERN is a path, or a path with /* at its end for all below it; the
longest wins. Its TARGET is an upstream's name, several with commas between, ` + gateway.TargetAll + `
for all upstreams, or ` + targetSession + ` for msmgate's own JSON API of the session
(it answers at /api/session and /check below the application's context path). What
no route names goes to all upstreams.

` + settingsHelp,
		Example: `  msmgate run --context shop.xml --listen :8080 \
    --upstream tomcat1=http://10.0.0.1:8080 --upstream tomcat2=http://10.0.0.2:8080

  # one path goes to a Go program that serves the same sessions
  msmgate run --context shop.xml --upstream tomcat1=http://10.0.0.1:8080 \
    --upstream cart=http://10.0.0.3:8080 --route '/shop/cart/*=cart' --route '/*=tomcat1'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := applySettings(cmd); err != nil {
				return err
			}
			return r.run(cmd)
		},
	}
	flags := cmd.Flags()
	r.source.addFlags(flags)
	r.source.addDialectFlag(flags)
	r.listener.addFlags(flags, ":8080")
	flags.StringArrayVar(&r.upstreams, "upstream", nil, "`NAME=URL` of a server; may be repeated")
	flags.StringArrayVar(&r.routes, "route", nil, "`PATTERN=TARGET`; may be repeated")
	flags.StringVar(&r.forwarded, "forwarded", "append", "X-Forwarded fields that come in: append, trust (behind another proxy) or replace")
	flags.DurationVar(&r.timeout, "upstream-timeout", time.Minute, "how long an upstream has to begin its answer")
	r.filter.addFlag(flags)
	r.classes.addFlags(flags)
	r.storage.addFlags(flags)
	flags.String("config", "", "a YAML `FILE` with settings")
	r.logging.addFlags(flags)
	return cmd
}

func (r *runner) run(cmd *cobra.Command) error {
	log, err := r.logging.logger(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	dialect, err := r.source.dialectValue()
	if err != nil {
		return err
	}
	config, err := r.gatewayConfig(log)
	if err != nil {
		return err
	}
	app, err := r.source.load(log)
	if err != nil {
		return err
	}
	filter, err := r.filter.load(cmd)
	if err != nil {
		return err
	}
	classes, err := r.classes.open()
	if err != nil {
		return err
	}
	client, err := r.storage.load()
	if err != nil {
		return err
	}
	m, err := manager.New(manager.Config{Application: app, Dialect: dialect, Client: client, Logger: log, ClassFilter: filter, Classes: classes, KryoLayout: r.classes.kryo})
	if err != nil {
		return fault(err)
	}
	config.Cookie, config.Param = app.Cookie.Name, app.Cookie.Param
	config.Handlers = map[string]http.Handler{targetSession: demo.New(demo.Options{Manager: m})}
	g, err := gateway.New(config)
	if err != nil {
		_ = m.Close(cmd.Context())
		return unreadable(err)
	}
	front, err := r.listener.open()
	if err != nil {
		_ = m.Close(cmd.Context())
		return err
	}
	defer r.source.reloadOnHangup(cmd.Context(), m, log)()
	r.listener.debug.node = m
	log.Info().Str("address", front.Addr().String()).Str("application", app.Name).
		Int("upstreams", len(config.Upstreams)).Msg("listening")
	return r.listener.serve(cmd.Context(), front, g, log, func(ctx context.Context) error {
		g.Close()
		return m.Close(ctx)
	})
}

var forwardings = map[string]gateway.Forwarding{
	"append":  gateway.ForwardAppend,
	"trust":   gateway.ForwardTrust,
	"replace": gateway.ForwardReplace,
}

// gatewayConfig is what the flags say of the gateway, all faults at once.
func (r *runner) gatewayConfig(log zerolog.Logger) (gateway.Config, error) {
	c := gateway.Config{Logger: log, HeaderTimeout: r.timeout}
	var faults []error
	for _, text := range r.upstreams {
		u, err := gateway.ParseUpstream(text)
		faults = append(faults, err)
		c.Upstreams = append(c.Upstreams, u)
	}
	for _, text := range r.routes {
		route, err := gateway.ParseRoute(text)
		faults = append(faults, err)
		c.Routes = append(c.Routes, route)
	}
	var ok bool
	if c.Forwarding, ok = forwardings[r.forwarded]; !ok {
		faults = append(faults, fmt.Errorf("--forwarded %s: there are append, trust and replace", r.forwarded))
	}
	if len(c.Upstreams) == 0 && len(c.Routes) == 0 {
		faults = append(faults, errors.New("there is nobody to send requests to: give --upstream NAME=URL, or --route PATTERN="+targetSession))
	}
	if err := errors.Join(faults...); err != nil {
		return c, unreadable(err)
	}
	return c, nil
}
