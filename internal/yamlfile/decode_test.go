package yamlfile

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

type sample struct {
	Version Number        `yaml:"version"`
	Entries []sampleEntry `yaml:"entries"`
	Modules Map[[]Text]   `yaml:"modules"`
}

type sampleEntry struct {
	Place
	Match   Text       `yaml:"match"`
	License Text       `yaml:"license"`
	All     Flag       `yaml:"all"`
	When    *sampleTwo `yaml:"when"`
}

type sampleTwo struct {
	Declared []Text `yaml:"declared,single"`
}

func TestDecode(t *testing.T) {
	var got sample
	errs := &Errors{File: "x.yaml"}
	ok := Decode(Source{"x.yaml", []byte("version: 1\nentries:\n  - match: a:b\n    all: true\n    when: { declared: none }\nmodules:\n  \"x:*\": [y]\n")}, &got, errs)
	want := sample{
		Version: Number{1, Place{1, 10}},
		Entries: []sampleEntry{{Place: Place{3, 5}, Match: Text{"a:b", Place{3, 12}}, All: Flag{true, Place{4, 10}},
			When: &sampleTwo{[]Text{{"none", Place{5, 23}}}}}},
		Modules: Map[[]Text]{Place: Place{7, 3}, Items: []Item[[]Text]{{Text{"x:*", Place{7, 3}}, []Text{{"y", Place{7, 11}}}}}},
	}
	if diff := cmp.Diff(want, got); !ok || errs.Err() != nil || diff != "" {
		t.Errorf("%v %v\n%s", ok, errs.Err(), diff)
	}
}

func TestDecodeErrors(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"unknown key", "version: 1\nentires: []\n", `x.yaml:2:1: unknown key "entires" in the file: did you mean "entries"?`},
		{"unknown key, none near", "version: 1\nzzzzzzzz: 2\n", `x.yaml:2:1: unknown key "zzzzzzzz" in the file: it takes version, entries, modules`},
		{"nested", "entries:\n  - licence: MIT\n", `x.yaml:2:5: unknown key "licence" in an entry of "entries": did you mean "license"?`},
		{"duplicate", "version: 1\nversion: 2\n", `x.yaml:2:1: the key "version" is already given in line 1`},
		{"duplicate in a map", "modules:\n  a: [b]\n  a: [c]\n", `x.yaml:3:3: the key "a" is already given in line 2`},
		{"kinds", "version: one\nentries: x\nmodules: [a]\n", "x.yaml:1:10: \"version\" must be a whole number\nx.yaml:2:10: \"entries\" must be a list, and is a plain value\nx.yaml:3:10: \"modules\" must be a mapping, and is a list"},
		{"entry", "entries:\n  - x\n", `x.yaml:2:5: an entry of "entries" must be a mapping with the keys match, license, all, when, and is a plain value`},
		{"empty value", "entries:\n  - license:\n    all: yes\n", "x.yaml:2:13: \"license\" is empty: fill it in or remove the key\nx.yaml:3:10: \"all\" must be true or false"},
		{"empty value or list", "entries:\n  - when: { declared: }\n", `x.yaml:2:23: "declared" is empty: fill it in or remove the key`},
		{"empty file", "# nothing\n", `x.yaml:1:1: the file is empty: it needs at least "version: 1"`},
		{"list", "- a\n", `x.yaml:1:1: the file holds a list; it must be a mapping that begins with "version: 1"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var v sample
			errs := &Errors{File: "x.yaml"}
			Decode(Source{"x.yaml", []byte(tt.in)}, &v, errs)
			if err := errs.Err(); err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}
