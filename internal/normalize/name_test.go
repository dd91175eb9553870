package normalize

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// describe writes a result as testdata/names.tsv has it.
func describe(r Result) string {
	var c []string
	for _, e := range r.Candidates {
		c = append(c, string(e))
	}
	switch {
	case r.Clash:
		return "clash: " + strings.Join(c, " | ")
	case r.Status == audit.Identified:
		return string(r.License)
	case r.Status == audit.Ambiguous:
		return "ambiguous: " + strings.Join(c, " | ")
	}
	return "unknown"
}

func rowsOf(t testing.TB, file string) [][]string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(b)) {
		if !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
	}
	return rows
}

func TestName(t *testing.T) {
	for _, f := range rowsOf(t, "testdata/names.tsv") {
		if len(f) != 3 {
			t.Errorf("%q: want 3 fields", f)
			continue
		}
		got := Name(f[0], f[1])
		if d := describe(got); d != f[2] {
			t.Errorf("Name(%q, %q) = %s [%s], want %s", f[0], f[1], d, got.Rule, f[2])
		}
		check(t, f[0], f[1], got)
	}
}

// check holds what is true of every result.
func check(t testing.TB, name, url string, r Result) {
	t.Helper()
	switch r.Status {
	case audit.Identified:
		if r.License == "" || len(r.Candidates) > 0 || r.Clash {
			t.Fatalf("Name(%q, %q) = %+v: identified, and candidates", name, url, r)
		}
		if e, err := spdx.Parse(string(r.License)); err != nil || e != r.License {
			t.Fatalf("Name(%q, %q) = %q, which parses as %q, %v", name, url, r.License, e, err)
		}
		if again := Name(string(r.License), ""); again.License != r.License {
			t.Fatalf("Name(%q, %q) = %q, of which Name is %+v", name, url, r.License, again)
		}
	case audit.Ambiguous:
		if r.License != "" || len(r.Candidates) == 0 || len(r.Candidates) > 4*maxCandidates || !slices.IsSorted(r.Candidates) {
			t.Fatalf("Name(%q, %q) = %+v: ambiguous", name, url, r)
		}
	case audit.Unknown:
		if r.License != "" || len(r.Candidates) > 0 {
			t.Fatalf("Name(%q, %q) = %+v: unknown", name, url, r)
		}
	default:
		t.Fatalf("Name(%q, %q) has status %q", name, url, r.Status)
	}
	if r.Rule == "" || len(r.Rule) > 3*maxName {
		t.Fatalf("Name(%q, %q): rule of %d bytes", name, url, len(r.Rule))
	}
}

// TestSPDX: each name of the list is its license.
func TestSPDX(t *testing.T) {
	for _, l := range spdx.Licenses() {
		if l.Deprecated {
			continue
		}
		for _, name := range []string{l.ID, l.Name, strings.ToUpper(l.ID)} {
			if got := Name(name, ""); string(got.License) != l.ID {
				t.Errorf("Name(%q) = %s [%s], want %s", name, describe(got), got.Rule, l.ID)
			}
		}
		for _, u := range l.SeeAlso {
			if got := Name(l.ID, u); string(got.License) != l.ID && !got.Clash {
				t.Errorf("Name(%q, %q) = %s [%s]", l.ID, u, describe(got), got.Rule)
			}
		}
	}
}

func TestBad(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("MIT ", 1<<18), strings.Repeat("(", 1<<20), strings.Repeat("(", 2000) + "MIT" + strings.Repeat(")", 2000),
		strings.Repeat("MIT or ", 500) + "ISC", strings.Repeat("BSD or ", 500) + "BSD", strings.Repeat("http://a ", 400), "\x00\x01\xff\xfe", "\u202e\u202e\u202e",
		strings.Repeat(`"`, 3000), strings.Repeat("a;link=", 500), strings.Repeat("1.", 2000), strings.Repeat("é", 2000), "/", "+", "()", ",",
	} {
		check(t, s, "", Name(s, ""))
		check(t, "", s, Name("", s))
		check(t, s, s, Name(s, s))
	}
	if r := Name(strings.Repeat("MIT ", 1<<18), "https://opensource.org/licenses/MIT"); r.License != "MIT" && r.Status != audit.Unknown {
		t.Errorf("a name of a megabyte is %+v", r)
	}
}

func FuzzName(f *testing.F) {
	for _, r := range rowsOf(f, "testdata/names.tsv") {
		f.Add(r[0], r[1])
	}
	f.Fuzz(func(t *testing.T, name, url string) {
		check(t, name, url, Name(name, url))
		check(t, name, "", BundleLicense(name))
	})
}

func BenchmarkName(b *testing.B) {
	rows := rowsOf(b, "testdata/sample.tsv")[1:]
	Name("warm up", "")
	for b.Loop() {
		for _, f := range rows {
			Name(f[0], f[1])
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(rows)), "ns/name")
}

func BenchmarkTables(b *testing.B) {
	for b.Loop() {
		loadPhrases()
	}
}
