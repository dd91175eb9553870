package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"sync"
)

// Limits of reading an archive. Real jars keep far below them.
const (
	MaxEntries   = 200_000   // entries of an archive
	MaxDirectory = 64 << 20  // bytes of its central directory
	MaxNested    = 256 << 20 // bytes of an archive inside an archive
	MaxDepth     = 2         // archives inside archives
	MaxRatio     = 400       // how much smaller than its content an entry of a megabyte or more may be
)

// Errors of reading an archive; the text says which limit was hit.
var (
	ErrLimit  = errors.New("limit exceeded")
	ErrDepth  = errors.New("archives nested too deep")
	ErrSecret = errors.New("entry is encrypted")
)

// Entry is a file in an archive.
type Entry struct {
	Name string // clean and slash-separated
	Size int64  // as declared
	file *zip.File
}

// Zip reads an archive with bounded memory and few reads: one for the central
// directory, one for each entry, so that it may stand behind HTTP ranges.
type Zip struct {
	// Entries are the files, in the directory's order.
	Entries []Entry
	// Rejected are names that lead out of the archive; they are not Entries.
	Rejected []string

	window *window
	depth  int
}

// OpenZip reads the central directory.
func OpenZip(r io.ReaderAt, size int64) (*Zip, error) { return openZip(r, size, 0) }

func openZip(r io.ReaderAt, size int64, depth int) (*Zip, error) {
	w := &window{r: r, size: size}
	if err := w.loadDirectory(); err != nil {
		return nil, err
	}
	zr, err := zip.NewReader(w, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, err
	}
	if len(zr.File) > MaxEntries {
		return nil, fmt.Errorf("%d entries: %w", len(zr.File), ErrLimit)
	}
	z := &Zip{window: w, depth: depth}
	for _, f := range zr.File {
		name, ok := cleanName(f.Name)
		switch {
		case !ok:
			z.Rejected = append(z.Rejected, f.Name)
		case !strings.HasSuffix(f.Name, "/") && name != ".":
			z.Entries = append(z.Entries, Entry{Name: name, Size: int64(min(f.UncompressedSize64, 1<<62)), file: f})
		}
	}
	return z, nil
}

// cleanName is false for names that lead out of the archive.
func cleanName(name string) (string, bool) {
	name = strings.ReplaceAll(name, "\\", "/")
	if strings.ContainsRune(name, 0) || strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':' {
		return "", false
	}
	clean := path.Clean(name)
	return clean, clean != ".." && !strings.HasPrefix(clean, "../")
}

// Read returns the content of an entry of at most limit bytes. Content that is
// longer or shorter than declared, or fails its checksum, is an error.
func (z *Zip) Read(e Entry, limit int64) ([]byte, error) {
	f := e.file
	switch {
	case f.Flags&1 != 0:
		return nil, ErrSecret
	case e.Size > limit:
		return nil, fmt.Errorf("%d bytes, %d are read at most: %w", e.Size, limit, ErrLimit)
	case e.Size >= 1<<20 && f.CompressedSize64*MaxRatio < f.UncompressedSize64:
		return nil, fmt.Errorf("%d bytes packed into %d: %w", e.Size, f.CompressedSize64, ErrLimit)
	}
	z.window.load(int64(f.CompressedSize64), f)
	rc, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer rc.Close()
	b, err := io.ReadAll(io.LimitReader(rc, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("more than the %d bytes it declares: %w", e.Size, ErrLimit)
	}
	return b, nil
}

// Nested opens an archive in the archive.
func (z *Zip) Nested(e Entry) (*Zip, error) {
	if z.depth+1 > MaxDepth {
		return nil, ErrDepth
	}
	b, err := z.Read(e, MaxNested)
	if err != nil {
		return nil, err
	}
	return openZip(bytes.NewReader(b), int64(len(b)), z.depth+1)
}

// window keeps one stretch of the archive in memory.
type window struct {
	r    io.ReaderAt
	size int64

	mu   sync.Mutex
	from int64
	buf  []byte
}

func (w *window) ReadAt(p []byte, at int64) (int, error) {
	w.mu.Lock()
	if from := at - w.from; from >= 0 && from+int64(len(p)) <= int64(len(w.buf)) {
		n := copy(p, w.buf[from:])
		w.mu.Unlock()
		return n, nil
	}
	w.mu.Unlock()
	return w.r.ReadAt(p, at)
}

// fill reads [from, to) into the window; a failure shows when it is needed.
func (w *window) fill(from, to int64) {
	from, to = max(from, 0), min(to, w.size)
	if to <= from || to-from > MaxDirectory {
		return
	}
	buf := make([]byte, to-from)
	n, err := w.r.ReadAt(buf, from)
	if err != nil && !errors.Is(err, io.EOF) {
		return
	}
	w.mu.Lock()
	w.from, w.buf = from, buf[:n]
	w.mu.Unlock()
}

// The end of central directory record
// (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.16).
const (
	tailSize   = 22 + 1<<16
	tailMark   = "PK\x05\x06"
	sizeOffset = 12 // of the directory's size, then its offset
)

// loadDirectory reads the archive's tail, and the directory if that is not in
// it, in one read each.
func (w *window) loadDirectory() error {
	w.fill(w.size-tailSize, w.size)
	at := bytes.LastIndex(w.buf, []byte(tailMark))
	if at < 0 || at+20 > len(w.buf) {
		return zip.ErrFormat
	}
	size := int64(binary.LittleEndian.Uint32(w.buf[at+sizeOffset:]))
	offset := int64(binary.LittleEndian.Uint32(w.buf[at+sizeOffset+4:]))
	if size == 1<<32-1 || offset == 1<<32-1 {
		return nil // ZIP64: the directory is read as it comes
	}
	if size > MaxDirectory {
		return fmt.Errorf("a directory of %d bytes: %w", size, ErrLimit)
	}
	if start := w.from + int64(at) - size; start >= 0 && start < w.from { // bytes may stand before the archive
		w.fill(start, w.size)
	}
	return nil
}

// load reads a whole entry, its local header included.
func (w *window) load(packed int64, f *zip.File) {
	const header = 30 + 1<<10 // and the room of an extra field
	at, err := f.DataOffset()
	if err != nil || packed > MaxNested {
		return
	}
	w.fill(at-30-int64(len(f.Name)), at+packed+header)
}
