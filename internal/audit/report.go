package audit

import "github.com/licaudit/licaudit/internal/spdx"

// ReportVersion is the version of result.json's form.
const ReportVersion = 1

// Report is the whole result of a run; result.json is its written form and the
// only source of every other output.
type Report struct {
	Version  int     `json:"version"`
	Tool     Tool    `json:"tool"`
	Project  Project `json:"project"`
	Verdict  Verdict `json:"verdict"` // worst that fails, else allowed; undecided when NoVerdict is set
	Complete bool    `json:"complete"`
	Exit     int     `json:"exit"`
	// NoVerdict says why a run ended without a verdict; then nothing else but
	// Problems can be relied on.
	NoVerdict string   `json:"noVerdict,omitempty"`
	Settings  Settings `json:"settings"`
	// Modules in reactor order.
	Modules []Module `json:"modules,omitempty"`
	// Findings are sorted by ID: type, namespace, name, version, classifier.
	Findings []Finding `json:"findings,omitempty"`
	// Problems are sorted by severity, code, subject, position.
	Problems   []Problem       `json:"problems,omitempty"`
	Overrides  []OverrideState `json:"overrides,omitempty"`  // in file order
	Exceptions []Exception     `json:"exceptions,omitempty"` // in file order
	// Unnamed is the code that only its notices tell of, sorted by the first
	// notice's file and line; each is a problem, too.
	Unnamed []Unnamed `json:"unnamed,omitempty"`
	// Obligations explains every obligation that a finding names.
	Obligations map[string]string `json:"obligations,omitempty"`
	// Texts holds license, notice and banner texts once each, by SHA-256.
	Texts map[string]string `json:"texts,omitempty"`
}

// Tool says which licaudit, with which data, made the report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	// Data maps a data set ("spdx", "signatures", "curations") to its version.
	Data map[string]string `json:"data,omitempty"`
}

// Project is what was audited.
type Project struct {
	Name     string            `json:"name,omitempty"`
	ID       ID                `json:"id,omitzero"` // of the root POM, if there is one
	Revision string            `json:"revision,omitempty"`
	Time     string            `json:"time,omitempty"` // of the commit, RFC 3339; or SOURCE_DATE_EPOCH
	Labels   map[string]string `json:"labels,omitempty"`
}

// Settings are what the run was judged by.
type Settings struct {
	FailOn Verdict `json:"failOn"`
	AsOf   string  `json:"asOf"` // YYYY-MM-DD: the date for which expiry was judged
	Policy Policy  `json:"policy"`
	// Overrides, Baseline are the files in force with their SHA-256.
	Overrides []File `json:"overrides,omitempty"`
	Baseline  *File  `json:"baseline,omitempty"`
	// Evidence is "needed" or "full".
	Evidence string `json:"evidence"`
}

// File is a file in force.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Policy is the policy in force, as the report shows it.
type Policy struct {
	BuiltIn bool     `json:"builtIn,omitempty"`
	Files   []File   `json:"files,omitempty"`
	Rules   []string `json:"rules"` // in words, a line each, as "allow: permissive, weak-copyleft"
	// Unused are allow entries that no license in use needed.
	Unused []string `json:"unused,omitempty"`
}

// Module is one module of the reactor with its resolved tree.
type Module struct {
	ID        ID     `json:"id"`
	Packaging string `json:"packaging"`
	POM       string `json:"pom"` // slash-separated path below the project
	Complete  bool   `json:"complete"`
	// Tree is the dependency tree in Maven's order, depth first.
	Tree []Node `json:"tree,omitempty"`
	// Omitted are the paths that lost a conflict, in the order of the walk;
	// only a run that was asked to explain keeps them.
	Omitted []Omitted `json:"omitted,omitempty"`
}

// Omitted is a path that asked for an artifact and did not get its version.
type Omitted struct {
	// Path leads from the direct dependency to what was asked for, which is
	// last.
	Path []ID `json:"path"`
	// Winner was taken instead. Reason is conflict, duplicate or cycle.
	Winner ID     `json:"winner"`
	Reason string `json:"reason"`
	Scope  string `json:"scope,omitempty"`
	// ManagedFrom is the version that was declared, where management chose
	// another.
	ManagedFrom string `json:"managedFrom,omitempty"`
}

// Node is one line of a module's dependency tree.
type Node struct {
	ID       ID     `json:"id"`
	Scope    string `json:"scope"`
	Optional bool   `json:"optional,omitempty"`
	// Parent is the index of the parent in Module.Tree, or -1 for a direct
	// dependency.
	Parent int `json:"parent"`
}

// Severity of a problem.
type Severity string

// The severities, worst first. An incomplete problem makes the whole result
// incomplete: something could not be resolved or read.
const (
	SeverityError      Severity = "error"
	SeverityIncomplete Severity = "incomplete"
	SeverityWarning    Severity = "warning"
	SeverityNote       Severity = "note"
)

// Problem is something about the user's project that could not be read,
// resolved or decided, or that deserves a look.
type Problem struct {
	Code     string   `json:"code"` // one of Codes
	Severity Severity `json:"severity"`
	Subject  string   `json:"subject,omitempty"` // coordinates, purl or path
	At       Position `json:"at,omitzero"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"` // what to do
}

// OverrideState says what became of one entry of overrides.yaml.
type OverrideState struct {
	Match    string          `json:"match"`
	At       Position        `json:"at"`
	State    string          `json:"state"` // applied, unmatched, expired, superseded, contradicted, unguarded, shadowed
	License  spdx.Expression `json:"license,omitempty"`
	Reason   string          `json:"reason"`
	Note     string          `json:"note,omitempty"`
	Source   string          `json:"source,omitempty"`
	By       string          `json:"by,omitempty"`
	Date     string          `json:"date,omitempty"`
	Expires  string          `json:"expires,omitempty"`
	Applied  []ID            `json:"applied,omitempty"` // sorted
	Detail   string          `json:"detail,omitempty"`  // both values of a failed guard, what upstream now says
	Kind     string          `json:"kind"`              // override, name, component
	Metadata Metadata        `json:"metadata,omitzero"`
}

// Exception is a policy exception and whether it was used.
type Exception struct {
	Match   string   `json:"match"`
	Allow   []string `json:"allow"`
	Reason  string   `json:"reason"`
	Expires string   `json:"expires,omitempty"`
	At      Position `json:"at"`
	Used    bool     `json:"used"`
	Expired bool     `json:"expired,omitempty"`
}
