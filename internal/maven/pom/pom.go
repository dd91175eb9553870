// Package pom reads POMs as Maven 3 reads them.
//
// Maven's own reader is MavenXpp3Reader over the pull parser MXParser:
// https://maven.apache.org/ref/3.8.7/maven-model/xref/org/apache/maven/model/io/xpp3/MavenXpp3Reader.html
// What it accepts decides whether a dependency's POM counts or is dropped, so
// its rules are kept: duplicate tags are an error, values are trimmed, the
// entities of HTML are known, and strict reading (for the project's own POMs)
// refuses what lenient reading (for dependencies) skips.
//
// Two decoders fill the same structs: Decode is a single pass over the bytes,
// DecodeReference walks encoding/xml's tokens. They share the walk over the
// elements and differ in everything below it.
package pom

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/vifraa/gopom"
)

// MaxSize is the largest POM that is read; the largest of real ones have 1 MB.
const MaxSize = 32 << 20

// maxDepth bounds how deep elements may nest.
const maxDepth = 5000

// POM is a POM as written: values are trimmed, nothing is interpolated or
// inherited. Configuration elements, which no dependency tree needs, are
// checked for well-formedness and not kept.
type POM struct {
	gopom.Project
	// Header is the text of the comments before the root element.
	Header string
	// Strict is what a strict reader refuses in a POM that a lenient one
	// accepts: an unknown tag or attribute, text between tags. Nil if nothing.
	Strict *SyntaxError
	// NoAppendURL is true where child.project.url.inherit.append.path is false.
	NoAppendURL bool
	// Places are the offsets of what a report may point at.
	Places Places

	text     string
	once     sync.Once
	newlines []int32
}

// Places are byte offsets of start tags in the text, 0 where unknown. Slices
// stand beside those of the project.
type Places struct {
	Parent       int
	Dependencies []Place
	Managed      []Place
	Licenses     []int
	Modules      []int
	Properties   []PropertyPlace // in the order of the text
	Profiles     []Places
}

// PropertyPlace is where a property is set.
type PropertyPlace struct {
	Name  string
	Start int
}

// Property returns where a property is set last, or 0.
func (p *Places) Property(name string) int {
	for i := len(p.Properties) - 1; i >= 0; i-- {
		if p.Properties[i].Name == name {
			return p.Properties[i].Start
		}
	}
	return 0
}

// Place is where a dependency and its version are written.
type Place struct{ Start, Version int }

// SyntaxError says where and why a POM cannot be read.
type SyntaxError struct {
	Line int
	Msg  string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Msg) }

// Line returns the line, from 1, in which an offset lies; 0 for offset 0.
func (p *POM) Line(offset int) int {
	if offset <= 0 || offset > len(p.text) {
		return 0
	}
	p.once.Do(func() {
		for i := 0; i < len(p.text); i++ {
			j := strings.IndexByte(p.text[i:], '\n')
			if j < 0 {
				break
			}
			i += j
			p.newlines = append(p.newlines, int32(i))
		}
	})
	n, _ := slices.BinarySearch(p.newlines, int32(offset))
	return 1 + n
}

// Decode reads a POM in one pass over its bytes. They must not be changed any
// more: the values are parts of them.
func Decode(data []byte) (*POM, error) {
	text, err := decodeCharset(data)
	if err != nil {
		return nil, err
	}
	return walk(newByteScanner(text), text)
}

// DecodeReference reads a POM through encoding/xml. It is slower, and what
// Decode is compared with. It, too, keeps the bytes.
func DecodeReference(data []byte) (*POM, error) {
	text, err := decodeCharset(data)
	if err != nil {
		return nil, err
	}
	return walk(newXMLScanner(text), text)
}
