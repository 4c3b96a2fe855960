package harness

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Server is a storage node of another kind than a plain memcached, on loopback.
type Server struct {
	*Process
	port int
}

// Port is the port it listens on.
func (s *Server) Port() string { return strconv.Itoa(s.port) }

// Addr is its IPv4 address with the port.
func (s *Server) Addr() string { return "127.0.0.1:" + s.Port() }

// startServer starts a program at a free port and waits until it accepts connections.
func startServer(t testing.TB, name string, command func(port string) *exec.Cmd) *Server {
	t.Helper()
	Setup(t)
	for attempt := 0; ; attempt++ {
		s := &Server{port: FreePort(t)}
		process, err := startProcess(t, name+" :"+s.Port(), command(s.Port()))
		if err != nil {
			t.Fatal(err)
		}
		s.Process = process
		err = wait(30*time.Second, func() error {
			if s.Ended() {
				return hopeless{errors.New("it ended: " + s.Tail(5))}
			}
			c, err := net.DialTimeout("tcp", s.Addr(), time.Second)
			if err == nil {
				c.Close()
			}
			return err
		})
		if err == nil {
			return s
		}
		s.Kill()
		if attempt == 4 || !strings.Contains(err.Error(), "in use") {
			t.Fatalf("waiting for %s at port %s: %v", name, s.Port(), err)
		}
	}
}

// StartRedis starts a Redis that keeps nothing on disk. Args are further ones, say "--requirepass", "secret"; where
// they give a "--tls-port", the port given as "" becomes the one it listens on, for TLS only.
func StartRedis(t testing.TB, args ...string) *Server {
	t.Helper()
	return startServer(t, "redis", func(port string) *exec.Cmd {
		all := []string{"--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir()}
		plain := port
		for i := range args {
			if args[i] == "--tls-port" {
				plain = "0"
			}
			if i > 0 && args[i-1] == "--tls-port" {
				all = append(all, port)
				continue
			}
			all = append(all, args[i])
		}
		return exec.Command("redis-server", append(all, "--port", plain)...)
	})
}

// StartMemcachedTLS starts a memcached that speaks TLS with the certificate and key in these files.
func StartMemcachedTLS(t testing.TB, cert, key string) *Server {
	t.Helper()
	return startServer(t, "memcached with TLS", func(port string) *exec.Cmd {
		return exec.Command("memcached", memcachedArgs(port, "-Z", "-o", "ssl_chain_cert="+cert+",ssl_key="+key)...)
	})
}

// StartMemcachedSASL starts a memcached that wants this user by SASL's PLAIN, and so speaks the binary protocol only.
func StartMemcachedSASL(t testing.TB, user, password string) *Server {
	t.Helper()
	dir := t.TempDir()
	users := filepath.Join(dir, "users")
	config := fmt.Sprintf("mech_list: plain\nsasldb_path: %s\n", users)
	if err := os.WriteFile(filepath.Join(dir, "memcached.conf"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	add := exec.Command("saslpasswd2", "-p", "-c", "-f", users, "-a", "memcached", "-u", host, user)
	add.Stdin = strings.NewReader(password)
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("making a SASL user: %v\n%s", err, out)
	}
	return startServer(t, "memcached with SASL", func(port string) *exec.Cmd {
		cmd := exec.Command("memcached", memcachedArgs(port, "-S")...)
		cmd.Env = append(os.Environ(), "SASL_CONF_PATH="+dir)
		return cmd
	})
}

func memcachedArgs(port string, more ...string) []string {
	args := append([]string{"-l", "127.0.0.1", "-p", port, "-U", "0"}, more...)
	if os.Getuid() == 0 {
		args = append(args, "-u", "root")
	}
	return args
}
