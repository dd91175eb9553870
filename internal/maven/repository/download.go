package repository

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/fetch"
)

// ErrTooLarge says that a file exceeds what is read of its kind.
var ErrTooLarge = fetch.ErrTooLarge

// Bounds of what is read, in bytes. The largest POM of the central repository
// has less than one MiB, the largest metadata less than four.
const (
	maxPOM      = 16 << 20
	maxMetadata = 64 << 20
	maxChecksum = 4 << 10
	maxArchive  = 2 << 30
)

// download reads a small file of a remote, verifies it, and keeps it.
func (c *Chain) download(ctx context.Context, r Remote, p string, policy Policy) ([]byte, error) {
	if dir, ok := fileURL(r.URL); ok {
		return c.copyFrom(dir, r, p, policy)
	}
	if err := c.rememberedMissing(r, p, policy); err != nil {
		return nil, err
	}
	res, sound, err := c.verified(ctx, r, p, policy, maxPOM)
	if err != nil {
		c.forget(r, p, err)
		return nil, err
	}
	if isHTML(res.Body) {
		c.problems.add(audit.Problem{Code: audit.CodeWebPage, Severity: audit.SeverityWarning, Subject: r.ID,
			Message: fmt.Sprintf("repository %q (%s) sends web pages in the place of files", r.ID, scrub(r.URL)),
			Hint:    "open it in a browser: it may be a sign-in page, or a proxy's notice"})
	} else if sound {
		c.keep(c.opts.Cache.store, r, p, res.Body)
		c.save(p, res.Body)
	}
	return res.Body, nil
}

// save writes a file into Maven's local repository, if that was asked for. A
// file without an entry in _remote.repositories is to Maven one that was
// installed, which every build may use.
func (c *Chain) save(p string, data []byte) {
	if !c.opts.Save || c.opts.Local == "" {
		return
	}
	name := c.local.path(p)
	f, err := createBeside(name)
	if err == nil {
		_, err = f.Write(data)
		err = commitTo(f, name, err)
	}
	if err != nil {
		c.problems.add(audit.Problem{Code: audit.CodeCacheUnwritable, Severity: audit.SeverityWarning, Subject: "local repository",
			Message: "the local repository cannot be written: " + reason(err), Hint: "mend its permissions, or leave out --save-local"})
	}
}

// rememberedMissing returns the not-found that an earlier run met with, as
// long as the update policy is content with it.
func (c *Chain) rememberedMissing(r Remote, p string, policy Policy) error {
	if c.opts.Cache.dir == "" || c.opts.Update {
		return nil
	}
	now := c.opts.Now()
	if age, ok := c.opts.Cache.age(r, p+missingSuffix, now); ok && fresh(policy.Update, age, now) {
		return &notFound{path: p, remotes: []Remote{r}}
	}
	return nil
}

// forget remembers a not-found.
func (c *Chain) forget(r Remote, p string, err error) {
	if errors.Is(err, ErrNotFound) {
		c.keep(c.opts.Cache.store, r, p+missingSuffix, nil)
	}
}

// keep writes to the cache, if there is one. That it cannot be written costs
// time and not the result.
func (c *Chain) keep(store func(Remote, string, []byte) error, r Remote, p string, data []byte) {
	if c.opts.Cache.dir == "" {
		return
	}
	if err := store(r, p, data); err != nil {
		c.problems.add(audit.Problem{Code: audit.CodeCacheUnwritable, Severity: audit.SeverityWarning, Subject: "cache",
			Message: "the cache cannot be written: " + reason(err), Hint: "name another folder for it, or mend its permissions"})
	}
}

// get fetches a file of an http: or https: remote, and says in the terms of
// this package what went wrong.
func (c *Chain) get(ctx context.Context, r Remote, p string, limit int64) (*fetch.Response, error) {
	c.asked.Store(true)
	res, err := c.opts.Client.Get(ctx, c.request(r, p, limit))
	if err != nil {
		return nil, transferError(r, p, err)
	}
	return res, nil
}

func (c *Chain) request(r Remote, p string, limit int64) fetch.Request {
	return fetch.Request{URL: join(r.URL, p), Auth: c.opts.Auth(r.ID), Limit: limit}
}

// transferError turns an error of fetch into one of this package.
func transferError(r Remote, p string, err error) error {
	var st *fetch.StatusError
	if errors.As(err, &st) {
		if st.NotFound() {
			return &notFound{path: p, remotes: []Remote{r}}
		}
		return &TransferError{Remote: r, URL: st.URL, Status: st.Status, Hint: hint(r, st), Err: statusText(st)}
	}
	if errors.Is(err, fetch.ErrOffline) {
		return &notFound{path: p, remotes: []Remote{r}, offline: true}
	}
	te := &TransferError{Remote: r, URL: fetch.Scrub(join(r.URL, p)), Err: err}
	var fe *fetch.Error
	if errors.As(err, &fe) {
		te.URL, te.Err = fe.URL, fe.Err
	}
	return te
}

func statusText(st *fetch.StatusError) error {
	_, rest, _ := strings.Cut(st.Error(), ": ")
	return errors.New(rest)
}

// hint says what to do about a status.
func hint(r Remote, st *fetch.StatusError) string {
	switch {
	case st.Proxy:
		return "the proxy refuses: see <proxies> in settings.xml"
	case st.Status == 401:
		return fmt.Sprintf("the repository asks for credentials: add a <server> with the id %q to settings.xml", r.ID)
	case st.Status == 403:
		return fmt.Sprintf("the <server> %q of settings.xml may not read this, or the repository refuses what was asked for", r.ID)
	case st.Status == 429:
		return "the repository asks for fewer requests: wait, or use a mirror of your own"
	case st.Status >= 500:
		return "the repository is out of order: try again later"
	}
	return ""
}

// copyFrom reads a file of a file: remote and verifies it where a checksum
// lies beside it.
func (c *Chain) copyFrom(dir string, r Remote, p string, policy Policy) ([]byte, error) {
	data, err := readFile(filepath.Join(dir, filepath.FromSlash(p)), maxPOM)
	if missing(err) {
		return nil, &notFound{path: p, remotes: []Remote{r}}
	}
	if err != nil {
		return nil, &TransferError{Remote: r, URL: scrub(join(r.URL, p)), Err: err}
	}
	if c.checksumPolicy(policy) == "ignore" {
		return data, nil
	}
	want, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p)+".sha1"))
	if err != nil {
		return data, nil // Maven writes none either where it installs
	}
	return data, c.mismatch(r, p, policy, digest(data), parseChecksum(want, 40))
}

// fileURL returns the folder that a file: URL names, as Maven's wagon reads it:
// "file:/x", "file:///x", "file://localhost/x" and "file:x" alike.
// https://maven.apache.org/wagon/wagon-provider-api/xref/org/apache/maven/wagon/PathUtils.html
func fileURL(url string) (string, bool) {
	if len(url) < 5 || !strings.EqualFold(url[:5], "file:") {
		return "", false
	}
	p := decode(url[5:])
	if rest, ok := strings.CutPrefix(p, "//"); ok {
		if host, dir, ok := strings.Cut(rest, "/"); ok && !isDrive(host) {
			rest = "/" + dir
			if isDrive(dir) {
				rest = dir
			}
		}
		p = rest
	}
	if isDrive(p) {
		p = p[:1] + ":" + p[2:]
	}
	return filepath.FromSlash(strings.TrimSpace(p)), true
}

func isDrive(p string) bool { return len(p) >= 2 && (p[1] == ':' || p[1] == '|') }

// decode replaces percent escapes, and leaves what is none as it is.
func decode(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// isHTML reports whether a file begins as a web page does.
func isHTML(data []byte) bool {
	head := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 512)], []byte("\xef\xbb\xbf")), " \t\r\n"))
	return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html"))
}
