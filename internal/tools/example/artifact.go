package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha1"
	"fmt"
	"strings"
	"text/template"
	"time"
)

// artifact is one line of the table: what its POM declares and its jar holds.
type artifact struct {
	gav       string // groupId:artifactId:version
	parent    string // groupId:artifactId:version, or empty
	packaging string // empty means jar
	name, url string
	licenses  []license
	managed   []dependency
	depends   []dependency
	entries   []file // of the jar, below META-INF/MANIFEST.MF
}

type license struct{ Name, URL string }

// dependency is g:a:v or, with a managed version, g:a.
type dependency struct{ gav, scope string }

type file struct {
	path string
	data []byte
}

func (d dependency) GroupID() string    { return part(d.gav, 0) }
func (d dependency) ArtifactID() string { return part(d.gav, 1) }
func (d dependency) Version() string    { return part(d.gav, 2) }
func (d dependency) Scope() string      { return d.scope }

// part returns the i-th colon-separated part, or nothing.
func part(gav string, i int) string {
	parts := strings.Split(gav, ":")
	if i >= len(parts) {
		return ""
	}
	return parts[i]
}

// path is the artifact's place in a repository.
func (a artifact) path(extension string) string {
	g, id, v := part(a.gav, 0), part(a.gav, 1), part(a.gav, 2)
	return strings.ReplaceAll(g, ".", "/") + "/" + id + "/" + v + "/" + id + "-" + v + "." + extension
}

// pomTemplate writes a POM; html escapes what XML needs escaped.
var pomTemplate = template.Must(template.New("pom").Parse(`<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
{{- with .Parent}}
  <parent>
    <groupId>{{.GroupID}}</groupId>
    <artifactId>{{.ArtifactID}}</artifactId>
    <version>{{.Version}}</version>
  </parent>
{{- end}}
  <groupId>{{.Self.GroupID}}</groupId>
  <artifactId>{{.Self.ArtifactID}}</artifactId>
  <version>{{.Self.Version}}</version>
{{- with .Packaging}}
  <packaging>{{.}}</packaging>
{{- end}}
  <name>{{html .Name}}</name>
{{- with .URL}}
  <url>{{html .}}</url>
{{- end}}
{{- with .Licenses}}
  <licenses>
  {{- range .}}
    <license>
      <name>{{html .Name}}</name>
    {{- with .URL}}
      <url>{{html .}}</url>
    {{- end}}
    </license>
  {{- end}}
  </licenses>
{{- end}}
{{- with .Managed}}
  <dependencyManagement>
    <dependencies>
    {{- range .}}{{template "dependency" .}}{{end}}
    </dependencies>
  </dependencyManagement>
{{- end}}
{{- with .Depends}}
  <dependencies>
  {{- range .}}{{template "dependency" .}}{{end}}
  </dependencies>
{{- end}}
</project>
{{define "dependency"}}
    <dependency>
      <groupId>{{.GroupID}}</groupId>
      <artifactId>{{.ArtifactID}}</artifactId>
    {{- with .Version}}
      <version>{{.}}</version>
    {{- end}}
    {{- with .Scope}}
      <scope>{{.}}</scope>
    {{- end}}
    </dependency>
{{- end}}`))

func (a artifact) pom() ([]byte, error) {
	var parent *dependency
	if a.parent != "" {
		parent = &dependency{gav: a.parent}
	}
	var b bytes.Buffer
	err := pomTemplate.Execute(&b, map[string]any{
		"Parent": parent, "Self": dependency{gav: a.gav}, "Packaging": a.packaging,
		"Name": a.name, "URL": a.url, "Licenses": a.licenses, "Managed": a.managed, "Depends": a.depends,
	})
	return b.Bytes(), err
}

// jar stores the entries without compression: what a compressor writes may
// change with its version, and these bytes are committed.
func (a artifact) jar() ([]byte, error) {
	manifest := "Manifest-Version: 1.0\r\nImplementation-Title: " + a.name + "\r\n\r\n"
	entries := append([]file{{"META-INF/MANIFEST.MF", []byte(manifest)}}, a.entries...)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		// The first time that MS-DOS knows, as reproducible builds write it.
		h := &zip.FileHeader{Name: e.path, Method: zip.Store, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		f, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(e.data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

// withChecksum returns the file and the .sha1 that Maven expects beside it.
func withChecksum(path string, data []byte) []file {
	return []file{{path, data}, {path + ".sha1", fmt.Appendf(nil, "%x", sha1.Sum(data))}}
}
