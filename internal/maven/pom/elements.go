package pom

import "github.com/vifraa/gopom"

func (w *walker) project(p *gopom.Project, at *Places) error {
	var reports bool
	return w.element(func(name string) (bool, error) {
		switch name {
		case "modelVersion":
			return w.str(&p.ModelVersion, name)
		case "parent":
			at.Parent = w.start()
			return object(w, &p.Parent, name, w.parent)
		case "groupId":
			return w.str(&p.GroupID, name)
		case "artifactId":
			return w.str(&p.ArtifactID, name)
		case "version":
			return w.str(&p.Version, name)
		case "packaging":
			return w.str(&p.Packaging, name)
		case "name":
			return w.str(&p.Name, name)
		case "description":
			return w.str(&p.Description, name)
		case "url":
			return w.str(&p.URL, name)
		case "inceptionYear":
			return w.str(&p.InceptionYear, name)
		case "organization", "organisation":
			return object(w, &p.Organization, name, w.organization)
		case "licenses":
			return list(w, &p.Licenses, name, "license", func(l *gopom.License) error {
				at.Licenses = append(at.Licenses, w.start())
				return w.license(l)
			})
		case "developers":
			return list(w, &p.Developers, name, "developer", w.developer)
		case "contributors":
			return list(w, &p.Contributors, name, "contributor", w.contributor)
		case "mailingLists":
			return list(w, &p.MailingLists, name, "mailingList", w.mailingList)
		case "prerequisites":
			return object(w, &p.Prerequisites, name, func(q *gopom.Prerequisites) error {
				return w.element(func(name string) (bool, error) {
					if name == "maven" {
						return w.str(&q.Maven, name)
					}
					return false, nil
				})
			})
		case "modules":
			return w.modules(&p.Modules, name, at)
		case "scm":
			return object(w, &p.SCM, name, w.scm)
		case "issueManagement":
			return object(w, &p.IssueManagement, name, w.issueManagement)
		case "ciManagement":
			return object(w, &p.CIManagement, name, w.ciManagement)
		case "distributionManagement":
			return object(w, &p.DistributionManagement, name, w.distributionManagement)
		case "properties":
			return w.properties(&p.Properties, name, at)
		case "dependencyManagement":
			return w.management(&p.DependencyManagement, name, &at.Managed)
		case "dependencies":
			return w.dependencies(&p.Dependencies, name, &at.Dependencies)
		case "repositories":
			return list(w, &p.Repositories, name, "repository", w.repository)
		case "pluginRepositories":
			return list(w, &p.PluginRepositories, name, "pluginRepository", w.pluginRepository)
		case "build":
			return object(w, &p.Build, name, w.build)
		case "reports":
			return w.dom(&reports, name)
		case "reporting":
			return object(w, &p.Reporting, name, w.reporting)
		case "profiles":
			return list(w, &p.Profiles, name, "profile", func(f *gopom.Profile) error {
				at.Profiles = append(at.Profiles, Places{})
				return w.profile(f, &at.Profiles[len(at.Profiles)-1])
			})
		}
		return false, nil
	}, "xmlns", "child.project.url.inherit.append.path")
}

func (w *walker) profile(p *gopom.Profile, at *Places) error {
	var reports bool
	return w.element(func(name string) (bool, error) {
		switch name {
		case "id":
			return w.str(&p.ID, name)
		case "activation":
			return object(w, &p.Activation, name, w.activation)
		case "build":
			return object(w, &p.Build, name, func(b *gopom.BuildBase) error {
				return w.element(func(name string) (bool, error) { return w.buildBase(b, name) })
			})
		case "modules":
			return w.modules(&p.Modules, name, at)
		case "distributionManagement":
			return object(w, &p.DistributionManagement, name, w.distributionManagement)
		case "properties":
			return w.properties(&p.Properties, name, at)
		case "dependencyManagement":
			return w.management(&p.DependencyManagement, name, &at.Managed)
		case "dependencies":
			return w.dependencies(&p.Dependencies, name, &at.Dependencies)
		case "repositories":
			return list(w, &p.Repositories, name, "repository", w.repository)
		case "pluginRepositories":
			return list(w, &p.PluginRepositories, name, "pluginRepository", w.pluginRepository)
		case "reports":
			return w.dom(&reports, name)
		case "reporting":
			return object(w, &p.Reporting, name, w.reporting)
		}
		return false, nil
	})
}

func (w *walker) parent(p *gopom.Parent) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "groupId":
			return w.str(&p.GroupID, name)
		case "artifactId":
			return w.str(&p.ArtifactID, name)
		case "version":
			return w.str(&p.Version, name)
		case "relativePath":
			return w.str(&p.RelativePath, name)
		}
		return false, nil
	})
}

func (w *walker) modules(p **[]string, name string, at *Places) (bool, error) {
	return list(w, p, name, "module", func(s *string) error {
		at.Modules = append(at.Modules, w.start())
		t, err := w.text()
		*s = trim(t)
		return err
	})
}

func (w *walker) management(p **gopom.DependencyManagement, name string, at *[]Place) (bool, error) {
	return object(w, p, name, func(m *gopom.DependencyManagement) error {
		return w.element(func(name string) (bool, error) {
			if name == "dependencies" {
				return w.dependencies(&m.Dependencies, name, at)
			}
			return false, nil
		})
	})
}

func (w *walker) dependencies(p **[]gopom.Dependency, name string, at *[]Place) (bool, error) {
	return list(w, p, name, "dependency", func(d *gopom.Dependency) error {
		place := Place{Start: w.start()}
		err := w.dependency(d, &place)
		if at != nil {
			*at = append(*at, place)
		}
		return err
	})
}

func (w *walker) dependency(d *gopom.Dependency, at *Place) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "groupId":
			return w.str(&d.GroupID, name)
		case "artifactId":
			return w.str(&d.ArtifactID, name)
		case "version":
			at.Version = w.start()
			return w.str(&d.Version, name)
		case "type":
			return w.str(&d.Type, name)
		case "classifier":
			return w.str(&d.Classifier, name)
		case "scope":
			return w.str(&d.Scope, name)
		case "systemPath":
			return w.str(&d.SystemPath, name)
		case "exclusions":
			return list(w, &d.Exclusions, name, "exclusion", func(e *gopom.Exclusion) error {
				return w.element(func(name string) (bool, error) {
					switch name {
					case "artifactId":
						return w.str(&e.ArtifactID, name)
					case "groupId":
						return w.str(&e.GroupID, name)
					}
					return false, nil
				})
			})
		case "optional":
			return w.str(&d.Optional, name)
		}
		return false, nil
	})
}

func (w *walker) activation(a *gopom.Activation) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "activeByDefault":
			var s *string
			if a.ActiveByDefault != nil {
				return w.duplicate(name)
			}
			known, err := w.str(&s, name)
			active := s != nil && len(*s) == 4 && equalFold(*s, "true")
			a.ActiveByDefault = &active
			return known, err
		case "jdk":
			return w.str(&a.JDK, name)
		case "os":
			return object(w, &a.OS, name, w.activationOS)
		case "property":
			return object(w, &a.Property, name, func(p *gopom.ActivationProperty) error {
				return w.element(func(name string) (bool, error) {
					switch name {
					case "name":
						return w.str(&p.Name, name)
					case "value":
						return w.str(&p.Value, name)
					}
					return false, nil
				})
			})
		case "file":
			return object(w, &a.File, name, func(f *gopom.ActivationFile) error {
				return w.element(func(name string) (bool, error) {
					switch name {
					case "missing":
						return w.str(&f.Missing, name)
					case "exists":
						return w.str(&f.Exists, name)
					}
					return false, nil
				})
			})
		}
		return false, nil
	})
}

func (w *walker) activationOS(o *gopom.ActivationOS) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "name":
			return w.str(&o.Name, name)
		case "family":
			return w.str(&o.Family, name)
		case "arch":
			return w.str(&o.Arch, name)
		case "version":
			return w.str(&o.Version, name)
		}
		return false, nil
	})
}
