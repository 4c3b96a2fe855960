package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"msmgate/contextxml"
	"msmgate/fixtures/tomcat7"
	"msmgate/gateway"
	"msmgate/internal/demo"
	"msmgate/manager"
)

type demonstration struct {
	source   source
	listener listener
	logging  logging
	filter   serialFilter
	classes  classPath
	embedded string
	nodes    storageFlags
}

func newDemoCommand() *cobra.Command {
	var d demonstration
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Continue a session that a real Tomcat wrote, with nothing but this program",
		Long: `demo starts a gateway, a memcached server inside this program, and a web page. The
memcached holds a session record that a real Tomcat 7 with
memcached-session-manager wrote; the page continues that session: what it holds,
its node and keys, and its new bytes after a change. It prints the page's address
and a curl line that does the same. Ctrl-C ends it.

With --context FILE it is a node for that configuration instead: for this machine's
storage nodes where nobody listens, a memcached is started, which holds such a
session too if the file's transcoder is java or javolution; with
--embedded-memcached=never it joins the cluster as it is.

` + settingsHelp,
		Example: `  msmgate demo
  msmgate demo --context shop.xml --jvm-route gate1 --embedded-memcached=never`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := applySettings(cmd); err != nil {
				return err
			}
			return d.run(cmd)
		},
	}
	flags := cmd.Flags()
	d.source.addFlags(flags)
	d.source.addDialectFlag(flags)
	d.listener.addFlags(flags, "127.0.0.1:8080")
	flags.StringVar(&d.embedded, "embedded-memcached", "auto", "auto (start one where nobody listens) or never")
	d.filter.addFlag(flags)
	d.classes.addFlags(flags)
	d.nodes.addFlags(flags)
	flags.String("config", "", "a YAML `FILE` with settings")
	d.logging.addFlags(flags)
	return cmd
}

func (d *demonstration) run(cmd *cobra.Command) error {
	log, err := d.logging.logger(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	dialect, err := d.source.dialectValue()
	if err != nil {
		return err
	}
	if d.embedded != "auto" && d.embedded != "never" {
		return unreadable(fmt.Errorf("--embedded-memcached %s: there are auto and never", d.embedded))
	}
	app, err := d.application(log)
	if err != nil {
		return err
	}
	front, err := d.open(cmd.OutOrStdout())
	if err != nil {
		return err
	}
	defer front.Close()
	options := demo.Options{}
	client, err := d.nodes.load()
	if err != nil {
		return err
	}
	memcacheds, err := d.storage(app, dialect, client, &options, cmd.OutOrStdout())
	if err != nil {
		return unreadable(err)
	}
	defer memcacheds.close()
	filter, err := d.filter.load(cmd)
	if err != nil {
		return err
	}
	classes, err := d.classes.open()
	if err != nil {
		return err
	}
	if options.Manager, err = manager.New(manager.Config{Application: app, Dialect: dialect, Client: client, Logger: log, ClassFilter: filter, Classes: classes, KryoLayout: d.classes.kryo}); err != nil {
		return fault(err)
	}
	g, err := gateway.New(gateway.Config{
		Handlers: map[string]http.Handler{targetSession: demo.New(options)},
		Routes:   []gateway.Route{{Pattern: "/*", Targets: []string{targetSession}}},
		Logger:   log,
	})
	if err != nil {
		return unreadable(err)
	}
	d.listener.debug.node = options.Manager
	d.introduce(cmd.OutOrStdout(), front, app, options.CapturedID)
	log.Info().Str("address", front.Addr().String()).Str("application", app.Name).Msg("listening")
	return d.listener.serve(cmd.Context(), front, g, log, options.Manager.Close)
}

// configured tells whether the application is the user's own.
func (d *demonstration) configured() bool {
	return d.source.context != "" || d.source.catalinaBase != ""
}

// application is the user's own, or the non-sticky fixture.
func (d *demonstration) application(log zerolog.Logger) (*contextxml.Application, error) {
	if d.configured() {
		return d.source.load(log)
	}
	o, err := d.source.options()
	if err != nil {
		return nil, err
	}
	// What could be said about this file is said by `check`.
	return served(contextxml.Parse("context.xml", tomcat7.NonstickyXML, o), zerolog.Nop())
}

// open listens. If the default address is taken, any free port will do.
func (d *demonstration) open(say io.Writer) (net.Listener, error) {
	front, err := d.listener.open()
	if err == nil || d.source.flags.Changed("listen") {
		return front, err
	}
	taken := d.listener.address
	d.listener.address = "127.0.0.1:0"
	if front, err = d.listener.open(); err == nil {
		fmt.Fprintf(say, "%s is taken: the page is on another port.\n", taken)
	}
	return front, err
}

// storage starts what memcached servers there are to start and stores the
// captured session in one of them.
func (d *demonstration) storage(app *contextxml.Application, dialect manager.Dialect, client manager.Client, o *demo.Options, say io.Writer) (*embedded, error) {
	m := app.Manager
	memcacheds := &embedded{nodes: m.Nodes}
	var err error
	// The embedded server speaks neither TLS nor the binary protocol.
	if d.embedded == "auto" && m.Nodes.Kind <= contextxml.NodesSingle && client.TLS == nil && m.Protocol != "binary" {
		if memcacheds, err = startEmbedded(m, !d.configured(), say); err != nil {
			return nil, err
		}
	}
	if err := memcacheds.look(m, dialect, client); err != nil {
		memcacheds.close()
		return nil, err
	}
	o.Stored = memcacheds
	place := demo.Place{Transcoder: m.TranscoderClass, JvmRoute: app.JvmRoute}
	if dialect != manager.Dialect16 { // TRAP-11
		place.Prefix = m.StorageKeyPrefix
	}
	var node string
	if o.CapturedID, node, err = memcacheds.keep(place, time.Now()); err != nil {
		memcacheds.close()
		return nil, err
	}
	if o.CapturedID != "" {
		name := ""
		if node != "" {
			name = " of node " + node
		}
		fmt.Fprintf(say, "The embedded memcached%s, at %s, holds a session that a real Tomcat wrote.\n", name, memcacheds.servers[node].Addr())
	}
	return memcacheds, nil
}

// introduce prints where to go on.
func (d *demonstration) introduce(w io.Writer, front net.Listener, app *contextxml.Application, capturedID string) {
	scheme := "http"
	if d.listener.cert != "" {
		scheme = "https"
	}
	base := scheme + "://" + reachable(front.Addr()) + app.Path
	page := base + "/"
	if capturedID != "" {
		page = scheme + "://" + reachable(front.Addr()) + demo.ContinuePath(app.Path, app.Cookie.Param, capturedID)
		fmt.Fprintf(w, "\nContinue it in a browser:\n\n  %s\n\nor here:\n\n  curl -H 'Cookie: %s=%s' %s/api/session\n\n", page, app.Cookie.Name, capturedID, base)
	} else {
		fmt.Fprintf(w, "\nThe page:\n\n  %s\n\n", page)
	}
	fmt.Fprintln(w, "Ctrl-C ends it.")
}

// reachable is an address that a browser on this machine can ask.
func reachable(address net.Addr) string {
	tcp, ok := address.(*net.TCPAddr)
	if !ok {
		return address.String()
	}
	if tcp.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", fmt.Sprint(tcp.Port))
	}
	return tcp.String()
}
