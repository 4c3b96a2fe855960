package redis

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"strings"

	goredis "github.com/redis/go-redis/v9"
)

// dial connects, and agrees on TLS where that is wanted.
func (s *Storage) dial(ctx context.Context, network, address string) (net.Conn, error) {
	raw, err := s.options.Dial(ctx, network, address)
	if err != nil {
		return nil, fmt.Errorf("connecting: %w", err)
	}
	if s.options.TLS == nil {
		return guarded(raw, s.options.Browsing), nil
	}
	config := s.options.TLS
	if config.ServerName == "" {
		config = config.Clone()
		config.ServerName, _, _ = net.SplitHostPort(address)
	}
	secured := tls.Client(raw, config)
	if err := secured.HandshakeContext(ctx); err != nil {
		raw.Close()
		return nil, fmt.Errorf("agreeing on TLS: %w", err)
	}
	return guarded(secured, s.options.Browsing), nil
}

// login readies a new connection as MSM's client does: password, database.
func (s *Storage) login(ctx context.Context, c *goredis.Conn) error {
	o := &s.options
	if o.Password != "" {
		err := s.authenticate(ctx, c)
		if err != nil {
			return fmt.Errorf("logging in: %w", err)
		}
	}
	if o.Database > 0 {
		if err := c.Select(ctx, o.Database).Err(); err != nil {
			return fmt.Errorf("selecting database %d: %w", o.Database, err)
		}
	}
	if o.Browsing {
		return s.browse(ctx, c)
	}
	return nil
}

func (s *Storage) authenticate(ctx context.Context, c *goredis.Conn) error {
	o := &s.options
	if o.User == "" {
		return c.Auth(ctx, o.Password).Err()
	}
	err := c.AuthACL(ctx, o.User, o.Password).Err()
	// WRONGPASS from servers with users, ERR from those that know none.
	if err != nil && (strings.HasPrefix(err.Error(), "WRONGPASS") || strings.HasPrefix(err.Error(), "ERR")) {
		if c.Auth(ctx, o.Password).Err() == nil {
			return nil
		}
	}
	return err
}
