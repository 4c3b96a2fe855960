package demo

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"strings"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageCSS string
	//go:embed page.js
	pageJS string
)

// pagePolicy lets the page use its own script and style, its API, and nothing else.
var pagePolicy = "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; img-src data:; " +
	"style-src '" + hashOf(pageCSS) + "'; script-src '" + hashOf(pageJS) + "'"

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

func (a *app) renderPage() []byte {
	m := a.o.Manager.Application().Manager
	transcoder := m.TranscoderClass
	if i := strings.LastIndexByte(transcoder, '.'); i >= 0 {
		transcoder = transcoder[i+1:]
	}
	mode := "non-sticky"
	if m.Sticky {
		mode = "sticky"
	}
	var nodes []string
	for _, n := range m.Nodes.List {
		nodes = append(nodes, n.ID)
	}
	var page bytes.Buffer
	err := pageTemplate.Execute(&page, map[string]any{
		"Base": a.base, "Captured": a.continueLink(), "Mode": mode,
		"Transcoder": strings.TrimSuffix(transcoder, "TranscoderFactory"), "Nodes": strings.Join(nodes, ", "),
		"CSS": template.CSS(pageCSS), "JS": template.JS(pageJS),
	})
	if err != nil {
		// The template and its values are the program's own.
		panic(err)
	}
	return page.Bytes()
}

// continueLink is the path that makes a browser continue the captured session.
func (a *app) continueLink() string {
	if a.o.CapturedID == "" {
		return ""
	}
	return ContinuePath(a.base, a.o.Manager.Application().Cookie.Param, a.o.CapturedID)
}

// ContinuePath is the page's path with a session id as Tomcat writes it into
// URLs (SID-50).
func ContinuePath(base, param, id string) string { return base + "/;" + param + "=" + id }

// servePage sends the page. Asked for with the captured session's id in the
// path, it hands the browser that id as a cookie, so that a cookie left over
// from another application on the same host can't hide it (SID-51).
func (a *app) servePage(w http.ResponseWriter, r *http.Request) {
	allow(w, r, func(w http.ResponseWriter, r *http.Request) {
		if link := a.continueLink(); link != "" && r.RequestURI == link {
			c := a.o.Manager.Application().Cookie
			http.SetCookie(w, &http.Cookie{Name: c.Name, Value: a.o.CapturedID, Path: c.Path, HttpOnly: true, SameSite: http.SameSiteLaxMode})
			http.Redirect(w, r, a.base+"/", http.StatusSeeOther)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", pagePolicy)
		w.Header().Set("Referrer-Policy", "no-referrer")
		_, _ = w.Write(a.page)
	}, http.MethodGet)
}
