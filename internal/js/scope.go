package js

import "strings"

// scopeOf tells by its place what a file is for: what stands under src/test or
// a folder of tests is tested with, what stands under src/site or docs is
// documentation, all else is shipped.
func scopeOf(name string) string {
	parts := strings.Split(strings.ToLower(name), "/")
	for i, p := range parts[:max(0, len(parts)-1)] {
		after := ""
		if i+1 < len(parts) {
			after = parts[i+1]
		}
		switch {
		case p == "src" && (after == "test" || after == "it" || after == "integration-test"), p == "__tests__", i == 0 && (p == "test" || p == "tests"):
			return "test"
		case p == "src" && (after == "site" || after == "docs"), i == 0 && (p == "docs" || p == "doc" || p == "javadoc" || p == "apidocs"):
			return "documentation"
		}
	}
	return "runtime"
}
