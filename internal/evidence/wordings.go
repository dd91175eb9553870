package evidence

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

//go:embed data/wordings.txt
var wordingsData string

// variantTables are what texts of listed licenses say beside the listed words.
type variantTables struct {
	like  map[spdx.Expression][]spdx.Expression
	parts *phrases
}

var variants = sync.OnceValue(func() *variantTables {
	t := &variantTables{like: make(map[spdx.Expression][]spdx.Expression)}
	var parts []string
	for line := range strings.Lines(wordingsData) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch kind {
		case "like":
			f := strings.Fields(rest)
			for _, id := range f[1:] {
				t.like[spdx.Expression(f[0])] = append(t.like[spdx.Expression(f[0])], spdx.Expression(id))
			}
		case "part":
			parts = append(parts, rest)
		}
	}
	t.parts = phraseSet(parts...)
	return t
})
