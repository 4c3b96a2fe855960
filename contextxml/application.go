package contextxml

import "time"

// Application is the effective configuration of one web application, merged
// from every file that Tomcat would have read for it (CFG-13).
type Application struct {
	// Name is the context's name: the path, with "##version" in parallel
	// deployment; "" is the root application (CFG-16).
	Name string
	// Path is the context path, "" for the root application, else with a
	// leading slash.
	Path string
	// WebappVersion is the text after "##" in the file's name, or "".
	WebappVersion string
	// Engine and Host are the configured names ("Catalina", "localhost" when
	// no server.xml says otherwise). Host feeds the host prefix token (CFG-82).
	Engine, Host string
	// JvmRoute is this node's route, "" for none (CFG-98).
	JvmRoute string
	// BackgroundProcessorDelay is the Context's own value in seconds,
	// default -1; it enters the sticky expiration (CFG-107, WIRE-62).
	BackgroundProcessorDelay int
	// MaxInactiveInterval is what a new session starts with, in seconds:
	// session-timeout*60 (CFG-62, CFG-109). Zero or less: never expires (TRAP-19).
	MaxInactiveInterval int
	// Cookie says how the session id travels.
	Cookie Cookie
	// ChangeSessionIDOnAuthentication is the authenticator's setting (SID-33).
	ChangeSessionIDOnAuthentication bool
	// Manager is the last MSM Manager element (CFG-12), nil if there is none.
	Manager *Manager

	fault error
}

// Err says what keeps Tomcat from starting the application, or msmgate from
// serving it: what Result.Err says of the files that it was read from. What the
// fields then hold in the fault's place is a default, which nobody asked for. An
// Application that wasn't read from files has none.
func (a *Application) Err() error { return a.fault }

// Cookie is how the session id travels between browser and node (SID-40..SID-50).
type Cookie struct {
	// Name is the cookie's name, default JSESSIONID (SID-41); Param the URL
	// parameter's, default jsessionid (SID-50).
	Name, Param string
	// Path is the final Path attribute, with Tomcat's trailing slash (SID-43).
	Path string
	// PathIsRoot says that sessionCookiePath is exactly "/", which lets a
	// client's id be used again (SID-24).
	PathIsRoot bool
	Domain     string
	Comment    string
	HTTPOnly   bool
	// Secure forces the flag; a secure request sets it anyway (SID-42).
	Secure bool
	// MaxAge in seconds, -1 for a cookie of the browser session.
	MaxAge int
	// UseCookies and UseURL are the tracking modes (CFG-104, CFG-111).
	UseCookies, UseURL bool
}

// Manager is the typed form of an MSM Manager element. Every field holds the
// effective value: what the element says, else MSM's default.
type Manager struct {
	ClassName string
	// Nodes is memcachedNodes, parsed (CFG-52..CFG-61).
	Nodes Nodes
	// FailoverNodes are the ids of failoverNodes in their order (CFG-63).
	FailoverNodes []string
	Sticky        bool
	Enabled       bool
	// Locking is the lockingMode; always LockNone when sticky (CFG-34, CFG-68).
	Locking Locking
	// BackupAsync, BackupTimeout: CFG-35, CFG-36.
	BackupAsync       bool
	BackupTimeout     time.Duration
	BackupThreadCount int
	// OperationTimeout bounds each storage operation and the wait for a lock (CFG-38).
	OperationTimeout time.Duration
	// LockExpiration is the lock's exptime in seconds (CFG-39).
	LockExpiration int
	// IgnorePattern is requestUriIgnorePattern, nil for none; it must match the
	// whole request id (CFG-70..CFG-72).
	IgnorePattern Matcher
	// AttributeFilter is sessionAttributeFilter, nil for none (CFG-41).
	AttributeFilter  Matcher
	TranscoderClass  string
	CopyCollections  bool
	CustomConverters []string
	// KryoBufferMax is how many bytes of attributes a node can store with kryo, by
	// MSM's system property msm.kryo.bufferSize.max; negative for no limit, 0 if
	// the transcoder isn't kryo's.
	KryoBufferMax int
	// Protocol is "text" or "binary" (CFG-45).
	Protocol           string
	Username, Password string
	Statistics         bool
	// StorageKeyPrefix is the resolved prefix for dialects that know one, with
	// its trailing underscore, or "" (CFG-81..CFG-87).
	StorageKeyPrefix string
	prefixOf         prefixSource
	// MaxActiveSessions: -1 for no limit (CFG-90).
	MaxActiveSessions int
	// SessionIDLength is in bytes, default 16 (CFG-91).
	SessionIDLength int
	// ProcessExpiresFrequency enters the sticky expiration (CFG-92, WIRE-62).
	ProcessExpiresFrequency int
	// MaxInactiveInterval is the attribute itself, which Tomcat 7 overwrites
	// (CFG-62); nil when absent.
	MaxInactiveInterval *int
}

// Matcher tells whether a java.util.regex pattern matches the whole of s, as
// Java's Matcher.matches does (CFG-70). An error means that the limit on time
// or stack was reached; s then counts as not matched.
type Matcher interface {
	MatchString(s string) (bool, error)
	// String is the Java pattern.
	String() string
}

// LockMode is one of lockingMode's forms (CFG-68).
type LockMode int

// The locking modes.
const (
	LockNone LockMode = iota
	LockAll
	LockAuto
	LockURIPattern
)

// Locking is a parsed lockingMode.
type Locking struct {
	Mode LockMode
	// Pattern is set for LockURIPattern and must match the whole request id (CFG-69).
	Pattern Matcher
}

// NodesKind says which form memcachedNodes has.
type NodesKind int

// The forms of memcachedNodes (section 4 of CFG).
const (
	// NodesWithIDs is "n1:host:port …": ids are part of session ids.
	NodesWithIDs NodesKind = iota
	// NodesSingle is "host:port": session ids carry no node id (NODE-60).
	NodesSingle
	// NodesCouchbase is read and named, not served (CFG-22).
	NodesCouchbase
	// NodesRedis is "redis://…" or "rediss://…": session ids carry no node id
	// (NODE-61). ParseRedis reads Nodes.URL.
	NodesRedis
)

// Nodes is a parsed memcachedNodes.
type Nodes struct {
	Kind NodesKind
	// List is in document order, which decides where backups live (TRAP-62).
	List []Node
	// URL is the redis or couchbase address for those kinds.
	URL string
}

// Node is one storage node.
type Node struct {
	// ID is "" for NodesSingle.
	ID   string
	Host string
	Port int
}
