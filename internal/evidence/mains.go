package evidence

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/spdx"
)

// mains keeps one finding per license that the file is under.
func mains(found []finding) []finding {
	var own []finding
	for _, f := range found {
		if !f.third && len(f.options()) > 0 {
			own = append(own, f)
		}
	}
	own = addressesSplit(variantsAbsorbed(titlesAbsorbed(own)))
	own = openResolved(own)
	own = onceEach(own)
	if tagged := ofForm(own, formTag); len(tagged) > 0 && covers(tagged, own) {
		return tagged
	}
	own = weakDropped(own)
	return implied(own)
}

func ofForm(found []finding, form form) []finding {
	return slices.DeleteFunc(slices.Clone(found), func(f finding) bool { return f.form != form })
}

// titlesAbsorbed drops the title that a text stands under, whatever it says:
// "Bob's Open Source License", "BSD License", "MIT license".
func titlesAbsorbed(own []finding) []finding {
	var out []finding
	for i, f := range own {
		if f.form == formTitle && i+1 < len(own) {
			next := own[i+1]
			if next.form == formText && next.from-f.to < 80 {
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

// variantsAbsorbed drops the names of licenses beside the text of a variant of
// theirs, as "Creative Commons Attribution 3.0" beside that of CC-BY-3.0-AU.
func variantsAbsorbed(own []finding) []finding {
	variant := func(e spdx.Expression) bool {
		return slices.ContainsFunc(own, func(t finding) bool {
			return t.form == formText && strings.HasPrefix(string(t.license), base(e)+"-") && base(t.license) != base(e)
		})
	}
	return slices.DeleteFunc(slices.Clone(own), func(f finding) bool {
		return f.form > formText && slices.ContainsFunc(f.options(), variant)
	})
}

// addressesSplit makes a finding for each license of an address that offers
// several, as GlassFish's CDDL+GPL.html does, so that each completes what the
// file says of it.
func addressesSplit(own []finding) []finding {
	var out []finding
	for _, f := range own {
		if !strings.HasPrefix(f.rule, "url:") || !strings.Contains(string(f.license), " OR ") {
			out = append(out, f)
			continue
		}
		for _, t := range f.license.Terms() {
			part := f
			part.license, part.or = t.Expression(), true
			out = append(out, part)
		}
	}
	return out
}

// openResolved lets a definite finding of the same file decide what an open
// name means: "the BSD license" above the text, "the Apache License" beside
// its address.
func openResolved(own []finding) []finding {
	var out []finding
	for i, f := range own {
		if f.license != "" {
			out = append(out, f)
			continue
		}
		if license, form, ok := resolve(own, f.candidates); ok {
			if form > f.form { // an address says less than the statement that it completes
				f.license, f.candidates = license, nil
				out = append(out, f)
			}
			continue
		}
		same := slices.ContainsFunc(own[:i], func(d finding) bool { return slices.Equal(d.candidates, f.candidates) })
		// Behind a whole text an open statement is about a part: "ANTLR 2 is
		// released in the public domain".
		part := f.form > formText && !f.or && slices.ContainsFunc(own[:i], func(d finding) bool { return d.form == formText })
		if !same && !part {
			out = append(out, f)
		}
	}
	return out
}

// resolve finds the strongest definite finding that is one of the candidates.
func resolve(own []finding, candidates []spdx.Expression) (license spdx.Expression, form form, ok bool) {
	for _, d := range own {
		if d.license == "" || ok && d.form >= form {
			continue
		}
		for _, t := range d.license.Terms() {
			if slices.ContainsFunc(candidates, func(c spdx.Expression) bool { return family(c) == family(t.Expression()) }) {
				license, form, ok = t.Expression(), d.form, true
			}
		}
	}
	return license, form, ok
}

// covers reports whether the tags name every license of the others.
func covers(tagged, own []finding) bool {
	named := ""
	for _, t := range tagged {
		for _, term := range t.license.Terms() {
			named += "|" + family(term.Expression())
		}
	}
	named += "|"
	for _, f := range own {
		if f.form == formURL || f.form == formTitle || len(f.candidates) > 0 {
			continue
		}
		for _, term := range f.license.Terms() {
			if !strings.Contains(named, "|"+family(term.Expression())+"|") {
				return false
			}
		}
	}
	return true
}

// weakDropped keeps titles and addresses only where nothing better is found.
func weakDropped(own []finding) []finding {
	strongest := formURL
	for _, f := range own {
		strongest = min(strongest, f.form)
	}
	limit := formStatement
	if strongest > formStatement {
		limit = strongest
	}
	return slices.DeleteFunc(slices.Clone(own), func(f finding) bool { return f.form > limit })
}

// laterText reports whether a finding is the text of a later version that
// another finding grants already: "LGPL 2.1 or any later", with both texts.
func laterText(own []finding, f finding) bool {
	if f.form != formText {
		return false
	}
	name, version := cutVersion(family(f.license))
	return slices.ContainsFunc(own, func(o finding) bool {
		n, v := cutVersion(family(o.license))
		return n == name && v < version && strings.HasSuffix(string(o.license), "-or-later")
	})
}

// cutVersion cuts "LGPL-2.1" into its name and its version.
func cutVersion(family string) (name, version string) {
	if i := strings.LastIndexByte(family, '-'); i > 0 {
		return family[:i], family[i+1:]
	}
	return family, ""
}

// implied drops the text of a license that another one is written upon: the
// LGPL 3 adds to the GPL 3 (https://www.gnu.org/licenses/lgpl-3.0.html), and
// OpenSSL's file is its own license and SSLeay's.
func implied(own []finding) []finding {
	lgpl := slices.ContainsFunc(own, func(f finding) bool { return family(f.license) == "LGPL-3.0" })
	openssl := slices.ContainsFunc(own, func(f finding) bool { return f.license == "OpenSSL" })
	return slices.DeleteFunc(own, func(f finding) bool {
		return laterText(own, f) || lgpl && f.form == formText && base(f.license) == "GPL-3.0" || openssl && strings.HasPrefix(string(f.license), "SSLeay")
	})
}
