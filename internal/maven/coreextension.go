package maven

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/licaudit/licaudit/internal/audit"
)

// coreExtension is an <extension> of .mvn/extensions.xml.
type coreExtension struct {
	GroupID    string       `xml:"groupId"`
	ArtifactID string       `xml:"artifactId"`
	Version    string       `xml:"version"`
	Strategy   string       `xml:"classLoadingStrategy"`
	Unknown    []unknownTag `xml:",any"`
}

// coreExtensionsFile is where they stand, below the project's root.
const coreExtensionsFile = ".mvn/extensions.xml"

// coreExtensions reads .mvn/extensions.xml, as strictly as Maven, with the
// values of properties for their placeholders.
// https://maven.apache.org/guides/mini/guide-using-extensions.html
func coreExtensions(dir string, properties ...map[string]string) ([]coreExtension, error) {
	data, err := readLocal(filepath.Join(ProjectRoot(dir), filepath.FromSlash(coreExtensionsFile)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var x struct {
		XMLName    xml.Name        `xml:"extensions"`
		Extensions []coreExtension `xml:"extension"`
		Unknown    []unknownTag    `xml:",any"`
	}
	if err := decodeWhole(data, &x); err != nil {
		return nil, fmt.Errorf("%s: %w", coreExtensionsFile, err)
	}
	unknown := x.Unknown
	for i := range x.Extensions {
		e := &x.Extensions[i]
		unknown = append(unknown, e.Unknown...)
		for _, v := range []*string{&e.GroupID, &e.ArtifactID, &e.Version} {
			*v = fillIn(strings.TrimSpace(*v), properties)
		}
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("%s: unrecognised tag: %q", coreExtensionsFile, unknown[0].XMLName.Local)
	}
	return x.Extensions, nil
}

// decodeWhole decodes an XML file, behind whose root there may be no other
// element.
func decodeWhole(data []byte, into any) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = charset.NewReaderLabel
	if err := d.Decode(into); err != nil {
		return err
	}
	for {
		switch token, err := d.Token(); {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		default:
			if start, ok := token.(xml.StartElement); ok {
				return fmt.Errorf("a second root: %q", start.Name.Local)
			}
		}
	}
}

type unknownTag struct{ XMLName xml.Name }

var simplePlaceholder = regexp.MustCompile(`\$\{[^{}]+\}`)

// fillIn replaces placeholders by the values of the first map that has them.
func fillIn(s string, properties []map[string]string) string {
	return simplePlaceholder.ReplaceAllStringFunc(s, func(name string) string {
		for _, p := range properties {
			if v, ok := p[name[2:len(name)-1]]; ok {
				return v
			}
		}
		return name
	})
}

// harmless are extensions of which it is known that they do not change what
// Maven resolves.
var harmless = map[ga]bool{
	{"com.gradle", "gradle-enterprise-maven-extension"}:                   true,
	{"com.gradle", "develocity-maven-extension"}:                          true,
	{"com.gradle", "common-custom-user-data-maven-extension"}:             true,
	{"org.apache.maven.extensions", "maven-build-cache-extension"}:        true,
	{"co.leantechniques", "maven-buildtime-extension"}:                    true,
	{"fr.jcgay.maven", "maven-profiler"}:                                  true,
	{"io.takari.maven", "takari-smart-builder"}:                           true,
	{"io.takari.aether", "takari-local-repository"}:                       true,
	{"org.apache.maven.wagon", "wagon-ssh"}:                               true,
	{"kr.motd.maven", "os-maven-plugin"}:                                  true, // its properties are known
	{"com.github.gzm55.maven", "project-settings-extension"}:              false,
	{"org.apache.maven.resolver", "maven-resolver-named-locks-redisson"}:  true,
	{"org.apache.maven.resolver", "maven-resolver-named-locks-hazelcast"}: true,
}

// extensionProblems warns of core extensions that may change the answer.
func extensionProblems(list []coreExtension) []audit.Problem {
	var out []audit.Problem
	for _, x := range list {
		if harmless[ga{x.GroupID, x.ArtifactID}] {
			continue
		}
		out = append(out, audit.Problem{Code: audit.CodeMavenExtension, Severity: audit.SeverityWarning, Subject: x.GroupID + ":" + x.ArtifactID,
			At: audit.Position{File: coreExtensionsFile}, Message: "this extension runs inside Maven and may change versions or repositories; it is not run here",
			Hint: "compare the tree with that of mvn dependency:tree"})
	}
	return out
}
