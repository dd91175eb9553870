package config

import "github.com/licaudit/licaudit/internal/yamlfile"

// written is licaudit.yaml as people write it; schema.json describes the same.
type written struct {
	Version    yamlfile.Number    `yaml:"version"`
	Policy     *writtenPolicy     `yaml:"policy"`
	JavaScript *writtenJavaScript `yaml:"javascript"`
	Maven      *writtenMaven      `yaml:"maven"`
	Open       []yamlfile.Text    `yaml:"open"`
}

type writtenJavaScript struct {
	Include []yamlfile.Text `yaml:"include"`
	Exclude []yamlfile.Text `yaml:"exclude"`
	Own     []yamlfile.Text `yaml:"own"`
}

type writtenMaven struct {
	Scopes []yamlfile.Text `yaml:"scopes"`
}

type writtenRules struct {
	Allow       []yamlfile.Text `yaml:"allow"`
	Review      []yamlfile.Text `yaml:"review"`
	Deny        []yamlfile.Text `yaml:"deny"`
	Otherwise   yamlfile.Text   `yaml:"otherwise"`
	Unknown     yamlfile.Text   `yaml:"unknown"`
	Ambiguous   yamlfile.Text   `yaml:"ambiguous"`
	Conflicting yamlfile.Text   `yaml:"conflicting"`
}

type writtenScope struct {
	yamlfile.Place
	writtenRules
}

type writtenModule struct {
	yamlfile.Place
	writtenRules
	Scopes yamlfile.Map[writtenScope] `yaml:"scopes"`
}

type writtenPolicy struct {
	yamlfile.Place
	writtenRules
	Scopes     yamlfile.Map[writtenScope]  `yaml:"scopes"`
	Modules    yamlfile.Map[writtenModule] `yaml:"modules"`
	Prefer     []yamlfile.Text             `yaml:"prefer"`
	FirstParty []yamlfile.Text             `yaml:"first-party"`
	Exceptions []writtenException          `yaml:"exceptions"`
}

type writtenException struct {
	yamlfile.Place
	Match   yamlfile.Text   `yaml:"match"`
	All     yamlfile.Flag   `yaml:"all"`
	Allow   []yamlfile.Text `yaml:"allow"`
	Reason  yamlfile.Text   `yaml:"reason"`
	Expires yamlfile.Text   `yaml:"expires"`
}
