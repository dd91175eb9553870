package repository

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/fetch"
)

const pomPath = "g/a/1/a-1.pom"

// server is a repository over HTTP that counts what it is asked for.
type server struct {
	*httptest.Server
	mu     sync.Mutex
	files  map[string]string // path -> content
	status map[string]int    // path -> status instead
	asked  map[string]int
	header bool                                          // send x-checksum-sha1
	handle func(http.ResponseWriter, *http.Request) bool // true: answered
}

func serve(t *testing.T, files map[string]string) *server {
	t.Helper()
	s := &server{files: files, status: map[string]int{}, asked: map[string]int{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(s.Close)
	return s
}

func (s *server) answer(w http.ResponseWriter, r *http.Request) {
	p := strings.TrimPrefix(r.URL.Path, "/")
	s.mu.Lock()
	s.asked[p]++
	data, ok := s.files[p]
	status := s.status[p]
	s.mu.Unlock()
	switch {
	case s.handle != nil && s.handle(w, r):
	case status != 0:
		w.WriteHeader(status)
	case !ok:
		http.NotFound(w, r)
	default:
		if s.header {
			w.Header().Set("X-Checksum-Sha1", digest([]byte(data)))
		}
		w.Header().Set("ETag", fmt.Sprintf("%q", digest([]byte(data))))
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader(data))
	}
}

func (s *server) count(p string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[p]
}

func (s *server) set(p, data string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[p] = data
}

func (s *server) remote(id string) Remote {
	return Remote{ID: id, URL: s.URL, Releases: DefaultPolicy(), Snapshots: DefaultPolicy()}
}

// withSHA1 adds the companions of files.
func withSHA1(files map[string]string) map[string]string {
	for p, data := range files {
		files[p+".sha1"] = digest([]byte(data)) + "  " + filepath.Base(p) + "\n"
	}
	return files
}

func client(t *testing.T, inFlight int) *fetch.Client {
	c := fetch.New(fetch.Options{InFlight: inFlight, Backoff: time.Millisecond, Stall: 5 * time.Second})
	t.Cleanup(c.Close)
	return c
}

func newChain(t *testing.T, o Options) *Chain {
	t.Helper()
	if o.Client == nil {
		o.Client = client(t, 0)
	}
	return New(o)
}

func get(t *testing.T, s Source, p string, remotes ...Remote) string {
	t.Helper()
	data, err := s.File(t.Context(), p, remotes)
	if err != nil {
		t.Fatalf("File(%q): %v", p, err)
	}
	return string(data)
}

func codes(c *Chain) []string {
	var codes []string
	for _, p := range c.Problems() {
		codes = append(codes, p.Code)
	}
	return codes
}

func TestChainKeepsWhatItFetched(t *testing.T) {
	s := serve(t, withSHA1(map[string]string{pomPath: "<project/>"}))
	cache := OpenCache(t.TempDir())
	for run := range 2 {
		c := newChain(t, Options{Cache: cache})
		if got := get(t, c, pomPath, s.remote("r")); got != "<project/>" {
			t.Errorf("got %q", got)
		}
		if _, err := c.File(t.Context(), "g/b/1/b-1.pom", []Remote{s.remote("r")}); !errors.Is(err, ErrNotFound) || errors.Is(err, ErrOffline) {
			t.Errorf("missing file: %v", err)
		}
		if got := codes(c); len(got) != 0 {
			t.Errorf("problems: %q", got)
		}
		if c.Asked() != (run == 0) {
			t.Errorf("run %d: Asked() = %v", run, c.Asked())
		}
	}
	for _, p := range []string{pomPath, pomPath + ".sha1", "g/b/1/b-1.pom"} {
		if n := s.count(p); n != 1 {
			t.Errorf("%s was asked for %d times, want once", p, n)
		}
	}
	offline := newChain(t, Options{Cache: cache, Offline: true})
	if got := get(t, offline, pomPath, s.remote("r")); got != "<project/>" {
		t.Errorf("offline: got %q", got)
	}
	if _, err := offline.File(t.Context(), "g/c/1/c-1.pom", []Remote{s.remote("r")}); !errors.Is(err, ErrOffline) || !errors.Is(err, ErrNotFound) {
		t.Errorf("offline, not at hand: %v", err)
	}
}

func TestNotFoundIsForgottenByPolicy(t *testing.T) {
	s := serve(t, withSHA1(map[string]string{}))
	cache := OpenCache(t.TempDir())
	now := time.Now()
	ask := func(o Options) {
		t.Helper()
		o.Cache, o.Now = cache, func() time.Time { return now }
		if _, err := newChain(t, o).File(t.Context(), pomPath, []Remote{s.remote("r")}); !errors.Is(err, ErrNotFound) {
			t.Fatal(err)
		}
	}
	ask(Options{})
	ask(Options{Update: true})
	now = now.Add(25 * time.Hour)
	ask(Options{})
	if n := s.count(pomPath); n != 3 {
		t.Errorf("asked %d times, want 3: first, -U, the next day", n)
	}
}

func TestChecksumPolicies(t *testing.T) {
	const good, bad = "<project>good</project>", "0000000000000000000000000000000000000000"
	for _, tt := range []struct {
		name, policy string
		files        map[string]string
		header       bool
		want         string // problem code
		fails        bool
		kept         bool
	}{
		{name: "right", policy: "fail", files: map[string]string{pomPath: good, pomPath + ".sha1": digest([]byte(good))}, kept: true},
		{name: "upper case with a name", policy: "fail", files: map[string]string{pomPath: good, pomPath + ".sha1": "SHA1(a)= " + strings.ToUpper(digest([]byte(good)))}, kept: true},
		{name: "md5 only", policy: "fail", files: map[string]string{pomPath: good, pomPath + ".md5": companion{md5: true}.of([]byte(good))}, kept: true},
		{name: "wrong, fail", policy: "fail", files: map[string]string{pomPath: good, pomPath + ".sha1": bad}, fails: true},
		{name: "wrong, warn", policy: "warn", files: map[string]string{pomPath: good, pomPath + ".sha1": bad}, want: audit.CodeChecksumMismatch},
		{name: "wrong, by default", files: map[string]string{pomPath: good, pomPath + ".sha1": bad}, want: audit.CodeChecksumMismatch},
		{name: "wrong, ignore", policy: "ignore", files: map[string]string{pomPath: good, pomPath + ".sha1": bad}, kept: true},
		{name: "none, fail", policy: "fail", files: map[string]string{pomPath: good}, fails: true},
		{name: "none, warn", policy: "warn", files: map[string]string{pomPath: good}, want: audit.CodeChecksumMissing, kept: true},
		{name: "a page for a checksum", policy: "warn", files: map[string]string{pomPath: good, pomPath + ".sha1": "<html>"}, want: audit.CodeChecksumMissing, kept: true},
		{name: "header", policy: "fail", header: true, files: map[string]string{pomPath: good}, kept: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, tt.files)
			s.header = tt.header
			r := s.remote("r")
			r.Releases.Checksum = tt.policy
			c := newChain(t, Options{Cache: OpenCache(t.TempDir())})
			data, err := c.File(t.Context(), pomPath, []Remote{r})
			var te *TransferError
			if tt.fails != errors.As(err, &te) {
				t.Fatalf("error %v, want a TransferError: %v", err, tt.fails)
			}
			if err == nil && string(data) != good {
				t.Errorf("got %q", data)
			}
			var want []string
			if tt.want != "" {
				want = []string{tt.want}
			}
			if got := codes(c); !slices.Equal(got, want) {
				t.Errorf("problems %q, want %q", got, want)
			}
			_, err = os.Stat(c.opts.Cache.path(r, pomPath))
			if kept := err == nil; kept != tt.kept {
				t.Errorf("kept in the cache: %v, want %v", kept, tt.kept)
			}
		})
	}
}

// A repository that sends checksums in the header is not asked for companions
// any more.
func TestHeaderSavesRequests(t *testing.T) {
	s := serve(t, map[string]string{})
	s.header = true
	for i := range 20 {
		s.files[fmt.Sprintf("g/a/%d/a-%d.pom", i, i)] = fmt.Sprint(i)
	}
	c := newChain(t, Options{})
	for i := range 20 {
		get(t, c, fmt.Sprintf("g/a/%d/a-%d.pom", i, i), s.remote("r"))
	}
	n := 0
	for p, k := range s.asked {
		if strings.HasSuffix(p, ".sha1") {
			n += k
		}
	}
	if n > 1 {
		t.Errorf("%d checksum files were asked for, want 1 at most", n)
	}
}

func TestOrderOfRemotes(t *testing.T) {
	first := serve(t, withSHA1(map[string]string{"g/both/1/both-1.pom": "first"}))
	second := serve(t, withSHA1(map[string]string{"g/both/1/both-1.pom": "second", pomPath: "second"}))
	first.status["g/err/1/err-1.pom"] = 403
	second.set("g/err/1/err-1.pom", "second")
	c := newChain(t, Options{Cache: OpenCache(t.TempDir())})
	both := []Remote{first.remote("one"), second.remote("two")}
	for p, want := range map[string]string{"g/both/1/both-1.pom": "first", pomPath: "second", "g/err/1/err-1.pom": "second"} {
		if got := get(t, c, p, both...); got != want {
			t.Errorf("%s: got %q, want %q", p, got, want)
		}
	}
	first.status[pomPath] = 403
	var te *TransferError
	if _, err := c.File(t.Context(), "g/none/1/none-1.pom", both); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "one (http") {
		t.Errorf("in neither: %v", err)
	}
	first.status["g/none/2/none-2.pom"] = 401
	if _, err := c.File(t.Context(), "g/none/2/none-2.pom", both); !errors.As(err, &te) || te.Status != 401 || te.Remote.ID != "one" {
		t.Errorf("refused by one, not in the other: %v", err)
	}
	blocked := Remote{ID: "blocker", Mirrored: "acme", Blocked: true, URL: "http://0.0.0.0/", Releases: DefaultPolicy()}
	if got := get(t, newChain(t, Options{}), pomPath, blocked, second.remote("two")); got != "second" {
		t.Errorf("after a blocked one: %q", got)
	}
	var be *BlockedError
	if _, err := c.File(t.Context(), "g/none/3/none-3.pom", []Remote{blocked, second.remote("two")}); !errors.As(err, &be) || be.Remote.ID != "blocker" {
		t.Errorf("blocked: %v", err)
	}
}

func TestPoliciesChooseRemotes(t *testing.T) {
	s := serve(t, withSHA1(map[string]string{pomPath: "x"}))
	r := s.remote("r")
	r.Releases.Enabled = false
	if _, err := newChain(t, Options{}).File(t.Context(), pomPath, []Remote{r}); !errors.Is(err, ErrNotFound) || s.count(pomPath) != 0 {
		t.Errorf("a repository without releases was asked: %v", err)
	}
}

func TestHTMLIsNotKept(t *testing.T) {
	s := serve(t, map[string]string{pomPath: "\n<!DOCTYPE html><title>Sign in</title>"})
	cache := OpenCache(t.TempDir())
	for range 2 {
		c := newChain(t, Options{Cache: cache})
		get(t, c, pomPath, s.remote("r"))
		if !slices.Contains(codes(c), audit.CodeWebPage) {
			t.Errorf("problems %q", codes(c))
		}
	}
	if s.count(pomPath) != 2 {
		t.Errorf("a web page was kept as a POM")
	}
}

func TestForeignPathsStayInside(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"../secret", "g/../../secret", "/etc/passwd", "g//a", "", `g\..\..\secret`, "g/a\x00"} {
		for _, s := range []Source{Folder(filepath.Join(dir, "repo")), newChain(t, Options{Local: filepath.Join(dir, "repo")})} {
			if data, err := s.File(t.Context(), p, nil); !errors.Is(err, ErrNotFound) {
				t.Errorf("%T: %q gave %q, %v", s, p, data, err)
			}
		}
	}
}

// The same answers with one request in flight and with many, whatever the
// order in which replies come.
func TestInFlightChangesNothing(t *testing.T) {
	files := map[string]string{}
	for i := range 60 {
		files[fmt.Sprintf("g/a%d/1/a%d-1.pom", i, i)] = strings.Repeat("x", i*100)
	}
	s := serve(t, withSHA1(files))
	s.handle = func(http.ResponseWriter, *http.Request) bool {
		time.Sleep(rand.N(3 * time.Millisecond))
		return false
	}
	for _, inFlight := range []int{1, 64} {
		c := newChain(t, Options{Cache: OpenCache(t.TempDir()), Client: client(t, inFlight)})
		var wg sync.WaitGroup
		for i := range 120 {
			wg.Go(func() {
				p := fmt.Sprintf("g/a%d/1/a%d-1.pom", i%60, i%60)
				data, err := c.File(context.Background(), p, []Remote{s.remote("r")})
				if err != nil || len(data) != i%60*100 {
					t.Errorf("in flight %d: %s: %d bytes, %v", inFlight, p, len(data), err)
				}
			})
		}
		wg.Wait()
	}
}

func TestFileRemote(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, pomPath, "data")
	write(t, dir, "g/b/1/b-1.pom", "data")
	write(t, dir, "g/b/1/b-1.pom.sha1", strings.Repeat("0", 40))
	for _, url := range []string{"file:" + dir, "file://" + dir, "file://localhost" + dir, "FILE://" + dir + "/"} {
		r := Remote{ID: "f", URL: url, Releases: DefaultPolicy()}
		c := newChain(t, Options{})
		if got := get(t, c, pomPath, r); got != "data" {
			t.Errorf("%s: got %q", url, got)
		}
		get(t, c, "g/b/1/b-1.pom", r)
		if got := codes(c); !slices.Equal(got, []string{audit.CodeChecksumMismatch}) {
			t.Errorf("%s: problems %q", url, got)
		}
		if _, err := c.File(t.Context(), "g/c/1/c-1.pom", []Remote{r}); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestArchiveByRange(t *testing.T) {
	data := make([]byte, 300<<10)
	for i := range data {
		data[i] = byte(i * 7 >> 3)
	}
	const jar = "g/a/1/a-1.jar"
	s := serve(t, map[string]string{jar: string(data)})
	cache := OpenCache(t.TempDir())
	read := func(o Options, off, n int) error {
		t.Helper()
		o.Cache = cache
		a, err := newChain(t, o).Archive(t.Context(), jar, []Remote{s.remote("r")})
		if err != nil {
			return err
		}
		defer a.Close()
		if a.Size() != int64(len(data)) || a.Name() != "a-1.jar" {
			t.Errorf("size %d, name %q", a.Size(), a.Name())
		}
		p := make([]byte, n)
		k, err := a.ReadAt(p, int64(off))
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if string(p[:k]) != string(data[off:min(off+n, len(data))]) {
			t.Errorf("bytes at %d are wrong", off)
		}
		return nil
	}
	if err := errors.Join(read(Options{}, len(data)-100, 200), read(Options{}, 5000, 100), read(Options{}, 5050, 1000)); err != nil {
		t.Fatal(err)
	}
	if n := s.count(jar); n != 2 {
		t.Errorf("%d requests, want 2: the end, and a block", n)
	}
	if err := read(Options{Offline: true, Client: fetch.New(fetch.Options{Offline: true})}, 5000, 100); err != nil {
		t.Errorf("offline, a part at hand: %v", err)
	}
	if err := read(Options{Offline: true, Client: fetch.New(fetch.Options{Offline: true})}, 150<<10, 100); !errors.Is(err, ErrOffline) {
		t.Errorf("offline, a part that is not at hand: %v", err)
	}
}

// Parts in the cache of an archive that was replaced meanwhile are an error
// once, and never mixed with the new one.
func TestArchiveReplaced(t *testing.T) {
	const jar = "g/a/1/a-1.jar"
	s := serve(t, map[string]string{jar: strings.Repeat("old", 100_000)})
	cache := OpenCache(t.TempDir())
	read := func(off int64) (string, error) {
		a, err := newChain(t, Options{Cache: cache}).Archive(t.Context(), jar, []Remote{s.remote("r")})
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		p := make([]byte, 3)
		_, err = a.ReadAt(p, off)
		return string(p), err
	}
	if got, err := read(299_997); got != "old" || err != nil {
		t.Fatalf("%q, %v", got, err)
	}
	s.set(jar, strings.Repeat("new", 100_000))
	var te *TransferError
	if got, err := read(0); !errors.As(err, &te) || !errors.Is(err, fetch.ErrChanged) {
		t.Errorf("%q, %v", got, err)
	}
	for _, off := range []int64{0, 299_997} {
		if got, err := read(off); got != "new" || err != nil {
			t.Errorf("the next run: %q, %v", got, err)
		}
	}
}

// A server without ranges sends the file whole; it is verified and kept.
func TestArchiveWithoutRanges(t *testing.T) {
	data := strings.Repeat("jar", 50<<10)
	const jar = "g/a/1/a-1.jar"
	s := serve(t, withSHA1(map[string]string{jar: data}))
	s.handle = func(w http.ResponseWriter, r *http.Request) bool { r.Header.Del("Range"); return false }
	cache := OpenCache(t.TempDir())
	for range 2 {
		a, err := newChain(t, Options{Cache: cache}).Archive(t.Context(), jar, []Remote{s.remote("r")})
		if err != nil {
			t.Fatal(err)
		}
		p := make([]byte, 300)
		if _, err := a.ReadAt(p, 60<<10); err != nil || string(p) != data[60<<10:60<<10+300] {
			t.Errorf("read: %v", err)
		}
		a.Close()
	}
	if n := s.count(jar); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func write(t *testing.T, dir, p, data string) {
	t.Helper()
	name := filepath.Join(dir, filepath.FromSlash(p))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}
