package repository

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// filesIn lists the files below a folder, with slashes.
func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rel, _ := filepath.Rel(dir, name)
			list = append(list, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return list
}

func TestCacheKeys(t *testing.T) {
	c := OpenCache("/c")
	key := func(url string) string { return filepath.Base(c.folder(url)) }
	if key("https://a.org/m2") != key("https://a.org/m2/") || key("https://a.org/m2") != key("https://u:p@a.org/m2") {
		t.Error("a slash or credentials make another repository")
	}
	for _, url := range []string{"https://a.org/m3", "http://a.org/m2", "https://b.org/m2"} {
		if key(url) == key("https://a.org/m2") {
			t.Errorf("%s shares a folder with another repository", url)
		}
	}
	for _, url := range []string{"https://u:s3cret@A.org:8443/../x", "://", "file:///x", "https://[::1]/a", "http://..", ""} {
		if k := key(url); strings.ContainsAny(k, `/\:`) || strings.HasPrefix(k, ".") || strings.Contains(k, "s3cret") {
			t.Errorf("%q: folder %q", url, k)
		}
	}
}

func TestPrune(t *testing.T) {
	c := OpenCache(t.TempDir())
	now := time.Now()
	for name, age := range map[string]time.Duration{"r/g/old/a.pom": 72 * time.Hour, "r/g/new/a.pom": time.Hour,
		"r/g/new/" + tempPrefix + "1": 30 * time.Hour, "r/g/new/" + tempPrefix + "2": time.Hour} {
		write(t, c.dir, name, "12345")
		at := now.Add(-age)
		if err := os.Chtimes(filepath.Join(c.dir, name), at, at); err != nil {
			t.Fatal(err)
		}
	}
	got, err := c.Prune(t.Context(), now.Add(-48*time.Hour), now)
	if err != nil || got != (Pruned{2, 10}) {
		t.Errorf("%+v, %v", got, err)
	}
	if want := []string{"r/g/new/" + tempPrefix + "2", "r/g/new/a.pom"}; !slices.Equal(filesIn(t, c.dir), want) {
		t.Errorf("left: %q", filesIn(t, c.dir))
	}
	if _, err := os.Stat(filepath.Join(c.dir, "r/g/old")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an empty folder is left")
	}
	if got, err := OpenCache(filepath.Join(t.TempDir(), "none")).Prune(t.Context(), now, now); err != nil || got.Files != 0 {
		t.Errorf("no cache: %+v, %v", got, err)
	}
}

func TestExportAndImport(t *testing.T) {
	s := serve(t, withSHA1(map[string]string{pomPath: "<project/>", "g/a/maven-metadata.xml": "<metadata/>"}))
	from, to := OpenCache(t.TempDir()), OpenCache(t.TempDir())
	c := newChain(t, Options{Cache: from})
	get(t, c, pomPath, s.remote("r"))
	if _, err := c.Metadata(t.Context(), "g/a", []Remote{s.remote("r")}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.File(t.Context(), "g/none/1/none-1.pom", []Remote{s.remote("r")}); err == nil {
		t.Fatal("found")
	}
	var one, two bytes.Buffer
	if err := errors.Join(from.Export(t.Context(), &one), from.Export(t.Context(), &two)); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Fatalf("two exports differ, or %v", err)
	}
	n, err := to.Import(t.Context(), &one)
	if err != nil || n != 2 {
		t.Fatalf("%d files, %v", n, err)
	}
	offline := newChain(t, Options{Cache: to, Offline: true})
	if got := get(t, offline, pomPath, s.remote("r")); got != "<project/>" {
		t.Errorf("got %q", got)
	}
	if all, err := offline.Metadata(t.Context(), "g/a", []Remote{s.remote("r")}); err != nil || len(all) != 1 {
		t.Errorf("%v, %v", all, err)
	}
	before, _ := os.Stat(from.path(s.remote("r"), pomPath))
	after, _ := os.Stat(to.path(s.remote("r"), pomPath))
	if d := before.ModTime().Sub(after.ModTime()); d < 0 || d > time.Second {
		t.Errorf("the time changed by %v", d)
	}
}

// tarball makes a tar.gz of headers; the content of each is Size bytes.
func tarball(t testing.TB, headers ...tar.Header) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, h := range headers {
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, h.Size)); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	z.Close()
	return b.Bytes()
}

func TestImportOfHostileArchives(t *testing.T) {
	good := tarball(t, tar.Header{Name: cacheVersion + "/r/a", Size: 10, Mode: 0o644})
	for name, data := range map[string][]byte{
		"no gzip":         []byte("hello"),
		"truncated":       good[:len(good)/2],
		"up":              tarball(t, tar.Header{Name: cacheVersion + "/../../evil", Size: 1}),
		"up inside":       tarball(t, tar.Header{Name: cacheVersion + "/r/../../../evil", Size: 1}),
		"absolute":        tarball(t, tar.Header{Name: "/evil", Size: 1}),
		"absolute inside": tarball(t, tar.Header{Name: cacheVersion + "//evil", Size: 1}),
		"backslash":       tarball(t, tar.Header{Name: cacheVersion + `/r/..\..\evil`, Size: 1}),
		"link":            tarball(t, tar.Header{Name: cacheVersion + "/r/l", Typeflag: tar.TypeSymlink, Linkname: "/etc"}),
		"hard link":       tarball(t, tar.Header{Name: cacheVersion + "/r/l", Typeflag: tar.TypeLink, Linkname: "/etc/passwd"}),
		"device":          tarball(t, tar.Header{Name: cacheVersion + "/r/d", Typeflag: tar.TypeChar}),
		"other version":   tarball(t, tar.Header{Name: "maven-v0/r/a", Size: 1}),
		"no repository":   tarball(t, tar.Header{Name: cacheVersion + "/a", Size: 1}),
	} {
		dir := t.TempDir()
		c := OpenCache(filepath.Join(dir, "cache"))
		if n, err := c.Import(t.Context(), bytes.NewReader(data)); err == nil {
			t.Errorf("%s: %d files and no error", name, n)
		}
		for _, f := range filesIn(t, dir) {
			if !strings.HasPrefix(f, "cache/"+cacheVersion+"/r/") || strings.Contains(f, tempPrefix) {
				t.Errorf("%s: left %q", name, f)
			}
		}
	}
	if err := importable(&tar.Header{Name: cacheVersion + "/r/a", Typeflag: tar.TypeReg, Size: 100}, 0, 99); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

// Many jobs share one cache: each reads a whole file or none.
func TestCacheIsSharedSafely(t *testing.T) {
	c := OpenCache(t.TempDir())
	r := Remote{URL: "https://a.org"}
	content := func(i int) []byte { return bytes.Repeat([]byte{byte('a' + i)}, 100_000) }
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for range 20 {
				if err := c.store(r, pomPath, content(i)); err != nil {
					t.Error(err)
				}
				data, err := readFile(c.path(r, pomPath), maxPOM)
				if err != nil || len(data) != 100_000 || !bytes.Equal(data, content(int(data[0]-'a'))) {
					t.Errorf("%d bytes, %v", len(data), err)
				}
			}
		})
	}
	wg.Wait()
	if files := filesIn(t, c.dir); len(files) != 1 {
		t.Errorf("files: %q", files)
	}
}

func TestUnwritableCache(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s := serve(t, withSHA1(map[string]string{pomPath: "x"}))
	c := newChain(t, Options{Cache: OpenCache(file)})
	if got := get(t, c, pomPath, s.remote("r")); got != "x" || !slices.Equal(codes(c), []string{"cache-unwritable"}) {
		t.Errorf("got %q, problems %q", got, codes(c))
	}
}

func FuzzImport(f *testing.F) {
	f.Add(tarball(f, tar.Header{Name: cacheVersion + "/r/a", Size: 10, Mode: 0o644}))
	f.Add(tarball(f, tar.Header{Name: "../a", Size: 10}))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		// Bare tars are wrapped, so that the fuzzer need not find the checksum.
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(data)
		z.Close()
		for _, r := range []io.Reader{bytes.NewReader(data), &b} {
			_, _ = OpenCache(filepath.Join(dir, "cache")).Import(context.Background(), r)
		}
		for _, name := range filesIn(t, dir) {
			if !strings.HasPrefix(name, "cache/"+cacheVersion+"/") {
				t.Errorf("wrote %q", name)
			}
		}
	})
}

func BenchmarkWarmFiles(b *testing.B) {
	c := OpenCache(b.TempDir())
	r := Remote{ID: "central", URL: "https://a.org/maven2", Releases: DefaultPolicy()}
	var paths []string
	for i := range 300 {
		p := fmt.Sprintf("org/group%d/artifact-%d/1.0.%d/artifact-%d-1.0.%d.pom", i%40, i, i, i, i)
		if err := c.store(r, p, bytes.Repeat([]byte("<project/>"), 800)); err != nil {
			b.Fatal(err)
		}
		paths = append(paths, p)
	}
	chain := New(Options{Local: b.TempDir(), Cache: c})
	remotes := []Remote{r}
	b.ResetTimer()
	for b.Loop() {
		for _, p := range paths {
			if _, err := chain.File(b.Context(), p, remotes); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(paths)), "us/file")
}
