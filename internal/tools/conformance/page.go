package main

import (
	"bytes"
	"fmt"
	"io"
	"runtime"

	"github.com/licaudit/licaudit/internal/tools/peer"
)

// printDifferences says what differs, and reports whether nothing does.
func printDifferences(w io.Writer, rows []row, cases []outcome) bool {
	same := true
	for _, r := range rows {
		if r.same() {
			continue
		}
		same = false
		fmt.Fprintf(w, "\n%s differs\n", r.project.Name)
		writeDetail(w, r)
	}
	bad := 0
	for _, c := range cases {
		if c.fault == "" {
			continue
		}
		bad++
		fmt.Fprintf(w, "\ncase %s: %s\n", c.name, c.fault)
		for _, d := range c.differ {
			fmt.Fprintf(w, "%s\n%s", d.Module, d.Text)
		}
	}
	if len(cases) > 0 {
		fmt.Fprintf(w, "\n%d cases, %d as Maven has them\n", len(cases), len(cases)-bad)
	}
	return same && bad == 0
}

// writeDetail writes what differs in a project, Maven by Maven.
func writeDetail(w io.Writer, r row) {
	if r.licenses.fault != "" {
		fmt.Fprintf(w, "licenses: %s\n", r.licenses.fault)
	}
	if r.licaudit.Exit != 0 {
		fmt.Fprintf(w, "licaudit exits with %d: %s\n", r.licaudit.Exit, bytes.TrimSpace(r.licaudit.Log))
	}
	for _, a := range r.answers {
		if a.agrees() {
			continue
		}
		if a.exit != 0 {
			fmt.Fprintf(w, "Maven %s exits with %d: %s\n", a.maven.Version, a.exit, a.log)
			continue
		}
		for _, d := range a.differ {
			fmt.Fprintf(w, "Maven %s: %s\n%s", a.maven.Version, d.Module, d.Text)
		}
	}
}

// page is docs/conformance.md.
func page(mavens []peer.Maven, rows []row, cases []outcome) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `# Conformance

licaudit tree beside the real Maven: the text of
%s, module by module, to the letter. Written by

    make conformance

on %s/%s with %d processors. The seconds are of whole processes; each Maven ran
online and, but for the first on a bare machine, with a warm local repository. licaudit
runs beside each Maven, found by MAVEN_HOME: plc4x has dependencies in the version of
the Maven that builds it.

`, "`maven-dependency-plugin:3.6.1:tree`", runtime.GOOS, runtime.GOARCH, runtime.NumCPU())

	b.WriteString("| project | artifact | modules | nodes |")
	for _, m := range mavens {
		fmt.Fprintf(&b, " %s equal | different | seconds |", m.Version)
	}
	b.WriteString(" licaudit seconds | libraries | license known | open, with the reason |\n| --- | --- | ---: | ---: |")
	for range mavens {
		b.WriteString(" ---: | ---: | ---: |")
	}
	b.WriteString(" ---: | ---: | ---: | ---: |\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %s | %d | %d |", r.project.Name, artifactCell(r.project), r.modules, r.nodes)
		for _, a := range r.answers {
			if a.exit != 0 {
				fmt.Fprintf(&b, " refused | %d | %.1f |", len(a.differ), a.elapsed.Seconds())
				continue
			}
			fmt.Fprintf(&b, " %d | %d | %.1f |", a.equal, len(a.differ), a.elapsed.Seconds())
		}
		fmt.Fprintf(&b, " %.3f | %d | %d | %d |\n", r.licaudit.Elapsed.Seconds(), r.licenses.libraries, r.licenses.known, r.licenses.open)
	}
	writeCases(&b, mavens[0], cases)
	b.WriteString("\n## What differs\n\n")
	any := false
	for _, r := range rows {
		if !r.same() {
			any = true
			fmt.Fprintf(&b, "%s:\n\n```text\n", r.project.Name)
			writeDetail(&b, r)
			b.WriteString("```\n\n")
		}
	}
	if !any {
		b.WriteString("Nothing.\n")
	}
	return b.Bytes()
}

func artifactCell(p peer.Project) string {
	if p.Artifact == "-" {
		return "[ours](../internal/tools/peer/projects/" + p.Name + "/pom.xml)"
	}
	return "`" + p.Artifact + "`"
}

func writeCases(b *bytes.Buffer, m peer.Maven, cases []outcome) {
	if len(cases) == 0 {
		return
	}
	bad := ""
	n := 0
	for _, c := range cases {
		if c.fault != "" {
			n++
			bad += fmt.Sprintf("- %s: %s\n", c.name, c.fault)
		}
	}
	fmt.Fprintf(b, "\nCases of one rule each, run with Maven %s and licaudit over the same made-up repository: %d, of which %d differ.\n%s", m.Version, len(cases), n, bad)
}
