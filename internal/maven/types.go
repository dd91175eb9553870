package maven

// handler is what Maven knows of a dependency type: the extension of its file,
// the classifier that it implies, and whether the file has its dependencies
// inside, so that they are not followed.
type handler struct {
	extension, classifier string
	fat                   bool
}

// handlers are those of Maven's core; a type that is not among them is its own
// extension.
// https://maven.apache.org/ref/3.8.7/maven-core/artifact-handlers.html
var handlers = map[string]handler{
	"pom":          {"pom", "", false},
	"jar":          {"jar", "", false},
	"maven-plugin": {"jar", "", false},
	"ejb":          {"jar", "", false},
	"ejb-client":   {"jar", "client", false},
	"test-jar":     {"jar", "tests", false},
	"java-source":  {"jar", "sources", false},
	"javadoc":      {"jar", "javadoc", false},
	"war":          {"war", "", true},
	"ear":          {"ear", "", true},
	"rar":          {"rar", "", true},
}
