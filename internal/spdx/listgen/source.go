package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// source holds what the packages say.
type source struct {
	version    string
	licenses   []listed
	exceptions []listed
	texts      map[string]string  // id -> license text
	scan       map[string]scanned // lower-case SPDX id -> ScanCode's data
	rated      map[string]string  // id -> Blue Oak Council's rating
	categories map[string][]string
	effects    map[string][]string
	deprecated map[string][]string
	duties     map[string][]string
}

// listed is an entry of the SPDX list's JSON.
type listed struct {
	ID          string   `json:"licenseId"`
	ExceptionID string   `json:"licenseExceptionId"`
	Name        string   `json:"name"`
	SeeAlso     []string `json:"seeAlso"`
	OSI         bool     `json:"isOsiApproved"`
	Deprecated  bool     `json:"isDeprecatedLicenseId"`
}

// scanned is an entry of ScanCode's license data.
type scanned struct{ key, category, text string }

func load(work string) (*source, error) {
	if err := fetch(work); err != nil {
		return nil, err
	}
	s := &source{texts: map[string]string{}, scan: map[string]scanned{}, rated: map[string]string{}}
	err := errors.Join(s.loadList(), s.loadTexts(filepath.Join(work, "texts", "package", "licenses")),
		s.loadScan(filepath.Join(work, "scan", "licensedcode", "data", "licenses")),
		s.loadRatings(filepath.Join(work, "rate", "package", "index.json")))
	for name, table := range map[string]*map[string][]string{
		"categories.tsv": &s.categories, "exceptions.tsv": &s.effects,
		"deprecated.tsv": &s.deprecated, "obligations.tsv": &s.duties,
	} {
		var e error
		*table, e = readTable(filepath.Join(reviewedDir, name))
		err = errors.Join(err, e)
	}
	return s, err
}

// fetch unpacks the packages into work, unless they are there.
func fetch(work string) error {
	script := `set -e
mkdir -p "$1" && cd "$1"
get() { [ -d "$1" ] || { mkdir -p "$1.part"; f=$(npm pack --silent "$2"); tar xzf "$f" -C "$1.part"; rm "$f"; mv "$1.part" "$1"; }; }
get texts "$2"
get rate "$3"
[ -d scan ] || { pip download --quiet --no-deps "$4"; unzip -q -o scancode*.whl 'licensedcode/data/licenses/*' -d scan.part; rm scancode*.whl; mv scan.part scan; }
`
	cmd := exec.Command("sh", "-c", script, "sh", work, textPackage, ratePackage, scanPackage)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	return cmd.Run()
}

func (s *source) loadList() error {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", listModule).Output()
	if err != nil {
		return fmt.Errorf("where %s is: %w", listModule, err)
	}
	dir := filepath.Join(strings.TrimSpace(string(out)), "cmd")
	var list struct {
		Version              string `json:"licenseListVersion"`
		Licenses, Exceptions []listed
	}
	for _, name := range []string{"licenses.json", "exceptions.json"} {
		if err := readJSON(filepath.Join(dir, name), &list); err != nil {
			return err
		}
	}
	s.version, s.licenses, s.exceptions = list.Version, list.Licenses, list.Exceptions
	return nil
}

func (s *source) loadTexts(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no license texts in %s", dir)
	}
	for _, f := range files {
		var l struct{ LicenseText string }
		if err := readJSON(f, &l); err != nil {
			return err
		}
		s.texts[strings.TrimSuffix(filepath.Base(f), ".json")] = l.LicenseText
	}
	return nil
}

// loadScan reads the head of each .LICENSE file: "key: value" lines between
// two "---", of which some open a list.
func (s *source) loadScan(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".LICENSE") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		head, text, _ := strings.Cut(strings.TrimPrefix(string(b), "---\n"), "\n---")
		fields, ids := map[string]string{}, []string(nil)
		var list string
		for line := range strings.Lines(head) {
			k, v, _ := strings.Cut(strings.TrimSpace(line), ": ")
			switch {
			case !strings.HasPrefix(line, " "):
				fields[k], list = v, strings.TrimSuffix(k, ":")
			case list == "other_spdx_license_keys":
				ids = append(ids, strings.TrimPrefix(k, "- "))
			}
		}
		if fields["is_deprecated"] == "yes" {
			return nil
		}
		sc := scanned{fields["key"], fields["category"], strings.TrimSpace(text)}
		for _, id := range ids {
			if _, ok := s.scan[strings.ToLower(id)]; !ok {
				s.scan[strings.ToLower(id)] = sc
			}
		}
		if id := fields["spdx_license_key"]; id != "" {
			s.scan[strings.ToLower(id)] = sc
		}
		return nil
	})
}

func (s *source) loadRatings(path string) error {
	var groups []struct {
		Name     string
		Licenses []struct{ ID string }
	}
	if err := readJSON(path, &groups); err != nil {
		return err
	}
	for _, g := range groups {
		for _, l := range g.Licenses {
			s.rated[l.ID] = g.Name
		}
	}
	return nil
}

func readJSON(path string, v any) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// readTable reads tab-separated rows by their first field.
func readTable(path string) (map[string][]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	rows := map[string][]string{}
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSuffix(line, "\n"); line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if rows[f[0]] != nil {
			return nil, fmt.Errorf("%s: %q stands twice", path, f[0])
		}
		rows[f[0]] = f[1:]
	}
	return rows, nil
}
