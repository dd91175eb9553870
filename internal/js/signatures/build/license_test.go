package main

import (
	"encoding/json"
	"testing"
)

// The forms are those of packages of the list.
func TestLicenseOf(t *testing.T) {
	for _, tt := range []struct{ manifest, want string }{
		{`{"license": "(0BSD OR MIT)"}`, "0BSD OR MIT"},                                                      // pikaday 1.8.0
		{`{"license": "BSD-0-Clause"}`, "0BSD"},                                                              // htmx.org 2.0.0
		{`{"license": "Apache Version 2"}`, "Apache-2.0"},                                                    // bootstrap-switch 3.3.2
		{`{"license": "Apache License, Version 2.0 OR BSD 3-Clause License"}`, "Apache-2.0 OR BSD-3-Clause"}, // bootstrap-multiselect 0.9.13
		{`{"license": "CC BY-NC 3.0 (http://creativecommons.org/licenses/by-nc/3.0/)"}`, "CC-BY-NC-3.0"},     // fancybox 2.1.8
		{`{"license": "MIT or GPLv3"}`, "MIT OR GPL-3.0-only"},                                               // jszip 2.0.0
		{`{"licenses": [{"type": "BSD", "url": "http://opensource.org/licenses/BSD-3-Clause"}, {"type": "MIT", "url": "http://opensource.org/licenses/MIT"}]}`, "BSD-3-Clause OR MIT"}, // pikaday 1.2.0
		{`{"licence": "MIT"}`, "MIT"},
		{`{"license": "", "licenses": ["MIT"]}`, "MIT"},

		// None of them says which license it means.
		{`{"license": "BSD"}`, ""},
		{`{"license": ["GPL, MIT"]}`, ""},
		{`{"licenses": [{"type": "BSD", "url": "https://github.com/jrburke/almond/blob/master/LICENSE"}, {"type": "MIT"}]}`, ""},
		{`{"license": "See LICENSE.md"}`, ""},
		{`{"license": 17}`, ""},
		{`{}`, ""},
	} {
		var raw map[string]any
		if err := json.Unmarshal([]byte(tt.manifest), &raw); err != nil {
			t.Fatal(err)
		}
		if got := licenseOf(raw); got != tt.want {
			t.Errorf("licenseOf(%s) = %q, want %q", tt.manifest, got, tt.want)
		}
	}
}
