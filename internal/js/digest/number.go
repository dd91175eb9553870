package digest

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// numberValue returns what a number of a script stands for, however it is written:
// 1e3, 0x3E8 and 1_000 are one. It reports whether it is understood.
func numberValue(text []byte) (float64, bool) {
	s := string(text)
	if bytes.IndexByte(text, '_') >= 0 {
		s = strings.ReplaceAll(s, "_", "")
	}
	if len(s) > 1 && s[0] == '0' {
		if n, err := strconv.ParseUint(s, 0, 64); err == nil {
			return float64(n), true
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil
}

// hashNumber returns the hash of a number, and whether it is one of a sequence, and
// not 0 or 1, which minifiers write for false, true and undefined, or a fraction.
func hashNumber(text []byte) (h uint64, kept bool) {
	kind := uint64(3)
	if digits, ok := bytes.CutSuffix(text, []byte("n")); ok {
		text, kind = digits, 4
	}
	v, ok := numberValue(text)
	if !ok {
		return mix(kind, hashBytes(bytes.ToLower(text))), true
	}
	return mix(kind, math.Float64bits(v)), v > 1
}

// plainNumber writes a number of a style sheet as one of its forms: .5 as 0.5 is,
// 1.50 as 1.5.
func plainNumber(text []byte) []byte {
	text = bytes.ToLower(text)
	if len(text) > 1 && text[0] == '0' && text[1] == '.' {
		text = text[1:]
	}
	if bytes.IndexByte(text, '.') >= 0 && bytes.IndexByte(text, 'e') < 0 {
		text = bytes.TrimRight(bytes.TrimRight(text, "0"), ".")
	}
	return text
}
