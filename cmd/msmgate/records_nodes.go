package main

import (
	"fmt"
	"net"
	"strconv"

	"github.com/rs/zerolog"

	"msmgate/contextxml"
	"msmgate/internal/census"
	"msmgate/manager/classfile"
	"msmgate/manager/storage/redis"
	"msmgate/manager/transcoder"
)

// nodes finds the storage nodes to read; none with files. The configuration also
// tells which serializer is declared. Errors carry the exit code.
func (t *recordSource) nodes(files []string, o *census.Options) ([]census.Node, error) {
	configured := t.source.context != "" || t.source.catalinaBase != ""
	named := len(t.memcached) + len(t.redis)
	switch {
	case len(files) > 0 && (named > 0 || t.source.catalinaBase != ""):
		return nil, errUsage("give either files or storage nodes (--context, --catalina-base, --memcached, --redis)")
	case len(files) == 0 && !configured && named == 0:
		return nil, errUsage("say what to read: FILE or DIR, --context FILE, --catalina-base DIR, --memcached HOST:PORT or --redis URL")
	}
	var app *contextxml.Application
	if configured {
		var err error
		if app, err = t.source.load(zerolog.Nop()); err != nil { // what could be said about the file is said by check
			return nil, err
		}
		if o.Declared == "" {
			o.Declared = app.Manager.TranscoderClass
		}
		t.settings = transcoder.Settings{
			CopyCollections: app.Manager.CopyCollections, Converters: app.Manager.CustomConverters, MaxStored: app.Manager.KryoBufferMax,
		}
	}
	switch {
	case len(files) > 0:
		return nil, nil
	case named > 0:
		return t.namedNodes()
	}
	return t.configuredNodes(app.Manager)
}

// configure gives transcoders the class path; what the context file says of one
// is for the one that it declares.
func (t *recordSource) configure(declared string, classes classfile.Classes) func(transcoder.Transcoder) (transcoder.Transcoder, error) {
	return func(one transcoder.Transcoder) (transcoder.Transcoder, error) {
		settings := transcoder.Settings{}
		if one.FactoryClass() == declared {
			settings = t.settings
		}
		settings.Classes, settings.Layout = classes, t.classes.kryo
		return transcoder.Configure(one, settings)
	}
}

// configuredNodes are those of memcachedNodes.
func (t *recordSource) configuredNodes(c *contextxml.Manager) ([]census.Node, error) {
	if c.Nodes.Kind == contextxml.NodesRedis {
		n, err := t.redisNode(c)
		return []census.Node{n}, err
	}
	var nodes []census.Node
	for _, n := range c.Nodes.List {
		node, err := t.memcachedNode(n.ID, net.JoinHostPort(n.Host, strconv.Itoa(n.Port)))
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, node)
	}
	return nodes, nil
}

// namedNodes are those of the command line.
func (t *recordSource) namedNodes() ([]census.Node, error) {
	var nodes []census.Node
	for _, address := range t.memcached {
		if _, _, err := net.SplitHostPort(address); err != nil {
			return nil, errUsage(fmt.Sprintf("--memcached %s: want HOST:PORT", address))
		}
		node, err := t.memcachedNode(address, address)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, node)
	}
	for _, url := range t.redis {
		node, err := t.redisNode(&contextxml.Manager{Nodes: contextxml.Nodes{Kind: contextxml.NodesRedis, URL: url}})
		if err != nil {
			return nil, unreadable(fmt.Errorf("--redis: %w", err))
		}
		nodes = append(nodes, node)
	}
	return nodes, nil
}

func (t *recordSource) memcachedNode(name, address string) (census.Node, error) {
	if name == "" {
		name = address
	}
	secured, err := t.tls.load()
	return census.Node{Name: name, Address: address, TLS: secured, Rate: t.rate, Timeout: t.timeout}, err
}

func (t *recordSource) redisNode(c *contextxml.Manager) (census.Node, error) {
	secured, err := t.tls.load()
	if err != nil {
		return census.Node{}, err
	}
	o, err := redis.Configured(c, secured)
	if err != nil {
		return census.Node{}, unreadable(err)
	}
	return census.Node{Address: o.Address, Name: o.Address, Redis: &o, Rate: t.rate, Timeout: t.timeout}, nil
}
