package contextxml

import "strings"

// identity is an application's name and what follows from it (CFG-16).
type identity struct {
	name, path, version string
}

// contextName takes a context file's, directory's or archive's name apart:
// "shop.xml" is /shop, "a#b.xml" is /a/b, "shop##2.xml" is version 2 of /shop;
// "ROOT.xml" and "context.xml" are the root application (CFG-16).
func contextName(file string) identity {
	base := file
	for _, ending := range []string{".xml", ".war"} {
		if strings.HasSuffix(strings.ToLower(base), ending) {
			base = base[:len(base)-len(ending)]
			break
		}
	}
	if file == "context.xml" || file == "context.xml.default" {
		base = "ROOT"
	}
	base, version, _ := strings.Cut(base, "##")
	return appIdentity(pathOfBaseName(base), version)
}

func pathOfBaseName(base string) string {
	if base == "ROOT" || base == "" {
		return ""
	}
	return "/" + strings.ReplaceAll(base, "#", "/")
}

func appIdentity(path, version string) identity {
	name := path
	if version != "" {
		name += "##" + version
	}
	return identity{name: name, path: path, version: version}
}

// appName reads a name as users write it: "/shop", "shop", "/shop##2", "ROOT", "/".
func appName(name string) identity {
	path, version, _ := strings.Cut(strings.Trim(name, "/"), "##")
	return appIdentity(pathOfBaseName(path), version)
}

// baseName is the name of the application's files and directory, without ending.
func (i identity) baseName() string {
	base := "ROOT"
	if i.path != "" {
		base = strings.ReplaceAll(strings.TrimPrefix(i.path, "/"), "/", "#")
	}
	if i.version != "" {
		base += "##" + i.version
	}
	return base
}
