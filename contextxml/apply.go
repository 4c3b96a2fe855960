package contextxml

import (
	"fmt"
	"strings"

	"github.com/beevik/etree"
)

// value gives an attribute's value after substitution (CFG-8), and says what
// about it depends on the environment or on nothing at all.
func (r *reader) value(a attribute) string {
	s := r.props.substitute(a.value)
	for _, name := range s.environment {
		r.once(SeverityHint, "CFG-9", a, fmt.Sprintf("${%s} came from the environment, which Tomcat itself does not ask", clip(name)), fmt.Sprintf("give Tomcat, and msmgate, -D%s=VALUE", clip(name)))
	}
	for _, name := range s.unknown {
		r.once(SeverityWarning, "CFG-8", a, fmt.Sprintf("${%s} is not known and stays as it is written", clip(name)), fmt.Sprintf("give -D %s=VALUE", clip(name)))
	}
	if strings.Contains(a.value, "${") && len(s.environment)+len(s.unknown) == 0 && s.value == a.value {
		r.once(SeverityWarning, "CFG-8", a, "\"${\" without a name and \"}\" stays as it is written", "write ${name}")
	}
	return s.value
}

// once reports a finding about an attribute unless it has been reported: some
// attributes are looked at twice.
func (r *reader) once(severity Severity, rule string, a attribute, message, fix string) {
	key := fmt.Sprint(a.place.file, a.place.at, message)
	if r.warned[key] {
		return
	}
	r.warned[key] = true
	r.report.add(severity, rule, a.name, a.place, message, fix)
}

// unknownAttribute gives the rule and the advice for an attribute without a
// setter, or false if Tomcat knows it and msmgate needn't.
type unknownAttribute func(name string) (rule, fix string, warn bool)

// apply offers an element's attributes to a bean's setters in document order
// (CFG-2), except those that skip names.
func (r *reader) apply(doc *document, e *etree.Element, b *bean, skip func(attribute) bool, unknown unknownAttribute) {
	for _, a := range doc.attributes(e) {
		if skip(a) {
			continue
		}
		text := r.value(a)
		p, ok := b.find(a.name)
		if !ok {
			r.unknownAttribute(a, b, unknown)
			continue
		}
		if refused := r.setterThrows(b, p, text); refused != "" {
			r.report.add(SeverityWarning, p.rule, p.name, a.place, refused, setterFixes[p.name])
			continue
		}
		if err := b.set(p, text, a.place); err != nil {
			r.report.add(SeverityWarning, "CFG-4", p.name, a.place, fmt.Sprintf("%v: Tomcat warns and keeps %s", err, orNone(b.text(p.name))), "write decimal digits without blanks around them")
			continue
		}
		if p.kind == kindBool && !strings.EqualFold(text, "true") && !strings.EqualFold(text, "false") {
			r.report.add(SeverityHint, "CFG-5", p.name, a.place, fmt.Sprintf("%q is not \"true\", so Java reads it as false", clip(text)), "write true or false")
		}
	}
}

func (r *reader) unknownAttribute(a attribute, b *bean, unknown unknownAttribute) {
	rule, fix, warn := unknown(a.name)
	if !warn {
		return
	}
	if near := b.nearest(a.name); near != "" {
		fix = fmt.Sprintf("write %s: upper and lower case count", near)
	}
	r.report.add(SeverityWarning, rule, a.name, a.place, fmt.Sprintf("%s is no attribute that Tomcat 7 with MSM knows here: it warns and ignores it", clip(a.name)), fix)
}

func managerUnknown(name string) (rule, fix string, warn bool) {
	if known, ok := unknownManagerAttributes[name]; ok {
		return known.rule, known.fix, true
	}
	return "CFG-6", "remove it, or correct its name", true
}

func orNone(text string) string {
	if text == "" {
		return "no value"
	}
	return text
}
