package evidence

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode turns the bytes of a text file into UTF-8: byte order marks are
// obeyed, UTF-16 without one is told by its zero bytes, and what is not UTF-8
// is read as windows-1252, the superset of latin-1 in which old license files
// are written. ok is false for what is no text at all.
func Decode(b []byte) (text []byte, ok bool) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		b = b[3:]
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return fromUTF16(b[2:], binary.BigEndian), true
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return fromUTF16(b[2:], binary.LittleEndian), true
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return wide(b)
	}
	if utf8.Valid(b) {
		return b, true
	}
	return fromWindows1252(b), true
}

// wide reads a text with zero bytes: UTF-16 if they stand in every other place.
func wide(b []byte) ([]byte, bool) {
	sample := b[:min(len(b), 1024)&^1]
	var zero [2]int
	for i, c := range sample {
		if c == 0 {
			zero[i&1]++
		}
	}
	half := len(sample) / 2
	switch {
	case half > 1 && zero[1] > half*3/4 && zero[0] == 0:
		return fromUTF16(b, binary.LittleEndian), true
	case half > 1 && zero[0] > half*3/4 && zero[1] == 0:
		return fromUTF16(b, binary.BigEndian), true
	}
	return nil, false
}

func fromUTF16(b []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// high is 0x80 to 0x9F of windows-1252
// (https://encoding.spec.whatwg.org/index-windows-1252.txt).
const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

func fromWindows1252(b []byte) []byte {
	table := []rune(high)
	out := make([]byte, 0, len(b)+len(b)/16)
	for _, c := range b {
		switch {
		case c < 0x80:
			out = append(out, c)
		case c < 0xA0:
			out = utf8.AppendRune(out, table[c-0x80])
		default:
			out = utf8.AppendRune(out, rune(c))
		}
	}
	return out
}
