// Package audit holds the nouns of a license audit, one per stage:
//
//	Component -> Evidence -> Claim -> Conclusion -> Finding -> Report
//
// Each stage wraps the noun of the one before and edits nothing in it. The
// package has no input or output; every other package imports it.
package audit

import "github.com/licaudit/licaudit/internal/spdx"

// Component is one third-party library: a Maven artifact, a JavaScript
// library, or a thing that overrides.yaml declares.
type Component struct {
	ID ID `json:"id"`
	// Near is an approximate version such as "3.6.x" when ID.Version is
	// unknown; Candidates are the versions it may be, in version order.
	Near       string   `json:"near,omitempty"`
	Candidates []string `json:"versionCandidates,omitempty"`
	// Metadata describes the library for people; overrides may replace it.
	Metadata Metadata `json:"metadata,omitzero"`
	// FirstParty marks the project's own: listed apart and not judged.
	FirstParty bool `json:"firstParty,omitempty"`
	// Occurrences are sorted by module order, then scope, then path.
	Occurrences []Occurrence `json:"occurrences"`
}

// Metadata is what a POM or package.json says about a library for people.
type Metadata struct {
	Name         string `json:"name,omitempty"`
	URL          string `json:"url,omitempty"`
	Description  string `json:"description,omitempty"`
	Organization string `json:"organization,omitempty"`
	SCM          string `json:"scm,omitempty"`
	Copyright    string `json:"copyright,omitempty"`
}

// Occurrence is one place where a component is used.
type Occurrence struct {
	// Module is the g:a of the reactor module, or empty for a file of the tree.
	Module string `json:"module,omitempty"`
	// Scope is compile, runtime, provided, system or test for Maven;
	// runtime, test or documentation for a file, by its place.
	Scope    string `json:"scope"`
	Optional bool   `json:"optional,omitempty"`
	// Path is the chain that pulls the component in: the module's direct
	// dependency first, the component itself last. Empty for files.
	Path []ID `json:"path,omitempty"`
	// Found is the line in the user's pom.xml that declares the direct
	// dependency, or the file.
	Found Position `json:"found,omitzero"`
	// Managed is the line of the user's POMs (or the BOM's coordinates) that
	// chose the version, if a managed entry or property did.
	Managed Position `json:"managed,omitzero"`
	// Method and Confidence (0 to 1) say how a file was identified; empty and
	// zero for Maven artifacts, which are known by their coordinates.
	Method     string  `json:"method,omitempty"`
	Confidence float64 `json:"confidence,omitempty"`
}

// Position is a place in a file. File is slash-separated and relative to the
// project, or names foreign material: "g:a:v.pom", "g:a:v.jar!/META-INF/LICENSE".
// Lines and columns count from 1; 0 means unknown.
type Position struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// Kind says what a piece of evidence is.
type Kind string

// The kinds of evidence.
const (
	KindPOM         Kind = "pom"
	KindParentPOM   Kind = "parent-pom"
	KindManifest    Kind = "manifest" // Bundle-License and its like
	KindLicenseFile Kind = "license-file"
	KindNoticeFile  Kind = "notice-file"
	KindPOMComment  Kind = "pom-comment"
	KindPackageJSON Kind = "package-json"
	KindBanner      Kind = "banner"
	KindSPDXTag     Kind = "spdx-tag"
	KindSignature   Kind = "signature"
	KindLockfile    Kind = "lockfile"
	KindCuration    Kind = "curation"
)

// Evidence is something found that speaks of a license, exactly as found.
type Evidence struct {
	Kind Kind `json:"kind"`
	// Name and URL are the declared strings, Text the file's or banner's text.
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
	// Text is empty in a finished Report where Report.Texts holds it by SHA256.
	Text   string   `json:"text,omitempty"`
	Found  Position `json:"found,omitzero"`
	SHA256 string   `json:"sha256,omitempty"` // hex, of Text as found
	// Copyright holds the copyright lines of Text, as found.
	Copyright []string `json:"copyright,omitempty"`
}

// Match is one license that a reader recognised in a text.
type Match struct {
	License spdx.Expression `json:"license"`
	// Candidates is set instead of License where the text leaves it open.
	Candidates []spdx.Expression `json:"candidates,omitempty"`
	// Start and End are byte offsets in the text.
	Start int `json:"start"`
	End   int `json:"end"`
	// Rule names what matched: "text:Apache-2.0", "tag", "statement:...".
	Rule string `json:"rule"`
	// ThirdParty marks a license of something that the text only mentions.
	ThirdParty bool `json:"thirdParty,omitempty"`
}

// Status says how a name or a text was understood.
type Status string

// The statuses of a Claim.
const (
	Identified Status = "identified"
	Ambiguous  Status = "ambiguous"
	Unknown    Status = "unknown"
)

// Claim is what one piece of evidence says, and which rule said so.
// Exactly one of License and Candidates is set, or neither: not recognised.
type Claim struct {
	Evidence   Evidence          `json:"evidence"`
	License    spdx.Expression   `json:"license,omitempty"`
	Candidates []spdx.Expression `json:"candidates,omitempty"` // sorted
	Rule       string            `json:"rule,omitempty"`
	// Clash is set where name and URL of one element contradict each other:
	// then Candidates holds both.
	Clash bool `json:"clash,omitempty"`
	// Notes name the clauses of a text that decided, and what a reader must
	// know beyond the license's name.
	Notes []string `json:"notes,omitempty"`
}

// Status of the claim.
func (c Claim) Status() Status {
	switch {
	case c.License != "":
		return Identified
	case len(c.Candidates) > 0:
		return Ambiguous
	}
	return Unknown
}

// Basis says what a Conclusion rests on.
type Basis string

// The bases. The last five are the ways of not knowing; they stay apart in
// every output.
const (
	Overridden   Basis = "overridden"
	Declared     Basis = "declared"
	Detected     Basis = "detected"
	Curated      Basis = "curated"
	None         Basis = "none"         // nothing declares a license
	Unrecognised Basis = "unrecognised" // something does, in words that no rule knows
	AmbiguousB   Basis = "ambiguous"    // several licenses are possible
	Conflicting  Basis = "conflicting"  // evidence contradicts itself
	Unreadable   Basis = "unreadable"   // evidence could not be fetched or read
)

// Conclusion is the one answer for a component.
type Conclusion struct {
	License spdx.Expression `json:"license,omitempty"`
	// Candidates are the possible licenses where Basis is ambiguous, the
	// sides where it is conflicting, and where AssumedOr the two readings.
	Candidates []spdx.Expression `json:"candidates,omitempty"`
	Basis      Basis             `json:"basis"`
	// AssumedOr marks several <license> elements read as a choice, as Maven's
	// model has it, without a text that confirms it.
	AssumedOr bool    `json:"assumedOr,omitempty"`
	Claims    []Claim `json:"claims,omitempty"`
	// By names the rule, curation or override entry ("overrides.yaml:12") that
	// decided; Reason is its reason, as Markdown.
	By     string `json:"by,omitempty"`
	Reason string `json:"reason,omitempty"`
	Note   string `json:"note,omitempty"`   // an override's note
	Source string `json:"source,omitempty"` // an override's or curation's source
	// Upstream is what was concluded before an override replaced it.
	Upstream *Conclusion `json:"upstream,omitempty"`
}

// Known reports whether the conclusion is one definite license.
func (c Conclusion) Known() bool { return c.License != "" && !c.AssumedOr }

// Verdict is the policy's answer. The zero value fails.
type Verdict string

// The verdicts, worst first.
const (
	Undecided Verdict = ""
	Denied    Verdict = "denied"
	Review    Verdict = "review"
	Excepted  Verdict = "excepted"
	Allowed   Verdict = "allowed"
)

// Worse reports whether v is a worse verdict than w.
func (v Verdict) Worse(w Verdict) bool { return v.rank() < w.rank() }

func (v Verdict) rank() int {
	switch v {
	case Denied:
		return 1
	case Review:
		return 2
	case Excepted:
		return 3
	case Allowed:
		return 4
	}
	return 0
}

// Judgement is the policy's answer for one occurrence.
type Judgement struct {
	Verdict Verdict `json:"verdict"`
	// Code is the problem code of a denial or review: license-denied,
	// license-unknown, license-ambiguous, license-conflicting, license-review.
	Code string `json:"code,omitempty"`
	// Choice is the alternative of an OR that was taken.
	Choice spdx.Expression `json:"choice,omitempty"`
	Why    string          `json:"why,omitempty"`
	By     string          `json:"by,omitempty"` // "licaudit.yaml:7" or "built-in policy"
}

// Finding is the policy's answer for a component: the worst of its
// occurrences is the headline.
type Finding struct {
	Component  Component  `json:"component"`
	Conclusion Conclusion `json:"conclusion"`
	Judgement
	// Judgements stand beside Component.Occurrences, index for index.
	Judgements []Judgement `json:"judgements,omitempty"`
	// Obligations that the chosen license brings where the component ships.
	Obligations []string `json:"obligations,omitempty"`
	// Exception is the policy's exception that was used, if any.
	Exception *Exception `json:"exception,omitempty"`
	// Baselined marks a failure that the baseline grandfathers; New one that
	// it lacks. Both are false without a baseline.
	Baselined bool `json:"baselined,omitempty"`
	New       bool `json:"new,omitempty"`
}

// Fails reports whether the finding fails a build that fails on failOn
// (Denied or Review). What could not be judged because its evidence could not
// be read is no denial: it makes the result incomplete instead.
func (f Finding) Fails(failOn Verdict) bool {
	if f.Component.FirstParty || f.Baselined || f.Code == CodeLicenseUnreadable {
		return false
	}
	return f.Verdict == Undecided || f.Verdict == Denied || f.Verdict == Review && failOn == Review
}
