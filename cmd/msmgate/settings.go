package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/kelseyhightower/envconfig"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

// settingsHelp is the paragraph about precedence in the help of run and demo.
const settingsHelp = `context.xml says everything about sessions. What it can't say comes from flags,
else from the environment (MSMGATE_LISTEN for --listen, MSMGATE_UPSTREAM for
--upstream with blanks between several), else from the YAML file that --config
names (its keys are the flags' names), else from the default.`

// layer is one source of settings below the flags. A field's yaml name is the
// flag's name.
type layer struct {
	Context         *string `yaml:"context"`
	CatalinaBase    *string `yaml:"catalina-base" envconfig:"CATALINA_BASE"`
	App             *string `yaml:"app"`
	Host            *string `yaml:"host"`
	Define          words   `yaml:"define"`
	JvmRoute        *string `yaml:"jvm-route" envconfig:"JVM_ROUTE"`
	Dialect         *string `yaml:"dialect"`
	Listen          *string `yaml:"listen"`
	TLSCert         *string `yaml:"tls-cert" envconfig:"TLS_CERT"`
	TLSKey          *string `yaml:"tls-key" envconfig:"TLS_KEY"`
	Upstream        words   `yaml:"upstream"`
	Route           words   `yaml:"route"`
	Forwarded       *string `yaml:"forwarded"`
	UpstreamTimeout *string `yaml:"upstream-timeout" envconfig:"UPSTREAM_TIMEOUT"`
	SerialFilter    *string `yaml:"serial-filter" envconfig:"SERIAL_FILTER"`
	Classpath       words   `yaml:"classpath"`
	Kryo            *string `yaml:"kryo"`
	StorageClient   *string `yaml:"storage-client" envconfig:"STORAGE_CLIENT"`
	NodesTLS        *string `yaml:"memcached-tls" envconfig:"MEMCACHED_TLS"`
	NodesCA         *string `yaml:"memcached-ca" envconfig:"MEMCACHED_CA"`
	NodesCert       *string `yaml:"memcached-cert" envconfig:"MEMCACHED_CERT"`
	NodesKey        *string `yaml:"memcached-key" envconfig:"MEMCACHED_KEY"`
	NodesServerName *string `yaml:"memcached-server-name" envconfig:"MEMCACHED_SERVER_NAME"`
	Embedded        *string `yaml:"embedded-memcached" envconfig:"EMBEDDED_MEMCACHED"`
	LogFormat       *string `yaml:"log-format" envconfig:"LOG_FORMAT"`
	LogLevel        *string `yaml:"log-level" envconfig:"LOG_LEVEL"`
}

// words is a list that the environment writes with blanks between its words:
// commas are part of a route.
type words []string

// Decode reads the environment's form.
func (w *words) Decode(value string) error {
	*w = strings.Fields(value)
	return nil
}

// applySettings gives each flag that wasn't on the command line its value from
// the environment or from the --config file; with names, only the flags of these
// names.
func applySettings(cmd *cobra.Command, names ...string) error {
	var environment, file layer
	if err := envconfig.Process("msmgate", &environment); err != nil {
		return unreadable(fmt.Errorf("reading the environment: %w", err))
	}
	if name, _ := cmd.Flags().GetString("config"); name != "" {
		if err := readSettings(name, &file); err != nil {
			return unreadable(err)
		}
	}
	env, inFile := environment.values(), file.values()
	var faults []error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Changed || len(names) > 0 && !slices.Contains(names, f.Name) {
			return
		}
		values, source := env[f.Name], "MSMGATE_"+strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if values == nil {
			values, source = inFile[f.Name], "the --config file"
		}
		for _, value := range values {
			if err := cmd.Flags().Set(f.Name, value); err != nil {
				faults = append(faults, fmt.Errorf("setting %s from %s: %w", f.Name, source, err))
			}
		}
	})
	if err := errors.Join(faults...); err != nil {
		return unreadable(err)
	}
	return nil
}

// readSettings reads a YAML file; a key that is no setting is refused.
func readSettings(name string, into *layer) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("reading the settings: %w", err)
	}
	defer f.Close()
	decoder := yaml.NewDecoder(io.LimitReader(f, 1<<20))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("reading the settings in %s: %w", name, err)
	}
	return nil
}

// values gives what a layer sets, by flag name. Something empty sets nothing.
func (l layer) values() map[string][]string {
	set := map[string][]string{}
	v := reflect.ValueOf(l)
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("yaml")
		switch value := v.Field(i).Interface().(type) {
		case *string:
			if value != nil && *value != "" {
				set[name] = []string{*value}
			}
		case words:
			if len(value) > 0 {
				set[name] = value
			}
		}
	}
	return set
}
