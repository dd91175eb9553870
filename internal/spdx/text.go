package spdx

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

//go:embed data/texts.zst
var compressedTexts []byte

// texts decodes all texts at the first call: one stream of
// "id TAB length LF text LF", which compresses ten to one.
var texts = sync.OnceValue(func() map[string]string {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil
	}
	defer dec.Close()
	b, err := dec.DecodeAll(compressedTexts, nil)
	if err != nil {
		return nil
	}
	byID := make(map[string]string, 900)
	for s := string(b); s != ""; {
		head, rest, _ := strings.Cut(s, "\n")
		id, length, _ := strings.Cut(head, "\t")
		n, err := strconv.Atoi(length)
		if err != nil || n+1 > len(rest) {
			return byID
		}
		byID[id], s = rest[:n], rest[n+1:]
	}
	return byID
})

// Text returns the text of a license or exception by its id in any case. A
// form that only adds "or later" has the text of its license. It is false for
// references and for the few ids whose text is not at hand.
func Text(id string) (string, bool) {
	if r, ok := licenseRow(id); ok {
		id = r.id()
	} else if x := exceptionRow(id); x != "" {
		id = x.id()
	}
	t, ok := texts()[id]
	return t, ok && t != ""
}
