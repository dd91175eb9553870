package maven

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/licaudit/licaudit/internal/audit"
)

// model writes a POM of a repository.
func model(id, body string) string {
	return `<project><modelVersion>4.0.0</modelVersion><groupId>h</groupId><artifactId>` + id + `</artifactId><version>1</version>` + body + `</project>`
}

func bomImport(id string) string {
	return `<dependencyManagement><dependencies><dependency><groupId>h</groupId><artifactId>` + id + `</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>`
}

// TestHostile resolves a dependency whose POM is bad. Maven goes on without
// the dependencies of an invalid POM; what it cannot go on without is an error.
func TestHostile(t *testing.T) {
	bomb := "<properties><p0>x</p0>"
	for i := 1; i < 80; i++ {
		bomb += fmt.Sprintf("<p%d>${p%d}${p%d}</p%d>", i, i-1, i-1, i)
	}
	empty := strings.Replace(bomb, "<p0>x</p0>", "<p0></p0>", 1) + "</properties>"
	parent := func(id string) string {
		return `<parent><groupId>h</groupId><artifactId>` + id + `</artifactId><version>1</version></parent>`
	}
	tests := []struct {
		name  string
		files map[string]string // artifactId -> POM
		code  string            // of the problem; "" for an error
	}{
		{"parents in a circle", map[string]string{
			"bad": `<project><modelVersion>4.0.0</modelVersion>` + parent("p") + `<artifactId>bad</artifactId></project>`,
			"p":   model("p", "<packaging>pom</packaging>"+parent("q")), "q": model("q", "<packaging>pom</packaging>"+parent("p"))}, audit.CodePOMInvalid},
		{"its own parent", map[string]string{"bad": model("bad", parent("bad"))}, audit.CodePOMInvalid},
		{"BOMs in a circle", map[string]string{"bad": model("bad", bomImport("b1")), "b1": model("b1", bomImport("b2")), "b2": model("b2", bomImport("b1"))}, audit.CodePOMInvalid},
		{"imports itself", map[string]string{"bad": model("bad", bomImport("bad"))}, audit.CodePOMInvalid},
		{"property loop", map[string]string{"bad": model("bad", "<properties><a>${b}</a><b>${a}</b></properties>")}, audit.CodePOMInvalid},
		{"doubling properties", map[string]string{"bad": model("bad", bomb+"</properties>")}, audit.CodePOMInvalid},
		{"doubling nothing", map[string]string{"bad": model("bad", empty)}, "none"},
		{"deep", map[string]string{"bad": "<project>" + strings.Repeat("<a>", 1_000_000)}, audit.CodePOMInvalid},
		{"entity bomb", map[string]string{"bad": `<!DOCTYPE p [<!ENTITY a "&b;&b;"><!ENTITY b "x">]>` + model("bad", "<name>&a;</name>")}, audit.CodePOMInvalid},
		{"external entity", map[string]string{"bad": `<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + model("bad", "<name>&a;</name>")}, audit.CodePOMInvalid},
		{"HTML", map[string]string{"bad": "<html><body>not found</body></html>"}, audit.CodePOMInvalid},
		{"empty", map[string]string{"bad": ""}, audit.CodePOMInvalid},
		{"relocation in a circle", map[string]string{
			"bad":  model("bad", "<distributionManagement><relocation><artifactId>bad2</artifactId></relocation></distributionManagement>"),
			"bad2": model("bad2", "<distributionManagement><relocation><artifactId>bad</artifactId></relocation></distributionManagement>")}, ""}, // Maven's stack overflows
		{"parent missing", map[string]string{"bad": model("bad", parent("none"))}, ""},
		{"BOM missing", map[string]string{"bad": model("bad", bomImport("none"))}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{"pom.xml": head + `<dependencies><dependency><groupId>h</groupId><artifactId>bad</artifactId><version>1</version></dependency></dependencies></project>`}
			for id, data := range tt.files {
				files["repo/h/"+id+"/1/"+id+"-1.pom"] = data
			}
			dir := writeProject(t, files)
			ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
			defer stop()
			r, err := open(t, dir, func(o *Options) { o.Properties = map[string]string{"maven.repo.local": dir + "/repo"} }).Resolve(ctx)
			if tt.code == "" {
				var e *Error
				if !errors.As(err, &e) || e.Kind != Unresolved || len(e.Chain) == 0 {
					t.Fatalf("Resolve: %v, want Unresolved with a chain", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			m := r.Modules[0]
			if len(m.Root.Children) != 1 {
				t.Errorf("the node is gone")
			}
			if tt.code == "none" {
				if len(m.Problems) != 0 {
					t.Errorf("problems %v, want none", m.Problems)
				}
				return
			}
			if len(m.Problems) != 1 || m.Problems[0].Code != tt.code {
				t.Errorf("problems %v, want one %s", m.Problems, tt.code)
			}
		})
	}
}
