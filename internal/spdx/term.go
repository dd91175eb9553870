package spdx

import "strings"

// license reads the word at hand as a license id.
func (p *parser) license() (Term, error) {
	w := p.tok
	if ref, ok := reference(w, "LicenseRef-"); ok {
		return Term{License: ref}, nil
	}
	if row, ok := licenseRow(w); ok {
		return row.term(), nil
	}
	if base, ok := strings.CutSuffix(w, "+"); ok {
		if row, ok := licenseRow(base); ok {
			return row.term().orLater(), nil
		}
	}
	if p.quiet {
		return Term{}, errQuiet
	}
	err := &ParseError{Input: p.input, Offset: p.at, Msg: "unknown license id " + quote(w)}
	switch {
	case exceptionRow(w) != "":
		err.Msg = quote(w) + " is an exception: it must follow a license id and WITH"
	case strings.EqualFold(w, "NONE"), strings.EqualFold(w, "NOASSERTION"):
		err.Msg = quote(w) + " is not a license"
	case strings.Contains(strings.ToLower(w), "ref-"):
		err.Msg = quote(w) + " is not a license reference: it must be LicenseRef- and letters, digits, \".\" or \"-\""
	default:
		err.Nearest = Nearest(w)
	}
	return Term{}, err
}

// exception reads the word at hand as an exception id.
func (p *parser) exception() (string, error) {
	w := p.tok
	if ref, ok := reference(w, "AdditionRef-"); ok {
		return ref, nil
	}
	if row := exceptionRow(w); row != "" {
		return row.today(), nil
	}
	if w == "" || operator(w) != "" || !isWord(w[0]) {
		return "", p.fail(p.at, "an exception id is missing after WITH")
	}
	if p.quiet {
		return "", errQuiet
	}
	err := &ParseError{Input: p.input, Offset: p.at, Msg: "unknown exception id " + quote(w)}
	if _, ok := licenseRow(w); ok {
		err.Msg = quote(w) + " is a license and not an exception"
	} else {
		err.Nearest = nearest(w, exceptionTable)
	}
	return "", err
}

// reference reads [DocumentRef-x:]prefix-y in any case of its fixed words.
func reference(w, prefix string) (string, bool) {
	const doc = "DocumentRef-"
	var head string
	if len(w) > len(doc) && strings.EqualFold(w[:len(doc)], doc) {
		name, rest, ok := strings.Cut(w[len(doc):], ":")
		if !ok || !isIDString(name) {
			return "", false
		}
		head, w = doc+name+":", rest
	}
	if len(w) <= len(prefix) || !strings.EqualFold(w[:len(prefix)], prefix) || !isIDString(w[len(prefix):]) {
		return "", false
	}
	return head + prefix + w[len(prefix):], true
}

func isIDString(s string) bool {
	return s != "" && !strings.ContainsAny(s, "+:")
}

// orLater is the term with "+": the -or-later id where the list has one.
func (t Term) orLater() Term {
	if strings.HasSuffix(t.License, "-or-later") {
		return t
	}
	if base, ok := strings.CutSuffix(t.License, "-only"); ok {
		t.License = base + "-or-later"
		return t
	}
	t.OrLater = true
	return t
}

func quote(w string) string {
	if len(w) > 80 {
		w = w[:80] + "..."
	}
	return `"` + w + `"`
}
