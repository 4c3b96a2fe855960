package manager

import (
	"crypto/rand"
	"io"
	"time"

	"github.com/rs/zerolog"

	"msmgate/contextxml"
	"msmgate/manager/classfile"
	"msmgate/manager/classfilter"
	"msmgate/manager/record"
	"msmgate/manager/storage"
)

// Dialect is the MSM release line whose writing habits a node follows. All
// are read, whatever is chosen.
type Dialect int

// The dialects.
const (
	// DialectAuto writes what every release reads: flags 2048, uncompressed (WIRE-21).
	DialectAuto Dialect = iota
	// Dialect16 writes as 1.6.5 and 1.7.0 do.
	Dialect16
	// Dialect18 writes as 1.8.0 to 1.9.7 do.
	Dialect18
	// Dialect2x writes as 2.0.0 and later do.
	Dialect2x
)

// Config is what a node is made from. Only Application is required.
type Config struct {
	// Application is the effective configuration, from contextxml; its Manager
	// must not be nil.
	Application *contextxml.Application
	// Dialect is DialectAuto if not set.
	Dialect Dialect
	// Storage reaches the storage nodes; nil makes a client from the
	// application's memcachedNodes, as Client says.
	Storage storage.Storage
	// Client says how the storage nodes are reached; it doesn't count with Storage.
	Client Client
	// Now gives the time; nil means time.Now.
	Now func() time.Time
	// Random is where session ids come from; nil means crypto/rand.
	Random io.Reader
	// IntN draws from [0, n) uniformly, for the choice of a new session's
	// storage node (NODE-1); nil means math/rand/v2's.
	IntN func(n int) int
	// Logger gets what MSM would log; the zero Logger says nothing.
	Logger zerolog.Logger
	// After times the waits for a lock and for a synchronous backup, and the
	// background work; nil means time.After.
	After func(time.Duration) <-chan time.Time
	// PrincipalForm is how the cluster's Tomcats store a login: by default as those
	// of Tomcat 7 do. It matters for Session.Login only; all are read (TRAP-50).
	PrincipalForm record.PrincipalForm
	// Listeners are told what happens to sessions on this node.
	Listeners Listeners
	// TrustEncoder leaves out the second look at attribute bytes: by default
	// they are decoded again before they are stored, since a Tomcat deletes a
	// session that it can't read (TRAP-5).
	TrustEncoder bool
	// ClassFilter says which classes attributes may have, and how large they may
	// be, in the syntax of jdk.serialFilter; nil lets everything pass. Set refuses
	// what it rejects, so does Get; attributes that nobody asks for are carried
	// through untouched, whatever they hold.
	ClassFilter *classfilter.Filter
	// Classes are the application's class files, which kryo can't be read without
	// and which let other formats write classes that no session has shown; nil
	// without a class path.
	Classes classfile.Classes
	// KryoLayout is the layout of kryo's sessions: "1" (MSM up to 1.8), "3" (1.9.0
	// to 2.1.0) or "4" (2.1.1 and later); "" goes by the dialect and by what each
	// session tells.
	KryoLayout string
	// AsMSM does in faults, and while requests wait for each other, exactly what
	// MSM does, where this node otherwise keeps a session that MSM would lose:
	// locks aren't renewed while a request runs (NST-28); requests that go on
	// without a lock don't wait for each other (NST-22); and a request is answered
	// as if all were well though its changes could be stored nowhere, or another
	// node has replaced them (TRAP-71).
	AsMSM bool
	// QueueLength bounds the backups that wait when sessionBackupAsync is on;
	// what comes on top is stored by its request. 0 means 1024.
	QueueLength int
}

func (c Config) withDefaults() Config {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.After == nil {
		c.After = time.After
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
	if c.QueueLength <= 0 {
		c.QueueLength = 1024
	}
	return c
}
