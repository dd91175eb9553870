//go:build browser

package report

import (
	"flag"
	"os"
	"testing"
)

var (
	pictureOf = flag.String("result", "", "a result.json of which -picture is taken")
	picture   = flag.String("picture", "", "write the picture of the report for README.md to this file")
)

// TestPicture takes the picture of the README; make picture runs it.
func TestPicture(t *testing.T) {
	if *picture == "" {
		t.Skip("no -picture was asked for")
	}
	data, err := os.ReadFile(*pictureOf)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	r.Project.Revision, r.Project.Time = "", "" // which would change with every commit
	page, err := os.CreateTemp(t.TempDir(), "*.html")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := page.Write(pageFiles(t, r)["index.html"]); err != nil {
		t.Fatal(err)
	}
	page.Close()
	tab := startBrowser(t)
	tab.size(1280, 1360, "light")
	tab.open("file://" + page.Name())
	png := tab.picture()
	if len(png) > 300_000 {
		t.Errorf("the picture has %d bytes: more than a README should load", len(png))
	}
	if err := os.WriteFile(*picture, png, 0o666); err != nil {
		t.Fatal(err)
	}
}
