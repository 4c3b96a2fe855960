package contextxml

import (
	"os"
	"strings"
)

// properties answers ${name}.
type properties struct {
	system  map[string]string
	environ func(string) (string, bool)
}

func newProperties(o Options) *properties {
	p := &properties{system: o.Properties, environ: o.Environ}
	if p.environ == nil {
		p.environ = os.LookupEnv
	}
	return p
}

// lookup asks the -D properties first, then the environment; Tomcat itself
// knows only the former (CFG-9).
func (p *properties) lookup(name string) (value string, fromEnvironment, ok bool) {
	if v, ok := p.system[name]; ok {
		return v, false, true
	}
	v, ok := p.environ(name)
	return v, ok, ok
}

// substitution is a value after ${} replacement, with the names that came from
// the environment and those that nobody knows.
type substitution struct {
	value       string
	environment []string
	unknown     []string
}

// substitute replaces ${name} as Tomcat's digester does (CFG-8): once, without
// nesting or defaults; unknown names, a lone "$" and an unclosed "${" stay. An
// empty name leaves the whole value as it is.
func (p *properties) substitute(s string) substitution {
	if !strings.Contains(s, "${") {
		return substitution{value: s}
	}
	result := substitution{}
	var b strings.Builder
	rest := s
	for {
		start := strings.Index(rest, "${")
		if start < 0 {
			break
		}
		end := strings.IndexByte(rest[start:], '}')
		if end < 0 {
			break
		}
		name := rest[start+2 : start+end]
		if name == "" {
			return substitution{value: s}
		}
		b.WriteString(rest[:start])
		value, fromEnvironment, ok := p.lookup(name)
		switch {
		case !ok:
			result.unknown = append(result.unknown, name)
			b.WriteString(rest[start : start+end+1])
		case fromEnvironment:
			result.environment = append(result.environment, name)
			b.WriteString(value)
		default:
			b.WriteString(value)
		}
		rest = rest[start+end+1:]
	}
	b.WriteString(rest)
	result.value = b.String()
	return result
}
