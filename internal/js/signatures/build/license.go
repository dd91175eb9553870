package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// licenseOf reads the license of a package.json in its forms of all times: an
// expression, {type, url}, and lists of either. A list is a choice, as npm had
// it. What is no SPDX expression is left to the reviewed table.
func licenseOf(raw map[string]any) string {
	var out []spdx.Expression
	for _, key := range []string{"license", "licenses", "licence"} {
		if out = append(out, expressions(raw[key])...); len(out) > 0 {
			break
		}
	}
	if declared := raw["license"]; len(out) == 0 && declared != nil {
		fmt.Fprintf(os.Stderr, "%v: the license %v is not understood\n", raw["name"], declared)
	}
	return string(spdx.Or(out...))
}

func expressions(v any) []spdx.Expression {
	switch v := v.(type) {
	case string:
		v = strings.TrimSpace(v)
		if e, ok := spellings[strings.ToLower(v)]; ok {
			v = e
		}
		if e, err := spdx.Parse(v); err == nil && e != "" {
			return []spdx.Expression{e}
		}
	case map[string]any:
		for _, key := range []string{"type", "name", "license"} {
			if e := expressions(v[key]); len(e) > 0 {
				return e
			}
		}
	case []any:
		var out []spdx.Expression
		for _, item := range v {
			out = append(out, expressions(item)...)
		}
		return out
	}
	return nil
}

// spellings are the ones that packages of the list use where they mean a
// license that SPDX writes otherwise.
var spellings = map[string]string{
	"apache 2.0": "Apache-2.0", "apache2": "Apache-2.0", "apache 2": "Apache-2.0", "apache-2": "Apache-2.0", "apache license 2.0": "Apache-2.0",
	"apache v2": "Apache-2.0", "apache license, version 2.0": "Apache-2.0", "apache 2.0 license": "Apache-2.0", "apache-2.0 license": "Apache-2.0",
	"mit license": "MIT", "the mit license": "MIT", "mit licensed": "MIT", "mit-license": "MIT", "http://opensource.org/licenses/mit": "MIT",
	"mit, http://opensource.org/licenses/mit-license.php": "MIT", "mit X11": "MIT", "mit/x11": "MIT", "mit/expat": "MIT", "mit expat": "MIT",
	"gpl": "GPL-2.0-or-later", "gplv2": "GPL-2.0-only", "gpl v2": "GPL-2.0-only", "gplv3": "GPL-3.0-only", "gpl-2": "GPL-2.0-only", "gpl-3": "GPL-3.0-only",
	"lgpl": "LGPL-2.1-or-later", "lgpl-2.1+": "LGPL-2.1-or-later", "gpl-2.0+": "GPL-2.0-or-later", "mpl 2.0": "MPL-2.0", "mpl-2": "MPL-2.0", "mplv2.0": "MPL-2.0",
	"3-clause bsd": "BSD-3-Clause", "bsd 3-clause": "BSD-3-Clause", "new bsd": "BSD-3-Clause", "new bsd license": "BSD-3-Clause", "modified bsd": "BSD-3-Clause",
	"bsd-3": "BSD-3-Clause", "bsd 3 clause": "BSD-3-Clause", "bsd-like": "", "2-clause bsd": "BSD-2-Clause", "simplified bsd": "BSD-2-Clause", "bsd-2": "BSD-2-Clause",
	"bsd 2-clause": "BSD-2-Clause", "bsd-2-clause license": "BSD-2-Clause", "bsd-3-clause license": "BSD-3-Clause", "public domain": "", "mit or gpl-2.0": "MIT OR GPL-2.0-only", "mit or gpl": "MIT OR GPL-2.0-only", "mit/gpl": "MIT OR GPL-2.0-only",
	"ofl": "OFL-1.1", "ofl-1.1": "OFL-1.1", "sil ofl 1.1": "OFL-1.1", "cc-by 3.0": "CC-BY-3.0", "cc by 3.0": "CC-BY-3.0", "cc by 4.0": "CC-BY-4.0",
	"wtfpl": "WTFPL", "isc license": "ISC", "unlicense": "Unlicense", "(mit or apache-2.0)": "MIT OR Apache-2.0",
}
