package audit

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
)

// ID identifies a component. It is comparable and prints as a package URL
// (https://github.com/package-url/purl-spec).
type ID struct {
	Type      string // "maven", "npm" or "generic"
	Namespace string // groupId, or the npm scope with its "@"
	Name      string
	Version   string // empty when unknown
	// Classifier and Extension are Maven's; Extension is empty for jar.
	Classifier string
	Extension  string
}

// Maven returns the ID of a Maven artifact; extension "jar" is left empty.
func Maven(groupID, artifactID, extension, classifier, version string) ID {
	if extension == "jar" {
		extension = ""
	}
	return ID{Type: "maven", Namespace: groupID, Name: artifactID, Version: version, Classifier: classifier, Extension: extension}
}

// NPM returns the ID of an npm package; name may carry a scope: "@babel/core".
func NPM(name, version string) ID {
	id := ID{Type: "npm", Name: name, Version: version}
	if scope, rest, ok := strings.Cut(name, "/"); ok && strings.HasPrefix(scope, "@") {
		id.Namespace, id.Name = scope, rest
	}
	return id
}

// String prints the purl.
func (id ID) String() string {
	if id == (ID{}) {
		return ""
	}
	var b strings.Builder
	b.WriteString("pkg:" + id.Type)
	if id.Namespace != "" {
		b.WriteString("/" + escape(id.Namespace))
	}
	b.WriteString("/" + escape(id.Name))
	if id.Version != "" {
		b.WriteString("@" + escape(id.Version))
	}
	sep := "?"
	if id.Classifier != "" {
		b.WriteString(sep + "classifier=" + escape(id.Classifier))
		sep = "&"
	}
	if id.Extension != "" {
		b.WriteString(sep + "type=" + escape(id.Extension))
	}
	return b.String()
}

// Label prints the ID as people of its ecosystem write it: g:a:v with type and
// classifier where they matter, or name@version.
func (id ID) Label() string {
	if id.Type != "maven" {
		name := id.Name
		if id.Namespace != "" {
			name = id.Namespace + "/" + name
		}
		if id.Version == "" {
			return name
		}
		return name + "@" + id.Version
	}
	parts := []string{id.Namespace, id.Name}
	if id.Classifier != "" || id.Extension != "" {
		parts = append(parts, cmp.Or(id.Extension, "jar"))
	}
	if id.Classifier != "" {
		parts = append(parts, id.Classifier)
	}
	if id.Version != "" {
		parts = append(parts, id.Version)
	}
	return strings.Join(parts, ":")
}

// Compare orders IDs by type, namespace, name, version, classifier, extension.
func (id ID) Compare(o ID) int {
	return cmp.Or(cmp.Compare(id.Type, o.Type), cmp.Compare(id.Namespace, o.Namespace), cmp.Compare(id.Name, o.Name),
		cmp.Compare(id.Version, o.Version), cmp.Compare(id.Classifier, o.Classifier), cmp.Compare(id.Extension, o.Extension))
}

// ParseID parses a purl of type maven, npm or generic.
func ParseID(s string) (ID, error) {
	rest, ok := strings.CutPrefix(s, "pkg:")
	if !ok {
		return ID{}, fmt.Errorf("%q is not a package URL: it must start with \"pkg:\"", s)
	}
	rest, query, _ := strings.Cut(rest, "?")
	var id ID
	if i := strings.LastIndexByte(rest, '@'); i > 0 && rest[i-1] != '/' {
		v, err := url.PathUnescape(rest[i+1:])
		if err != nil {
			return ID{}, fmt.Errorf("package URL %q: version: %w", s, err)
		}
		id.Version, rest = v, rest[:i]
	}
	parts := strings.Split(rest, "/")
	for i, p := range parts {
		u, err := url.PathUnescape(p)
		if err != nil || u == "" {
			return ID{}, fmt.Errorf("package URL %q has a part that cannot be read: %q", s, p)
		}
		parts[i] = u
	}
	if len(parts) < 2 {
		return ID{}, fmt.Errorf("package URL %q has no name", s)
	}
	id.Type, id.Name = parts[0], parts[len(parts)-1]
	id.Namespace = strings.Join(parts[1:len(parts)-1], "/")
	q, err := url.ParseQuery(query)
	if err != nil {
		return ID{}, fmt.Errorf("package URL %q: qualifiers: %w", s, err)
	}
	id.Classifier, id.Extension = q.Get("classifier"), q.Get("type")
	if id.Extension == "jar" {
		id.Extension = ""
	}
	return id, nil
}

// MarshalText writes the purl.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads a purl, or nothing.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = ID{}
		return nil
	}
	p, err := ParseID(string(b))
	*id = p
	return err
}

// escape percent-encodes what a purl part may not hold bare.
func escape(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}
