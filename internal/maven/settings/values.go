package settings

import (
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// values maps the names of properties to their values.
type values map[string]string

// interpolate replaces ${NAME} by its value, and what is in the value in turn.
// A name that is unknown, or that refers to itself, stays as it is, as with
// Maven's RegexBasedInterpolator.
func (v values) interpolate(s string) string {
	left := maxExpansions
	return v.expand(s, nil, &left)
}

// maxExpansions bounds how many names one text may have replaced: values that
// repeat one another would double with each.
const maxExpansions = 10_000

func (v values) expand(s string, within []string, left *int) string {
	var b strings.Builder
	for {
		start := strings.Index(s, "${")
		if start < 0 {
			break
		}
		end := strings.IndexByte(s[start:], '}')
		if end < 0 {
			break
		}
		end += start + 1
		name := s[start+2 : end-1]
		b.WriteString(s[:start])
		value, ok := v[name]
		if *left--; ok && *left >= 0 && !slices.Contains(within, name) {
			b.WriteString(v.expand(value, append(slices.Clip(within), name), left))
		} else {
			b.WriteString(s[start:end])
		}
		s = s[end:]
	}
	b.WriteString(s)
	return b.String()
}

// systemProperties are those that MAVEN_OPTS sets with -D.
func systemProperties(environ []string) values {
	v := values{}
	for _, kv := range environ {
		name, value, ok := cutEnv(kv)
		if !ok || name != "MAVEN_OPTS" {
			continue
		}
		for _, word := range strings.Fields(value) {
			if def, ok := strings.CutPrefix(word, "-D"); ok {
				key, val, _ := strings.Cut(def, "=")
				v[key] = strings.Trim(val, `"'`)
			}
		}
	}
	return v
}

// cutEnv splits "KEY=value". Windows has names that differ only in case;
// there, as for Maven, they are upper case.
func cutEnv(kv string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(kv, "=")
	if runtime.GOOS == "windows" {
		name = strings.ToUpper(name)
	}
	return name, value, ok && name != ""
}

// env returns a variable of the environment, or "".
func (o Options) env(name string) string {
	for _, kv := range o.Environ {
		if n, v, ok := cutEnv(kv); ok && n == name {
			return v
		}
	}
	return ""
}

// path returns a path in the user's home folder.
func (o Options) path(elem ...string) string {
	return filepath.Join(append([]string{o.Home}, elem...)...)
}
