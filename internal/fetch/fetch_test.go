package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// site is a server whose handlers are chosen by path, and which counts.
type site struct {
	*httptest.Server
	mux  *http.ServeMux
	hits atomic.Int64
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{mux: http.NewServeMux()}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.hits.Add(1)
		s.mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func newClient(t *testing.T, o Options) *Client {
	t.Helper()
	if o.Backoff == 0 {
		o.Backoff = time.Millisecond
	}
	c := New(o)
	t.Cleanup(c.Close)
	return c
}

func TestGet(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"e"`)
		w.Header().Set("X-Checksum-Sha1", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709")
		w.Header().Set("X-Checksum-Md5", "not a checksum")
		if r.Header.Get("If-None-Match") == `"e"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, r.UserAgent())
	})
	c := newClient(t, Options{UserAgent: "licaudit/1"})
	res, err := c.Get(t.Context(), Request{URL: s.URL + "/a"})
	if err != nil {
		t.Fatal(err)
	}
	if string(res.Body) != "licaudit/1" || res.ETag != `"e"` || res.SHA1 != "da39a3ee5e6b4b0d3255bfef95601890afd80709" || res.MD5 != "" {
		t.Errorf("got %+v", res)
	}
	if res, err = c.Get(t.Context(), Request{URL: s.URL + "/a", ETag: `"e"`}); err != nil || !res.NotModified || len(res.Body) != 0 {
		t.Errorf("not modified: %+v, %v", res, err)
	}
	if st := c.Stats(); st.Requests != 2 || st.Bytes != 10 {
		t.Errorf("stats %+v", st)
	}
}

func TestStatuses(t *testing.T) {
	for _, tt := range []struct {
		status   int
		tries    int64
		notFound bool
	}{
		{status: 400, tries: 1}, {status: 401, tries: 1}, {status: 403, tries: 1},
		{status: 404, tries: 1, notFound: true}, {status: 410, tries: 1, notFound: true}, {status: 418, tries: 1},
		{status: 408, tries: 4}, {status: 429, tries: 4}, {status: 500, tries: 4}, {status: 501, tries: 1}, {status: 502, tries: 4}, {status: 503, tries: 4},
		{status: 204, tries: 1}, {status: 304, tries: 1}, {status: 206, tries: 1},
	} {
		s := newSite(t)
		s.mux.HandleFunc("/a", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(tt.status) })
		_, err := newClient(t, Options{}).Get(t.Context(), Request{URL: strings.Replace(s.URL, "://", "://user:s3cret@", 1) + "/a?token=s3cret"})
		var st *StatusError
		if !errors.As(err, &st) || st.Status != tt.status || st.NotFound() != tt.notFound {
			t.Errorf("%d: got %v", tt.status, err)
			continue
		}
		if s.hits.Load() != tt.tries {
			t.Errorf("%d: tried %d times, want %d", tt.status, s.hits.Load(), tt.tries)
		}
		if strings.Contains(err.Error(), "s3cret") || !strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%d: the error is %q", tt.status, err)
		}
	}
}

func TestRetrySucceeds(t *testing.T) {
	for name, fail := range map[string]func(http.ResponseWriter){
		"503": func(w http.ResponseWriter) { w.WriteHeader(503) },
		"429": func(w http.ResponseWriter) { w.Header().Set("Retry-After", "0"); w.WriteHeader(429) },
		"reset": func(w http.ResponseWriter) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				conn.(*net.TCPConn).SetLinger(0)
				conn.Close()
			}
		},
		"truncated": func(w http.ResponseWriter) { w.Header().Set("Content-Length", "100"); fmt.Fprint(w, "half") },
	} {
		s := newSite(t)
		s.mux.HandleFunc("/a", func(w http.ResponseWriter, _ *http.Request) {
			if s.hits.Load() < 3 {
				fail(w)
				return
			}
			fmt.Fprint(w, "whole")
		})
		res, err := newClient(t, Options{}).Get(t.Context(), Request{URL: s.URL + "/a"})
		if err != nil || string(res.Body) != "whole" {
			t.Errorf("%s: %v, %v", name, res, err)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/wait", func(w http.ResponseWriter, _ *http.Request) {
		if s.hits.Load() == 1 {
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(429)
		}
	})
	s.mux.HandleFunc("/long", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
		w.WriteHeader(503)
	})
	c := newClient(t, Options{})
	start := time.Now()
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/wait"}); err != nil || time.Since(start) < time.Second {
		t.Errorf("waited %v: %v", time.Since(start), err)
	}
	s.hits.Store(0)
	_, err := c.Get(t.Context(), Request{URL: s.URL + "/long"})
	var st *StatusError
	if !errors.As(err, &st) || st.RetryAfter < 50*time.Minute || s.hits.Load() != 1 {
		t.Errorf("a pause too long: %v after %d tries", err, s.hits.Load())
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.mux.HandleFunc("/announced", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "1000000") })
	s.mux.HandleFunc("/endless", func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 1000)); err != nil {
				return
			}
		}
	})
	s.mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(make([]byte, 1<<20))
		z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(b.Bytes())
	})
	s.mux.HandleFunc("/stalled", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "some")
		http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	s.mux.HandleFunc("/silent", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	s.mux.HandleFunc("/short", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "9")
		fmt.Fprint(w, "x")
	})
	s.mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, "x")
			http.NewResponseController(w).Flush()
			time.Sleep(time.Millisecond)
		}
	})
	c := newClient(t, Options{Attempts: 2, Stall: time.Second, Total: 2 * time.Second})
	for path, want := range map[string]error{"/announced": ErrTooLarge, "/endless": ErrTooLarge, "/bomb": ErrTooLarge,
		"/stalled": nil, "/silent": nil, "/short": ErrTruncated, "/drip": errTotal} {
		start := time.Now()
		_, err := c.Get(t.Context(), Request{URL: s.URL + path, Limit: 100_000})
		if err == nil || want != nil && !errors.Is(err, want) || time.Since(start) > 20*time.Second {
			t.Errorf("%s: %v after %v, want %v", path, err, time.Since(start), want)
		}
	}
}

func TestRedirects(t *testing.T) {
	auth := Auth{Username: "u", Password: "p", Headers: []Header{{"X-Token", "t"}}}
	other := newSite(t)
	other.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Header["Authorization"], r.Header["X-Token"])
	})
	s := newSite(t)
	to := func(path, where string) {
		s.mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Location", where); w.WriteHeader(302) })
	}
	s.mux.HandleFunc("/end", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Header["Authorization"], r.Header["X-Token"])
	})
	to("/same", "/end")
	to("/other", other.URL+"/x")
	to("/there-and-back", other.URL+"/back")
	other.mux.HandleFunc("/back", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", s.URL+"/end")
		w.WriteHeader(307)
	})
	to("/loop", "/loop")
	to("/file", "file:///etc/passwd")
	to("/ftp", "ftp://user:s3cret@x/")
	to("/nowhere", "")
	to("/user", strings.Replace(other.URL, "://", "://evil:s3cret@", 1))
	c := newClient(t, Options{})
	for path, want := range map[string]string{"/same": "[Basic dTpw] [t]", "/other": "[] []", "/there-and-back": "[] []", "/user": "[] []"} {
		res, err := c.Get(t.Context(), Request{URL: s.URL + path, Auth: auth})
		if err != nil || string(res.Body) != want {
			t.Errorf("%s: got %v, %v, want %s", path, res, err, want)
		}
	}
	for _, path := range []string{"/loop", "/file", "/ftp", "/nowhere"} {
		before := s.hits.Load()
		_, err := c.Get(t.Context(), Request{URL: s.URL + path, Auth: auth})
		if !errors.Is(err, ErrRedirect) || strings.Contains(err.Error(), "s3cret") || s.hits.Load()-before > 11 {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// Credentials in the URL are sent and not shown.
func TestURLCredentials(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		u, p, _ := r.BasicAuth()
		fmt.Fprint(w, u, ":", p, r.URL)
	})
	at := strings.Replace(s.URL, "://", "://u:p%40ss@", 1)
	res, err := newClient(t, Options{}).Get(t.Context(), Request{URL: at + "/x"})
	if err != nil || string(res.Body) != "u:p@ss/x" {
		t.Errorf("%v, %v", res, err)
	}
	for _, bad := range []string{"http://u:s3cret@x:y:z/", "ftp://u:s3cret@x/", "http://u:s3cret@/", "%zz://u:s3cret@x", "file:///x", "u:s3cret@x"} {
		if _, err := newClient(t, Options{}).Get(t.Context(), Request{URL: bad}); err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestTLS(t *testing.T) {
	plain := newSite(t)
	var protocol atomic.Int64
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		protocol.Store(int64(r.ProtoMajor))
		if r.URL.Path == "/down" {
			http.Redirect(w, r, plain.URL, http.StatusFound)
		}
	}))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	c := newClient(t, Options{RootCAs: roots})
	if _, err := c.Get(t.Context(), Request{URL: s.URL}); err != nil || protocol.Load() != 2 {
		t.Errorf("HTTP/%d, %v", protocol.Load(), err)
	}
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/down"}); !errors.Is(err, ErrRedirect) {
		t.Errorf("from https to http: %v", err)
	}
	if _, err := newClient(t, Options{RootCAs: x509.NewCertPool()}).Get(t.Context(), Request{URL: s.URL}); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("unknown authority: %v", err)
	}
}

// A forward proxy that asks for a password; for http: it sees whole URLs, for
// https: it is asked for a tunnel.
func TestProxy(t *testing.T) {
	var connects, plain atomic.Int64
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Authorization") != "Basic dTpw" {
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		if r.Method == http.MethodConnect {
			connects.Add(1)
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		plain.Add(1)
		fmt.Fprint(w, r.URL, r.Header["Proxy-Authorization"] != nil)
	}))
	defer proxy.Close()
	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	through := func(user *url.Userinfo) *Client {
		u := *at
		u.User = user
		return newClient(t, Options{Proxy: func(*url.URL) (*url.URL, error) { return &u, nil }})
	}
	good := through(url.UserPassword("u", "p"))
	if res, err := good.Get(t.Context(), Request{URL: "http://repo.invalid/a"}); err != nil || string(res.Body) != "http://repo.invalid/a true" {
		t.Errorf("%v, %v", res, err)
	}
	var st *StatusError
	if _, err := good.Get(t.Context(), Request{URL: "https://repo.invalid/a"}); !errors.As(err, &st) || !st.Proxy || st.Status != 502 || connects.Load() == 0 {
		t.Errorf("tunnel: %v", err)
	}
	for _, u := range []string{"http://repo.invalid/a", "https://repo.invalid/a"} {
		_, err := through(url.UserPassword("u", "s3cret")).Get(t.Context(), Request{URL: u})
		if !errors.As(err, &st) || !st.Proxy || st.Status != 407 || st.NotFound() || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", u, err)
		}
	}
}

func TestSharedRequests(t *testing.T) {
	s := newSite(t)
	release := make(chan struct{})
	s.mux.HandleFunc("/a", func(w http.ResponseWriter, _ *http.Request) { <-release; fmt.Fprint(w, "abc") })
	c := newClient(t, Options{})
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			res, err := c.Get(context.Background(), Request{URL: s.URL + "/a"})
			if err != nil || string(res.Body) != "abc" {
				t.Errorf("%v, %v", res, err)
				return
			}
			res.Body[0] = 'x' // each caller owns its bytes
		})
	}
	// One caller that goes does not take the request with it.
	ctx, cancel := context.WithCancelCause(context.Background())
	gone := errors.New("gone")
	wg.Go(func() {
		if _, err := c.Get(ctx, Request{URL: s.URL + "/a"}); err != nil && !errors.Is(err, gone) {
			t.Error(err)
		}
	})
	for s.hits.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(20 * time.Millisecond)
	cancel(gone)
	close(release)
	wg.Wait()
	if n := s.hits.Load(); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestInFlightIsBounded(t *testing.T) {
	s := newSite(t)
	var now, most atomic.Int64
	s.mux.HandleFunc("/", func(http.ResponseWriter, *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(5 * time.Millisecond)
	})
	c := newClient(t, Options{InFlight: 3})
	var wg sync.WaitGroup
	for i := range 30 {
		wg.Go(func() {
			if _, err := c.Get(context.Background(), Request{URL: fmt.Sprintf("%s/%d", s.URL, i)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() != 3 {
		t.Errorf("%d in flight, want 3", most.Load())
	}
}

func TestCancelled(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := newClient(t, Options{}).Get(ctx, Request{URL: s.URL}); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// A host that is gone is tried once, not for each of its files.
func TestUnreachableHost(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := "http://" + l.Addr().String()
	l.Close()
	c := newClient(t, Options{})
	for i := range 3 {
		if _, err := c.Get(t.Context(), Request{URL: fmt.Sprintf("%s/%d", addr, i)}); err == nil || !strings.Contains(err.Error(), "refused") {
			t.Error(err)
		}
	}
	if n := c.Stats().Requests; n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

// A server that is out of order gets fewer retries with each file.
func TestFailingHost(t *testing.T) {
	s := newSite(t)
	s.mux.HandleFunc("/a", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) })
	s.mux.HandleFunc("/b", func(http.ResponseWriter, *http.Request) {})
	c := newClient(t, Options{})
	for _, want := range []int64{4, 2, 1, 1} {
		s.hits.Store(0)
		if _, err := c.Get(t.Context(), Request{URL: s.URL + "/a"}); err == nil || s.hits.Load() != want {
			t.Errorf("%d requests, want %d; %v", s.hits.Load(), want, err)
		}
		if _, err := c.Get(t.Context(), Request{URL: s.URL + "/b"}); err != nil {
			t.Error(err)
		}
	}
}

func TestOffline(t *testing.T) {
	s := newSite(t)
	c := newClient(t, Options{Offline: true})
	if _, err := c.Get(t.Context(), Request{URL: s.URL}); !errors.Is(err, ErrOffline) || s.hits.Load() != 0 {
		t.Error(err)
	}
	if _, err := c.Open(t.Context(), Request{URL: s.URL}, Ranges{}, Keep{}); !errors.Is(err, ErrOffline) {
		t.Error(err)
	}
}

func FuzzScrub(f *testing.F) {
	f.Add("https://user:s3cret@host/a?b#c")
	f.Add("http://x:y:s3cret@z/")
	f.Fuzz(func(t *testing.T, prefix string) {
		if strings.ContainsAny(prefix, "/?#@") {
			return
		}
		if got := Scrub("https://" + prefix + ":s3cret@host/a"); strings.Contains(got, "s3cret") {
			t.Errorf("%q", got)
		}
	})
}
