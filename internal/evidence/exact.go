package evidence

import (
	_ "embed"
	"hash/fnv"
	"strconv"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/spdx"
)

// exactData has the hash of the words of each text of the SPDX list, so that a
// listed text is told from its near relations without building any table. The
// test of this file writes it with -update.
//
//go:embed data/exact.tsv
var exactData string

var exactTexts = sync.OnceValue(func() map[uint64]spdx.Expression {
	m := make(map[uint64]spdx.Expression)
	for line := range strings.Lines(exactData) {
		hash, id, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if h, err := strconv.ParseUint(hash, 16, 64); ok && err == nil {
			m[h] = spdx.Expression(id)
		}
	}
	return m
})

// exact is the reader before all others: a file that holds one listed text,
// word for word but for its copyright lines.
func exact(body []byte, ws []word) []finding {
	id, ok := exactTexts()[exactHash(string(body))]
	if !ok {
		return nil
	}
	return []finding{{from: 0, to: len(ws), form: formText, license: id, rule: "text:" + string(id)}}
}

func exactHash(text string) uint64 {
	h := fnv.New64a()
	for _, w := range withoutCopyright(text) {
		h.Write([]byte(w.text))
		h.Write([]byte{' '})
	}
	return h.Sum64()
}
