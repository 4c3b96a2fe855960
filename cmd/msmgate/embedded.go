package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"syscall"
	"time"

	"msmgate/contextxml"
	"msmgate/internal/demo"
	"msmgate/internal/memcacheserver"
	"msmgate/manager"
)

// embedded is the memcached servers that run inside the demo, by node id.
type embedded struct {
	servers map[string]*memcacheserver.Server
	nodes   contextxml.Nodes
	others  demo.Stored
}

// startEmbedded starts a server for each node of the configuration that is on
// this machine. A port that somebody else listens on is left to him: with
// elsewhere, a free one is taken instead, said aloud, and the node moves there.
func startEmbedded(m *contextxml.Manager, elsewhere bool, say io.Writer) (*embedded, error) {
	e := &embedded{servers: map[string]*memcacheserver.Server{}}
	for i := range m.Nodes.List {
		node := &m.Nodes.List[i]
		address := net.JoinHostPort(node.Host, strconv.Itoa(node.Port))
		server := memcacheserver.New(memcacheserver.Options{Name: node.ID})
		err := server.Listen(address)
		if errors.Is(err, syscall.EADDRINUSE) && elsewhere {
			if err = server.Listen(net.JoinHostPort(node.Host, "0")); err == nil {
				_, port, _ := net.SplitHostPort(server.Addr())
				node.Port, _ = strconv.Atoi(port)
				fmt.Fprintf(say, "%s is taken: the embedded memcached of node %s listens on port %s instead.\n", address, node.ID, port)
			}
		}
		switch {
		case err == nil:
			e.servers[node.ID] = server
		case errors.Is(err, syscall.EADDRINUSE), errors.Is(err, memcacheserver.ErrNotLoopback):
			fmt.Fprintf(say, "Node %s is the memcached at %s.\n", node.ID, address)
		default:
			e.close()
			return nil, fmt.Errorf("starting the embedded memcached of node %s: %w", node.ID, err)
		}
	}
	e.nodes = m.Nodes
	return e, nil
}

func (e *embedded) close() {
	for _, s := range e.servers {
		_ = s.Close()
	}
}

// look makes it see the nodes that are not embedded.
func (e *embedded) look(m *contextxml.Manager, dialect manager.Dialect, client manager.Client) error {
	e.nodes = m.Nodes
	if m.Nodes.Kind == contextxml.NodesRedis {
		e.nodes.List = []contextxml.Node{{}} // one without id (NODE-61)
	}
	storage, err := manager.Dial(m, dialect, client)
	if err != nil {
		return err
	}
	e.others = demo.FromStorage(storage, e.nodes)
	return nil
}

// Find shows an item with the life it has left, where the server is ours.
func (e *embedded) Find(ctx context.Context, key string) (*demo.StoredItem, error) {
	for _, node := range e.nodes.List {
		server := e.servers[node.ID]
		if server == nil {
			continue
		}
		if item, ok := server.Get(key); ok {
			found := demo.NewStoredItem(node.ID, key, item.Flags, item.Value)
			found.Expires = &item.Remaining
			return found, nil
		}
	}
	if len(e.servers) == len(e.nodes.List) {
		return nil, nil
	}
	return e.others.Find(ctx, key)
}

// keep stores the captured session on the first node whose server is ours.
// Without one, or for a transcoder that no session was captured with, id is "".
func (e *embedded) keep(place demo.Place, now time.Time) (id, node string, err error) {
	if !demo.HasCaptured(place.Transcoder) {
		return "", "", nil
	}
	for _, n := range e.nodes.List {
		if e.servers[n.ID] == nil {
			continue
		}
		place.Node = n.ID
		id, items, err := demo.Captured(place, now)
		if err != nil {
			return "", "", err
		}
		for _, item := range items {
			if err := e.servers[n.ID].Set(item.Key, item.Flags, item.Exptime, item.Value); err != nil {
				return "", "", fmt.Errorf("storing the captured session: %w", err)
			}
		}
		return id, n.ID, nil
	}
	return "", "", nil
}
