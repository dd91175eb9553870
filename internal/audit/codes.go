package audit

import (
	"maps"
	"slices"
)

// Problem codes. docs/problems.md has a heading for each.
const (
	CodeLicenseDenied      = "license-denied"
	CodeLicenseReview      = "license-review"
	CodeLicenseNone        = "license-none"
	CodeLicenseUnknown     = "license-unrecognised"
	CodeLicenseAmbiguous   = "license-ambiguous"
	CodeLicenseConflicting = "license-conflicting"
	CodeLicenseUnreadable  = "license-unreadable"

	CodeOverrideUnmatched    = "override-unmatched"
	CodeOverrideExpired      = "override-expired"
	CodeOverrideSuperseded   = "override-superseded"
	CodeOverrideContradicted = "override-contradicted"
	CodeOverrideUnguarded    = "override-unguarded"
	CodeOverrideShadowed     = "override-shadowed"

	CodeExceptionUnused  = "exception-unused"
	CodeExceptionExpired = "exception-expired"
	CodeAllowUnused      = "allow-unused"
	CodeBaselineStale    = "baseline-stale"

	CodePOMInvalid         = "pom-invalid"
	CodePOMMissing         = "pom-missing"
	CodePropertyUnresolved = "property-unresolved"
	CodeModuleFailed       = "module-failed"
	CodeMavenExtension     = "maven-extension"

	CodeFileUnreadable    = "file-unreadable"
	CodeLicenseClash      = "license-clash"
	CodeUnnamedScript     = "unnamed-script"
	CodeOwnNotice         = "own-notice"
	CodeArchiveUnreadable = "archive-unreadable"

	CodeChecksumMismatch   = "checksum-mismatch"
	CodeChecksumMissing    = "checksum-missing"
	CodeMetadataUnreadable = "metadata-unreadable"
	CodeCacheUnwritable    = "cache-unwritable"
	CodeSettingsIgnored    = "settings-ignored"
	CodeWebPage            = "web-page"
)

// meanings says in a line what each code means.
var meanings = map[string]string{
	CodeLicenseDenied:      "the policy denies the license",
	CodeLicenseReview:      "the policy asks for a review of the license",
	CodeLicenseNone:        "nothing declares a license",
	CodeLicenseUnknown:     "a license is declared in words that no rule knows",
	CodeLicenseAmbiguous:   "several licenses are possible",
	CodeLicenseConflicting: "the evidence contradicts itself",
	CodeLicenseUnreadable:  "evidence could not be fetched or read",

	CodeOverrideUnmatched:    "an override matches no component",
	CodeOverrideExpired:      "an override is past its expiry date",
	CodeOverrideSuperseded:   "upstream now says what an override says",
	CodeOverrideContradicted: "upstream no longer says what an override's guard expects",
	CodeOverrideUnguarded:    "an override would replace a definite license without a guard",
	CodeOverrideShadowed:     "a nearer override decides before this one",

	CodeExceptionUnused:  "no component needs an exception of the policy",
	CodeExceptionExpired: "an exception of the policy is past its expiry date",
	CodeAllowUnused:      "no license in use needs an entry of the allow list",
	CodeBaselineStale:    "the baseline lists what is no longer found",

	CodePOMInvalid:         "the POM of a dependency is not valid",
	CodePOMMissing:         "the POM of a dependency was not found",
	CodePropertyUnresolved: "a property in the POM of a dependency has no value",
	CodeModuleFailed:       "a module could not be resolved",
	CodeMavenExtension:     "a Maven extension may change the answer",

	CodeFileUnreadable:    "a file could not be read",
	CodeLicenseClash:      "a library's manifest or comment contradicts its license",
	CodeUnnamedScript:     "a script with a license or copyright notice is no library that is known",
	CodeOwnNotice:         "notices in scripts are taken for the project's own",
	CodeArchiveUnreadable: "an archive could not be read",

	CodeChecksumMismatch:   "a file of a repository is not what the repository says it is",
	CodeChecksumMissing:    "a repository has no checksums for its files",
	CodeMetadataUnreadable: "a repository's list of versions could not be read",
	CodeCacheUnwritable:    "the cache could not be written",
	CodeSettingsIgnored:    "a part of settings.xml is not understood, as by Maven",
	CodeWebPage:            "a repository sent a web page in the place of a file",
}

// Codes lists every problem code, sorted.
func Codes() []string { return slices.Sorted(maps.Keys(meanings)) }

// Meaning says in a line what a code means; it is empty for an unknown code.
func Meaning(code string) string { return meanings[code] }
