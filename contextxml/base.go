package contextxml

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// base is a CATALINA_BASE while it is read.
type base struct {
	*reader
	dir    string
	server *server
}

// loadBase reads one application of a CATALINA_BASE in Tomcat's order (CFG-13):
// server.xml, conf/context.xml, the Host's context.xml.default, the
// application's own file; for web.xml the other way round, the strongest first.
func loadBase(o Options) (*Result, error) {
	if _, err := os.Stat(o.CatalinaBase); err != nil {
		return nil, fmt.Errorf("reading the CATALINA_BASE: %w", err)
	}
	b := &base{reader: newReader(o), dir: o.CatalinaBase}
	if err := b.systemProperties(); err != nil {
		return nil, err
	}
	name := filepath.Join(b.dir, "conf", "server.xml")
	data, err := readFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: is %s a CATALINA_BASE?", err, b.dir)
	}
	if err != nil {
		return nil, err
	}
	b.lastFile = name
	if b.server, err = b.serverFile(name, data); err != nil {
		return nil, err
	}
	app, err := b.choose(o.App)
	if err != nil {
		return nil, err
	}
	if err := b.application(app); err != nil {
		return nil, err
	}
	return b.result(), nil
}

// application reads everything that Tomcat would read for one application.
func (b *base) application(app deployed) error {
	b.app = app.identity
	own, err := b.ownContext(app)
	if err != nil {
		return err
	}
	if app.context != nil {
		b.contextElement(b.server.doc, app.context.element, true)
	}
	if !b.overrides(own, app) {
		for _, name := range []string{filepath.Join("conf", "context.xml"), filepath.Join(b.hostConf(), "context.xml.default")} {
			if err := b.optional(b.path(name), b.contextFile); err != nil {
				return err
			}
		}
	}
	if own != nil {
		b.lastFile = own.file
		b.contextDocument(own)
	}
	return b.webFiles(app)
}

// ownContext parses the application's own context file: the descriptor in the
// Host's directory of conf, else META-INF/context.xml; nil if there is none.
func (b *base) ownContext(app deployed) (*document, error) {
	name, data, err := app.descriptor, []byte(nil), error(nil)
	switch {
	case app.context != nil:
		return nil, nil
	case name != "":
		data, err = readFile(name)
	case b.server.deployXML:
		name, data, err = b.content(app, "META-INF/context.xml")
	default:
		return nil, nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parseDocument(name, data, &b.report), nil
}

// overrides tells whether the application's Context says override="true", which
// leaves out the defaults (CFG-13).
func (b *base) overrides(own *document, app deployed) bool {
	doc, e := own, app.contextElement()
	switch {
	case e != nil:
		doc = b.server.doc
	case own == nil || own.root == nil:
		return false
	default:
		e = own.root
	}
	a, ok := doc.attribute(e, "override")
	return ok && parseBool(b.value(a))
}

// webFiles reads WEB-INF/web.xml, the Host's and the server's web.xml; the first
// that names a thing wins.
func (b *base) webFiles(app deployed) error {
	name, data, err := b.content(app, "WEB-INF/web.xml")
	switch {
	case err == nil:
		b.webFile(name, data)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	for _, name := range []string{filepath.Join(b.hostConf(), "web.xml.default"), filepath.Join("conf", "web.xml")} {
		if err := b.optional(b.path(name), b.webFile); err != nil {
			return err
		}
	}
	return nil
}

// optional reads a file if it is there.
func (b *base) optional(name string, read func(string, []byte)) error {
	data, err := readFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	read(name, data)
	return nil
}

// hostConf is the directory of the Host's descriptors.
func (b *base) hostConf() string {
	if b.server.xmlBase != "" {
		return b.server.xmlBase
	}
	return filepath.Join("conf", b.engine.text, b.host.text)
}

// path resolves a name as Tomcat does, relative to the CATALINA_BASE.
func (b *base) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(b.dir, name)
}
