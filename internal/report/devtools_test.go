//go:build browser

package report

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

// tab is one page of a headless Chromium, driven over its debugging pipe
// (https://chromedevtools.github.io/devtools-protocol/): messages end with a
// zero byte, no port is opened.
type tab struct {
	t       *testing.T
	out     *os.File
	in      *bufio.Reader
	id      int
	session string
	loaded  bool
}

// startBrowser starts Chromium with an empty profile. CHROMIUM names another
// one.
func startBrowser(t *testing.T) *tab {
	t.Helper()
	toBrowser, out, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	in, fromBrowser, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	browser := exec.Command(chromium(t), "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(), "--remote-debugging-pipe",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--hide-scrollbars", "about:blank")
	browser.ExtraFiles = []*os.File{toBrowser, fromBrowser} // file descriptors 3 and 4
	if err := browser.Start(); err != nil {
		t.Fatal(err)
	}
	toBrowser.Close()
	fromBrowser.Close()
	b := &tab{t: t, out: out, in: bufio.NewReader(in)}
	timer := time.AfterFunc(9*time.Minute, func() { _ = browser.Process.Kill() })
	t.Cleanup(func() {
		timer.Stop()
		b.call("Browser.close", nil, nil)
		out.Close()
		_ = browser.Wait()
	})
	var target struct{ TargetID string }
	b.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var session struct{ SessionID string }
	b.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session)
	b.session = session.SessionID
	b.call("Page.enable", nil, nil)
	return b
}

func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(cmp.Or(name, "chromium")); err == nil {
			return path
		}
	}
	t.Fatal("no Chromium is installed: install it, or name it in CHROMIUM")
	return ""
}

// call sends a command and waits for its answer.
func (b *tab) call(method string, params map[string]any, into any) {
	b.t.Helper()
	b.id++
	m := map[string]any{"id": b.id, "method": method}
	if params != nil {
		m["params"] = params
	}
	if b.session != "" && method != "Browser.close" {
		m["sessionId"] = b.session
	}
	data, err := json.Marshal(m)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.out.Write(append(data, 0)); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	for {
		answer := b.next()
		if answer.ID != b.id {
			continue // an event
		}
		if answer.Error != nil {
			b.t.Fatalf("%s: %s", method, answer.Error.Message)
		}
		decode(b.t, answer.Result, into)
		return
	}
}

type answer struct {
	ID     int
	Method string
	Result json.RawMessage
	Error  *struct{ Message string }
}

func (b *tab) next() answer {
	data, err := b.in.ReadBytes(0)
	if err != nil {
		b.t.Fatalf("the browser is gone: %v", err)
	}
	var a answer
	decode(b.t, data[:len(data)-1], &a)
	if a.Method == "Page.loadEventFired" {
		b.loaded = true
	}
	return a
}

// open loads a page afresh and waits until it stands.
func (b *tab) open(url string) {
	b.t.Helper()
	b.call("Page.navigate", map[string]any{"url": "about:blank"}, nil)
	b.wait()
	b.call("Page.navigate", map[string]any{"url": url}, nil)
	b.wait()
}

func (b *tab) wait() {
	for !b.loaded {
		b.next()
	}
	b.loaded = false
}

// size sets the window and the color scheme.
func (b *tab) size(width, height int, scheme string) {
	b.t.Helper()
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}, nil)
	b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}}, nil)
}

// eval runs an expression, also where the page itself may run none.
func (b *tab) eval(expression string, into any) {
	b.t.Helper()
	var r struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct{ Exception struct{ Description string } }
	}
	b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true}, &r)
	if r.ExceptionDetails != nil {
		b.t.Fatalf("%.100s: %s", expression, r.ExceptionDetails.Exception.Description)
	}
	decode(b.t, r.Result.Value, into)
}

// click clicks in the middle of an element, as a mouse does.
func (b *tab) click(selector string) {
	b.t.Helper()
	var at struct{ X, Y float64 }
	b.eval(fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.scrollIntoView({block: "center"}); const r = e.getBoundingClientRect(); return {X: r.x + r.width/2, Y: r.y + r.height/2}; })()`, selector), &at)
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		b.call("Input.dispatchMouseEvent", map[string]any{"type": kind, "x": at.X, "y": at.Y, "button": "left", "clickCount": 1}, nil)
	}
}

// picture is a PNG of the window.
func (b *tab) picture() []byte {
	b.t.Helper()
	var shot struct{ Data []byte }
	b.call("Page.captureScreenshot", map[string]any{"format": "png"}, &shot)
	return shot.Data
}
