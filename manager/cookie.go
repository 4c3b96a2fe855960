package manager

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// setCookie puts the session cookie into the header in place of an earlier one
// of this response (SID-45, SID-46).
func (m *Manager) setCookie(h http.Header, id string, secure bool) {
	name := m.app.Cookie.Name + "="
	lines := h["Set-Cookie"]
	kept := lines[:0:0]
	for _, line := range lines {
		if !strings.HasPrefix(line, name) {
			kept = append(kept, line)
		}
	}
	h["Set-Cookie"] = append(kept, m.cookieLine(id, secure))
}

// cookieLine writes the parts in Tomcat's order: value, Version and Comment,
// Domain, Max-Age and Expires, Path, Secure, HttpOnly (SID-40..SID-43).
func (m *Manager) cookieLine(id string, secure bool) string {
	c := &m.app.Cookie
	var b strings.Builder
	b.Grow(len(c.Name) + len(id) + len(c.Path) + 32)
	b.WriteString(c.Name + "=" + id)
	if c.Comment != "" {
		b.WriteString("; Version=1; Comment=" + quoted(c.Comment))
	}
	if c.Domain != "" {
		b.WriteString("; Domain=" + c.Domain)
	}
	if c.MaxAge >= 0 {
		if c.Comment != "" {
			b.WriteString("; Max-Age=" + strconv.Itoa(c.MaxAge))
		}
		b.WriteString("; Expires=" + m.cookieExpiry(c.MaxAge))
	}
	if c.Path != "" {
		b.WriteString("; Path=" + c.Path)
	}
	if secure || c.Secure {
		b.WriteString("; Secure")
	}
	if c.HTTPOnly {
		b.WriteString("; HttpOnly")
	}
	return b.String()
}

func (m *Manager) cookieExpiry(maxAge int) string {
	at := time.UnixMilli(10000)
	if maxAge > 0 {
		at = m.cfg.Now().Add(time.Duration(maxAge) * time.Second)
	}
	return at.UTC().Format("Mon, 02-Jan-2006 15:04:05 GMT")
}

// quoted puts a comment that is no token into quotes.
func quoted(s string) string {
	if strings.ContainsAny(s, " \t\"(),:;<=>?@[\\]{}") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	}
	return s
}

// cookieIDs gives the ids of all session cookies, in the order sent.
func (m *Manager) cookieIDs(r *http.Request) []string {
	if !m.app.Cookie.UseCookies || len(r.Header["Cookie"]) == 0 {
		return nil
	}
	var ids []string
	for _, c := range r.CookiesNamed(m.app.Cookie.Name) {
		if c.Value != "" {
			ids = append(ids, c.Value)
		}
	}
	return ids
}
