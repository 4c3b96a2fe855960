package contextxml

import (
	"fmt"

	"github.com/beevik/etree"
)

// server is what server.xml says that concerns sessions: the Engine, one of its
// Hosts, and the Contexts written in that Host.
type server struct {
	doc      *document
	appBase  string
	xmlBase  string
	contexts []serverContext
	// deployXML tells whether META-INF/context.xml is read.
	deployXML bool
}

// serverContext is a Context written in server.xml; path and docBase count there
// (CFG-14).
type serverContext struct {
	element *etree.Element
	app     identity
	docBase string
}

// serverFile reads server.xml and picks the Host.
func (r *reader) serverFile(name string, data []byte) (*server, error) {
	s := &server{appBase: "webapps", deployXML: true}
	s.doc = parseDocument(name, data, &r.report)
	root := s.doc.root
	if root == nil {
		return s, nil
	}
	if root.FullTag() != "Server" {
		r.report.add(SeverityError, "CFG-98", "", s.doc.place(root), fmt.Sprintf("the root element is <%s>, not <Server>: Tomcat does not start", clip(root.FullTag())), "names are case-sensitive: write <Server>")
		return s, nil
	}
	wanted := r.options.Host
	for _, service := range s.doc.children(root, "Service") {
		for _, engine := range s.doc.children(service, "Engine") {
			if host := r.pickHost(s.doc, engine, wanted); host != nil {
				r.engineElement(s.doc, engine)
				r.hostElement(s, host)
				return s, nil
			}
		}
	}
	if wanted != "" {
		return nil, fmt.Errorf("reading %s: there is no <Host name=%q>", name, wanted)
	}
	r.report.add(SeverityError, "CFG-82", "", s.doc.place(root), "there is no <Host> inside of a <Service> and its <Engine>: nothing can be deployed", "write <Engine name=\"Catalina\" defaultHost=\"localhost\"><Host name=\"localhost\"/></Engine>")
	return s, nil
}

// pickHost finds a Host by its name; without one it is the Engine's default
// host, else the first.
func (r *reader) pickHost(doc *document, engine *etree.Element, wanted string) *etree.Element {
	hosts := doc.children(engine, "Host")
	if wanted == "" {
		if a, ok := doc.attribute(engine, "defaultHost"); ok {
			wanted = r.value(a)
		}
		if len(hosts) == 1 {
			return hosts[0]
		}
	}
	for _, host := range hosts {
		if a, ok := doc.attribute(host, "name"); ok && r.value(a) == wanted {
			return host
		}
	}
	if r.options.Host == "" && len(hosts) > 0 {
		return hosts[0]
	}
	return nil
}

func (r *reader) engineElement(doc *document, engine *etree.Element) {
	if a, ok := doc.attribute(engine, "name"); ok {
		r.engine = givenValue(r.value(a), a.place)
	}
	if a, ok := doc.attribute(engine, "jvmRoute"); ok {
		r.route = givenValue(r.value(a), a.place)
	}
}

func (r *reader) hostElement(s *server, host *etree.Element) {
	for _, a := range s.doc.attributes(host) {
		switch text := r.value(a); a.name {
		case "name":
			r.host = givenValue(text, a.place)
		case "appBase":
			s.appBase = text
		case "xmlBase":
			s.xmlBase = text
		case "deployXML":
			s.deployXML = parseBool(text)
		}
	}
	for _, e := range s.doc.children(host, "Context") {
		s.contexts = append(s.contexts, r.serverContext(s.doc, e))
	}
}

func (r *reader) serverContext(doc *document, e *etree.Element) serverContext {
	c := serverContext{element: e}
	path, version := "", ""
	for _, a := range doc.attributes(e) {
		switch a.name {
		case "path":
			path = r.value(a)
		case "webappVersion":
			version = r.value(a)
		case "docBase":
			c.docBase = r.value(a)
		}
	}
	if path == "/" {
		path = ""
	}
	c.app = appIdentity(path, version)
	return c
}
