package contextxml

import (
	"cmp"
	"fmt"
	"slices"
)

// result works out the effective configuration from what was collected.
func (r *reader) result() *Result {
	r.resolveRoute()
	app := &Application{
		Name: r.app.name, Path: r.app.path, WebappVersion: r.app.version,
		Engine: r.engine.text, Host: r.host.text, JvmRoute: r.route.text,
		BackgroundProcessorDelay:        r.context.int("backgroundProcessorDelay"),
		MaxInactiveInterval:             r.maxInactiveInterval(),
		Cookie:                          r.cookie(),
		ChangeSessionIDOnAuthentication: r.changeID.text == "true",
	}
	switch {
	case r.manager == nil && r.report.errors > 0:
		// What there is may stand behind the fault.
	case r.manager == nil:
		r.report.add(SeverityError, "CFG-20", "", place{file: r.lastFile}, "there is no <Manager> of MSM: sessions would be Tomcat's own, msmgate has nothing to share", fmt.Sprintf("write <Manager className=%q …> into the <Context>", managerClass))
	case !r.manager.isMSM():
		r.foreignManager()
	default:
		app.Manager = r.interpret()
		r.advise(app)
	}
	result := &Result{Application: app, Findings: r.findings(), Settings: r.settings()}
	app.fault = result.Err()
	return result
}

// foreignManager reports a Manager that isn't MSM's (CFG-23).
func (r *reader) foreignManager() {
	m, at := r.manager, r.manager.place
	if m.incomplete {
		return
	}
	rule, message := "CFG-23", fmt.Sprintf("the <Manager> is a %s, not MSM's: msmgate must leave its sessions alone", clip(m.class.text))
	if m.class.given {
		at = m.class.place
	} else {
		rule, message = "CFG-1", "the <Manager> has no className, so it is Tomcat's own StandardManager, not MSM's: msmgate must leave its sessions alone"
	}
	r.report.add(SeverityError, rule, "className", at, message, fmt.Sprintf("write className=%q if MSM is meant", managerClass))
}

// resolveRoute finds this node's jvmRoute: flag, Engine, system property (CFG-98).
func (r *reader) resolveRoute() {
	if r.options.JvmRoute != nil {
		r.route = value{text: *r.options.JvmRoute, origin: OriginFlag}
	}
}

// findings are all findings, by file in the order of reading, and by place.
func (r *reader) findings() []Finding {
	order := map[string]int{}
	for _, f := range r.report.findings {
		if _, ok := order[f.File]; !ok {
			order[f.File] = len(order)
		}
	}
	list := r.report.findings
	if list == nil {
		list = []Finding{}
	}
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if r.report.dropped > 0 {
		list = append(list, Finding{File: r.lastFile, Severity: SeverityError, Message: fmt.Sprintf("%d more findings are not shown", r.report.dropped), Fix: "correct those above first"})
	}
	return list
}

// settings lists every effective value: the manager's, the Context's, web.xml's
// and server.xml's.
func (r *reader) settings() []Setting {
	list := []Setting{}
	if m := r.manager; m != nil {
		list = append(list, Setting{Name: "className", Value: m.class.text, Origin: m.class.origin})
		if m.isMSM() {
			list = append(list, m.bean.settings()...)
		}
	}
	for _, s := range r.context.settings() {
		if s.Name != "sessionTimeout" {
			list = append(list, s)
		}
	}
	list = append(list, r.webXML.settings(r.context.values["sessionTimeout"])...)
	for _, named := range []struct {
		name string
		value
	}{{"jvmRoute", r.route}, {"Engine", r.engine}, {"Host", r.host}, {"changeSessionIdOnAuthentication", r.changeID}} {
		list = append(list, Setting{Name: named.name, Value: named.text, Origin: named.origin})
	}
	return list
}
