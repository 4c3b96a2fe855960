package contextxml

import (
	"fmt"
	"slices"
	"strings"

	"github.com/beevik/etree"
)

// webSession is what the web.xml files say about sessions (CFG-109 to CFG-111).
// Of several files the first that names a thing wins, so they are read from the
// application's own to conf/web.xml.
type webSession struct {
	values map[string]value
	// tracking are the tracking modes in their order.
	tracking      []string
	trackingPlace place
}

func newWebSession() webSession { return webSession{values: map[string]value{}} }

func (w *webSession) text(name string) string { return w.values[name].text }

func (w *webSession) tracks(mode string) bool { return slices.Contains(w.tracking, mode) }

var cookieConfigElements = []string{"name", "domain", "path", "comment", "http-only", "secure", "max-age"}

// webFile reads a web.xml below those read before.
func (r *reader) webFile(name string, data []byte) {
	doc := parseDocument(name, data, &r.report)
	if doc.root == nil {
		return
	}
	if doc.root.FullTag() != "web-app" {
		r.report.add(SeverityWarning, "CFG-109", "", doc.place(doc.root), fmt.Sprintf("the root element is <%s>, not <web-app>: Tomcat finds no setting in it", clip(doc.root.FullTag())), "write <web-app>")
		return
	}
	configs := doc.children(doc.root, "session-config")
	for i, config := range configs {
		if i > 0 {
			r.report.add(SeverityError, "CFG-109", "session-config", doc.place(config), "a second <session-config> in one web.xml: Tomcat does not start the application", "put everything into one")
			continue
		}
		r.sessionConfig(doc, config)
	}
}

func (r *reader) sessionConfig(doc *document, config *etree.Element) {
	for _, e := range doc.children(config, "session-timeout") {
		r.webNumber(doc, e, "session-timeout", "CFG-109")
	}
	for _, cookie := range doc.children(config, "cookie-config") {
		for _, name := range cookieConfigElements {
			for _, e := range doc.children(cookie, name) {
				if name == "max-age" {
					r.webNumber(doc, e, name, "CFG-110")
					continue
				}
				r.webValue(name, r.body(doc, e), doc.place(e))
			}
		}
	}
	var modes []string
	for _, e := range doc.children(config, "tracking-mode") {
		mode := r.body(doc, e)
		if !slices.Contains([]string{"COOKIE", "URL", "SSL"}, mode) {
			r.report.add(SeverityError, "CFG-111", "tracking-mode", doc.place(e), fmt.Sprintf("%q is no tracking mode: Tomcat does not start the application", clip(mode)), "write COOKIE, URL or SSL in upper case")
			continue
		}
		modes = append(modes, mode)
	}
	if len(modes) > 0 && len(r.webXML.tracking) == 0 {
		r.webXML.tracking = modes
		r.webXML.trackingPlace = doc.place(doc.children(config, "tracking-mode")[0])
		r.checkTracking()
	}
}

func (r *reader) checkTracking() {
	w := &r.webXML
	if !w.tracks("SSL") {
		return
	}
	if len(w.tracking) > 1 {
		r.report.add(SeverityError, "CFG-111", "tracking-mode", w.trackingPlace, "SSL can't be combined with other tracking modes: Tomcat does not start the application", "write COOKIE or URL only")
		return
	}
	r.report.add(SeverityError, "CFG-111", "tracking-mode", w.trackingPlace, "tracking sessions by SSL id is not served by msmgate", "write COOKIE")
}

// webNumber reads a number that Tomcat refuses to start with if it is none.
func (r *reader) webNumber(doc *document, e *etree.Element, name, rule string) {
	text := r.body(doc, e)
	if _, err := parseInt(text); err != nil {
		r.report.add(SeverityError, rule, name, doc.place(e), fmt.Sprintf("<%s> %q is %v: Tomcat does not start the application", name, clip(text), err), "write decimal digits")
		return
	}
	r.webValue(name, text, doc.place(e))
}

// webValue keeps a value unless a stronger file has given it; within one file
// the last wins.
func (r *reader) webValue(name, text string, at place) {
	if old, ok := r.webXML.values[name]; ok && old.place.file != at.file {
		return
	}
	r.webXML.values[name] = givenValue(text, at)
}

// body is an element's text after substitution, trimmed (CFG-10).
func (r *reader) body(doc *document, e *etree.Element) string {
	return javaTrim(r.value(attribute{name: e.FullTag(), value: doc.text(e), place: doc.place(e)}))
}

// settings lists session-timeout, the cookie's settings and the tracking modes.
func (w *webSession) settings(sessionTimeout value) []Setting {
	list := []Setting{{Name: "session-timeout", Value: sessionTimeout.text, Origin: sessionTimeout.origin}}
	if v, ok := w.values["session-timeout"]; ok {
		list[0].Value, list[0].Origin = v.text, v.origin
	}
	for _, name := range cookieConfigElements {
		if v, ok := w.values[name]; ok {
			list = append(list, Setting{Name: "cookie-config/" + name, Value: v.text, Origin: v.origin})
		}
	}
	if len(w.tracking) > 0 {
		at := w.trackingPlace
		list = append(list, Setting{Name: "tracking-mode", Value: strings.Join(w.tracking, ","), Origin: Origin{File: at.file, Line: at.at.line}})
	}
	return list
}
