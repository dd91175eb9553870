package maven

import "slices"

// bound are the plugins that Maven's lifecycles bind for a packaging, beside
// those of every packaging.
// https://maven.apache.org/ref/3.8.7/maven-core/default-bindings.html
var bound = map[string][]string{
	"pom":          {},
	"jar":          {"maven-resources-plugin", "maven-compiler-plugin", "maven-surefire-plugin", "maven-jar-plugin"},
	"ejb":          {"maven-resources-plugin", "maven-compiler-plugin", "maven-surefire-plugin", "maven-ejb-plugin"},
	"maven-plugin": {"maven-plugin-plugin", "maven-resources-plugin", "maven-compiler-plugin", "maven-surefire-plugin", "maven-jar-plugin"},
	"war":          {"maven-resources-plugin", "maven-compiler-plugin", "maven-surefire-plugin", "maven-war-plugin"},
	"ear":          {"maven-ear-plugin", "maven-resources-plugin"},
	"rar":          {"maven-resources-plugin", "maven-compiler-plugin", "maven-surefire-plugin", "maven-rar-plugin"},
}

// withLifecycle adds the plugins that the lifecycles bind and the project
// manages: their managed values are checked, and what they depend on comes
// before the module, as if it had named them. Other packagings bring bindings
// of their own, most of them those of a jar.
func withLifecycle(plugins, managed []*plugin, packaging string) []*plugin {
	if len(managed) == 0 {
		return plugins
	}
	names, ok := bound[packaging]
	if !ok {
		names = bound["jar"]
	}
	out := slices.Clip(plugins)
	for _, name := range slices.Concat(names, []string{"maven-install-plugin", "maven-deploy-plugin", "maven-clean-plugin", "maven-site-plugin"}) {
		k := ga{"org.apache.maven.plugins", name}
		has := func(p *plugin) bool { return p.key() == k }
		if !slices.ContainsFunc(plugins, has) && slices.ContainsFunc(managed, has) {
			out = append(out, &plugin{groupID: k.groupID, artifactID: name, bound: true})
		}
	}
	return out
}
