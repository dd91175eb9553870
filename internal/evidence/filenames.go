package evidence

import (
	"path"
	"slices"
	"strings"
)

// notTexts are extensions of files that are no license text whatever they are
// called.
var notTexts = []string{".class", ".java", ".js", ".mjs", ".cjs", ".ts", ".css", ".json", ".xml", ".xsd", ".properties", ".png", ".gif", ".jpg", ".svg", ".ico", ".jar", ".zip", ".gz",
	".map", ".groovy", ".kt", ".scala", ".py", ".rb", ".go", ".c", ".h", ".so", ".dll", ".sql", ".yml", ".yaml", ".sf", ".rsa", ".dsa", ".kotlin_module", ".tasty", ".bin", ".dat", ".jsp", ".csv", ".tsv", ".log", ".lock", ".pem", ".crt", ".key"}

// MayBeText reports whether a file may hold a license text by its name: any
// but source, data and binary files, whose headers are read elsewhere.
func MayBeText(p string) bool {
	return !slices.Contains(notTexts, strings.ToLower(path.Ext(p)))
}

// IsLicenseName reports whether a path is one under which projects keep a
// license: LICENSE and its kin in any case, files of a LICENSES folder
// (https://reuse.software/spec/), Eclipse's about.html.
func IsLicenseName(p string) bool {
	dir, base := path.Split(strings.ToLower(strings.ReplaceAll(p, "\\", "/")))
	if slices.Contains(notTexts, path.Ext(base)) {
		return false
	}
	stem := strings.TrimSuffix(base, path.Ext(base))
	switch {
	case strings.HasPrefix(base, "license"), strings.HasPrefix(base, "licence"), strings.HasPrefix(base, "copying"), strings.HasPrefix(base, "unlicense"), strings.HasPrefix(base, "licensing"):
		return true
	case base == "about.html", base == "asl2.0", base == "al2.0", base == "lgpl2.1", base == "epl-v10.html", base == "epl-v20.html", base == "edl-v10.html", base == "epl-2.0.html", base == "copyright", base == "copyright.txt":
		return true
	}
	for _, word := range []string{"license", "licence"} {
		if strings.HasSuffix(stem, "-"+word) || strings.HasSuffix(stem, "_"+word) || strings.HasSuffix(stem, "."+word) || strings.Contains(stem, "-"+word+"-") || strings.Contains(stem, "_"+word+"_") {
			return true
		}
	}
	folder := path.Base(dir)
	return (folder == "licenses" || folder == "licences") && (path.Ext(base) == ".txt" || path.Ext(base) == ".md" || path.Ext(base) == ".html" || path.Ext(base) == ".text" || !strings.Contains(base, "."))
}

// IsNoticeName reports whether a path is one of an attribution notice, which
// names others' work and is not the license of the component itself.
func IsNoticeName(p string) bool {
	base := path.Base(strings.ToLower(strings.ReplaceAll(p, "\\", "/")))
	if slices.Contains(notTexts, path.Ext(base)) {
		return false
	}
	for _, prefix := range []string{"notice", "third-party", "third_party", "thirdparty", "3rd-party", "3rdparty", "attribution"} {
		if strings.HasPrefix(base, prefix) {
			return true
		}
	}
	return false
}
