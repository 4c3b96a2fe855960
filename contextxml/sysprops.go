package contextxml

import (
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// systemProperties adds conf/catalina.properties to the -D properties; Tomcat
// makes system properties of it, over those of the command line (CFG-8).
// catalina.base and catalina.home are the directory unless given.
func (b *base) systemProperties() error {
	system := maps.Clone(b.props.system)
	if system == nil {
		system = map[string]string{}
	}
	for _, name := range []string{"catalina.base", "catalina.home"} {
		if _, ok := system[name]; !ok {
			system[name] = b.dir
		}
	}
	name := filepath.Join(b.dir, "conf", "catalina.properties")
	data, err := readFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for key, entry := range parseProperties(data) {
		system[key] = entry.text
		if key == "jvmRoute" {
			b.route = givenValue(entry.text, place{name, position{entry.line, 1}})
		}
	}
	b.props.system = system
	return nil
}

type propertyEntry struct {
	text string
	line int
}

// parseProperties reads a Java properties file: ISO-8859-1, "#" and "!" comments,
// "=", ":" or a blank after the key, lines continued by a backslash.
func parseProperties(data []byte) map[string]propertyEntry {
	text, err := charmap.ISO8859_1.NewDecoder().Bytes(data)
	if err != nil || len(data) > maxFileSize {
		return nil
	}
	entries := map[string]propertyEntry{}
	lines := strings.Split(normalizeLineEnds(string(text)), "\n")
	for i := 0; i < len(lines); i++ {
		number := i + 1
		line := strings.TrimLeft(lines[i], " \t\f")
		if line == "" || line[0] == '#' || line[0] == '!' {
			continue
		}
		for continued(line) && i+1 < len(lines) {
			i++
			line = line[:len(line)-1] + strings.TrimLeft(lines[i], " \t\f")
		}
		key, value := splitProperty(line)
		entries[unescapeProperty(key)] = propertyEntry{unescapeProperty(value), number}
	}
	return entries
}

// continued tells whether a line ends with an odd number of backslashes.
func continued(line string) bool {
	return (len(line)-len(strings.TrimRight(line, `\`)))%2 == 1
}

func splitProperty(line string) (key, value string) {
	end := 0
	for end < len(line) && !strings.ContainsRune("=: \t\f", rune(line[end])) {
		if line[end] == '\\' && end+1 < len(line) {
			end++
		}
		end++
	}
	rest := strings.TrimLeft(line[end:], " \t\f")
	if rest != "" && (rest[0] == '=' || rest[0] == ':') {
		rest = strings.TrimLeft(rest[1:], " \t\f")
	}
	return line[:end], rest
}

func unescapeProperty(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			if s[i] != '\\' {
				b.WriteByte(s[i])
			}
			continue
		}
		i++
		switch s[i] {
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 'f':
			b.WriteByte('\f')
		case 'u':
			if i+4 < len(s) {
				if n, err := strconv.ParseUint(s[i+1:i+5], 16, 16); err == nil {
					b.WriteRune(rune(n))
					i += 4
				}
			}
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
