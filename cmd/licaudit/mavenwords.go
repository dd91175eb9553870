package main

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/licaudit/licaudit/internal/maven"
)

// mavenWords maps Maven's single-dash words of more than one letter, which the
// flag library cannot parse, to our long flags
// (https://maven.apache.org/ref/3.9.11/maven-embedder/cli.html).
var mavenWords = map[string]string{
	"-gs": "--global-settings", "-pl": "--projects", "-rf": "--resume-from",
	"-am": "--also-make", "-amd": "--also-make-dependents", "-ntp": "--no-transfer-progress",
	"-ff": "--fail-fast", "-fae": "--fail-at-end", "-fn": "--fail-never", // which look like -f with a value
}

// mavenCommands are the commands that take Maven's own options, and so those
// of .mvn/maven.config and MAVEN_ARGS too.
var mavenCommands = map[string]bool{
	"report": true, "check": true, "tree": true, "explain": true, "override": true,
	"baseline": true, "init": true, "notice": true, "doctor": true,
}

// rewrite turns Maven's words into ours; all else stays as it is.
func rewrite(args []string) []string {
	out := make([]string, 0, len(args))
	for i, arg := range args {
		if arg == "--" {
			return append(out, args[i:]...)
		}
		word, value, hasValue := strings.Cut(arg, "=")
		switch long, ok := mavenWords[word]; {
		case ok && hasValue:
			out = append(out, long+"="+value)
		case ok:
			out = append(out, long)
		case strings.HasPrefix(arg, "-D") && len(arg) > 2:
			out = append(out, "--define="+arg[2:])
		default:
			out = append(out, arg)
		}
	}
	return out
}

// expand puts the words of MAVEN_ARGS and .mvn/maven.config before the user's
// own where the command takes them, as mvn does; the command line wins. A file
// that cannot be read is the command's error, which knows the report to replace.
// A POM that the words name is relative to the project's folder, where mvn
// would be called, and not to where licaudit is: the command looks for it.
func (a *app) expand(root *cobra.Command, args []string) []string {
	args = rewrite(args)
	if len(args) == 0 || !mavenCommands[args[0]] {
		return args
	}
	words := strings.Fields(a.env("MAVEN_ARGS"))
	dir := projectDir(args[1:], a.env("LICAUDIT_FILE"), valueFlags(root, args))
	config, err := maven.Config(dir)
	if err == nil {
		err = cmp.Or(checkConfig(dir, config), checkArgs(dir, words))
	}
	a.words = err
	words, a.file = takeFile(known(rewrite(append(config, words...))))
	return append(append([]string{args[0]}, words...), args[1:]...)
}

// projectDir tells the project's folder from the command line: Maven looks for
// .mvn there and above. file is the POM if the command line names none;
// takesValue reports whether the word after a flag is its value.
func projectDir(args []string, file string, takesValue func(flag string) bool) string {
	dir := "."
	for i := 0; i < len(args); i++ {
		arg := args[i]
		switch {
		case (arg == "-f" || arg == "--file") && i+1 < len(args):
			return pomDir(args[i+1])
		case strings.HasPrefix(arg, "--file="):
			return pomDir(strings.TrimPrefix(arg, "--file="))
		case strings.HasPrefix(arg, "-f") && len(arg) > 2: // -fpom.xml
			return pomDir(strings.TrimPrefix(arg[2:], "="))
		case strings.HasPrefix(arg, "-"):
			if takesValue(arg) {
				i++
			}
		default:
			if stat, err := os.Stat(arg); err == nil && stat.IsDir() {
				dir = arg
			}
		}
	}
	if file != "" {
		return pomDir(file)
	}
	return dir
}

// valueFlags returns a function that reports whether a word is a flag of the
// command that args name, and the next word its value.
func valueFlags(root *cobra.Command, args []string) func(string) bool {
	command, _, err := root.Find(args)
	if err != nil {
		return func(string) bool { return false }
	}
	return func(word string) bool {
		var flag *pflag.Flag
		if name, long := strings.CutPrefix(word, "--"); long {
			flag = command.Flag(name)
		} else if len(word) == 2 {
			flag = command.Flags().ShorthandLookup(word[1:])
		}
		return flag != nil && flag.NoOptDefVal == ""
	}
}

func pomDir(file string) string {
	if stat, err := os.Stat(file); err == nil && stat.IsDir() {
		return file
	}
	return filepath.Dir(file)
}

// known keeps those words of maven.config and MAVEN_ARGS that have a meaning
// here; goals, threads and the like are Maven's business.
func known(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		word, _, attached := strings.Cut(words[i], "=")
		switch {
		case mavenSwitches[word]:
			out = append(out, words[i])
		case mavenOptions[word] && attached:
			out = append(out, words[i])
		case mavenOptions[word] && i+1 < len(words):
			out = append(out, words[i], words[i+1])
			i++
		case len(word) > 2 && mavenOptions[word[:2]] && word[1] != '-': // -Prelease, -s.mvn/settings.xml
			out = append(out, words[i])
		}
	}
	return out
}

// takeFile takes -f out of words that known has let through, and returns its
// last value.
func takeFile(words []string) (rest []string, file string) {
	for i := 0; i < len(words); i++ {
		word, value, attached := strings.Cut(words[i], "=")
		switch {
		case (word == "-f" || word == "--file") && attached:
			file = value
		case word == "-f" || word == "--file":
			i++
			file = words[i]
		case strings.HasPrefix(words[i], "-f"):
			file = words[i][2:]
		case mavenOptions[word] && !attached:
			rest = append(rest, words[i], words[i+1])
			i++
		default:
			rest = append(rest, words[i])
		}
	}
	return rest, file
}

var mavenSwitches = map[string]bool{
	"-C": true, "--strict-checksums": true, "-c": true, "--lax-checksums": true,
	"-N": true, "--non-recursive": true, "-o": true, "--offline": true, "-U": true, "--update-snapshots": true,
	"-B": true, "--batch-mode": true, "-q": true, "--quiet": true, "-X": true, "--debug": true,
	"--also-make": true, "--also-make-dependents": true, "--no-transfer-progress": true,
}

var mavenOptions = map[string]bool{
	"-f": true, "--file": true, "-P": true, "--activate-profiles": true, "-D": true, "--define": true,
	"-s": true, "--settings": true, "--global-settings": true, "--projects": true, "--resume-from": true,
}
