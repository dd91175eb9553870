package main

import (
	"fmt"
	"strings"
)

// checkConfig refuses what Maven refuses in .mvn/maven.config: an option that
// it does not know, and words that belong to none, such as goals. The rules are
// those of its command line's parser, for which one dash is as good as two
// (org.apache.commons.cli.GnuParser).
func checkConfig(words []string) error {
	var stray []string
	for i := 0; i < len(words); i++ {
		word := words[i]
		if !strings.HasPrefix(word, "-") || word == "-" {
			stray = append(stray, word)
			continue
		}
		name, _, attached := strings.Cut(strings.TrimLeft(word, "-"), "=")
		value, known := mavenNames[name]
		if !known && len(word) > 2 && word[1] != '-' { // -Prelease, -T1C
			value, known = mavenNames[word[1:2]]
			attached = value != ""
			if known && value == "" {
				stray = append(stray, word[2:])
			}
		}
		following := i+1 < len(words) && !strings.HasPrefix(words[i+1], "-")
		switch {
		case !known:
			return fmt.Errorf(".mvn/maven.config: Maven knows no option %q and refuses the file; mend or remove it", word)
		case value == "" || attached:
		case following:
			i++
		case value == "required":
			return fmt.Errorf(".mvn/maven.config: the option %q has no value; Maven refuses the file", word)
		}
	}
	if len(stray) > 0 {
		return fmt.Errorf(".mvn/maven.config: Maven takes options there and no other words, and refuses %q; remove them, or give them on the command line", stray)
	}
	return nil
}

// mavenNames are all options of Maven, without their dashes, and whether they
// take a value.
// https://maven.apache.org/ref/3.9.11/maven-embedder/cli.html
var mavenNames = map[string]string{
	"B": "", "batch-mode": "", "C": "", "strict-checksums": "", "c": "", "lax-checksums": "",
	"N": "", "non-recursive": "", "U": "", "update-snapshots": "", "V": "", "show-version": "", "v": "", "version": "",
	"X": "", "debug": "", "am": "", "also-make": "", "amd": "", "also-make-dependents": "", "e": "", "errors": "",
	"fae": "", "fail-at-end": "", "ff": "", "fail-fast": "", "fn": "", "fail-never": "", "h": "", "help": "",
	"itr": "", "ignore-transitive-repositories": "", "llr": "", "legacy-local-repository": "",
	"cpu": "", "check-plugin-updates": "", "up": "", "update-plugins": "", "npu": "", "no-plugin-updates": "", "npr": "", "no-plugin-registry": "",
	"nsu": "", "no-snapshot-updates": "", "ntp": "", "no-transfer-progress": "", "o": "", "offline": "", "q": "", "quiet": "", "raw-streams": "",
	"D": "required", "define": "required", "P": "required", "activate-profiles": "required", "T": "required", "threads": "required",
	"b": "required", "builder": "required", "f": "required", "file": "required", "gs": "required", "global-settings": "required",
	"gt": "required", "global-toolchains": "required", "l": "required", "log-file": "required", "pl": "required", "projects": "required",
	"rf": "required", "resume-from": "required", "s": "required", "settings": "required", "t": "required", "toolchains": "required",
	"color": "optional", "ep": "optional", "encrypt-password": "optional", "emp": "optional", "encrypt-master-password": "optional",
}
