package repository

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// Metadata is one maven-metadata.xml:
// https://maven.apache.org/ref/3.9.11/maven-repository-metadata/repository-metadata.html
type Metadata struct {
	// Remote is where it comes from; nil for the local repository.
	Remote *Remote
	// Versions are in the file's order; a version that the remote's policies
	// exclude is not among them.
	Versions        []string
	Latest, Release string
	LastUpdated     string // yyyymmddHHMMSS
	Snapshot        Snapshot
	// Builds are the files of a snapshot, as the metadata lists them.
	Builds []Build
}

// Snapshot names the newest build of a SNAPSHOT version.
type Snapshot struct {
	Timestamp string // yyyymmdd.HHMMSS
	Build     int
	LocalCopy bool
}

// Build is one file of a SNAPSHOT version and its version with timestamp.
type Build struct {
	Classifier, Extension, Version, Updated string
}

// metadataXML is the file's form.
type metadataXML struct {
	Versioning struct {
		Latest      string   `xml:"latest"`
		Release     string   `xml:"release"`
		LastUpdated string   `xml:"lastUpdated"`
		Versions    []string `xml:"versions>version"`
		Snapshot    struct {
			Timestamp   string `xml:"timestamp"`
			BuildNumber string `xml:"buildNumber"`
			LocalCopy   string `xml:"localCopy"`
		} `xml:"snapshot"`
		SnapshotVersions []struct {
			Classifier string `xml:"classifier"`
			Extension  string `xml:"extension"`
			Value      string `xml:"value"`
			Updated    string `xml:"updated"`
		} `xml:"snapshotVersions>snapshotVersion"`
	} `xml:"versioning"`
}

// ParseMetadata reads a maven-metadata.xml.
func ParseMetadata(data []byte) (Metadata, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = charset.NewReaderLabel
	var x metadataXML
	if err := decodeMetadata(d, &x); err != nil {
		return Metadata{}, fmt.Errorf("maven-metadata.xml: %w", err)
	}
	v := x.Versioning
	m := Metadata{
		Latest: strings.TrimSpace(v.Latest), Release: strings.TrimSpace(v.Release), LastUpdated: strings.TrimSpace(v.LastUpdated),
		Snapshot: Snapshot{Timestamp: strings.TrimSpace(v.Snapshot.Timestamp), LocalCopy: strings.TrimSpace(v.Snapshot.LocalCopy) == "true"},
	}
	// Maven reads an unparsable build number as absent in its lenient mode.
	_, _ = fmt.Sscanf(strings.TrimSpace(v.Snapshot.BuildNumber), "%d", &m.Snapshot.Build)
	for _, s := range v.Versions {
		if s = strings.TrimSpace(s); s != "" {
			m.Versions = append(m.Versions, s)
		}
	}
	for _, s := range v.SnapshotVersions {
		m.Builds = append(m.Builds, Build{strings.TrimSpace(s.Classifier), strings.TrimSpace(s.Extension),
			strings.TrimSpace(s.Value), strings.TrimSpace(s.Updated)})
	}
	return m, nil
}

// decodeMetadata decodes the root element, which must be <metadata>, and sees
// that the document ends well.
func decodeMetadata(d *xml.Decoder, x *metadataXML) error {
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return errors.New("the document is empty")
		}
		if err != nil {
			return err
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		if start.Name.Local != "metadata" {
			return fmt.Errorf("the root element is <%s>, not <metadata>", start.Name.Local)
		}
		return d.DecodeElement(x, &start)
	}
}
