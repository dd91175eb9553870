package peer

import (
	"bufio"
	"embed"
	"fmt"
	"slices"
	"strings"
)

// Project is one line of projects.txt.
type Project struct {
	Name     string
	Tags     []string
	Artifact string // g:a:v:type[:classifier], or "-" for a POM of ours
	SHA256   string
	What     string
}

// Tagged reports whether the project carries the tag; every one carries "".
func (p Project) Tagged(tag string) bool { return tag == "" || slices.Contains(p.Tags, tag) }

//go:embed projects.txt projects
var lists embed.FS

// Projects returns the projects with the given tag, in the list's order.
func Projects(tag string) ([]Project, error) {
	text, err := lists.ReadFile("projects.txt")
	if err != nil {
		return nil, err
	}
	all, err := parseList(string(text))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(p Project) bool { return !p.Tagged(tag) }), nil
}

func parseList(text string) ([]Project, error) {
	var all []Project
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		if len(f) < 5 {
			return nil, fmt.Errorf("projects.txt:%d: %d fields, want name, tags, artifact, sha256, what it is", n, len(f))
		}
		all = append(all, Project{f[0], strings.Split(f[1], ","), f[2], f[3], strings.Join(f[4:], " ")})
	}
	return all, lines.Err()
}
