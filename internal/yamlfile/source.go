// Package yamlfile reads YAML files that people write, strictly: every error
// has a line and a column, all errors of a file are told at once, and what a
// reader could misread (duplicate keys, aliases, several documents, tabs) is
// refused. It also edits such files and keeps everything else in them as it is.
package yamlfile

// Source is a file's content with the name that positions give it.
type Source struct {
	Name string
	Data []byte
}
