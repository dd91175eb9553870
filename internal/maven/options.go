package maven

// Options are what Maven takes from its command line and its surroundings.
// The zero value of a field is Maven's default.
type Options struct {
	// Dir is the working directory, File the POM below it (-f); File may name
	// a directory, and is "pom.xml" when empty.
	Dir, File string
	// Profiles are the values of -P, split at commas: "a", "!b", "-b", "+c".
	Profiles []string
	// Properties are the user properties (-D).
	Properties map[string]string
	// SettingsFile and GlobalSettingsFile are -s and -gs.
	SettingsFile, GlobalSettingsFile string
	// Projects are the values of -pl, split at commas; "!x" and "-x" exclude.
	Projects []string
	// ResumeFrom is -rf.
	ResumeFrom                             string
	AlsoMake, AlsoMakeDependents           bool
	NonRecursive, Offline, UpdateSnapshots bool
	// Environ is the environment as "KEY=value"; Home the user's home folder.
	Environ []string
	Home    string
	// SaveLocal also writes downloaded POMs into the local repository.
	SaveLocal bool
	// Checksum replaces the checksum policy of every repository: "fail" (-C),
	// "warn" (-c), or empty.
	Checksum string
	// CacheDir is the folder of the tool's own cache; empty means none.
	CacheDir string
	// Progress, if set, is told how far the work is.
	Progress func(done, total int, what string)
	// InFlight bounds the requests under way at once; 0 means the default.
	InFlight int
	// KeepGoing resolves the other modules when one fails; the failure is
	// Module.Err then.
	KeepGoing bool
	// Verbose keeps the losing paths, for Module.Omitted.
	Verbose bool
}

// selects reports whether only some of the modules are asked for.
func (o *Options) selects() bool { return len(o.Projects) > 0 || o.ResumeFrom != "" }
