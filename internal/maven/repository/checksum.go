package repository

import (
	"context"
	"crypto/md5"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/fetch"
)

// ErrChecksum says that a file is not what its repository says it is.
var ErrChecksum = errors.New("wrong checksum")

// checks remembers which repositories send the checksum with the answer, so
// that no second request is needed for it.
type checks struct {
	mu      sync.Mutex
	headers map[string]bool // by URL
}

func (c *checks) inHeader(url string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.headers[url]
}

func (c *checks) sawHeader(url string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.headers == nil {
		c.headers = map[string]bool{}
	}
	c.headers[url] = true
}

// verified fetches a file and its checksum, which Maven trusts in this order:
// the header x-checksum-sha1, the file .sha1, the file .md5. The companion is
// asked for beside the file itself, and not at all once the repository is seen
// to send the header: a cold run costs no round trip more.
// https://maven.apache.org/resolver/about-checksums.html
//
// sound is false for a file that is used although its checksum is wrong, by
// the policy warn; it must not be kept.
func (c *Chain) verified(ctx context.Context, r Remote, p string, policy Policy, limit int64) (res *fetch.Response, sound bool, err error) {
	if c.checksumPolicy(policy) == "ignore" {
		res, err := c.get(ctx, r, p, limit)
		return res, err == nil, err
	}
	// Maven, too, takes a first wrong checksum for an accident of transport.
	for try := 1; ; try++ {
		var want companion
		res, want, err = c.withCompanion(ctx, r, p, limit)
		if err != nil {
			return nil, false, err
		}
		got := want.of(res.Body)
		if got == want.sum && got != "" {
			return res, true, nil
		}
		if want.sum == "" {
			return res, true, c.unverified(r, p, policy, want.err)
		}
		if try == 2 {
			return res, false, c.mismatch(r, p, policy, got, want.sum)
		}
	}
}

// companion is the checksum that a repository states.
type companion struct {
	md5 bool
	sum string // empty: there is none
	err error  // why there is none, if it could not be asked for
}

// of computes the same kind of checksum.
func (c companion) of(data []byte) string {
	if c.md5 {
		sum := md5.Sum(data)
		return hex.EncodeToString(sum[:])
	}
	return digest(data)
}

// digest is the SHA-1 of data in hexadecimal.
func digest(data []byte) string {
	sum := sha1.Sum(data)
	return hex.EncodeToString(sum[:])
}

// withCompanion fetches a file and what its repository says of its checksum.
// It waits for the companion even where the file cannot be had: a panic there
// is a bug to be heard of.
func (c *Chain) withCompanion(ctx context.Context, r Remote, p string, limit int64) (*fetch.Response, companion, error) {
	beside := func() companion { return c.companion(ctx, r, p) }
	if !c.checks.inHeader(r.URL) {
		inner, cancel := context.WithCancel(ctx)
		done := make(chan companion, 1)
		go func() {
			var found companion
			if err := audit.Guarded(func() error { found = c.companion(inner, r, p); return nil }); err != nil {
				found.err = err
			}
			done <- found
		}()
		beside = sync.OnceValue(func() companion {
			found := <-done
			audit.Rethrow(found.err)
			return found
		})
		defer func() { cancel(); beside() }()
	}
	res, err := c.get(ctx, r, p, limit)
	if err != nil {
		return nil, companion{}, err
	}
	if res.SHA1 != "" {
		c.checks.sawHeader(r.URL)
		return res, companion{sum: res.SHA1}, nil
	}
	return res, beside(), nil
}

// companion fetches the .sha1 or .md5 beside a file.
func (c *Chain) companion(ctx context.Context, r Remote, p string) companion {
	var failed error
	for _, kind := range []companion{{}, {md5: true}} {
		suffix, n := ".sha1", 40
		if kind.md5 {
			suffix, n = ".md5", 32
		}
		res, err := c.get(ctx, r, p+suffix, maxChecksum)
		if err == nil {
			if kind.sum = parseChecksum(res.Body, n); kind.sum != "" {
				return kind
			}
			err = fmt.Errorf("%s holds no checksum", p+suffix)
		}
		if !errors.Is(err, ErrNotFound) && failed == nil {
			failed = err
		}
	}
	return companion{err: failed}
}

// parseChecksum reads a checksum file: the digits alone, or with the file's
// name before or after them, as sha1sum and openssl write it. It returns ""
// for anything else.
func parseChecksum(data []byte, n int) string {
	for _, f := range strings.Fields(strings.ToLower(string(data[:min(len(data), maxChecksum)]))) {
		if len(f) == n && strings.Trim(f, "0123456789abcdef") == "" {
			return f
		}
	}
	return ""
}

// checksumPolicy is fail, warn or ignore.
func (c *Chain) checksumPolicy(p Policy) string {
	if c.opts.Checksum != "" {
		p.Checksum = c.opts.Checksum
	}
	return p.checksum()
}

// mismatch judges two checksums by the policy.
func (c *Chain) mismatch(r Remote, p string, policy Policy, got, want string) error {
	if got == want || want == "" {
		return nil
	}
	if c.checksumPolicy(policy) == "fail" {
		return &TransferError{Remote: r, URL: scrub(join(r.URL, p)),
			Err:  fmt.Errorf("%w: the repository says %s, the file has %s", ErrChecksum, want, got),
			Hint: "the file or its checksum is damaged there, or was changed on the way"}
	}
	c.problems.add(audit.Problem{Code: audit.CodeChecksumMismatch, Severity: audit.SeverityWarning, Subject: p,
		Message: fmt.Sprintf("repository %q says that its checksum is %s, but it is %s", r.ID, want, got),
		Hint:    "have the repository mended; a <checksumPolicy> of fail makes this an error"})
	return nil
}

// unverified judges a file without a checksum by the policy.
func (c *Chain) unverified(r Remote, p string, policy Policy, cause error) error {
	if c.checksumPolicy(policy) == "fail" {
		if cause == nil {
			cause = errors.New("the repository has no checksum for the file")
		}
		return &TransferError{Remote: r, URL: scrub(join(r.URL, p)), Err: cause, Hint: "its checksum policy is fail"}
	}
	c.problems.add(audit.Problem{Code: audit.CodeChecksumMissing, Severity: audit.SeverityNote, Subject: r.ID,
		Message: fmt.Sprintf("repository %q (%s) has files without a checksum; they cannot be verified", r.ID, scrub(r.URL)),
		Hint:    "repository managers make checksums of their own; a plain web server needs the .sha1 files"})
	return nil
}

// adoptArchive verifies an archive that was fetched whole and gives it its
// place in the cache. One with a wrong checksum is read and not kept.
func (c *Chain) adoptArchive(ctx context.Context, r Remote, p string, f *os.File, stated string) error {
	policy := r.policy(p)
	want := companion{sum: stated}
	if stated == "" && c.checksumPolicy(policy) != "ignore" {
		want = c.companion(ctx, r, p)
	}
	sound := true
	if want.sum == "" && c.checksumPolicy(policy) != "ignore" {
		if err := c.unverified(r, p, policy, want.err); err != nil {
			return err
		}
	}
	if want.sum != "" {
		got, err := want.ofFile(f)
		if err != nil {
			return err
		}
		if err := c.mismatch(r, p, policy, got, want.sum); err != nil {
			return err
		}
		sound = got == want.sum
	}
	if sound && c.opts.Cache.dir != "" && filepath.Dir(f.Name()) == filepath.Dir(c.opts.Cache.path(r, p)) {
		if os.Rename(f.Name(), c.opts.Cache.path(r, p)) == nil {
			return nil
		}
	}
	// The open file is read to the end; some systems keep its name until then.
	_ = os.Remove(f.Name())
	return nil
}

// ofFile computes the same kind of checksum of a file.
func (c companion) ofFile(f *os.File) (string, error) {
	h := sha1.New()
	if c.md5 {
		h = md5.New()
	}
	if _, err := io.Copy(h, io.NewSectionReader(f, 0, maxArchive)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
