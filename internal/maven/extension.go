package maven

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html/charset"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// typeTable are the types in force: Maven's, and those of the extensions that
// the reactor declares. An extension is opened when a type is met that Maven's
// core does not know.
type typeTable struct {
	open func() (map[string]handler, []audit.Problem)
	once sync.Once
	own  map[string]handler
	// problems are the extensions that could not be read when one was opened.
	problems []audit.Problem
}

func (t *typeTable) lookup(kind string) handler {
	if h, ok := handlers[kind]; ok {
		return h
	}
	if t != nil && t.open != nil {
		t.once.Do(func() { t.own, t.problems = t.open() })
		if h, ok := t.own[kind]; ok {
			return h
		}
	}
	return handler{extension: kind}
}

// extensionRef is a plugin or extension that is loaded into Maven.
type extensionRef struct{ groupID, artifactID, version string }

func (x extensionRef) key() ga { return ga{x.groupID, x.artifactID} }

func (x extensionRef) gav() string { return x.groupID + ":" + x.artifactID + ":" + x.version }

// extensionUse is an extension that the project asks for.
type extensionUse struct {
	extensionRef
	// file is the POM that asks, remotes are the repositories that have it.
	file    string
	remotes *remoteList
}

// loads lists what a module loads. Maven does so before it adds what the
// lifecycles bind, whatever their managed entries say.
func (p *project) loads() []extensionRef {
	var out []extensionRef
	for _, q := range p.plugins {
		if !q.bound && strings.EqualFold(q.extensions, "true") {
			out = append(out, extensionRef{q.groupID, q.artifactID, q.version})
		}
	}
	return append(out, p.model.buildExtensions()...)
}

// buildExtensions are the <extensions> of a model, with their values.
func (m *effective) buildExtensions() []extensionRef {
	out := slices.Clone(m.extensions)
	for i := range out {
		for _, v := range []*string{&out[i].groupID, &out[i].artifactID, &out[i].version} {
			*v, _ = m.in.expand(*v)
		}
	}
	return out
}

// extensionsOf lists what the modules load, sorted; of modules that load the
// same the first one counts.
func (s *Session) extensionsOf(list []*project) []extensionUse {
	seen := map[extensionRef]bool{}
	var out []extensionUse
	for _, p := range list {
		for _, x := range p.loads() {
			if !seen[x] {
				seen[x] = true
				out = append(out, extensionUse{x, p.raw.name, s.pluginRemotes(p.model)})
			}
		}
	}
	slices.SortFunc(out, func(a, b extensionUse) int { return strings.Compare(a.gav(), b.gav()) })
	return out
}

// newTypes returns the types for the reactor. An extension that cannot be read is
// a warning, and only where a type is met that the extension may define: nothing
// else of it can change a tree.
func (s *Session) newTypes(ctx context.Context, list []*project) *typeTable {
	refs := s.extensionsOf(list)
	if len(refs) == 0 {
		return nil
	}
	return &typeTable{open: func() (map[string]handler, []audit.Problem) {
		own := map[string]handler{}
		var problems []audit.Problem
		for _, x := range refs {
			declared, err := s.readExtension(ctx, x)
			if err != nil {
				known, ok := knownExtensions[x.key()]
				if declared = known; !ok {
					problems = append(problems, unreadExtension(x.extensionRef, err))
				}
			}
			maps.Copy(own, declared)
		}
		return own, problems
	}}
}

// knownExtensions are the types of widely used extensions, for when their
// archives are not at hand. The rows follow the extensions' documentation and
// were not compared with their META-INF/plexus/components.xml, which is what
// counts wherever an archive can be read.
var knownExtensions = map[ga]map[string]handler{
	{"org.apache.felix", "maven-bundle-plugin"}:                 {"bundle": {extension: "jar"}},
	{"org.glassfish.hk2", "hk2-maven-plugin"}:                   {"hk2-jar": {extension: "jar"}},
	{"com.sun.enterprise", "hk2-maven-plugin"}:                  {"hk2-jar": {extension: "jar"}},
	{"org.glassfish.build", "glassfishbuild-maven-plugin"}:      {"glassfish-jar": {extension: "jar"}, "distribution-fragment": {extension: "zip"}},
	{"org.apache.maven.archetype", "archetype-packaging"}:       {"maven-archetype": {extension: "jar"}},
	{"org.apache.karaf.tooling", "karaf-maven-plugin"}:          {"kar": {extension: "kar"}},
	{"net.ltgt.gwt.maven", "gwt-maven-plugin"}:                  {"gwt-lib": {extension: "jar"}, "gwt-app": {extension: "war"}},
	{"org.eclipse.tycho", "tycho-maven-plugin"}:                 {"eclipse-plugin": {extension: "jar"}, "eclipse-test-plugin": {extension: "jar"}, "eclipse-feature": {extension: "jar"}},
	{"io.takari.maven.plugins", "takari-lifecycle-plugin"}:      {"takari-jar": {extension: "jar"}, "takari-maven-plugin": {extension: "jar"}},
	{"org.jenkins-ci.tools", "maven-hpi-plugin"}:                {"hpi": {extension: "hpi"}},
	{"com.simpligility.maven.plugins", "android-maven-plugin"}:  {"aar": {extension: "aar"}, "apk": {extension: "apk"}, "apklib": {extension: "apklib"}},
	{"org.apache.jackrabbit", "filevault-package-maven-plugin"}: {"content-package": {extension: "zip"}},
}

// jarPath is the path of the extension's archive in a repository.
func (x extensionRef) jarPath() string {
	return strings.TrimSuffix(pomPath(x.groupID, x.artifactID, x.version), ".pom") + ".jar"
}

// maxComponents bounds the size of a components.xml.
const maxComponents = 4 << 20

// componentSet is as much of META-INF/plexus/components.xml as is needed.
type componentSet struct {
	Components []struct {
		Role          string `xml:"role"`
		Hint          string `xml:"role-hint"`
		Configuration struct {
			Type                 string `xml:"type"`
			Extension            string `xml:"extension"`
			Classifier           string `xml:"classifier"`
			IncludesDependencies string `xml:"includesDependencies"`
		} `xml:"configuration"`
	} `xml:"components>component"`
}

// readExtension reads the artifact handlers that an extension brings.
func (s *Session) readExtension(ctx context.Context, x extensionUse) (map[string]handler, error) {
	if x.version == "" || dynamic(x.version) {
		return nil, repository.ErrNotFound
	}
	a, err := s.source.Archive(ctx, x.jarPath(), x.remotes.list)
	if err != nil {
		return nil, err
	}
	defer a.Close()
	z, err := zip.NewReader(a, a.Size())
	if err != nil {
		return nil, err
	}
	f, err := z.Open("META-INF/plexus/components.xml")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d := xml.NewDecoder(io.LimitReader(f, maxComponents))
	d.CharsetReader = charset.NewReaderLabel
	var set componentSet
	if err := d.Decode(&set); err != nil {
		return nil, err
	}
	out := map[string]handler{}
	for _, c := range set.Components {
		if strings.TrimSpace(c.Role) != "org.apache.maven.artifact.handler.ArtifactHandler" {
			continue
		}
		kind := strings.TrimSpace(c.Hint)
		h := handler{extension: strings.TrimSpace(c.Configuration.Extension), classifier: strings.TrimSpace(c.Configuration.Classifier),
			fat: strings.TrimSpace(c.Configuration.IncludesDependencies) == "true"}
		if h.extension == "" {
			h.extension = strings.TrimSpace(c.Configuration.Type)
		}
		if h.extension == "" {
			h.extension = kind
		}
		out[kind] = h
	}
	return out, nil
}

func unreadExtension(x extensionRef, err error) audit.Problem {
	return audit.Problem{Code: audit.CodeMavenExtension, Severity: audit.SeverityWarning, Subject: x.groupID + ":" + x.artifactID,
		Message: fmt.Sprintf("this build extension may define types of dependencies, and cannot be read: %v", err),
		Hint:    "Maven itself fails without it; see that its version is stated and its archive can be fetched"}
}
