package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/licaudit/licaudit/internal/audit"
)

// fix is what a developer can do about a finding: words, and lines to paste.
type fix struct {
	Hint string // plain text
	File string // where Snippet goes: overrides.yaml or licaudit.yaml
	// Snippet is YAML. What only a person can say is left empty, and licaudit
	// refuses the entry until it is filled in.
	Snippet string
}

// headline says in a clause what is wrong.
func headline(f audit.Finding) string {
	switch f.Code {
	case audit.CodeLicenseNone:
		return "no license is declared"
	case audit.CodeLicenseUnknown:
		return "the license " + quoteNames(f.Conclusion.Claims) + " is not recognised"
	case audit.CodeLicenseAmbiguous:
		return "the license is ambiguous: " + expressions(f.Conclusion.Candidates, " or ")
	case audit.CodeLicenseConflicting:
		return "the evidence conflicts: " + expressions(f.Conclusion.Candidates, " against ")
	case audit.CodeLicenseUnreadable:
		return "the evidence could not be read"
	}
	switch f.Verdict {
	case audit.Denied:
		return licenseText(f.Conclusion) + " is not allowed"
	case audit.Review:
		return licenseText(f.Conclusion) + " needs a review"
	case audit.Undecided:
		return licenseText(f.Conclusion) + " was not judged"
	}
	return licenseText(f.Conclusion) + " is " + string(f.Verdict)
}

// fixFor says what to do about a finding. asOf is the date of the audit.
func fixFor(f audit.Finding, asOf string) fix {
	switch f.Conclusion.Basis {
	case audit.None:
		return fix{"find out the license and state it, with where you read it, in overrides.yaml", "overrides.yaml", overrideStub(f)}
	case audit.Unrecognised:
		return fix{"read the license and name it in overrides.yaml", "overrides.yaml", overrideStub(f)}
	case audit.AmbiguousB:
		return fix{"find out which license it is and state it in overrides.yaml", "overrides.yaml", overrideStub(f)}
	case audit.Conflicting:
		return fix{"find out which side holds and state it in overrides.yaml", "overrides.yaml", overrideStub(f)}
	case audit.Unreadable:
		return fix{"see the problems for what could not be read; run again, or state the license in overrides.yaml", "overrides.yaml", overrideStub(f)}
	}
	if f.Verdict == audit.Review {
		return fix{"have the license reviewed, then allow it, or add an exception with a reason to licaudit.yaml", "licaudit.yaml", exceptionStub(f, asOf)}
	}
	return fix{"replace it, or add an exception with a reason to licaudit.yaml", "licaudit.yaml", exceptionStub(f, asOf)}
}

// overrideStub is an entry of overrides.yaml with everything that is known.
func overrideStub(f audit.Finding) string {
	var b strings.Builder
	b.WriteString("overrides:\n")
	fmt.Fprintf(&b, "  - match: %s\n", yamlString(matcher(f.Component)))
	if v := f.Component.ID.Version; v != "" && f.Component.ID.Type == "maven" {
		fmt.Fprintf(&b, "    versions: %s\n", yamlString("["+v+"]"))
	} else if v != "" {
		fmt.Fprintf(&b, "    versions: %s\n", yamlString(v))
	}
	if d := declaredGuard(f.Conclusion); d != "" {
		fmt.Fprintf(&b, "    when: { declared: %s }\n", d)
	}
	b.WriteString("    license:" + candidatesComment(f.Conclusion) + "\n")
	b.WriteString("    reason: # where the license stands\n")
	return b.String()
}

// matcher names the component in a match: of both files.
func matcher(c audit.Component) string {
	if c.ID.Type == "maven" {
		return c.ID.Namespace + ":" + c.ID.Name
	}
	id := c.ID
	id.Version = ""
	return id.String()
}

// declaredGuard is what upstream says today, so that the entry is noticed when
// that changes: the words of every declaration, or of the banner of a file that
// has none. It is empty where nobody knows what is declared.
func declaredGuard(c audit.Conclusion) string {
	claims := ofKinds(c.Claims, audit.KindPOM, audit.KindParentPOM, audit.KindPackageJSON)
	if len(claims) == 0 {
		claims = ofKinds(c.Claims, audit.KindSPDXTag, audit.KindBanner)
	}
	var words []string
	for _, claim := range claims {
		word := strings.Join(strings.Fields(cmp.Or(claim.Evidence.Name, claim.Evidence.URL, string(claim.License))), " ")
		if word == "" {
			return "" // a text, which a guard on sha256 would have to name
		}
		if word = yamlString(word); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	switch {
	case len(words) > 1:
		return "[" + strings.Join(words, ", ") + "]"
	case len(words) == 1:
		return words[0]
	case c.Basis == audit.Unreadable:
		return ""
	}
	return "none"
}

func ofKinds(claims []audit.Claim, kinds ...audit.Kind) []audit.Claim {
	var out []audit.Claim
	for _, c := range claims {
		if slices.Contains(kinds, c.Evidence.Kind) {
			out = append(out, c)
		}
	}
	return out
}

func candidatesComment(c audit.Conclusion) string {
	if len(c.Candidates) == 0 {
		return " # an SPDX expression"
	}
	return " # one of: " + expressions(c.Candidates, ", ")
}

// exceptionStub is an exception of licaudit.yaml for one component, ending a
// year after the audit.
func exceptionStub(f audit.Finding, asOf string) string {
	var b strings.Builder
	b.WriteString("policy:\n  exceptions:\n")
	fmt.Fprintf(&b, "    - match: %s\n", yamlString(matcher(f.Component)))
	fmt.Fprintf(&b, "      allow: [%s]\n", strings.Join(exceptionTerms(f), ", "))
	b.WriteString("      reason: # why it may be used here\n")
	if t, err := time.Parse(time.DateOnly, asOf); err == nil {
		fmt.Fprintf(&b, "      expires: %s\n", t.AddDate(1, 0, 0).Format(time.DateOnly))
	}
	return b.String()
}

// exceptionTerms are the licenses that an exception has to allow: those of the
// alternative that the policy took, if it took one.
func exceptionTerms(f audit.Finding) []string {
	var out []string
	for _, t := range cmp.Or(f.Choice, f.Conclusion.License).Terms() {
		out = append(out, yamlString(string(t.Expression())))
	}
	return out
}

// plainYAML matches strings that mean themselves in YAML without quotes.
var plainYAML = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./-]*(:[A-Za-z0-9_./-]*[A-Za-z0-9_/-])*$`)

// yamlString writes a string so that YAML reads back exactly it.
func yamlString(s string) string {
	switch strings.ToLower(s) {
	case "yes", "no", "on", "off", "true", "false", "null", "y", "n":
	default:
		if plainYAML.MatchString(s) {
			return s
		}
	}
	var quoted bytes.Buffer // a JSON string is a YAML string
	e := json.NewEncoder(&quoted)
	e.SetEscapeHTML(false)
	if err := e.Encode(strings.ToValidUTF8(s, "\ufffd")); err != nil {
		return `""`
	}
	return escapeHidden(strings.TrimSpace(quoted.String()))
}

// escapeHidden writes characters that cannot be seen as JSON and YAML write
// them.
func escapeHidden(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case !hidden(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
