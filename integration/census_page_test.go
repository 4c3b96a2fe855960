package integration

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"msmgate/fixtures/tomcat7"
	"msmgate/integration/harness"
)

// The page of a census in a real browser, without any network: plots, tables and findings are there, everything has a
// name, and each text stands out from its background, light and dark.
func TestCensusPage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	captures, err := tomcat7.Captures("java", "javolution")
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"census", "--html", filepath.Join(dir, "page.html"), "--at", "2026-11-22T19:00:00Z", "--serial-filter", "!java.util.TreeMap"}
	var ids []string
	add := func(name string, value []byte) {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, value, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	for i, c := range captures {
		for _, key := range c.Keys {
			switch {
			case !key.IsRecord():
			case i < 60:
				add(c.Release+"-"+c.Scenario+"-"+filepath.Base(key.File), key.Value)
				id, _, _ := strings.Cut(strings.TrimPrefix(key.Key, "bak:"), "-")
				ids = append(ids, id)
			case c.Name() == "2.1.1/javolution/cart": // as if somebody had put it in
				add("attack", bytes.ReplaceAll(key.Value, []byte("com.acme.shop.CartItem"), []byte("org.apache.commons.collections.functors.InvokerTransformer")))
				add("cut", key.Value[:len(key.Value)/2])
			}
		}
	}
	harness.BuildMsmgate(t)                                           // RunMsmgate's minute is not for building
	if code, _, stderr := harness.RunMsmgate(t, args...); code != 1 { // the filter rejects a class
		t.Fatalf("exit code %d\n%s", code, stderr)
	}

	b := openBrowser(t)
	b.do(chromedp.Navigate("file://" + filepath.Join(dir, "page.html")))
	b.shows("h1", "Census of sessions")
	b.shows("header", "As of 2026-11-22 19:00:00 UTC", "records")
	ask[bool](b, `[...document.querySelectorAll("details")].every(d => d.open = true)`)
	b.shows("#rejected", "java.util.TreeMap", "!java.util.TreeMap")
	b.shows("#classes", "com.acme.shop.Cart", "edit")
	b.shows("#gadgets", "org.apache.commons.collections.functors.InvokerTransformer", "CRITICAL")
	findings := ask[[]string](b, `[...document.querySelectorAll(".finding .badge")].map(e => e.textContent)`)
	severities := []string{"critical", "high", "medium", "hint"}
	if !slices.IsSortedFunc(findings, func(x, y string) int { return slices.Index(severities, x) - slices.Index(severities, y) }) ||
		len(slices.Compact(slices.Clone(findings))) != len(severities) {
		b.t.Errorf("findings come as %q, want the worst first, and some of each", findings)
	}
	source := ask[string](b, `document.documentElement.outerHTML`)
	for _, secret := range append(ids, "Jörg", "acme/4711") {
		if strings.Contains(source, secret) {
			b.t.Errorf("the page tells of %s", secret)
		}
	}
	b.shows("#sizes figcaption", "Sizes of records")
	if n := ask[int](b, `document.querySelectorAll("#sizes rect.bar").length`); n < 3 {
		b.t.Errorf("%d columns in the plot of sizes", n)
	}
	if n := ask[int](b, `[...document.querySelectorAll("svg[role=img]")].filter(s => s.getAttribute("aria-labelledby").split(" ").every(id => document.getElementById(id).textContent)).length`); n < 4 {
		b.t.Errorf("%d plots have a name", n)
	}
	if n := ask[int](b, `document.querySelectorAll("script, img, link, iframe, [onload], [onerror]").length`); n != 0 {
		b.t.Errorf("the page loads or runs %d things", n)
	}
	for _, width := range []int64{1200, 400} {
		b.do(chromedp.EmulateViewport(width, 900))
		if over := ask[int](b, `document.documentElement.scrollWidth - window.innerWidth`); over > 0 {
			b.t.Errorf("at a width of %d the page is %d too wide", width, over)
		}
	}
	for _, mode := range []string{"light", "dark"} {
		b.do(prefers(mode))
		if faint := ask[[]string](b, faintTexts); len(faint) > 0 {
			b.t.Errorf("%s: texts with little contrast: %q", mode, faint)
		}
	}
	if dark := ask[string](b, `getComputedStyle(document.body).backgroundColor`); dark != "rgb(21, 25, 27)" {
		b.t.Errorf("in the dark the background is %s", dark)
	}
	if complaint := b.heard(); complaint != "" {
		t.Errorf("the browser complains: %s", complaint)
	}
}

// prefers makes the browser ask for light or dark pages.
func prefers(mode string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: mode}},
		})
		return err
	})
}

// faintTexts lists elements whose own text has a contrast below 4.5 with what is behind it (WCAG 2, AA).
const faintTexts = `(() => {
	const rgb = c => c.match(/[\d.]+/g).map(Number);
	const light = c => { const [r, g, b] = rgb(c).map(v => (v /= 255, v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; const p = rgb(c); if (p.length < 4 || p[3] > 0) return c; } return "rgb(255, 255, 255)"; };
	const faint = new Set();
	for (const e of document.querySelectorAll("body *")) {
		if (!e.checkVisibility() || e.closest("[aria-hidden=true]") || ![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) continue;
		const style = getComputedStyle(e), text = light(e instanceof SVGElement ? style.fill : style.color), back = light(behind(e));
		const contrast = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
		if (contrast < 4.5) faint.add(e.tagName + "." + (e.getAttribute("class") || "") + " " + contrast.toFixed(1));
	}
	return [...faint].slice(0, 10);
})()`
