package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
)

const (
	// tail is how much of the end is asked for first: it holds the whole of a
	// small jar, or the central directory of one with a thousand entries.
	tail = 64 << 10
	// block is the least that is asked for later on.
	block = 32 << 10
	// enough is the size of all ranges beyond which the file is fetched whole.
	enough = 8 << 20
)

// Archive is a remote file that is read by ranges
// (https://www.rfc-editor.org/rfc/rfc9110#section-14), or, where the server
// knows no ranges, a copy of it on disk. It may be used by many goroutines.
type Archive struct {
	c    *Client
	ctx  context.Context
	r    Request
	keep Keep

	mu     sync.Mutex
	ranges Ranges
	file   *os.File // the whole file, if it had to be fetched
}

// Ranges is what is known of a remote file; it can be stored, and given to
// Open later to start where an earlier run ended.
type Ranges struct {
	Size int64
	ETag string // a strong one, or empty
	// Parts are sorted by offset, do not overlap and do not touch.
	Parts []Part
}

// Part is a piece of a file.
type Part struct {
	Offset int64
	Data   []byte
}

// Keep says where a whole file goes if one must be fetched.
type Keep struct {
	// Create makes the file that is written. The Archive closes it.
	Create func() (*os.File, error)
	// Whole is called when the file is complete, with the answer's checksum
	// headers; its error fails the read that caused it.
	Whole func(f *os.File, sha1 string) error
}

// Open opens a remote file. Unless known has its size, one request reads the
// end of it, where an archive has its table of contents. ctx is used by later
// reads, too. r.Limit bounds the size of the file.
func (c *Client) Open(ctx context.Context, r Request, known Ranges, keep Keep) (*Archive, error) {
	a := &Archive{c: c, ctx: ctx, r: r, keep: keep, ranges: known}
	if known.Size > 0 {
		return a, nil
	}
	var st *StatusError
	err := a.fetch("bytes=-"+strconv.Itoa(tail), -1)
	if errors.As(err, &st) && (st.Status == http.StatusRequestedRangeNotSatisfiable || st.Status == http.StatusNotImplemented) {
		err = a.whole() // an empty file, or a server without suffix ranges
	}
	if err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

// Size is the file's size.
func (a *Archive) Size() int64 { return a.ranges.Size }

// Close removes what the Archive holds open.
func (a *Archive) Close() error {
	if a.file == nil {
		return nil
	}
	return a.file.Close()
}

// Known returns what has been read so far, and whether the file was fetched
// whole; then it has no parts.
func (a *Archive) Known() (Ranges, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.ranges, a.file != nil
}

// ReadAt implements io.ReaderAt.
func (a *Archive) ReadAt(p []byte, off int64) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if off < 0 {
		return 0, failure(a.r.URL, "negative offset")
	}
	end := min(off+int64(len(p)), a.ranges.Size)
	if off >= end {
		return 0, io.EOF
	}
	for a.file == nil {
		from, to := a.ranges.gap(off, end)
		if from >= to {
			break
		}
		if err := a.fill(from, to); err != nil {
			return 0, err
		}
	}
	if a.file != nil {
		return a.file.ReadAt(p, off)
	}
	n := a.ranges.read(p[:end-off], off)
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// fill fetches a missing range, and a little around it; or all, where that is
// no longer worth it.
func (a *Archive) fill(from, to int64) error {
	if a.ranges.Held()+to-from > enough {
		return a.whole()
	}
	from, to = a.ranges.widen(from, to)
	return a.fetch(fmt.Sprintf("bytes=%d-%d", from, to-1), from)
}

// fetch asks for one range; from is its start, or -1 where the size of the
// file is not known yet.
func (a *Archive) fetch(byteRange string, from int64) error {
	r := a.r
	if from >= 0 {
		r.ETag = a.ranges.ETag
	}
	to := &rangeSink{archive: a}
	ans, err := a.c.retry(a.ctx, r, byteRange, to)
	if err != nil {
		to.discard()
		return err
	}
	if ans.status == http.StatusOK {
		if from >= 0 && a.ranges.ETag != "" && ans.header.Get("Etag") != a.ranges.ETag {
			to.discard()
			return failure(a.r.URL, "%w", ErrChanged)
		}
		return a.adopt(to, ans)
	}
	start, size, err := contentRange(ans.header.Get("Content-Range"))
	data := to.buf.data
	switch {
	case err != nil:
		return failure(a.r.URL, "%w", err)
	case from >= 0 && (start != from || size != a.ranges.Size):
		return failure(a.r.URL, "%w", ErrChanged)
	case start < 0 || len(data) == 0 || start+int64(len(data)) > size || from < 0 && start+int64(len(data)) != size:
		return failure(a.r.URL, "the server sent another range than %q", byteRange)
	case a.r.Limit > 0 && size > a.r.Limit:
		return failure(a.r.URL, "%w: %d bytes, and at most %d are read", ErrTooLarge, size, a.r.Limit)
	}
	if from < 0 {
		a.ranges.Size = size
		if tag := ans.header.Get("Etag"); !strings.HasPrefix(tag, "W/") {
			a.ranges.ETag = tag
		}
	}
	a.ranges.add(Part{start, data})
	return nil
}

// whole fetches the file without ranges.
func (a *Archive) whole() error {
	to := &rangeSink{archive: a}
	r := a.r
	r.ETag = ""
	ans, err := a.c.retry(a.ctx, r, "", to)
	if err != nil {
		to.discard()
		return err
	}
	return a.adopt(to, ans)
}

// adopt makes a whole file, just written, the Archive's.
func (a *Archive) adopt(to *rangeSink, ans answer) error {
	if to.file == nil {
		return failure(a.r.URL, "the file is empty")
	}
	if a.ranges.Size > 0 && to.written != a.ranges.Size {
		to.discard()
		return failure(a.r.URL, "%w", ErrChanged)
	}
	if a.keep.Whole != nil {
		if err := a.keep.Whole(to.file, checksum(ans.header, "X-Checksum-Sha1", 40)); err != nil {
			to.discard()
			return err
		}
	}
	a.file, a.ranges = to.file, Ranges{Size: to.written}
	return nil
}

// rangeSink takes the answer to a range request: a part into memory, or, from
// a server that knows no ranges, the whole file to disk.
type rangeSink struct {
	archive *Archive
	toFile  bool // known from the answer's status
	buf     buffer
	file    *os.File
	written int64
}

func (s *rangeSink) reset() {
	s.discard()
	s.buf.reset()
	s.written = 0
}

// begin learns which of the two is coming.
func (s *rangeSink) begin(status int, length int64) {
	s.toFile = status == http.StatusOK
	if !s.toFile {
		s.buf.begin(status, length)
	}
}

func (s *rangeSink) Write(p []byte) (int, error) {
	if !s.toFile {
		if len(s.buf.data)+len(p) > enough+block {
			return 0, ErrTooLarge // far more than was asked for
		}
		return s.buf.Write(p)
	}
	if s.file == nil {
		f, err := s.archive.keep.Create()
		if err != nil {
			return 0, err
		}
		s.file = f
	}
	n, err := s.file.Write(p)
	s.written += int64(n)
	return n, err
}

// discard closes and removes a file that is not wanted.
func (s *rangeSink) discard() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
		s.file = nil
	}
}

// contentRange parses "bytes 0-99/1000".
func contentRange(v string) (start, size int64, err error) {
	var end int64
	if _, err := fmt.Sscanf(v, "bytes %d-%d/%d", &start, &end, &size); err != nil || start > end || end >= size {
		return 0, 0, fmt.Errorf("the server sent the Content-Range %q", v)
	}
	return start, size, nil
}
