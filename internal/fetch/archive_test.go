package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// blob is a file of n bytes that do not repeat.
func blob(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	data := make([]byte, n)
	for i := range data {
		data[i] = byte(r.Uint32())
	}
	return data
}

func keepIn(dir string) Keep {
	return Keep{Create: func() (*os.File, error) { return os.CreateTemp(dir, "") }, Whole: func(f *os.File, _ string) error { return os.Remove(f.Name()) }}
}

func serveFile(data []byte, etag string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", etag)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	}
}

func TestArchiveReadsLikeTheFile(t *testing.T) {
	for _, size := range []int{1, 100, tail - 1, tail, tail + 1, tail + block, 300_000} {
		data := blob(size)
		s := newSite(t)
		s.mux.HandleFunc("/ranges", serveFile(data, `"e"`))
		s.mux.HandleFunc("/weak", serveFile(data, `W/"e"`))
		s.mux.HandleFunc("/whole", func(w http.ResponseWriter, _ *http.Request) { w.Write(data) })
		s.mux.HandleFunc("/nosuffix", func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.Header.Get("Range"), "=-") {
				w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
				return
			}
			serveFile(data, `"e"`)(w, r)
		})
		for _, path := range []string{"/ranges", "/weak", "/whole", "/nosuffix"} {
			dir := t.TempDir()
			a, err := newClient(t, Options{}).Open(t.Context(), Request{URL: s.URL + path}, Ranges{}, keepIn(dir))
			if err != nil {
				t.Fatalf("%s, %d bytes: %v", path, size, err)
			}
			if a.Size() != int64(size) {
				t.Errorf("%s: size %d, want %d", path, a.Size(), size)
			}
			var wg sync.WaitGroup
			for range 40 {
				off, n := rand.N(int64(size)), rand.N(size/3+2)
				wg.Go(func() {
					got, want := make([]byte, n), make([]byte, n)
					gn, gerr := a.ReadAt(got, off)
					wn, werr := bytes.NewReader(data).ReadAt(want, off)
					if gn != wn || !bytes.Equal(got, want) || (n > 0 && gerr != werr) {
						t.Errorf("%s of %d bytes: ReadAt(%d, %d) = %d, %v; want %d, %v", path, size, n, off, gn, gerr, wn, werr)
					}
				})
			}
			wg.Wait()
			if all, err := io.ReadAll(io.NewSectionReader(a, 0, a.Size())); err != nil || !bytes.Equal(all, data) {
				t.Errorf("%s of %d bytes: the whole differs, %v", path, size, err)
			}
			a.Close()
			if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
				t.Errorf("%s: left behind: %q", path, left)
			}
		}
	}
}

// A file of which much is read is fetched whole in the end.
func TestArchiveGivesUpRanges(t *testing.T) {
	data := blob(3 * enough)
	s := newSite(t)
	s.mux.HandleFunc("/a", serveFile(data, `"e"`))
	a, err := newClient(t, Options{}).Open(t.Context(), Request{URL: s.URL + "/a", Limit: 1 << 30}, Ranges{}, keepIn(t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	p := make([]byte, 1<<20)
	for off := 0; off < len(data); off += len(p) {
		if _, err := a.ReadAt(p, int64(off)); err != nil || !bytes.Equal(p, data[off:off+len(p)]) {
			t.Fatalf("at %d: %v", off, err)
		}
	}
	if n := s.hits.Load(); n > 12 {
		t.Errorf("%d requests", n)
	}
	if known, whole := a.Known(); !whole || len(known.Parts) > 0 {
		t.Errorf("whole %v, %d parts", whole, len(known.Parts))
	}
}

func TestArchiveOfAHostileServer(t *testing.T) {
	data := blob(200_000)
	later := func(w http.ResponseWriter, r *http.Request, h http.HandlerFunc) {
		if strings.Contains(r.Header.Get("Range"), "=-") {
			serveFile(data, `"e"`)(w, r)
			return
		}
		h(w, r)
	}
	partial := func(contentRange, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Range", contentRange)
			w.WriteHeader(http.StatusPartialContent)
			fmt.Fprint(w, body)
		}
	}
	for name, h := range map[string]http.HandlerFunc{
		"other range":   partial("bytes 5-9/200000", "12345"),
		"other size":    partial("bytes 0-4/100", "12345"),
		"no range":      partial("", "12345"),
		"negative":      partial("bytes -5-4/200000", "12345"),
		"too much":      partial("bytes 0-4/200000", strings.Repeat("x", enough+2*block)),
		"past the end":  partial("bytes 0-300000/200000", "x"),
		"nothing":       partial("bytes 0-4/200000", ""),
		"changed":       serveFile(blob(200_001), `"f"`),
		"gone":          http.NotFound,
		"changed whole": func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("short")) },
	} {
		s := newSite(t)
		s.mux.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) { later(w, r, h) })
		dir := t.TempDir()
		a, err := newClient(t, Options{Attempts: 2}).Open(t.Context(), Request{URL: s.URL + "/a"}, Ranges{}, keepIn(dir))
		if err != nil {
			t.Fatal(err)
		}
		if n, err := a.ReadAt(make([]byte, 10), 0); err == nil {
			t.Errorf("%s: %d bytes and no error", name, n)
		}
		a.Close()
		if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
			t.Errorf("%s: left behind: %q", name, left)
		}
	}
	s := newSite(t)
	s.mux.HandleFunc("/a", serveFile(data, `"e"`))
	if _, err := newClient(t, Options{}).Open(t.Context(), Request{URL: s.URL + "/a", Limit: 100_000}, Ranges{}, Keep{}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

func FuzzRanges(f *testing.F) {
	f.Add([]byte{1, 5, 3, 9, 200, 4})
	f.Fuzz(func(t *testing.T, ops []byte) {
		file := blob(256)
		r := Ranges{Size: 256}
		var have [256]bool
		for i := 0; i+1 < len(ops); i += 2 {
			from, to := int64(ops[i]), min(int64(ops[i])+int64(ops[i+1])+1, 256)
			r.add(Part{from, bytes.Clone(file[from:to])})
			for k := from; k < to; k++ {
				have[k] = true
			}
		}
		end := int64(-1)
		for _, p := range r.Parts {
			if p.Offset <= end {
				t.Fatalf("parts touch: %d after %d", p.Offset, end)
			}
			end = p.end()
		}
		for off := range int64(256) {
			from, _ := r.gap(off, off+1)
			if missing := from == off; missing == have[off] {
				t.Fatalf("byte %d: missing %v, added %v", off, missing, have[off])
			}
			p := make([]byte, 1)
			if have[off] && (r.read(p, off) != 1 || p[0] != file[off]) {
				t.Fatalf("byte %d is wrong", off)
			}
			if !have[off] {
				if from, to := r.widen(off, off+1); from > off || to <= off {
					t.Fatalf("widen(%d) = %d, %d", off, from, to)
				}
			}
		}
	})
}
