package normalize

import (
	"encoding/json"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// NPMLicense reads the license and licenses fields of a package.json: a
// string, {"type", "url"}, or a list of either, of which one may be chosen.
// https://docs.npmjs.com/cli/configuring-npm/package-json#license
func NPMLicense(license, licenses json.RawMessage) Result {
	for _, field := range []json.RawMessage{license, licenses} {
		if rs := npmEntries(field); len(rs) > 0 {
			return joinResults(rs, spdx.Or)
		}
	}
	return unknown("empty")
}

func npmEntries(field json.RawMessage) []Result {
	var name string
	if json.Unmarshal(field, &name) == nil {
		if strings.TrimSpace(name) == "" {
			return nil
		}
		return []Result{Name(name, "")}
	}
	var object struct{ Type, Name, License, URL string }
	if json.Unmarshal(field, &object) == nil {
		if n := object.Type + object.Name + object.License; n != "" || object.URL != "" {
			for _, n := range []string{object.Type, object.Name, object.License} {
				if n != "" {
					return []Result{Name(n, object.URL)}
				}
			}
			return []Result{Name("", object.URL)}
		}
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(field, &list) != nil {
		if len(field) > 0 && string(field) != "null" {
			return []Result{unknown("npm-form")}
		}
		return nil
	}
	var rs []Result
	for _, entry := range list {
		if len(entry) > 0 && entry[0] == '[' { // a list of lists is nothing that npm knows
			rs = append(rs, unknown("npm-form"))
			continue
		}
		rs = append(rs, npmEntries(entry)...)
	}
	return rs
}
