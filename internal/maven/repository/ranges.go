package repository

import (
	"encoding/binary"
	"errors"

	"github.com/licaudit/licaudit/internal/fetch"
)

// rangesMagic begins a .ranges file. Then come, all numbers as varints: the
// archive's size; the length of its ETag, and the ETag; for each part its
// offset, its length, and its bytes.
const rangesMagic = "licaudit-ranges-1\n"

// errRanges says that a .ranges file cannot be used.
var errRanges = errors.New("not the parts of an archive")

// ranges reads the parts of an archive that the cache holds.
func (c Cache) ranges(r Remote, p string) (fetch.Ranges, error) {
	data, err := readFile(c.path(r, p+rangesSuffix), maxMetadata)
	if err != nil {
		return fetch.Ranges{}, err
	}
	return decodeRanges(data)
}

func encodeRanges(r fetch.Ranges) []byte {
	data := []byte(rangesMagic)
	data = binary.AppendUvarint(data, uint64(r.Size))
	data = binary.AppendUvarint(data, uint64(len(r.ETag)))
	data = append(data, r.ETag...)
	for _, p := range r.Parts {
		data = binary.AppendUvarint(data, uint64(p.Offset))
		data = binary.AppendUvarint(data, uint64(len(p.Data)))
		data = append(data, p.Data...)
	}
	return data
}

func decodeRanges(data []byte) (fetch.Ranges, error) {
	d := rangesDecoder{rest: data}
	d.bytes(uint64(len(rangesMagic)), rangesMagic)
	var r fetch.Ranges
	r.Size = d.number()
	r.ETag = string(d.bytes(uint64(d.number()), ""))
	end := int64(-1)
	for len(d.rest) > 0 && !d.bad {
		p := fetch.Part{Offset: d.number()}
		p.Data = d.bytes(uint64(d.number()), "")
		// Parts are sorted and do not touch.
		if p.Offset <= end || len(p.Data) == 0 || p.Offset+int64(len(p.Data)) > r.Size {
			return fetch.Ranges{}, errRanges
		}
		end = p.Offset + int64(len(p.Data))
		r.Parts = append(r.Parts, p)
	}
	if d.bad || r.Size <= 0 {
		return fetch.Ranges{}, errRanges
	}
	return r, nil
}

// rangesDecoder reads from rest; after a failure bad is set and all it returns
// is empty.
type rangesDecoder struct {
	rest []byte
	bad  bool
}

func (d *rangesDecoder) number() int64 {
	n, k := binary.Uvarint(d.rest)
	if k <= 0 || n > maxArchive {
		d.bad, d.rest = true, nil
		return 0
	}
	d.rest = d.rest[k:]
	return int64(n)
}

// bytes reads n bytes, which must be want, unless that is empty.
func (d *rangesDecoder) bytes(n uint64, want string) []byte {
	if n > uint64(len(d.rest)) || want != "" && string(d.rest[:n]) != want {
		d.bad, d.rest = true, nil
		return nil
	}
	b := d.rest[:n:n]
	d.rest = d.rest[n:]
	return b
}
