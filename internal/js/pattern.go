package js

import (
	"regexp"
	"sync"
)

// pattern compiles a regular expression when it is first used: most runs use
// few of them, and every run would wait for all at its start.
func pattern(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
