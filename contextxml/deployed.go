package contextxml

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// deployed is one application of a Host and where it comes from.
type deployed struct {
	identity
	// context is set for a Context in server.xml, descriptor for one in the
	// Host's directory of conf.
	context    *serverContext
	descriptor string
	// docBase is the directory or archive, "" for the usual places in appBase.
	docBase string
}

func (d deployed) contextElement() *etree.Element {
	if d.context == nil {
		return nil
	}
	return d.context.element
}

// choose finds the application that was asked for; without a name it is the only
// one, else the root application.
func (b *base) choose(name string) (deployed, error) {
	apps, err := b.deployed()
	if err != nil {
		return deployed{}, err
	}
	wanted := appName(name)
	for _, app := range apps {
		if app.name == wanted.name && (name != "" || len(apps) > 1) || name == "" && len(apps) == 1 {
			return app, nil
		}
	}
	if len(apps) == 0 && name == "" {
		return deployed{}, nil
	}
	var names []string
	for _, app := range apps {
		names = append(names, app.baseName())
	}
	if name == "" {
		return deployed{}, fmt.Errorf("the CATALINA_BASE %s holds several applications and no ROOT: say which of %s", b.dir, strings.Join(names, ", "))
	}
	return deployed{}, fmt.Errorf("the CATALINA_BASE %s holds no application %s, only %s", b.dir, name, orNone(strings.Join(names, ", ")))
}

// deployed lists the Host's applications by the strength of their sources:
// server.xml, descriptors, directories and archives in appBase.
func (b *base) deployed() ([]deployed, error) {
	var apps []deployed
	add := func(app deployed) {
		if !slices.ContainsFunc(apps, func(known deployed) bool { return known.name == app.name }) {
			apps = append(apps, app)
		}
	}
	for i := range b.server.contexts {
		c := &b.server.contexts[i]
		add(deployed{identity: c.app, context: c, docBase: c.docBase})
	}
	descriptors, err := b.list(b.path(b.hostConf()))
	if err != nil {
		return nil, err
	}
	for _, entry := range descriptors {
		if strings.HasSuffix(strings.ToLower(entry.Name()), ".xml") && !entry.IsDir() {
			name := filepath.Join(b.path(b.hostConf()), entry.Name())
			add(deployed{identity: contextName(entry.Name()), descriptor: name, docBase: b.descriptorDocBase(name)})
		}
	}
	entries, err := b.list(b.path(b.server.appBase))
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		isArchive := strings.HasSuffix(strings.ToLower(entry.Name()), ".war")
		if entry.IsDir() != isArchive && !strings.EqualFold(entry.Name(), "META-INF") && !strings.EqualFold(entry.Name(), "WEB-INF") {
			add(deployed{identity: contextName(entry.Name())})
		}
	}
	return apps, nil
}

func (b *base) list(dir string) ([]fs.DirEntry, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("looking for applications: %w", err)
	}
	return entries, nil
}

// descriptorDocBase is a descriptor's docBase, which Tomcat follows only if it
// lies outside of appBase. Faults in the file are reported when it is read for good.
func (b *base) descriptorDocBase(name string) string {
	data, err := readFile(name)
	if err != nil {
		return ""
	}
	doc := parseDocument(name, data, &report{})
	if doc.root == nil {
		return ""
	}
	a, ok := doc.attribute(doc.root, "docBase")
	if !ok {
		return ""
	}
	docBase := b.props.substitute(a.value).value
	appBase := b.path(b.server.appBase)
	if !filepath.IsAbs(docBase) {
		docBase = filepath.Join(appBase, docBase)
	}
	if inside, err := filepath.Rel(appBase, docBase); err == nil && inside != ".." && !strings.HasPrefix(inside, ".."+string(filepath.Separator)) {
		return ""
	}
	return docBase
}

// content reads a file of the application, from its directory or else from its
// archive.
func (b *base) content(app deployed, name string) (string, []byte, error) {
	root := app.docBase
	if root == "" {
		root = app.baseName()
	}
	if !filepath.IsAbs(root) {
		root = filepath.Join(b.path(b.server.appBase), root)
	}
	if !strings.HasSuffix(strings.ToLower(root), ".war") {
		file := filepath.Join(root, filepath.FromSlash(name))
		data, err := readFile(file)
		if !errors.Is(err, fs.ErrNotExist) {
			return file, data, err
		}
		root += ".war"
	}
	data, err := readArchived(root, name)
	return root + "!" + name, data, err
}

// readArchived reads a file of an archive; what it holds is limited as files are.
func readArchived(archive, name string) ([]byte, error) {
	z, err := zip.OpenReader(archive)
	if err != nil {
		return nil, fmt.Errorf("reading the application's archive: %w", err)
	}
	defer z.Close()
	f, err := z.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s of %s: %w", name, archive, err)
	}
	return data, nil
}
