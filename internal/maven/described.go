package maven

import (
	"cmp"

	"github.com/vifraa/gopom"
)

// described are values of the parts of a model that describe a project to
// people, by their paths. Some parts are inherited as a whole, others value by
// value, and URLs with the child's path at their end.
// https://maven.apache.org/ref/3.8.7/maven-model-builder/#inheritance-assembly
var described = map[string]description{
	"inceptionYear": inheritedValue(func(p *gopom.Project) *string { return p.InceptionYear }),
	"description":   inheritedValue(func(p *gopom.Project) *string { return p.Description }),
	"url":           inheritedURL(func(p *gopom.Project) *string { return p.URL }),

	"organization.name": valueOf(organization, func(o *gopom.Organization) *string { return o.Name }),
	"organization.url":  valueOf(organization, func(o *gopom.Organization) *string { return o.URL }),

	"scm.url":                 inheritedURL(func(p *gopom.Project) *string { return cmp.Or(p.SCM, &noSCM).URL }),
	"scm.connection":          inheritedURL(func(p *gopom.Project) *string { return cmp.Or(p.SCM, &noSCM).Connection }),
	"scm.developerConnection": inheritedURL(func(p *gopom.Project) *string { return cmp.Or(p.SCM, &noSCM).DeveloperConnection }),
	"scm.tag":                 valueOf(scm, func(s *gopom.Scm) *string { return cmp.Or(s.Tag, &scmTag) }),

	"issueManagement.system": valueOf(issues, func(i *gopom.IssueManagement) *string { return i.System }),
	"issueManagement.url":    valueOf(issues, func(i *gopom.IssueManagement) *string { return i.URL }),
	"ciManagement.system":    valueOf(ci, func(c *gopom.CIManagement) *string { return c.System }),
	"ciManagement.url":       valueOf(ci, func(c *gopom.CIManagement) *string { return c.URL }),

	"distributionManagement.downloadUrl": inheritedValue(func(p *gopom.Project) *string {
		return cmp.Or(p.DistributionManagement, &noDistribution).DownloadURL
	}),
}

// description is a value of a model as it is inherited; written is the text that
// it is made from, at less cost.
type description struct{ value, written func(*assembled) *string }

var (
	noSCM          gopom.Scm
	noDistribution gopom.DistributionManagement
	scmTag         = "HEAD" // Maven's default where there is an <scm>
)

func organization(p *gopom.Project) *gopom.Organization { return p.Organization }
func scm(p *gopom.Project) *gopom.Scm                   { return p.SCM }
func issues(p *gopom.Project) *gopom.IssueManagement    { return p.IssueManagement }
func ci(p *gopom.Project) *gopom.CIManagement           { return p.CIManagement }

// nearestOf is what the nearest POM has that has any; nil if none has.
func nearestOf[T any](a *assembled, of func(*gopom.Project) *T) *T {
	for ; a != nil; a = a.parent {
		if v := of(&a.raw.pom.Project); v != nil {
			return v
		}
	}
	return nil
}

func inheritedValue(of func(*gopom.Project) *string) description {
	nearest := func(a *assembled) *string { return nearestOf(a, of) }
	return description{nearest, nearest}
}

func inheritedURL(of func(*gopom.Project) *string) description {
	return description{func(a *assembled) *string { return a.inheritedURL(of) }, func(a *assembled) *string { return nearestOf(a, of) }}
}

// valueOf is a value of the nearest POM's part.
func valueOf[T any](part func(*gopom.Project) *T, of func(*T) *string) description {
	value := func(a *assembled) *string {
		if v := nearestOf(a, part); v != nil {
			return of(v)
		}
		return nil
	}
	return description{value, value}
}
