package kryo

import (
	"errors"
	"fmt"

	"msmgate/manager/classfile"
	"msmgate/manager/javaobj"
)

// UnknownClassError says that a record holds a class whose layout isn't known:
// kryo's bytes name neither fields nor lengths, so what stands behind it can't
// be read.
type UnknownClassError struct {
	Class string
	// Reason says why the class isn't known and what to do.
	Reason string
	// Size is the number of bytes from the class on.
	Size int
}

func (e *UnknownClassError) Error() string {
	return fmt.Sprintf("class %s: %s", e.Class, e.Reason)
}

// Opaque implements transcoder.Unreadable.
func (e *UnknownClassError) Opaque() *javaobj.Opaque {
	return &javaobj.Opaque{Class: e.Class, Size: e.Size, Reason: e.Reason}
}

func unknown(name, format string, args ...any) error {
	return &UnknownClassError{Class: name, Reason: fmt.Sprintf(format, args...)}
}

// missing explains that there is no class file.
func (s *schema) missing(name string, err error) error {
	switch {
	case err != nil && !errors.Is(err, classfile.ErrNotFound):
		return unknown(name, "its class file can't be read: %v", err)
	case s.app != nil:
		return unknown(name, "it isn't on the class path; give --classpath everything that the application has below WEB-INF")
	}
	return unknown(name, "kryo's bytes don't tell its layout; give --classpath with the application's .war, or its classes and .jar files")
}
