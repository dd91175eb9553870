// Package js finds the JavaScript, CSS and font libraries that were copied
// into a tree, or stand inside its .war, .jar and .zip files: which library,
// which version, which license.
//
// A file is recognised by what it is (its hash, the hash of its tokens, the
// strings and names that survive a minifier) and by what it says (banner,
// version literal); its name and folder only support that. A version is stated
// as fact from a hash, a banner or a version literal alone; else Library.Near
// says roughly which it is.
package js

import (
	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Options say what to look at.
type Options struct {
	// Root is the folder that paths are relative to.
	Root string
	// Named are files and folders given by the user, relative to Root or
	// absolute; empty means Root itself. Their paths are printed as given. A
	// named folder is read even where the defaults would skip it.
	Named []string
	// Include, if not empty, limits the walk to matching paths; Exclude skips
	// matching ones. Both are doublestar globs over slash-separated paths.
	Include, Exclude []string
	// Signatures are files of signatures besides the built-in ones.
	Signatures []string
	// TextCache is a folder that keeps what license texts were read as; empty
	// means memory alone.
	TextCache string
	// Own, if set, says which holders of a copyright are the project's own.
	Own func(holder string) bool
	// SkipTexts leaves license texts alone; Result.Texts is empty then.
	SkipTexts bool
	// Progress, if set, is told how many files are done; calls do not overlap.
	Progress func(done, total int, what string)
}

// Result is what a tree holds.
type Result struct {
	Libraries []Library       // sorted by path, name, version
	Texts     []Text          // sorted by path
	Notices   []Notice        // sorted by path and line
	Problems  []audit.Problem // sorted by position, code, message
	// DataVersion is the version of the signature database; empty where no
	// file asked for it.
	DataVersion string
}

// The methods of recognition, surest first.
const (
	MethodHash        = "hash"         // the bytes of a published file
	MethodTokens      = "tokens"       // the same but for comments and white space
	MethodSequence    = "sequence"     // all strings, names and numbers of a published file, in order
	MethodFingerprint = "fingerprint"  // the strings and names of the library
	MethodBanner      = "banner"       // the file's own leading or license comment
	MethodManifest    = "package-json" // package.json, bower.json, component.json
	MethodWebJar      = "webjar"       // META-INF/resources/webjars/NAME/VERSION
	MethodSourceMap   = "source-map"   // the sources that a source map lists
	MethodLicenseText = "license-txt"  // the *.LICENSE.txt that a bundler wrote
)

// Library is one library found in one file.
type Library struct {
	// Path is slash-separated, relative to Root, and nests: "a.war!/js/x.js".
	Path string
	// ID is an npm ID; its Version is empty unless it is known for sure.
	ID audit.ID
	// Near is an approximate version such as "3.6.x" where ID.Version is
	// empty; Candidates are the versions it may be, in version order.
	Near       string
	Candidates []string
	// Method names how it was recognised, Confidence (0 to 1) how surely.
	Method     string
	Confidence float64
	// License is what the database, the file and its neighbours agree on, or
	// what the strongest of them says; Sides holds the licenses that
	// contradict each other where they do not agree.
	License spdx.Expression
	Sides   []spdx.Expression
	// ByVersion holds, sorted, the licenses that it may be under where the
	// version is not known, they differ between versions, and nothing else
	// tells; License is empty then.
	ByVersion []spdx.Expression
	// Scope is runtime, test or documentation, by place.
	Scope string
	// Evidence is everything that speaks of the license, strongest first, and
	// before it the lockfile that chose the version, if one did.
	Evidence []audit.Evidence
	Metadata audit.Metadata
}

// Text is one license text found in the tree.
type Text struct {
	Path       string
	License    spdx.Expression
	Candidates []spdx.Expression
	Status     audit.Status
}
