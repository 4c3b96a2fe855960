package contextxml

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Options says what to read and what to read it with. Either Context or
// CatalinaBase must be set.
type Options struct {
	// Context is one context file. Its name gives the application's name
	// (CFG-16); "context.xml" is the root application.
	Context string
	// CatalinaBase is the directory of a Tomcat instance, with conf and webapps.
	CatalinaBase string
	// App is the name of the application in a CatalinaBase, as "/shop" or
	// "/shop##2"; "" means the only one, else the root application.
	App string
	// Host is the name of the virtual host in a CatalinaBase; "" means the
	// Engine's default host.
	Host string
	// Properties answer ${name} first, as Java's -D name=value does (CFG-9).
	Properties map[string]string
	// Environ answers ${name} after Properties; nil means os.LookupEnv.
	Environ func(name string) (string, bool)
	// JvmRoute, if not nil, is this node's route, whatever server.xml says.
	JvmRoute *string
	// Transcoders are the factory classes that the program supports; nil
	// means that this isn't checked.
	Transcoders []string
	// WithoutKeyPrefix says that the cluster runs MSM before 1.8.0, which knows
	// no storageKeyPrefix (CFG-48).
	WithoutKeyPrefix bool
	// CPUs is the default of backupThreadCount; 0 means runtime.NumCPU.
	CPUs int
}

// Result is what was read: the configuration, all findings over all files, and
// every setting with its origin. With error findings the Application holds
// defaults where a value was at fault, and must not be served (see Err).
type Result struct {
	Application *Application
	Findings    []Finding
	Settings    []Setting
}

// Load reads the files that Tomcat would read for one application. The error is
// not nil only if a file could not be read at all; faults in what was read are
// findings.
func Load(o Options) (*Result, error) {
	if o.CatalinaBase != "" {
		return loadBase(o)
	}
	if o.Context == "" {
		return nil, errors.New("neither a context file nor a CATALINA_BASE was given")
	}
	data, err := readFile(o.Context)
	if err != nil {
		return nil, err
	}
	return Parse(o.Context, data, o), nil
}

// Parse reads one context file from memory. The file's name gives the
// application's name (CFG-16).
func Parse(name string, data []byte, o Options) *Result {
	r := newReader(o)
	r.app = contextName(filepath.Base(name))
	r.contextFile(name, data)
	return r.result()
}

// readFile reads a file but never more than a configuration file may have.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	defer f.Close()
	// One byte more than allowed lets the parser say that it is too much.
	data, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading the configuration %s: %w", name, err)
	}
	return data, nil
}
