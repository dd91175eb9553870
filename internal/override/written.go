package override

import "github.com/licaudit/licaudit/internal/yamlfile"

// written is overrides.yaml as people write it; schema.json describes the same.
type written struct {
	Version    yamlfile.Number    `yaml:"version"`
	Overrides  []writtenOverride  `yaml:"overrides"`
	Names      []writtenName      `yaml:"names"`
	Components []writtenComponent `yaml:"components"`
}

type writtenOverride struct {
	yamlfile.Place
	Match    yamlfile.Text    `yaml:"match"`
	All      yamlfile.Flag    `yaml:"all"`
	Versions yamlfile.Text    `yaml:"versions"`
	When     *writtenWhen     `yaml:"when"`
	License  yamlfile.Text    `yaml:"license"`
	Choose   yamlfile.Text    `yaml:"choose"`
	Library  yamlfile.Flag    `yaml:"library"`
	Text     yamlfile.Text    `yaml:"text"`
	Metadata *writtenMetadata `yaml:"metadata"`
	Note     yamlfile.Text    `yaml:"note"`
	writtenOrigin
}

// writtenOrigin is what every entry says about itself.
type writtenOrigin struct {
	Reason  yamlfile.Text `yaml:"reason"`
	Source  yamlfile.Text `yaml:"source"`
	By      yamlfile.Text `yaml:"by"`
	Date    yamlfile.Text `yaml:"date"`
	Expires yamlfile.Text `yaml:"expires"`
}

type writtenWhen struct {
	yamlfile.Place
	Declared []yamlfile.Text `yaml:"declared,single"`
	SHA256   yamlfile.Text   `yaml:"sha256"`
}

type writtenMetadata struct {
	Name         yamlfile.Text `yaml:"name"`
	URL          yamlfile.Text `yaml:"url"`
	Description  yamlfile.Text `yaml:"description"`
	Organization yamlfile.Text `yaml:"organization"`
	SCM          yamlfile.Text `yaml:"scm"`
	Copyright    yamlfile.Text `yaml:"copyright"`
}

type writtenName struct {
	yamlfile.Place
	Is      yamlfile.Text `yaml:"is"`
	URL     yamlfile.Text `yaml:"url"`
	License yamlfile.Text `yaml:"license"`
	Text    yamlfile.Text `yaml:"text"`
	Note    yamlfile.Text `yaml:"note"`
	writtenOrigin
}

type writtenComponent struct {
	yamlfile.Place
	Name     yamlfile.Text    `yaml:"name"`
	Version  yamlfile.Text    `yaml:"version"`
	PURL     yamlfile.Text    `yaml:"purl"`
	Path     []yamlfile.Text  `yaml:"path,single"`
	Scope    yamlfile.Text    `yaml:"scope"`
	License  yamlfile.Text    `yaml:"license"`
	Text     yamlfile.Text    `yaml:"text"`
	Metadata *writtenMetadata `yaml:"metadata"`
	Note     yamlfile.Text    `yaml:"note"`
	writtenOrigin
}
