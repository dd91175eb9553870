package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/licaudit/licaudit/internal/normalize"
)

// licenseOf reads the license of a package.json as an audit does, and from the
// field "licence" too, which some packages have. What is no definite license,
// such as "BSD", is left to the reviewed table.
func licenseOf(raw map[string]any) string {
	fields := make(map[string]json.RawMessage)
	for _, key := range []string{"license", "licence", "licenses"} {
		if v, ok := raw[key]; ok {
			fields[key], _ = json.Marshal(v) // it was JSON
		}
	}
	license := fields["license"]
	if license == nil {
		license = fields["licence"]
	}
	r := normalize.NPMLicense(license, fields["licenses"])
	if r.License == "" && len(fields) > 0 {
		fmt.Fprintf(os.Stderr, "%v: the license %s%s is not understood: %s\n", raw["name"], license, fields["licenses"], r.Rule)
	}
	return string(r.License)
}
