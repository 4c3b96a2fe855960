package contextxml

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/beevik/etree"
)

// reader goes through an application's files in Tomcat's order and collects
// values; what it has at the end is the effective configuration.
type reader struct {
	options Options
	props   *properties
	report  report
	app     identity
	context *bean
	webXML  webSession
	manager *managerElement
	route   value
	engine  value
	host    value
	// changeID is the authenticator's changeSessionIdOnAuthentication (SID-33).
	changeID value
	warned   map[string]bool
	// lastFile is where findings go that have no place.
	lastFile string
}

// managerElement is the last Manager seen (CFG-12).
type managerElement struct {
	class value
	place place
	bean  *bean
	// incomplete says that a fault in the file cut it short.
	incomplete bool
}

func newReader(o Options) *reader {
	r := &reader{
		options:  o,
		props:    newProperties(o),
		context:  newBean(contextProperties),
		webXML:   newWebSession(),
		route:    defaultValue(""),
		engine:   defaultValue("Catalina"),
		host:     defaultValue("localhost"),
		changeID: defaultValue("true"),
		warned:   map[string]bool{},
	}
	if route, ok := o.Properties["jvmRoute"]; ok {
		r.route = value{text: route, origin: OriginFlag}
	}
	return r
}

func (r *reader) cpus() string {
	if r.options.CPUs > 0 {
		return strconv.Itoa(r.options.CPUs)
	}
	return strconv.Itoa(runtime.NumCPU())
}

// contextFile reads one context file over what was read before (CFG-13).
func (r *reader) contextFile(name string, data []byte) {
	r.lastFile = name
	r.contextDocument(parseDocument(name, data, &r.report))
}

// contextDocument applies a parsed context file.
func (r *reader) contextDocument(doc *document) {
	if doc.root == nil {
		return
	}
	if doc.root.FullTag() != "Context" {
		r.report.add(SeverityError, "CFG-1", "", doc.place(doc.root), fmt.Sprintf("the root element is <%s>, not <Context>: Tomcat finds no setting in it", clip(doc.root.FullTag())), wrongRootFix(doc.root.FullTag()))
		return
	}
	r.contextElement(doc, doc.root, false)
}

func wrongRootFix(tag string) string {
	switch tag {
	case "Server", "web-app":
		return "read it together with the other files: --catalina-base DIR"
	case "Manager":
		return "put the <Manager> into a <Context>"
	}
	return "names are case-sensitive: write <Context>"
}

// contextElement applies a Context's attributes and children. Inside server.xml
// path and docBase count too (CFG-14).
func (r *reader) contextElement(doc *document, e *etree.Element, inServer bool) {
	r.apply(doc, e, r.context, func(a attribute) bool {
		return a.name == "className" || !inServer && (a.name == "path" || a.name == "docBase")
	}, contextUnknown)
	if a, ok := doc.attribute(e, "path"); ok && !inServer {
		r.report.add(SeverityHint, "CFG-14", "path", a.place, "path has no effect in a context file: the file's name gives the path", "name the file after the path, as shop.xml for /shop, and remove it")
	}
	for _, child := range e.ChildElements() {
		switch child.FullTag() {
		case "Manager":
			r.managerElement(doc, child)
		case "Valve":
			r.valve(doc, child)
		default:
			r.misplaced(doc, child)
		}
	}
}

// misplaced warns of Managers that Tomcat doesn't see because they are not
// directly in the Context, or are spelled otherwise.
func (r *reader) misplaced(doc *document, e *etree.Element) {
	stack := []*etree.Element{e}
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		name := e.FullTag()
		direct := e.Parent() != nil && e.Parent().FullTag() == "Context"
		if strings.EqualFold(e.Tag, "Manager") && !(direct && name == "Manager") {
			r.report.add(SeverityWarning, "CFG-1", "", doc.place(e), fmt.Sprintf("<%s> is not a <Manager> directly inside <Context>: Tomcat ignores it", clip(name)), "write it as <Manager> directly inside <Context>; names are case-sensitive")
		}
		children := e.ChildElements()
		slices.Reverse(children)
		stack = append(stack, children...)
	}
}

// valve looks for an authenticator's changeSessionIdOnAuthentication (SID-33).
func (r *reader) valve(doc *document, e *etree.Element) {
	if a, ok := doc.attribute(e, "changeSessionIdOnAuthentication"); ok {
		r.changeID = givenValue(strconv.FormatBool(parseBool(r.value(a))), a.place)
	}
}

// managerElement reads a Manager; it takes the place of any before it (CFG-12).
func (r *reader) managerElement(doc *document, e *etree.Element) {
	m := &managerElement{class: defaultValue(standardManagerClass), place: doc.place(e), bean: newBean(managerProperties(r.cpus())), incomplete: doc.incomplete == e}
	if a, ok := doc.attribute(e, "className"); ok {
		m.class = givenValue(r.value(a), a.place)
	}
	if old := r.manager; old != nil {
		severity, rule := SeverityWarning, "CFG-12"
		if old.place.file != m.place.file {
			severity, rule = SeverityHint, "CFG-13"
		}
		r.report.add(severity, rule, "", old.place, fmt.Sprintf("this <Manager> has no effect: the one at %s:%d comes later and takes its place", m.place.file, m.place.at.line), "remove one of them")
	}
	r.manager = m
	if !m.isMSM() {
		return
	}
	r.apply(doc, e, m.bean, func(a attribute) bool { return a.name == "className" }, managerUnknown)
	for _, child := range e.ChildElements() {
		r.managerChild(doc, child)
	}
}

func (m *managerElement) isMSM() bool {
	return m.class.text == managerClass || m.class.text == dummyManagerClass
}

// managerChild judges what stands inside a Manager (CFG-15).
func (r *reader) managerChild(doc *document, e *etree.Element) {
	switch e.FullTag() {
	case "Store":
		r.report.add(SeverityError, "CFG-15", "", doc.place(e), "<Store> inside an MSM <Manager>: MSM has no such thing, Tomcat can't read the file", "remove it")
	case "SessionIdGenerator":
		r.report.add(SeverityWarning, "CFG-15", "", doc.place(e), "<SessionIdGenerator> is known to Tomcat 8 and later only; Tomcat 7 ignores it", "use the Manager's sessionIdLength, and the Engine's jvmRoute")
	case "Manager":
		r.misplaced(doc, e)
	default:
		r.report.add(SeverityHint, "CFG-15", "", doc.place(e), fmt.Sprintf("<%s> inside a <Manager> is ignored", clip(e.FullTag())), "remove it")
		r.misplaced(doc, e)
	}
}
