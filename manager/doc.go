// Package manager is one MSM node for one web application: it finds, makes,
// locks, stores and relocates sessions exactly as a Tomcat with
// memcached-session-manager would.
package manager
