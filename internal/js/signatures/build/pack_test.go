package main

import "testing"

func TestPlausible(t *testing.T) {
	for name, want := range map[string]bool{
		"dist/acme.js": true, "bin/acme.js": false, "bin/javascripts/acme.js": true, "public/assets/scripts/acme.js": true, "scripts/release.js": false, "dist/docs/acme.js": false,
		"node_modules/other/other.js": false, "gulpfile.js": false, "acme.test.js": false, "readme.md": false,
	} {
		if got := plausible(name, 1<<10); got != want {
			t.Errorf("%s: plausible is %v, want %v", name, got, want)
		}
	}
}
