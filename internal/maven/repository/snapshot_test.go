package repository

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
)

const snapDir = "g/a/1.0-SNAPSHOT"

// snapshots is the metadata of a SNAPSHOT with one build.
func snapshots(stamp string, build string, updated string, files ...string) string {
	s := `<metadata><versioning><snapshot><timestamp>` + stamp + `</timestamp><buildNumber>` + build + `</buildNumber></snapshot><lastUpdated>` + updated + `</lastUpdated>`
	if len(files) > 0 {
		s += `<snapshotVersions>`
	}
	for _, f := range files {
		classifier, extension, _ := strings.Cut(f, ".")
		s += `<snapshotVersion><classifier>` + classifier + `</classifier><extension>` + extension + `</extension><value>1.0-` + stamp + "-" + build + `</value><updated>` + updated + `</updated></snapshotVersion>`
	}
	if len(files) > 0 {
		s += `</snapshotVersions>`
	}
	return s + `</versioning></metadata>`
}

func TestSnapshots(t *testing.T) {
	const pom = snapDir + "/a-1.0-SNAPSHOT.pom"
	for _, tt := range []struct {
		name       string
		one, two   map[string]string
		local      map[string]string
		path, want string
		noTwo      bool // the second remote serves no snapshots
	}{
		{name: "by snapshotVersions", path: pom, want: "new", one: map[string]string{
			snapDir + "/maven-metadata.xml":          snapshots("20260101.000000", "2", "20260101000000", ".pom", "tests.jar"),
			snapDir + "/a-1.0-20260101.000000-2.pom": "new", pom: "bare"}},
		{name: "by snapshot alone", path: pom, want: "new", one: map[string]string{
			snapDir + "/maven-metadata.xml":          snapshots("20260101.000000", "2", "20260101000000"),
			snapDir + "/a-1.0-20260101.000000-2.pom": "new"}},
		{name: "with a classifier", path: snapDir + "/a-1.0-SNAPSHOT-tests.jar", want: "tests", one: map[string]string{
			snapDir + "/maven-metadata.xml":                snapshots("20260101.000000", "2", "20260101000000", ".pom", "tests.jar"),
			snapDir + "/a-1.0-20260101.000000-2-tests.jar": "tests"}},
		{name: "the newest of all", path: pom, want: "two", one: map[string]string{
			snapDir + "/maven-metadata.xml":          snapshots("20260101.000000", "2", "20260101000000", ".pom"),
			snapDir + "/a-1.0-20260101.000000-2.pom": "one"}, two: map[string]string{
			snapDir + "/maven-metadata.xml":          snapshots("20260102.000000", "1", "20260102000000", ".pom"),
			snapDir + "/a-1.0-20260102.000000-1.pom": "two"}},
		{name: "the newest that may be asked", path: pom, want: "one", noTwo: true, one: map[string]string{
			snapDir + "/maven-metadata.xml":          snapshots("20260101.000000", "2", "20260101000000", ".pom"),
			snapDir + "/a-1.0-20260101.000000-2.pom": "one"}, two: map[string]string{
			snapDir + "/maven-metadata.xml":          snapshots("20260102.000000", "1", "20260102000000", ".pom"),
			snapDir + "/a-1.0-20260102.000000-1.pom": "two"}},
		{name: "no metadata", path: pom, want: "bare", one: map[string]string{pom: "bare"}},
		{name: "installed here later", path: pom, want: "local", local: map[string]string{pom: "local",
			snapDir + "/maven-metadata-local.xml": `<metadata><versioning><snapshot><localCopy>true</localCopy></snapshot><lastUpdated>20260103000000</lastUpdated></versioning></metadata>`},
			one: map[string]string{
				snapDir + "/maven-metadata.xml":          snapshots("20260101.000000", "2", "20260101000000", ".pom"),
				snapDir + "/a-1.0-20260101.000000-2.pom": "one"}},
		{name: "installed here before", path: pom, want: "one", local: map[string]string{pom: "local",
			snapDir + "/maven-metadata-local.xml": `<metadata><versioning><lastUpdated>20250103000000</lastUpdated></versioning></metadata>`},
			one: map[string]string{
				snapDir + "/maven-metadata.xml":          snapshots("20260101.000000", "2", "20260101000000", ".pom"),
				snapDir + "/a-1.0-20260101.000000-2.pom": "one"}},
		{name: "its metadata are here, and it is not", path: pom, want: "one", local: map[string]string{
			snapDir + "/maven-metadata-one.xml": snapshots("20260101.000000", "2", "20260101000000", ".pom")},
			one: map[string]string{
				snapDir + "/maven-metadata.xml":          snapshots("20260101.000000", "2", "20260101000000", ".pom"),
				snapDir + "/a-1.0-20260101.000000-2.pom": "one"}},
		{name: "a timestamp asked for", path: snapDir + "/a-1.0-20260101.000000-2.pom", want: "one", one: map[string]string{
			snapDir + "/a-1.0-20260101.000000-2.pom": "one"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			one, two := serve(t, withSHA1(maps(tt.one))), serve(t, withSHA1(maps(tt.two)))
			o := Options{Cache: OpenCache(t.TempDir())}
			if tt.local != nil {
				o.Local = t.TempDir()
				for p, data := range tt.local {
					write(t, o.Local, p, data)
				}
			}
			second := two.remote("two")
			second.Snapshots.Enabled = !tt.noTwo
			remotes := []Remote{one.remote("one"), second}
			if got := get(t, newChain(t, o), tt.path, remotes...); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			o.Offline = true
			if got := get(t, newChain(t, o), tt.path, remotes...); got != tt.want {
				t.Errorf("offline: got %q, want %q", got, tt.want)
			}
		})
	}
}

func maps(m map[string]string) map[string]string {
	c := map[string]string{}
	for k, v := range m {
		c[k] = v
	}
	return c
}

func TestMetadata(t *testing.T) {
	versions := func(v ...string) string {
		return "<metadata><versioning><versions><version>" + strings.Join(v, "</version><version>") + "</version></versions></versioning></metadata>"
	}
	one := serve(t, withSHA1(map[string]string{"g/a/maven-metadata.xml": versions("1", "2", "3-SNAPSHOT")}))
	two := serve(t, map[string]string{})
	two.status["g/a/maven-metadata.xml"] = 403
	local := t.TempDir()
	write(t, local, "g/a/maven-metadata-local.xml", versions("0"))
	r := one.remote("one")
	r.Snapshots.Enabled = false
	cache := OpenCache(t.TempDir())
	now := time.Now()
	read := func(o Options) ([]string, *Chain, error) {
		t.Helper()
		o.Cache, o.Local, o.Now = cache, local, func() time.Time { return now }
		c := newChain(t, o)
		all, err := c.Metadata(t.Context(), "g/a", []Remote{r, two.remote("two")})
		var got []string
		for _, m := range all {
			got = append(got, m.Versions...)
		}
		return got, c, err
	}
	for _, o := range []Options{{}, {}, {Offline: true}, {Update: true}} {
		got, c, err := read(o)
		if diff := cmp.Diff([]string{"0", "1", "2"}, got); diff != "" || err != nil {
			t.Errorf("%v: %s", err, diff)
		}
		if want := !o.Offline; want != slices.Contains(codes(c), audit.CodeMetadataUnreadable) {
			t.Errorf("problems %q", codes(c))
		}
	}
	now = now.Add(24 * time.Hour)
	one.set("g/a/maven-metadata.xml", versions("1", "2", "4"))
	one.set("g/a/maven-metadata.xml.sha1", digest([]byte(versions("1", "2", "4"))))
	if got, _, _ := read(Options{}); !slices.Contains(got, "4") {
		t.Errorf("the next day: %q", got)
	}
	if n := one.count("g/a/maven-metadata.xml"); n != 3 {
		t.Errorf("asked %d times, want 3: first, -U, the next day", n)
	}
	// What was heard earlier stands in for a repository that fails.
	one.status["g/a/maven-metadata.xml"] = 401
	now = now.Add(24 * time.Hour)
	if got, _, err := read(Options{}); err != nil || !slices.Contains(got, "4") {
		t.Errorf("out of order: %q, %v", got, err)
	}
	// Nothing at all, and a failure: that is an error.
	var te *TransferError
	if _, err := newChain(t, Options{}).Metadata(t.Context(), "g/a", []Remote{r}); !errors.As(err, &te) || te.Status != 401 {
		t.Errorf("nothing: %v", err)
	}
	if all, err := newChain(t, Options{}).Metadata(t.Context(), "g/b", []Remote{r}); err != nil || len(all) != 0 {
		t.Errorf("no such artifact: %v, %v", all, err)
	}
}

func TestMetadataNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"maven-metadata.xml", "maven-metadata-local.xml", "maven-metadata-central.xml"} {
		write(t, dir, "g/a/"+name, "<metadata><versioning><latest> "+name+" </latest></versioning></metadata>")
	}
	write(t, dir, "g/a/maven-metadata-central.xml.sha1", "x")
	write(t, dir, "g/a/resolver-status.properties", "x")
	all, err := Folder(dir).Metadata(t.Context(), "g/a", nil)
	if err != nil || len(all) != 3 {
		t.Fatalf("%d metadata, %v", len(all), err)
	}
	if all[0].Latest != "maven-metadata-central.xml" {
		t.Errorf("latest %q", all[0].Latest)
	}
	if err := os.WriteFile(filepath.Join(dir, "g", "a", "maven-metadata.xml"), []byte("<metadata>"), 0o644); err != nil {
		t.Fatal(err)
	}
	c := newChain(t, Options{Local: dir})
	if all, err := c.Metadata(t.Context(), "g/a", nil); err != nil || len(all) != 2 || len(c.Problems()) != 1 {
		t.Errorf("%d metadata beside a broken one, problems %q, %v", len(all), codes(c), err)
	}
}

func FuzzParseMetadata(f *testing.F) {
	f.Add([]byte(snapshots("20260101.000000", "2", "20260101000000", ".pom")))
	f.Add([]byte("<metadata><versioning><versions><version>1</version></versions></versioning></metadata>"))
	f.Add([]byte("<!DOCTYPE html><html>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseMetadata(data)
		if err != nil && len(m.Versions) > 0 {
			t.Errorf("%v and %v", m, err)
		}
		for _, v := range m.Versions {
			if v == "" || v != strings.TrimSpace(v) {
				t.Errorf("version %q", v)
			}
		}
	})
}

func FuzzDecodeRanges(f *testing.F) {
	f.Add([]byte(rangesMagic + "\x05\x00\x01\x02ab"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := decodeRanges(data)
		if err != nil {
			return
		}
		again, err := decodeRanges(encodeRanges(r))
		if err != nil || !cmp.Equal(r, again) {
			t.Errorf("%+v became %+v, %v", r, again, err)
		}
	})
}
