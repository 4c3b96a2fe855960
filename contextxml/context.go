package contextxml

import (
	"fmt"
	"strings"
)

// contextProperties are the Context attributes that concern sessions (CFG-100
// to CFG-107); Tomcat knows many more.
var contextProperties = []property{
	{name: "sessionCookieName", rule: "CFG-100"},
	{name: "sessionCookiePath", rule: "CFG-101"},
	{name: "sessionCookieDomain", rule: "CFG-102"},
	{name: "useHttpOnly", kind: kindBool, initial: "true", rule: "CFG-103"},
	{name: "cookies", kind: kindBool, initial: "true", rule: "CFG-104"},
	{name: "sessionCookiePathUsesTrailingSlash", kind: kindBool, initial: "true", rule: "CFG-105"},
	{name: "backgroundProcessorDelay", kind: kindInt, initial: "-1", rule: "CFG-107"},
	{name: "override", kind: kindBool, initial: "false", rule: "CFG-13"},
	{name: "docBase", rule: "CFG-14"},
	{name: "path", rule: "CFG-14"},
	{name: "sessionTimeout", kind: kindInt, initial: "30", rule: "CFG-109"},
}

// otherContextAttributes are those that Tomcat 7 has setters for and that say
// nothing about sessions; names outside of both lists get Tomcat's warning.
var otherContextAttributes = setOf(`addWebinfClassesResources aliases allowCasualMultipartParsing allowLinking altDDName
 antiJARLocking antiResourceLocking cacheMaxSize cacheObjectMaxSize cacheTTL cachingAllowed charsetMapperClass
 clearReferencesHttpClientKeepAliveThread clearReferencesStatic clearReferencesStopThreads
 clearReferencesStopTimerThreads compilerClasspath configClass configured containerSciFilter copyXML crossContext defaultContextXml
 defaultWebXml delegate displayName distributable domain effectiveMajorVersion effectiveMinorVersion failCtxIfServletStartFails
 fireRequestListenersOnForwards ignoreAnnotations j2EEApplication j2EEServer jndiExceptionOnFailedWrite
 logEffectiveWebXml name originalDocBase preemptiveAuthentication privileged processTlds publicId reloadable
 renewThreadsWhenStoppingContext replaceWelcomeFiles resourceOnlyServlets saveConfig sendRedirectBody server
 startChildren startStopThreads startupTime swallowAbortedUploads swallowOutput tldNamespaceAware tldScanTime tldValidation
 unloadDelay unpackWAR useNaming webappVersion workDir wrapperClass xmlBlockExternal xmlNamespaceAware xmlValidation`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

func contextUnknown(name string) (rule, fix string, warn bool) {
	if name == "" || otherContextAttributes[strings.ToLower(name[:1])+name[1:]] {
		return "", "", false
	}
	if _, ok := newBean(managerProperties("1")).find(name); ok {
		return "CFG-6", "it belongs to the <Manager>", true
	}
	return "CFG-6", "remove it, or correct its name", true
}

// cookie works out how session ids travel from the Context and web.xml.
func (r *reader) cookie() Cookie {
	c, w := r.context, &r.webXML
	cookie := Cookie{
		Domain:   w.text("domain"),
		Comment:  w.text("comment"),
		HTTPOnly: c.bool("useHttpOnly") || parseBool(w.text("http-only")),
		Secure:   parseBool(w.text("secure")),
		MaxAge:   -1,
	}
	if age, err := parseInt(w.text("max-age")); err == nil {
		cookie.MaxAge = age
	}
	// Name of cookie and parameter: Context, then cookie-config (CFG-100, SID-41).
	cookie.Name, cookie.Param = "JSESSIONID", "jsessionid"
	for _, name := range []string{c.text("sessionCookieName"), w.text("name")} {
		if name != "" {
			cookie.Name, cookie.Param = name, name
			break
		}
	}
	if c.given("sessionCookieDomain") {
		cookie.Domain = c.text("sessionCookieDomain")
	}
	cookie.Path = r.cookiePath()
	cookie.PathIsRoot = c.text("sessionCookiePath") == "/"
	cookie.UseCookies, cookie.UseURL = c.bool("cookies"), true
	if len(w.tracking) > 0 {
		cookie.UseCookies, cookie.UseURL = w.tracks("COOKIE"), w.tracks("URL")
	}
	return cookie
}

// cookiePath is rule SID-43: the Context's path, cookie-config's, or the
// application's own, with a slash at its end (CFG-105).
func (r *reader) cookiePath() string {
	path := r.context.text("sessionCookiePath")
	if path == "" {
		path = r.webXML.text("path")
	}
	if path == "" {
		path = encodePath(r.app.path)
	}
	if r.context.bool("sessionCookiePathUsesTrailingSlash") && !strings.HasSuffix(path, "/") {
		return path + "/"
	}
	if path == "" {
		return "/"
	}
	return path
}

// encodePath encodes a context path as Tomcat does for cookies and redirects.
func encodePath(path string) string {
	var b strings.Builder
	for i := range len(path) {
		c := path[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("~-_.*/", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	return b.String()
}

// maxInactiveInterval is what a new session starts with, in seconds: minutes of
// session-timeout times 60, in Java's int; 0 counts as -1 (CFG-62, CFG-109).
func (r *reader) maxInactiveInterval() int {
	minutes := r.context.int("sessionTimeout")
	if v, ok := r.webXML.values["session-timeout"]; ok {
		minutes, _ = parseInt(v.text)
	}
	if minutes == 0 {
		minutes = -1
	}
	return int(int32(minutes) * 60)
}
