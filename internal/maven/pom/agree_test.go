package pom

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// TestDecodersAgree compares the two decoders on every POM of the test data;
// with the tag conformance on those of Maven's local repository, too.
func TestDecodersAgree(t *testing.T) {
	if n := compareFolder(t, filepath.Join("..", "testdata")); n == 0 {
		t.Error("no POMs were compared")
	}
}

// compareFolder compares the decoders on every POM below a folder, and returns
// how many there are.
func compareFolder(t *testing.T, root string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".pom") && d.Name() != "pom.xml" {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil // a file that another process has removed
		}
		n++
		compareDecoders(t, path, data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func compareDecoders(t *testing.T, name string, data []byte) {
	t.Helper()
	got, gotErr := Decode(data)
	want, wantErr := DecodeReference(data)
	if (gotErr == nil) != (wantErr == nil) {
		t.Errorf("%s: Decode: %v, DecodeReference: %v", name, gotErr, wantErr)
		return
	}
	if gotErr == nil && !reflect.DeepEqual(got, want) {
		t.Errorf("%s: the decoders differ:\n%+v\n%+v", name, got.Project, want.Project)
	}
}

// twoColons is in names that encoding/xml refuses and Maven's reader takes: it
// knows no namespaces.
var twoColons = regexp.MustCompile(`:[\w.-]*:`)

func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`<project><modelVersion>4.0.0</modelVersion><groupId> g </groupId><properties><a>1</a><a>2</a></properties></project>`,
		`<?xml version="1.0"?><!-- head --><project xmlns="x" a='1'><name>a<!-- c -->b<![CDATA[<c>]]>&eacute;&#65;</name></project>`,
		`<project><dependencies><dependency><version/><exclusions/></dependency></dependencies></project>`,
		"<project>\r\n<name>a\r\nb</name><name>dup</name></project>",
		`<!DOCTYPE project [<!ENTITY x "y">]><project><name>&x;</name></project>`,
		"<?a\x01?><project/>",
		`<project a="1"b="2"/>`,
		`<!DOCTYPE p [<!ENTITY a "]>"><!-- " > --><!ENTITY b '<'>]><project/>`,
		`<!DOCTYPE p [<!ENTITY a ">]><project/>`,
		"<project><name>\x1a\uFFFF</name><properties><a>1</a></properties></project>",
		`<project>text<build><plugins><plugin><configuration><a b="&lt;">]]&gt;</a></configuration></plugin></plugins></build></project>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if twoColons.Match(data) {
			return
		}
		for _, c := range data {
			if c >= 0x80 { // names beyond ASCII are checked by encoding/xml alone
				return
			}
		}
		compareDecoders(t, "fuzz", data)
	})
}

func BenchmarkDecode(b *testing.B) {
	data := largestPOM(b)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeReference(b *testing.B) {
	data := largestPOM(b)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := DecodeReference(data); err != nil {
			b.Fatal(err)
		}
	}
}

// largestPOM writes a BOM of some hundred kilobytes.
func largestPOM(b *testing.B) []byte {
	b.Helper()
	var s strings.Builder
	s.WriteString("<project><modelVersion>4.0.0</modelVersion><dependencyManagement><dependencies>\n")
	for range 2000 {
		s.WriteString("      <dependency>\n        <groupId>org.example.group</groupId>\n        <artifactId>some-artifact</artifactId>\n        <version>1.2.3.Final</version>\n      </dependency>\n")
	}
	s.WriteString("</dependencies></dependencyManagement></project>\n")
	return []byte(s.String())
}
