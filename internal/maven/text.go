package maven

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// WriteText writes the tree as maven-dependency-plugin:3.6.1:tree does with
// -DoutputType=text.
func (m *Module) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	if m.Root != nil {
		writeNode(b, m.Root, "", "")
	}
	return b.Flush()
}

// writeNode writes one line and those below it; bufio keeps the first error.
func writeNode(b *bufio.Writer, n *Node, token, fill string) {
	b.WriteString(fill)
	b.WriteString(token)
	n.write(b)
	b.WriteByte('\n')
	switch token {
	case "+- ":
		fill += "|  "
	case "\\- ":
		fill += "   "
	}
	for i, c := range n.Children {
		token := "+- "
		if i == len(n.Children)-1 {
			token = "\\- "
		}
		writeNode(b, c, token, fill)
	}
}

// write writes the node as org.apache.maven.artifact.DefaultArtifact prints.
func (n *Node) write(b *bufio.Writer) {
	b.WriteString(n.GroupID)
	b.WriteByte(':')
	b.WriteString(n.ArtifactID)
	b.WriteByte(':')
	b.WriteString(n.Type)
	if n.Classifier != "" {
		b.WriteByte(':')
		b.WriteString(n.Classifier)
	}
	b.WriteByte(':')
	b.WriteString(n.Base)
	if n.Scope != "" {
		b.WriteByte(':')
		b.WriteString(n.Scope)
	}
}

// String prints the node as a line of the tree, without its branch.
func (n *Node) String() string {
	var s strings.Builder
	b := bufio.NewWriter(&s)
	n.write(b)
	b.Flush()
	return s.String()
}

// position prints a position as people's tools do: file:line:column.
func position(p audit.Position) string {
	s := p.File
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}
