//go:build browser

package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
)

// jenkins is the Content-Security-Policy with which Jenkins serves reports
// (https://www.jenkins.io/doc/book/security/configuring-content-security-policy/).
const jenkins = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';"

// widths are those of a telephone, a tablet, a laptop and a large screen.
var widths = []int{360, 768, 1280, 1600}

// serve serves the page in four ways: plain, under Jenkins' policy, alone
// without the file beside it, and large. It counts what else is asked for.
func serve(t *testing.T) *httptest.Server {
	t.Helper()
	pages := map[string]map[string][]byte{"plain": pageFiles(t, rich()), "large": pageFiles(t, large()), "hostile": pageFiles(t, hostile()), "none": {}}
	for _, f := range NoVerdict("pom.xml:3:1: not well-formed", 5, nil, []string{"html"}) {
		pages["none"][f.Name] = f.Data
	}
	pages["jenkins"], pages["alone"] = pages["plain"], map[string][]byte{"index.html": pages["plain"]["index.html"]}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		kind, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		data, ok := pages[kind][name]
		if kind == "jenkins" {
			w.Header().Set("Content-Security-Policy", jenkins)
		}
		switch {
		case r.URL.Path == "/favicon.ico", kind == "alone" && name == "report.css":
			http.NotFound(w, r)
			return
		case !ok:
			t.Errorf("the page asks for %s", r.URL)
			http.NotFound(w, r)
			return
		case strings.HasSuffix(name, ".css"):
			w.Header().Set("Content-Type", "text/css; charset=utf-8")
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		_, _ = w.Write(data)
	}))
	t.Cleanup(s.Close)
	return s
}

func pageFiles(t *testing.T, r audit.Report) map[string][]byte {
	t.Helper()
	files, err := Render(r, "html")
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string][]byte)
	for _, f := range files {
		out[f.Name] = f.Data
	}
	return out
}

// TestBrowser looks at the page with Chromium.
func TestBrowser(t *testing.T) {
	s := serve(t)
	tab := startBrowser(t)
	t.Run("accessible", func(t *testing.T) { accessible(t, tab, s.URL) })
	t.Run("fits", func(t *testing.T) { fits(t, tab, s.URL) })
	t.Run("same under a policy and alone", func(t *testing.T) { sameEverywhere(t, tab, s.URL) })
	t.Run("filters", func(t *testing.T) { filters(t, tab, s.URL) })
	t.Run("anchors", func(t *testing.T) { anchors(t, tab, s.URL) })
	t.Run("prints", func(t *testing.T) { prints(t, tab, s.URL) })
}

// accessible runs axe's rules of WCAG 2.2 AA in both color schemes.
func accessible(t *testing.T, tab *tab, url string) {
	axe, err := os.ReadFile(axePath(t))
	if err != nil {
		t.Fatal(err)
	}
	for page, schemes := range map[string][]string{"plain": {"light", "dark"}, "none": {"light"}, "hostile": {"light"}} {
		for _, scheme := range schemes {
			for _, width := range []int{360, 1280} {
				tab.size(width, 900, scheme)
				tab.open(url + "/" + page + "/index.html")
				openAll(tab)
				tab.eval(string(axe)+";0", nil)
				var found []struct {
					ID, Help string
					Nodes    []struct{ HTML, FailureSummary string }
				}
				tab.eval(`axe.run({runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => r.violations)`, &found)
				for _, v := range found {
					t.Errorf("%s, %s, %d px: %s: %s: %d times, as %.200s: %s", page, scheme, width, v.ID, v.Help, len(v.Nodes), v.Nodes[0].HTML, v.Nodes[0].FailureSummary)
				}
			}
		}
	}
}

// openAll opens every part of the page and lays it out, as scrolling there
// does.
func openAll(tab *tab) {
	tab.eval(`document.querySelectorAll("details").forEach(d => d.open = true);
		document.head.append(Object.assign(document.createElement("style"), {textContent: ".comp, .text { content-visibility: visible }"}))`, nil)
}

// fits checks that no page is wider than its window.
func fits(t *testing.T, tab *tab, url string) {
	for _, page := range []string{"plain", "hostile", "none", "large"} {
		for _, width := range widths {
			tab.size(width, 900, "light")
			tab.open(url + "/" + page + "/index.html")
			if page != "large" { // whose parts are like those of the others
				openAll(tab)
			}
			var got int
			tab.eval(`document.scrollingElement.scrollWidth`, &got)
			if got > width {
				var who string
				tab.eval(`[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll")).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join("\n")`, &who)
				t.Errorf("%s is %d px wide in a window of %d: %s", page, got, width, who)
			}
		}
	}
}

// sameEverywhere compares pictures: with Jenkins' policy, where only the linked
// stylesheet works, and alone, where only the one inside does, the page looks
// as it does with both.
func sameEverywhere(t *testing.T, tab *tab, url string) {
	for _, scheme := range []string{"light", "dark"} {
		tab.size(1280, 2000, scheme)
		tab.open(url + "/plain/index.html")
		want := tab.picture()
		for _, kind := range []string{"jenkins", "alone"} {
			tab.open(url + "/" + kind + "/index.html")
			if !bytes.Equal(want, tab.picture()) {
				t.Errorf("%s: the page looks different %s", scheme, kind)
			}
		}
	}
	if len(tab.picture()) < 20_000 {
		t.Error("the picture is nearly empty")
	}
}

// filters unticks each verdict and looks what is still to be seen, under the
// policy that forbids scripts.
func filters(t *testing.T, tab *tab, url string) {
	tab.size(1280, 900, "light")
	visible := func(class string) int {
		var n int
		tab.eval(fmt.Sprintf(`[...document.querySelectorAll("#components .comp.%s")].filter(e => e.checkVisibility()).length`, class), &n)
		return n
	}
	for _, class := range []string{"denied", "review", "excepted", "allowed", "unread", "baselined"} {
		tab.open(url + "/jenkins/index.html")
		all := visible("v-" + class)
		if all == 0 {
			t.Errorf("no component is %s at first", class)
		}
		tab.click("#f-" + class)
		if n := visible("v-" + class); n != 0 {
			t.Errorf("%d of %d components are still to be seen without %s", n, all, class)
		}
		var note bool
		tab.eval(`document.querySelector(".filter-note").checkVisibility()`, &note)
		if !note {
			t.Error("the page does not say that something is hidden")
		}
	}
	tab.open(url + "/jenkins/index.html")
	tab.click("#f-files")
	if n, files := visible("comp"), visible("is-file"); n != files || files != 3 {
		t.Errorf("%d components, %d of them files, want 3", n, files)
	}
}

// anchors follows a link to a component: its details open, even where a filter
// hides its like.
func anchors(t *testing.T, tab *tab, url string) {
	tab.size(1280, 900, "light")
	a := anchor(rich().Findings[2].Component)
	tab.open(url + "/plain/index.html#" + a)
	var open bool
	tab.eval(fmt.Sprintf(`document.getElementById(%q).closest("details").open`, a), &open)
	if !open {
		t.Error("the component that a link leads to stays closed")
	}
}

// prints makes a PDF of every page, in which the navigation is gone.
func prints(t *testing.T, tab *tab, url string) {
	tab.size(1280, 900, "light")
	tab.open(url + "/plain/index.html")
	var pdf struct{ Data []byte }
	tab.call("Page.printToPDF", map[string]any{"printBackground": true}, &pdf)
	if !bytes.HasPrefix(pdf.Data, []byte("%PDF")) || len(pdf.Data) < 20_000 {
		t.Errorf("a PDF of %d bytes", len(pdf.Data))
	}
	keep(t, "report.pdf", pdf.Data)
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range widths {
			tab.size(width, 2400, scheme)
			tab.open(url + "/plain/index.html")
			keep(t, fmt.Sprintf("%s-%d.png", scheme, width), tab.picture())
		}
	}
}

// keep writes a picture to browser/out, for people.
func keep(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join("browser", "out"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("browser", "out", name), data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// axePath installs axe-core as browser/package-lock.json pins it.
func axePath(t *testing.T) string {
	t.Helper()
	path := filepath.Join("browser", "node_modules", "axe-core", "axe.min.js")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	npm := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	npm.Dir = "browser"
	if out, err := npm.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	return path
}

// decode is json.Unmarshal that fails the test.
func decode(t *testing.T, data []byte, into any) {
	t.Helper()
	if into == nil || len(data) == 0 {
		return
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%v in %.300s", err, data)
	}
}
