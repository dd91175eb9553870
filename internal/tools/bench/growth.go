package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/licaudit/licaudit/internal/tools/peer"
)

// step is a reactor of so many modules.
type step struct {
	modules   int
	tree, mvn sample // mvn is zero where it was not run
}

// growth measures made-up reactors whose modules all use the same web
// application's dependencies, each module also the one before it.
func growth(ctx context.Context, o options, m peer.Maven) ([]step, error) {
	dir, err := os.MkdirTemp("", "growth")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var steps []step
	for _, n := range []int{1, 10, 50, 100, 200, 400} {
		project := filepath.Join(dir, fmt.Sprint(n))
		if err := writeReactor(project, n); err != nil {
			return nil, err
		}
		programs := []func() (peer.Run, error){
			func() (peer.Run, error) { return peer.Exec(ctx, "", nil, o.licaudit, "tree", "--offline", project) },
		}
		if n <= 100 {
			programs = append(programs, func() (peer.Run, error) { return m.Tree(ctx, project, "-o", "-q") })
		}
		samples, err := alternate(o.rounds, programs)
		if err != nil {
			return nil, fmt.Errorf("reactor of %d modules: %w", n, err)
		}
		s := step{modules: n, tree: samples[0]}
		if len(samples) > 1 {
			s.mvn = samples[1]
		}
		fmt.Printf("reactor of %3d modules: tree %.3fs %d MB, mvn -o %.1fs\n", n, s.tree.median.Seconds(), s.tree.peakKB/1024, s.mvn.median.Seconds())
		steps = append(steps, s)
	}
	return steps, nil
}

// chain is how many modules follow from one another before a new chain starts.
const chain = 10

func writeReactor(dir string, n int) error {
	var modules strings.Builder
	for i := range n {
		fmt.Fprintf(&modules, "    <module>m%d</module>\n", i)
	}
	parent := `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>3.3.5</version>
    <relativePath/>
  </parent>
  <groupId>com.example.growth</groupId>
  <artifactId>parent</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <modules>
` + modules.String() + `  </modules>
</project>
`
	if err := write(filepath.Join(dir, "pom.xml"), parent); err != nil {
		return err
	}
	for i := range n {
		if err := write(filepath.Join(dir, fmt.Sprintf("m%d", i), "pom.xml"), moduleText(i)); err != nil {
			return err
		}
	}
	return nil
}

func moduleText(i int) string {
	dependencies := ""
	for _, name := range []string{"web", "data-jpa", "security", "validation", "actuator"} {
		dependencies += "    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-" + name + "</artifactId></dependency>\n"
	}
	if i%chain > 0 {
		dependencies += fmt.Sprintf("    <dependency><groupId>com.example.growth</groupId><artifactId>m%d</artifactId><version>1</version></dependency>\n", i-1)
	}
	return fmt.Sprintf(`<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>com.example.growth</groupId><artifactId>parent</artifactId><version>1</version></parent>
  <artifactId>m%d</artifactId>
  <dependencies>
%s  </dependencies>
</project>
`, i, dependencies)
}

func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}
