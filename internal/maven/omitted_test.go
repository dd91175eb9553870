package maven

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOmitted(t *testing.T) {
	dir := writeProject(t, map[string]string{"pom.xml": head + `<dependencies>
<dependency><groupId>t.b</groupId><artifactId>x</artifactId><version>1</version></dependency>
<dependency><groupId>t.b</groupId><artifactId>near</artifactId><version>1</version></dependency>
<dependency><groupId>t.b</groupId><artifactId>prof4</artifactId><version>1</version></dependency>
</dependencies></project>`})
	r, err := open(t, dir, func(o *Options) { o.Verbose = true }).Resolve(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range r.Modules[0].Omitted {
		got = append(got, o.String())
	}
	want := []string{
		"t.b:near:1 -> t.l:leaf:3 (omitted for conflict with 1)",
		"t.b:prof4:1 -> t.l:leaf:2 (omitted for conflict with 1)",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("omitted (-want +got):\n%s", diff)
	}
}

func TestLicenses(t *testing.T) {
	dir := writeProject(t, map[string]string{
		"pom.xml": head + `<dependencies><dependency><groupId>l</groupId><artifactId>kid</artifactId><version>1</version></dependency></dependencies></project>`,
		"repo/l/kid/1/kid-1.pom": `<!-- Copyright the kid -->
<project><modelVersion>4.0.0</modelVersion><parent><groupId>l.p</groupId><artifactId>par</artifactId><version>2</version></parent><groupId>l</groupId><artifactId>kid</artifactId><version>1</version></project>`,
		"repo/l/p/par/2/par-2.pom": `<project><modelVersion>4.0.0</modelVersion><groupId>l.p</groupId><artifactId>par</artifactId><version>2</version><packaging>pom</packaging>
<url>https://example.org/par</url>
<licenses>
<license><name>${lic}</name><url>https://example.org/l</url></license></licenses><properties><lic>MIT</lic></properties></project>`,
	})
	s := open(t, dir, func(o *Options) { o.Properties = map[string]string{"maven.repo.local": dir + "/repo"} })
	r, err := s.Resolve(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Licenses(context.Background(), r.Modules[0].Root.Children[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Evidence) != 1 || d.Evidence[0].Kind != "parent-pom" || d.Evidence[0].Name != "MIT" ||
		d.Evidence[0].Found.File != "l.p:par:2.pom" || d.Evidence[0].Found.Line != 4 {
		t.Errorf("evidence is %+v, want MIT of the parent at l.p:par:2.pom:4", d.Evidence)
	}
	if d.ParentGroupID != "l.p" || d.Metadata.URL != "https://example.org/par/kid" || d.Comment == nil || d.Comment.Text != "Copyright the kid" {
		t.Errorf("got %+v", d)
	}
}
