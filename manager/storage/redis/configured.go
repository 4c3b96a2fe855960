package redis

import (
	"crypto/tls"
	"errors"
	"strings"

	"msmgate/contextxml"
)

// Configured gives the options for the redis:// or rediss:// URL that a
// configuration names (CFG-61). The password is that of the URL, else the
// Manager's, of which a blank one is none (CFG-46). secured, if set, takes the
// place of what TLS trusts by default; a URL without TLS is then refused.
func Configured(c *contextxml.Manager, secured *tls.Config) (Options, error) {
	address, err := contextxml.ParseRedis(c.Nodes.URL)
	if err != nil {
		return Options{}, err
	}
	if secured != nil && !address.TLS {
		return Options{}, errors.New("TLS is wanted and memcachedNodes names a Redis server without it; write rediss:// (CFG-61)")
	}
	o := Options{
		Address: address.Address(), User: address.User, Password: address.Password, Database: address.Database,
		OperationTimeout: c.OperationTimeout,
	}
	if o.Password == "" && strings.TrimSpace(c.Password) != "" {
		o.Password = c.Password
	}
	if address.TLS {
		if o.TLS = secured; o.TLS == nil {
			o.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
		}
	}
	return o, nil
}
