package contextxml

import (
	"errors"
	"math"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// Redis is a redis:// or rediss:// URL of memcachedNodes as MSM 2.x takes it
// (CFG-61): one server, port 6379 by default, a password after a colon, the
// database's number as its path. What else a URL may hold is ignored.
type Redis struct {
	Host string
	Port int
	// TLS is true for rediss.
	TLS bool
	// User may be empty, Password holds "" for none.
	User, Password string
	Database       int
}

// Address is host:port.
func (r Redis) Address() string { return net.JoinHostPort(r.Host, strconv.Itoa(r.Port)) }

const defaultRedisPort = 6379

const redisFix = `write memcachedNodes="redis://:password@host:6379/0"; what isn't needed may be left out`

// ParseRedis reads such a URL. Its errors don't repeat the URL, which may hold
// a password.
func ParseRedis(text string) (Redis, error) {
	u, err := url.Parse(text)
	if err != nil {
		return Redis{}, errors.New("the Redis address in memcachedNodes is no URL")
	}
	r := Redis{Host: u.Hostname(), Port: defaultRedisPort, TLS: u.Scheme == "rediss"}
	if u.Scheme != "redis" && u.Scheme != "rediss" || r.Host == "" || u.Opaque != "" {
		return Redis{}, errors.New("the Redis address in memcachedNodes names no host")
	}
	if digits := u.Port(); digits != "" {
		if r.Port, err = parsePort(digits); err != nil {
			return Redis{}, err
		}
	}
	if u.User != nil {
		var ok bool
		if r.Password, ok = u.User.Password(); !ok {
			return Redis{}, errors.New("the Redis address in memcachedNodes has a user without a password; write redis://:password@host")
		}
		r.User = u.User.Username()
	}
	if number := strings.TrimPrefix(u.Path, "/"); number != "" {
		if r.Database, err = strconv.Atoi(number); err != nil || r.Database < 0 || r.Database > math.MaxInt32 {
			return Redis{}, errors.New("the path of the Redis address in memcachedNodes is no number of a database")
		}
	}
	return r, nil
}
