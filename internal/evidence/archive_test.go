package evidence

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type member struct{ name, content string }

func pack(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, err := w.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, m.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	apacheHeader = "Licensed under the Apache License, Version 2.0"
	shadedPOM    = `<project><groupId>g</groupId><artifactId>%</artifactId><version>1</version><licenses><license><name>MIT</name><url>u</url></license></licenses></project>`
)

func pomOf(artifact string) string { return strings.Replace(shadedPOM, "%", artifact, 1) }

func TestReadContents(t *testing.T) {
	jar := pack(t,
		member{"META-INF/MANIFEST.MF", "Manifest-Version: 1.0\r\nBundle-License: Apache-2.0;link=\"https://www.apache.org/lic\r\n enses/LICENSE-2.0\"\r\n\r\nName: x\r\nBundle-License: no\r\n"},
		member{"org/example/LICENSE.txt", "Licensed under the MIT license"},
		member{"META-INF/NOTICE", "Example\nCopyright 2020 Example\n"},
		member{"LICENSE", apacheHeader},
		member{"META-INF/maven/g/app/pom.xml", "<?xml version=\"1.0\"?>\n<!-- Licensed under the MIT license -->\n" + pomOf("app")},
		member{"META-INF/maven/g/inner/pom.xml", pomOf("inner")},
		member{"org/example/License.class", "not a text\x00"},
	)
	got, problems := ReadContents(context.Background(), "app-1.jar", bytes.NewReader(jar), int64(len(jar)))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var lines []string
	for _, e := range got.Evidence {
		lines = append(lines, string(e.Kind)+" "+e.Found.File+" "+e.Name+e.URL+e.Text)
	}
	want := []string{
		`manifest app-1.jar!/META-INF/MANIFEST.MF Apache-2.0;link="https://www.apache.org/licenses/LICENSE-2.0"`,
		"license-file app-1.jar!/LICENSE " + apacheHeader,
		"notice-file app-1.jar!/META-INF/NOTICE Example\nCopyright 2020 Example\n",
		"license-file app-1.jar!/org/example/LICENSE.txt Licensed under the MIT license",
		"manifest app-1.jar!/META-INF/maven/g/app/pom.xml MITu",
		"pom-comment app-1.jar!/META-INF/maven/g/app/pom.xml  Licensed under the MIT license \n",
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], "\n")
		if i < len(want) {
			want[i] = strings.TrimRight(want[i], "\n")
		}
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	if len(got.Contained) != 1 || got.Contained[0].ID.String() != "pkg:maven/g/inner@1" {
		t.Errorf("contained: got %v, want g:inner:1", got.Contained)
	}
}

func TestSourceHeaders(t *testing.T) {
	jar := pack(t, member{"a/A.java", "/*\n * Licensed under the MIT license\n */\npackage a;"}, member{"a/B.java", "package a; // Licensed under the GPL"})
	got, problems := ReadArchive(context.Background(), "a-1-sources.jar", bytes.NewReader(jar), int64(len(jar)))
	if len(problems) > 0 || len(got) != 1 || Classify([]byte(got[0].Text)).License != "MIT" {
		t.Errorf("got %v, %v, want the header of A.java", got, problems)
	}
}

func TestBadArchives(t *testing.T) {
	good := pack(t, member{"LICENSE", apacheHeader})
	lying := bytes.Clone(good)
	at := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(lying[at+24:], 3) // the size in the directory
	secret := bytes.Clone(good)
	secret[bytes.LastIndex(secret, []byte("PK\x01\x02"))+8] |= 1
	manyEntries := make([]member, maxTexts+1)
	for i := range manyEntries {
		manyEntries[i] = member{strings.Repeat("d/", i) + "LICENSE", "x"}
	}
	tests := []struct {
		name string
		jar  []byte
		want string
	}{
		{"no archive", []byte("hello"), "not a valid zip file"},
		{"empty", nil, "not a valid zip file"},
		{"truncated", good[:len(good)-30], "not a valid zip file"},
		{"no end", good[:40], "not a valid zip file"},
		{"lying size", lying, "LICENSE"},
		{"encrypted", secret, "encrypted"},
		{"outside", pack(t, member{"../LICENSE", apacheHeader}), "leads out"},
		{"outside, back slashes", pack(t, member{`a\..\..\LICENSE`, apacheHeader}), "leads out"},
		{"absolute", pack(t, member{"/LICENSE", apacheHeader}), "leads out"},
		{"bomb", pack(t, member{"LICENSE", strings.Repeat(" ", 4<<20)}), "limit exceeded"},
		{"not a text", pack(t, member{"LICENSE", "\x7fELF\x00\x01\x02\x03"}), "not a text"},
		{"too many", pack(t, manyEntries...), "limit exceeded"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := ReadArchive(context.Background(), "x.jar", bytes.NewReader(tt.jar), int64(len(tt.jar)))
			if len(problems) == 0 || !strings.Contains(problems[0].Message, tt.want) {
				t.Errorf("got %v, want a problem with %q", problems, tt.want)
			}
		})
	}
}

func TestNested(t *testing.T) {
	jar := pack(t, member{"LICENSE", apacheHeader})
	for range MaxDepth + 1 {
		jar = pack(t, member{"lib/inner.jar", string(jar)})
	}
	z, err := OpenZip(bytes.NewReader(jar), int64(len(jar)))
	for range MaxDepth {
		if err != nil {
			t.Fatal(err)
		}
		z, err = z.Nested(z.Entries[0])
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err = z.Nested(z.Entries[0]); !errors.Is(err, ErrDepth) {
		t.Errorf("got %v, want ErrDepth", err)
	}
}

// reads counts what a remote archive would be asked for.
type reads struct {
	io.ReaderAt
	count, bytes int
}

func (r *reads) ReadAt(p []byte, at int64) (int, error) {
	r.count++
	r.bytes += len(p)
	return r.ReaderAt.ReadAt(p, at)
}

// TestReads pins that an archive behind HTTP is asked for its tail and for the
// entries wanted, not for the whole.
func TestReads(t *testing.T) {
	noise := make([]byte, 3<<20)
	for i := range noise {
		noise[i] = byte(i * i >> 7)
	}
	jar := pack(t, member{"big.class", string(noise)}, member{"LICENSE", strings.Repeat(apacheHeader+"\n", 50)}, member{"other.class", string(noise)})
	r := &reads{ReaderAt: bytes.NewReader(jar)}
	if _, problems := ReadArchive(context.Background(), "x.jar", r, int64(len(jar))); len(problems) > 0 {
		t.Fatal(problems)
	}
	if r.count > 4 || r.bytes > 128<<10 {
		t.Errorf("%d reads of %d bytes for one small entry", r.count, r.bytes)
	}
}

func FuzzReadArchive(f *testing.F) {
	f.Add(pack(f, member{"LICENSE", apacheHeader}, member{"META-INF/MANIFEST.MF", "Bundle-License: MIT\n"}))
	f.Add(pack(f, member{"META-INF/maven/g/a/pom.xml", pomOf("a")}, member{"a/A.java", "// licensed\npackage a"}))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, jar []byte) {
		evidence, _ := ReadArchive(t.Context(), "x-sources.jar", bytes.NewReader(jar), int64(len(jar)))
		for _, e := range evidence {
			if len(e.Text) > 3*MaxText || strings.Contains(e.Found.File, "/../") {
				t.Errorf("evidence out of bounds: %d bytes at %q", len(e.Text), e.Found.File)
			}
		}
	})
}
