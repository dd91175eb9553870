package fetch

import (
	"cmp"
	"slices"
)

// Held is the number of bytes in all parts.
func (r Ranges) Held() int64 {
	var n int64
	for _, p := range r.Parts {
		n += int64(len(p.Data))
	}
	return n
}

// gap returns the first stretch of [off, end) that no part has; it is empty
// where there is none.
func (r *Ranges) gap(off, end int64) (from, to int64) {
	for _, p := range r.Parts {
		switch {
		case p.end() <= off:
		case p.Offset <= off:
			off = p.end()
		default:
			return off, min(end, p.Offset)
		}
		if off >= end {
			return end, end
		}
	}
	return off, end
}

// widen makes a missing stretch at least a block long, without asking for what
// is there already.
func (r *Ranges) widen(from, to int64) (int64, int64) {
	to = min(max(to, from+block), r.Size)
	for _, p := range r.Parts {
		if p.Offset > from {
			to = min(to, p.Offset)
			break
		}
	}
	if short := block - (to - from); short > 0 {
		floor := max(0, from-short)
		for _, p := range r.Parts {
			if p.end() <= from {
				floor = max(floor, p.end())
			}
		}
		from = min(from, floor)
	}
	return from, to
}

// read copies from the parts; the stretch must be covered.
func (r *Ranges) read(p []byte, off int64) int {
	for _, part := range r.Parts {
		if part.Offset <= off && off < part.end() {
			n := copy(p, part.Data[off-part.Offset:])
			if n == len(p) {
				return n
			}
			return n + r.read(p[n:], off+int64(n))
		}
	}
	return 0
}

// add puts a part in its place and joins it with those that it touches.
func (r *Ranges) add(p Part) {
	r.Parts = append(r.Parts, p)
	slices.SortFunc(r.Parts, func(a, b Part) int { return cmp.Compare(a.Offset, b.Offset) })
	joined := r.Parts[:1]
	for _, next := range r.Parts[1:] {
		last := &joined[len(joined)-1]
		switch {
		case next.Offset > last.end():
			joined = append(joined, next)
		case next.end() > last.end():
			last.Data = append(last.Data[:len(last.Data):len(last.Data)], next.Data[last.end()-next.Offset:]...)
		}
	}
	r.Parts = joined
}

func (p Part) end() int64 { return p.Offset + int64(len(p.Data)) }
