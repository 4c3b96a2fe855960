package integration

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"msmgate/integration/harness"
)

// tab is a page of a real browser, with what it complained of.
type tab struct {
	t          *testing.T
	ctx        context.Context
	mu         sync.Mutex
	complaints []string
}

// openBrowser starts Chromium with a profile of its own.
func openBrowser(t *testing.T) *tab {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("this test needs a real browser, and there is none: install Debian's package chromium (apt-get install chromium)")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1100, 1600),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WSURLReadTimeout(time.Minute))
	allocated, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatalf("starting %s: %v", path, err)
	}
	b.ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	return b
}

// hear notes exceptions of the page's script and errors of the browser, such as
// what the page's security policy forbids.
func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.complaints = append(b.complaints, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if e.Entry.Level == "error" {
			b.complaints = append(b.complaints, e.Entry.Text)
		}
	}
}

// heard gives the complaints and forgets them.
func (b *tab) heard() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := strings.Join(b.complaints, "\n")
	b.complaints = nil
	return all
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// ask evaluates an expression in the page.
func ask[T any](b *tab, expression string, options ...chromedp.EvaluateOption) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, options...))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// until waits for a condition in the page.
func (b *tab) until(condition string) {
	b.t.Helper()
	ask[bool](b, fmt.Sprintf("new Promise((yes, no) => { const end = Date.now() + 20000; const look = () => { if (%s) yes(true); "+
		"else if (Date.now() > end) no(new Error('not within 20 s; the page says: ' + document.body.innerText.slice(0, 300))); else setTimeout(look, 20); }; look(); })", condition),
		chromedp.EvalAwaitPromise)
}

// says waits until the page's status line says something.
func (b *tab) says(text string) {
	b.t.Helper()
	b.until(fmt.Sprintf("document.getElementById('status').textContent === %q", text))
}

// shows checks what an element shows.
func (b *tab) shows(selector string, parts ...string) {
	b.t.Helper()
	text := ask[string](b, fmt.Sprintf("document.querySelector(%q).innerText", selector))
	for _, part := range parts {
		if !strings.Contains(text, part) {
			b.t.Errorf("%s does not show %q: %s", selector, part, text)
		}
	}
}

// put fills the form for attributes and sends it.
func (b *tab) put(name, value string) {
	b.t.Helper()
	b.do(chromedp.SetValue(chromedp.CSS("#name"), name), chromedp.SetValue(chromedp.CSS("#value"), value), chromedp.Click(chromedp.CSS("#set button")))
}

var pageAddress = regexp.MustCompile(`http://\S+/;jsessionid=\S+`)

// The demo's page in a real browser: the session that Tomcat wrote is there,
// can be changed with the keyboard alone, and shows its new bytes.
func TestDemoPage(t *testing.T) {
	demo := harness.StartMsmgate(t, "demo", "--listen", "127.0.0.1:0")
	address := pageAddress.FindString(demo.Log())
	if address == "" {
		t.Fatalf("the demo prints no address:\n%s", demo.Log())
	}
	b := openBrowser(t)
	b.do(chromedp.Navigate(address))
	b.until("document.body.dataset.ready")
	if location := ask[string](b, "location.href"); location != demo.URL+"/" {
		t.Errorf("the page is at %s: the session id should not stay in the address", location)
	}
	b.shows("#session", "8BFEEA30201F5CB1AA244B7C697E7C56-n1", "n1")
	b.shows("#attributes", "visits Integer 3", "cart Cart", `Jörg <Müller> & "Söhne"`, "same object as")
	b.shows("#keys", "8BFEEA30201F5CB1AA244B7C697E7C56-n1", "validity:8BFEEA30201F5CB1AA244B7C697E7C56-n1", "2075")
	b.shows("#bytes", "3f 78 6d 6c 20 76 65 72", "<?xml ver")

	b.changeByKeyboard()
	b.storeMarkup()

	b.put("x", "{")
	b.until("document.getElementById('status').className === 'bad'")
	b.shows("#status", "JSON")
	if complaint := b.heard(); !strings.Contains(complaint, "400") {
		t.Errorf("the browser complains: %s", complaint)
	}

	b.do(chromedp.SetValue(chromedp.CSS("#seconds"), "77"), chromedp.Click(chromedp.CSS("#inactive button")))
	b.says("Set. As with Tomcat it is stored with the next change.")
	b.do(chromedp.Navigate(demo.URL + "/"))
	b.until("document.body.dataset.ready")
	b.shows("#attributes", "visits Integer 4")
	b.everythingHasAName()

	b.do(chromedp.Click(chromedp.CSS("#invalidate")))
	b.says("The session is gone, from memcached too.")
	b.shows("#none", "This browser has no session", "Continue the session that Tomcat wrote")
	b.put("fresh", `"start"`)
	b.says("Stored fresh.")
	b.shows("#attributes", `fresh String "start"`)
	if complaint := b.heard(); complaint != "" {
		t.Errorf("the browser complains: %s", complaint)
	}
}

// changeByKeyboard changes an attribute without the mouse; the bytes that are
// new are marked.
func (b *tab) changeByKeyboard() {
	b.t.Helper()
	b.do(chromedp.Focus(chromedp.CSS("#name")), chromedp.KeyEvent("visits"), chromedp.KeyEvent(kb.Tab),
		chromedp.KeyEvent("4"), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	b.says("Stored visits.")
	b.shows("#attributes", "visits Integer 4", "cart Cart")
	b.shows("#difference", "marked")
	// The one digit of the value, as hex and as text, and clock fields; not the
	// markup around it.
	marked := ask[string](b, `[...document.querySelectorAll("#bytes mark")].map(m => m.textContent).join(" ")`)
	if !strings.Contains(marked, "34") || strings.Contains(marked, "3c") {
		b.t.Errorf("marked are %q", marked)
	}
}

// storeMarkup checks that names and values are text, whatever they hold.
func (b *tab) storeMarkup() {
	b.t.Helper()
	evil := `<img src=x onerror="document.title='owned'">`
	b.put(evil, `"</script><b>bold</b>"`)
	b.says("Stored " + evil + ".")
	b.shows("#attributes", evil, "<b>bold</b>")
	if n := ask[int](b, `document.querySelectorAll("#attributes img, #attributes b").length`); n != 0 {
		b.t.Errorf("%d elements came out of an attribute", n)
	}
	if title := ask[string](b, "document.title"); strings.Contains(title, "owned") {
		b.t.Error("a script came out of an attribute")
	}
	b.do(chromedp.Click(chromedp.CSS(`#attributes button[aria-label^="Remove <img"]`)))
	b.says("Removed " + evil + ".")
}

// everythingHasAName checks that a screen reader has something to say for each
// control: a label, a text or an aria-label.
func (b *tab) everythingHasAName() {
	b.t.Helper()
	names := ask[map[string]string](b, `Object.fromEntries([...document.querySelectorAll("button, input, textarea, a[href], [role=region], section")]
		.filter(e => e.checkVisibility())
		.map((e, i) => {
			const by = (e.getAttribute("aria-labelledby") || "").split(" ").map(id => (document.getElementById(id) || {}).textContent || "").join(" ");
			const labels = [...(e.labels || [])].map(l => l.textContent).join(" ");
			return [i + " " + e.tagName + "#" + e.id, e.getAttribute("aria-label") || by.trim() || labels || (e.matches("button, a") ? e.textContent : "")];
		}))`)
	if len(names) < 12 {
		b.t.Errorf("only %d controls were found", len(names))
	}
	for control, name := range names {
		if strings.TrimSpace(name) == "" {
			b.t.Errorf("%s has no name", control)
		}
	}
}
