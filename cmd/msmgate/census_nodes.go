package main

import (
	"errors"
	"fmt"
	"net"
	"strconv"

	"github.com/rs/zerolog"

	"msmgate/contextxml"
	"msmgate/internal/census"
	"msmgate/manager/transcoder"
)

// nodes finds the storage nodes to read; none with files. The configuration also
// tells which serializer is declared. Errors carry the exit code.
func (t *censusTaker) nodes(files []string, o *census.Options) ([]census.Node, error) {
	configured := t.source.context != "" || t.source.catalinaBase != ""
	switch {
	case len(files) > 0 && (len(t.memcached) > 0 || t.source.catalinaBase != ""):
		return nil, errUsage("give either files or storage nodes (--context, --catalina-base, --memcached)")
	case len(files) == 0 && !configured && len(t.memcached) == 0:
		return nil, errUsage("say what to read: FILE or DIR, --context FILE, --catalina-base DIR or --memcached HOST:PORT")
	}
	var nodes []census.Node
	if configured {
		app, err := t.source.load(zerolog.Nop()) // what could be said about the file is said by check
		if err != nil {
			return nil, err
		}
		if o.Declared == "" {
			o.Declared = app.Manager.TranscoderClass
		}
		t.settings.CopyCollections, t.settings.Converters = app.Manager.CopyCollections, app.Manager.CustomConverters
		if len(files) == 0 && len(t.memcached) == 0 {
			if nodes, err = t.configuredNodes(app.Manager.Nodes); err != nil {
				return nil, err
			}
		}
	}
	for _, address := range t.memcached {
		if _, _, err := net.SplitHostPort(address); err != nil {
			return nil, errUsage(fmt.Sprintf("--memcached %s: want HOST:PORT", address))
		}
		nodes = append(nodes, t.node(address, address))
	}
	return nodes, nil
}

// configure gives transcoders the class path; what the context file says of one
// is for the one that it declares.
func (t *censusTaker) configure(declared string) (func(transcoder.Transcoder) (transcoder.Transcoder, error), error) {
	classes, err := t.classes.open()
	if err != nil {
		return nil, err
	}
	return func(one transcoder.Transcoder) (transcoder.Transcoder, error) {
		settings := transcoder.Settings{Classes: classes, Layout: t.classes.kryo}
		if one.FactoryClass() == declared {
			settings.CopyCollections, settings.Converters = t.settings.CopyCollections, t.settings.Converters
		}
		return transcoder.Configure(one, settings)
	}, nil
}

func (t *censusTaker) configuredNodes(from contextxml.Nodes) ([]census.Node, error) {
	if from.Kind > contextxml.NodesSingle {
		return nil, unreadable(errors.New("memcachedNodes names no memcached; only these can be read"))
	}
	var nodes []census.Node
	for _, n := range from.List {
		nodes = append(nodes, t.node(n.ID, net.JoinHostPort(n.Host, strconv.Itoa(n.Port))))
	}
	return nodes, nil
}

func (t *censusTaker) node(name, address string) census.Node {
	if name == "" {
		name = address
	}
	return census.Node{Name: name, Address: address, Rate: t.rate, Timeout: t.timeout}
}
