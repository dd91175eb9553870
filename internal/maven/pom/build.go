package pom

import "github.com/vifraa/gopom"

func (w *walker) build(b *gopom.Build) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "sourceDirectory":
			return w.str(&b.SourceDirectory, name)
		case "scriptSourceDirectory":
			return w.str(&b.ScriptSourceDirectory, name)
		case "testSourceDirectory":
			return w.str(&b.TestSourceDirectory, name)
		case "outputDirectory":
			return w.str(&b.OutputDirectory, name)
		case "testOutputDirectory":
			return w.str(&b.TestOutputDirectory, name)
		case "extensions":
			return list(w, &b.Extensions, name, "extension", func(e *gopom.Extension) error {
				return w.element(func(name string) (bool, error) {
					switch name {
					case "groupId":
						return w.str(&e.GroupID, name)
					case "artifactId":
						return w.str(&e.ArtifactID, name)
					case "version":
						return w.str(&e.Version, name)
					}
					return false, nil
				})
			})
		}
		return w.buildBase(&b.BuildBase, name)
	})
}

func (w *walker) buildBase(b *gopom.BuildBase, name string) (bool, error) {
	switch name {
	case "defaultGoal":
		return w.str(&b.DefaultGoal, name)
	case "resources":
		return list(w, &b.Resources, name, "resource", w.resource)
	case "testResources":
		return list(w, &b.TestResources, name, "testResource", w.resource)
	case "directory":
		return w.str(&b.Directory, name)
	case "finalName":
		return w.str(&b.FinalName, name)
	case "filters":
		return w.strs(&b.Filters, name, "filter")
	case "pluginManagement":
		return object(w, &b.PluginManagement, name, func(m *gopom.PluginManagement) error {
			return w.element(func(name string) (bool, error) {
				if name == "plugins" {
					return list(w, &m.Plugins, name, "plugin", w.plugin)
				}
				return false, nil
			})
		})
	case "plugins":
		return list(w, &b.Plugins, name, "plugin", w.plugin)
	}
	return false, nil
}

func (w *walker) resource(r *gopom.Resource) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "targetPath":
			return w.str(&r.TargetPath, name)
		case "filtering":
			return w.str(&r.Filtering, name)
		case "directory":
			return w.str(&r.Directory, name)
		case "includes":
			return w.strs(&r.Includes, name, "include")
		case "excludes":
			return w.strs(&r.Excludes, name, "exclude")
		}
		return false, nil
	})
}

func (w *walker) plugin(p *gopom.Plugin) error {
	var goals, configuration bool
	return w.element(func(name string) (bool, error) {
		switch name {
		case "groupId":
			return w.str(&p.GroupID, name)
		case "artifactId":
			return w.str(&p.ArtifactID, name)
		case "version":
			return w.str(&p.Version, name)
		case "extensions":
			return w.str(&p.Extensions, name)
		case "executions":
			return list(w, &p.Executions, name, "execution", w.execution)
		case "dependencies":
			return w.dependencies(&p.Dependencies, name, nil)
		case "goals":
			return w.dom(&goals, name)
		case "inherited":
			return w.str(&p.Inherited, name)
		case "configuration":
			return w.dom(&configuration, name)
		}
		return false, nil
	})
}

func (w *walker) execution(e *gopom.PluginExecution) error {
	var configuration bool
	return w.element(func(name string) (bool, error) {
		switch name {
		case "id":
			return w.str(&e.ID, name)
		case "phase":
			return w.str(&e.Phase, name)
		case "goals":
			return w.strs(&e.Goals, name, "goal")
		case "inherited":
			return w.str(&e.Inherited, name)
		case "configuration":
			return w.dom(&configuration, name)
		}
		return false, nil
	})
}

func (w *walker) reporting(r *gopom.Reporting) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "excludeDefaults":
			return w.str(&r.ExcludeDefaults, name)
		case "outputDirectory":
			return w.str(&r.OutputDirectory, name)
		case "plugins":
			return list(w, &r.Plugins, name, "plugin", w.reportingPlugin)
		}
		return false, nil
	})
}

func (w *walker) reportingPlugin(p *gopom.ReportingPlugin) error {
	var configuration bool
	return w.element(func(name string) (bool, error) {
		switch name {
		case "groupId":
			return w.str(&p.GroupID, name)
		case "artifactId":
			return w.str(&p.ArtifactID, name)
		case "version":
			return w.str(&p.Version, name)
		case "reportSets":
			return list(w, &p.ReportSets, name, "reportSet", w.reportSet)
		case "inherited":
			return w.str(&p.Inherited, name)
		case "configuration":
			return w.dom(&configuration, name)
		}
		return false, nil
	})
}

func (w *walker) reportSet(r *gopom.ReportSet) error {
	var configuration bool
	return w.element(func(name string) (bool, error) {
		switch name {
		case "id":
			return w.str(&r.ID, name)
		case "reports":
			return w.strs(&r.Reports, name, "report")
		case "inherited":
			return w.str(&r.Inherited, name)
		case "configuration":
			return w.dom(&configuration, name)
		}
		return false, nil
	})
}
