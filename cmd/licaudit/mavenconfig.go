package main

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/licaudit/licaudit/internal/maven"
)

// checkConfig refuses what Maven refuses in .mvn/maven.config: an option that
// it does not know, a value that it cannot use, and words that belong to no
// option, such as goals. dir is the project's folder.
func checkConfig(dir string, words []string) error {
	options, stray, err := mavenOptionsOf(words)
	if err == nil {
		err = checkValues(dir, options)
	}
	switch {
	case err != nil:
		return fmt.Errorf(".mvn/maven.config: %w", err)
	case len(stray) > 0:
		return fmt.Errorf(".mvn/maven.config: Maven takes options there and no other words, and refuses %q; remove them, or give them on the command line", stray)
	}
	return nil
}

// checkArgs does so for MAVEN_ARGS, which may name goals.
func checkArgs(dir string, words []string) error {
	options, _, err := mavenOptionsOf(words)
	if err == nil {
		err = checkValues(dir, options)
	}
	if err != nil {
		return fmt.Errorf("MAVEN_ARGS: %w", err)
	}
	return nil
}

// mavenOption is an option of Maven's command line: its name without dashes.
type mavenOption struct{ name, value string }

// mavenOptionsOf reads words as Maven's command line does, for which one dash
// is as good as two (org.apache.commons.cli.GnuParser). The stray words belong
// to no option.
func mavenOptionsOf(words []string) (options []mavenOption, stray []string, err error) {
	for i := 0; i < len(words); i++ {
		word := words[i]
		if !strings.HasPrefix(word, "-") || word == "-" {
			stray = append(stray, word)
			continue
		}
		name, text, attached := strings.Cut(strings.TrimLeft(word, "-"), "=")
		value, known := mavenNames[name]
		if !known && len(word) > 2 && word[1] != '-' { // -Prelease, -T1C
			name, text = word[1:2], strings.TrimPrefix(word[2:], "=")
			value, known = mavenNames[name]
			attached = value != ""
			if known && value == "" {
				stray = append(stray, word[2:])
			}
		}
		following := i+1 < len(words) && !strings.HasPrefix(words[i+1], "-")
		switch {
		case !known:
			return nil, nil, fmt.Errorf("the option %q is unknown to Maven, which refuses the line; mend or remove it", word)
		case value == "" || attached:
		case following:
			i++
			text = words[i]
		case value == "required":
			return nil, nil, fmt.Errorf("the option %q has no value; Maven refuses the line", word)
		}
		options = append(options, mavenOption{name, text})
	}
	return options, stray, nil
}

// checkValues refuses the values that Maven refuses, of options which mean
// nothing here: it ends with an error whatever it was to do.
// https://maven.apache.org/ref/3.9.11/maven-embedder/xref/org/apache/maven/cli/MavenCli.html
func checkValues(dir string, options []mavenOption) error {
	for _, o := range options {
		switch o.name {
		case "T", "threads":
			if !isThreads(o.value) {
				return fmt.Errorf("-T %q is no number of threads, such as 4 or 1C, and Maven refuses it", o.value)
			}
		case "color":
			if o.value != "" && !isColor(o.value) {
				return fmt.Errorf("--color %q is not auto, always or never, and Maven refuses it", o.value)
			}
		case "D", "define":
			if v, ok := strings.CutPrefix(o.value, "style.color="); ok && !isColor(v) {
				return fmt.Errorf("-Dstyle.color=%q is not auto, always or never, and Maven refuses it", v)
			}
		case "b", "builder":
			if !isBuilder(dir, o.value) {
				return fmt.Errorf("-b %q is no builder of Maven's, which refuses it", o.value)
			}
		case "t", "toolchains", "gt", "global-toolchains":
			if _, err := os.Stat(o.value); err != nil {
				return fmt.Errorf("-%s: the toolchains cannot be read, and Maven refuses them: %w", o.name, err)
			}
		}
	}
	return nil
}

// isThreads reports whether Maven takes s for a number of threads: a whole one,
// or one for each core.
func isThreads(s string) bool {
	if each, ok := strings.CutSuffix(s, "C"); ok {
		f, err := strconv.ParseFloat(strings.TrimSpace(each), 32)
		return err == nil && f > 0 && !math.IsInf(f, 0)
	}
	n, err := strconv.ParseInt(s, 10, 32)
	return err == nil && n > 0
}

func isColor(s string) bool {
	return slices.Contains([]string{"always", "yes", "force", "never", "no", "none", "auto", "tty", "if-tty"}, s)
}

// isBuilder reports whether there is a builder of that name. An extension of
// Maven's core may bring one.
func isBuilder(dir, name string) bool {
	if name == "singlethreaded" || name == "multithreaded" {
		return true
	}
	_, err := os.Stat(filepath.Join(maven.ProjectRoot(dir), ".mvn", "extensions.xml"))
	return err == nil
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
