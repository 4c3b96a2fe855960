package contextxml

import "fmt"

// setterThrows gives the words for setters that look at their value themselves;
// Tomcat warns then and the old value stays (CFG-7). "" lets the value pass.
func (r *reader) setterThrows(b *bean, p property, text string) string {
	switch p.name {
	case "enabled":
		if sticky, ok := b.values["sticky"]; ok && sticky.text != "true" && !parseBool(text) {
			return "enabled=\"false\" after sticky=\"false\" is refused by MSM: Tomcat warns, the manager stays enabled"
		}
	case "memcachedProtocol":
		if text != "text" && text != "binary" {
			return fmt.Sprintf("%q is no memcached protocol: Tomcat warns and keeps %s", clip(text), b.text(p.name))
		}
	case "processExpiresFrequency":
		if n, err := parseInt(text); err == nil && n <= 0 {
			return fmt.Sprintf("processExpiresFrequency %d is ignored: it must be positive", n)
		}
	}
	return ""
}

var setterFixes = map[string]string{
	"enabled":                 "remove one of them; a non-sticky manager can't be disabled",
	"memcachedProtocol":       "write text or binary in lower case",
	"processExpiresFrequency": "write a positive number, or remove it",
}
