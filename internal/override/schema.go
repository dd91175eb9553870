package override

import _ "embed"

//go:embed schema.json
var schema []byte

// Schema is the draft-07 JSON Schema of overrides.yaml.
func Schema() []byte { return schema }
