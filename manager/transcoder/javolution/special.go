package javolution

import (
	"strings"

	"msmgate/manager/javaobj"
)

// isEnum tells an enum constant: a value, and its class again as type.
func isEnum(e *element) bool {
	kind, ok := e.attr("type")
	_, hasValue := e.attr("value")
	return ok && hasValue && len(e.attrs) == 2 && e.first == nil && string(kind) == string(e.class)
}

// isEnumBody tells a constant with a body of its own, which javolution writes
// field by field: class Outer$1 with the name and ordinal of an Enum.
func isEnumBody(e *element) bool {
	at := strings.LastIndexByte(string(e.class), '$')
	if at < 1 || len(e.attrs) != 2 || e.first != nil || strings.Trim(string(e.class[at+1:]), "0123456789") != "" {
		return false
	}
	return string(e.attrs[0].name) == "name" && string(e.attrs[1].name) == "ordinal"
}

const stackTraceClass = "[Ljava.lang.StackTraceElement;"

// isThrowable tells an exception by its stack trace.
func isThrowable(e *element) bool {
	trace := e.child("stackTrace")
	return trace != nil && string(trace.class) == stackTraceClass
}

var throwableFields = map[string]bool{"detailMessage": true, "cause": true, "stackTrace": true, "suppressedExceptions": true}

func (d *document) throwable(e *element, t *javaobj.Throwable) {
	if _, ok := e.attr("detailMessage"); ok {
		t.Message = javaobj.String(d.text(e, "detailMessage"))
	}
	if cause := e.child("cause"); cause != nil && cause != e { // its own cause means none, yet
		t.Cause = d.shell(cause)
	}
	trace := e.child("stackTrace")
	for k := trace.first; k != nil; k = k.next {
		frame := k.object()
		line, _ := integer(frame, "lineNumber", 32)
		f := javaobj.StackFrame{DeclaringClass: d.text(frame, "declaringClass"), MethodName: d.text(frame, "methodName"), LineNumber: int(line)}
		if _, ok := frame.attr("fileName"); ok {
			name := d.text(frame, "fileName")
			f.FileName = &name
		}
		t.StackTrace = append(t.StackTrace, f)
	}
	t.Fields = d.fields(e, throwableFields)
}
