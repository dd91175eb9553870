package override

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// maxText bounds a license text, in bytes.
const maxText = 1 << 20

// texts is where the license texts of an overrides file are: named relative to
// the file's folder, and within root even where a symbolic link leads on.
type texts struct {
	root, dir string
}

// text reads the license text that an entry names.
func (r *reader) text(t yamlfile.Text) *audit.Evidence {
	if t.Value == "" {
		return nil
	}
	name, data, err := r.texts.read(t.Value)
	if err != nil {
		r.errs.Add(t, "the text %q %v", t.Value, err)
		return nil
	}
	sum := sha256.Sum256(data)
	return &audit.Evidence{Kind: audit.KindLicenseFile, Text: string(data), Found: audit.Position{File: name}, SHA256: hex.EncodeToString(sum[:])}
}

func (t texts) read(path string) (name string, data []byte, err error) {
	dir, err := filepath.Rel(t.root, t.dir)
	if err != nil {
		return "", nil, errors.New("cannot be found from the project's folder")
	}
	rel := filepath.Join(dir, filepath.FromSlash(path))
	if strings.Contains(path, `\`) || filepath.IsAbs(path) || !filepath.IsLocal(rel) {
		return "", nil, errors.New("must lie within the project: write it with slashes, relative to this file")
	}
	root, err := os.OpenRoot(t.root)
	if err != nil {
		return "", nil, reason(err)
	}
	defer root.Close()
	f, err := root.Open(rel)
	if err != nil {
		return "", nil, reason(err)
	}
	defer f.Close()
	if st, err := f.Stat(); err != nil || !st.Mode().IsRegular() {
		return "", nil, errors.New("is not a file")
	}
	data, err = io.ReadAll(io.LimitReader(f, maxText+1))
	switch {
	case err != nil:
		return "", nil, reason(err)
	case len(data) > maxText:
		return "", nil, fmt.Errorf("is larger than %d KB", maxText>>10)
	case !utf8.Valid(data):
		return "", nil, errors.New("is not UTF-8")
	}
	return filepath.ToSlash(rel), data, nil
}

// reason is a file error without the absolute path.
func reason(err error) error {
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("does not exist")
	case errors.As(err, &pe) && strings.Contains(pe.Err.Error(), "escapes"):
		return errors.New("leads out of the project")
	case errors.As(err, &pe):
		return fmt.Errorf("cannot be read: %w", pe.Err)
	}
	return err
}

// reference notes a license that only the entry knows, so that references can
// ask for its text when the whole file is read.
func (r *reader) reference(e *entry, at, source yamlfile.Text) {
	if e.license == "" || !strings.Contains(string(e.license), "LicenseRef-") {
		return
	}
	r.refs = append(r.refs, reference{e, at, source.Given()})
}

type reference struct {
	entry  *entry
	at     yamlfile.Text
	source bool
}

// references asks for the text of each LicenseRef- that neither our data nor
// another entry knows: nobody could tell what such a license says.
func (r *reader) references(all []*entry) {
	if len(r.refs) == 0 {
		return
	}
	known := map[string]bool{}
	for _, e := range all {
		if e.text == nil {
			continue
		}
		for _, t := range e.license.Terms() {
			known[t.License] = true
		}
	}
	for _, ref := range r.refs {
		for _, t := range ref.entry.license.Terms() {
			_, listed := spdx.CategoryOf(spdx.Term{License: t.License})
			if strings.Contains(t.License, "LicenseRef-") && !listed && !known[t.License] && !ref.source {
				r.errs.Add(ref.at, "nothing says what %s is: give its text (text: licenses/%s.txt) or a source", t.License, strings.ToLower(strings.TrimPrefix(t.License, "LicenseRef-")))
			}
		}
	}
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }
