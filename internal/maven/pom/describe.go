package pom

import (
	"strings"

	"github.com/vifraa/gopom"
)

func equalFold(a, b string) bool { return strings.EqualFold(a, b) }

func (w *walker) organization(o *gopom.Organization) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "name":
			return w.str(&o.Name, name)
		case "url":
			return w.str(&o.URL, name)
		}
		return false, nil
	})
}

func (w *walker) license(l *gopom.License) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "name":
			return w.str(&l.Name, name)
		case "url":
			return w.str(&l.URL, name)
		case "distribution":
			return w.str(&l.Distribution, name)
		case "comments":
			return w.str(&l.Comments, name)
		}
		return false, nil
	})
}

func (w *walker) developer(d *gopom.Developer) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "id":
			return w.str(&d.ID, name)
		case "name":
			return w.str(&d.Name, name)
		case "email":
			return w.str(&d.Email, name)
		case "url":
			return w.str(&d.URL, name)
		case "organization", "organisation":
			return w.str(&d.Organization, name)
		case "organizationUrl", "organisationUrl":
			return w.str(&d.OrganizationURL, name)
		case "roles":
			return w.strs(&d.Roles, name, "role")
		case "timezone":
			return w.str(&d.Timezone, name)
		case "properties":
			return w.properties(&d.Properties, name, nil)
		}
		return false, nil
	})
}

func (w *walker) contributor(c *gopom.Contributor) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "name":
			return w.str(&c.Name, name)
		case "email":
			return w.str(&c.Email, name)
		case "url":
			return w.str(&c.URL, name)
		case "organization", "organisation":
			return w.str(&c.Organization, name)
		case "organizationUrl", "organisationUrl":
			return w.str(&c.OrganizationURL, name)
		case "roles":
			return w.strs(&c.Roles, name, "role")
		case "timezone":
			return w.str(&c.Timezone, name)
		case "properties":
			return w.properties(&c.Properties, name, nil)
		}
		return false, nil
	})
}

func (w *walker) mailingList(m *gopom.MailingList) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "name":
			return w.str(&m.Name, name)
		case "subscribe":
			return w.str(&m.Subscribe, name)
		case "unsubscribe":
			return w.str(&m.Unsubscribe, name)
		case "post":
			return w.str(&m.Post, name)
		case "archive":
			return w.str(&m.Archive, name)
		case "otherArchives":
			return w.strs(&m.OtherArchives, name, "otherArchive")
		}
		return false, nil
	})
}

func (w *walker) scm(s *gopom.Scm) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "connection":
			return w.str(&s.Connection, name)
		case "developerConnection":
			return w.str(&s.DeveloperConnection, name)
		case "tag":
			return w.str(&s.Tag, name)
		case "url":
			return w.str(&s.URL, name)
		}
		return false, nil
	}, "child.scm.connection.inherit.append.path", "child.scm.developerConnection.inherit.append.path", "child.scm.url.inherit.append.path")
}

func (w *walker) issueManagement(i *gopom.IssueManagement) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "system":
			return w.str(&i.System, name)
		case "url":
			return w.str(&i.URL, name)
		}
		return false, nil
	})
}

func (w *walker) ciManagement(c *gopom.CIManagement) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "system":
			return w.str(&c.System, name)
		case "url":
			return w.str(&c.URL, name)
		case "notifiers":
			return list(w, &c.Notifiers, name, "notifier", w.notifier)
		}
		return false, nil
	})
}

func (w *walker) notifier(n *gopom.Notifier) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "type":
			return w.str(&n.Type, name)
		case "sendOnError":
			return w.boolean(&n.SendOnError, name)
		case "sendOnFailure":
			return w.boolean(&n.SendOnFailure, name)
		case "sendOnSuccess":
			return w.boolean(&n.SendOnSuccess, name)
		case "sendOnWarning":
			return w.boolean(&n.SendOnWarning, name)
		case "address":
			return w.str(&n.Address, name)
		case "configuration":
			return w.properties(&n.Configuration, name, nil)
		}
		return false, nil
	})
}

func (w *walker) boolean(p **bool, name string) (bool, error) {
	if *p != nil {
		return w.duplicate(name)
	}
	s, err := w.text()
	b := equalFold(trim(s), "true")
	*p = &b
	return true, err
}

func (w *walker) distributionManagement(d *gopom.DistributionManagement) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "repository":
			return object(w, &d.Repository, name, w.repository)
		case "snapshotRepository":
			return object(w, &d.SnapshotRepository, name, w.repository)
		case "site":
			return object(w, &d.Site, name, func(s *gopom.Site) error {
				return w.element(func(name string) (bool, error) {
					switch name {
					case "id":
						return w.str(&s.ID, name)
					case "name":
						return w.str(&s.Name, name)
					case "url":
						return w.str(&s.URL, name)
					}
					return false, nil
				}, "child.site.url.inherit.append.path")
			})
		case "downloadUrl":
			return w.str(&d.DownloadURL, name)
		case "relocation":
			return object(w, &d.Relocation, name, func(r *gopom.Relocation) error {
				return w.element(func(name string) (bool, error) {
					switch name {
					case "groupId":
						return w.str(&r.GroupID, name)
					case "artifactId":
						return w.str(&r.ArtifactID, name)
					case "version":
						return w.str(&r.Version, name)
					case "message":
						return w.str(&r.Message, name)
					}
					return false, nil
				})
			})
		case "status":
			return w.str(&d.Status, name)
		}
		return false, nil
	})
}

func (w *walker) repository(r *gopom.Repository) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "uniqueVersion":
			return w.boolean(&r.UniqueVersion, name)
		case "releases":
			return object(w, &r.Releases, name, w.policy)
		case "snapshots":
			return object(w, &r.Snapshots, name, w.policy)
		case "id":
			return w.str(&r.ID, name)
		case "name":
			return w.str(&r.Name, name)
		case "url":
			return w.str(&r.URL, name)
		case "layout":
			return w.str(&r.Layout, name)
		}
		return false, nil
	})
}

func (w *walker) pluginRepository(r *gopom.PluginRepository) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "releases":
			return object(w, &r.Releases, name, w.policy)
		case "snapshots":
			return object(w, &r.Snapshots, name, w.policy)
		case "id":
			return w.str(&r.ID, name)
		case "name":
			return w.str(&r.Name, name)
		case "url":
			return w.str(&r.URL, name)
		case "layout":
			return w.str(&r.Layout, name)
		}
		return false, nil
	})
}

func (w *walker) policy(p *gopom.RepositoryPolicy) error {
	return w.element(func(name string) (bool, error) {
		switch name {
		case "enabled":
			return w.str(&p.Enabled, name)
		case "updatePolicy":
			return w.str(&p.UpdatePolicy, name)
		case "checksumPolicy":
			return w.str(&p.ChecksumPolicy, name)
		}
		return false, nil
	})
}
