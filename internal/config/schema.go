package config

import _ "embed"

//go:embed schema.json
var schema []byte

// Schema is the draft-07 JSON Schema of licaudit.yaml.
func Schema() []byte { return schema }
