package main

import (
	"bytes"
	"fmt"
	"runtime"
	"time"

	"github.com/licaudit/licaudit/internal/tools/peer"
)

// page is docs/performance.md.
func page(m peer.Maven, rounds int, rows []row, steps []step) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `# Performance

Whole processes, start to end, medians of %d alternating runs, with Maven %s and
maven-dependency-plugin 3.6.1 on the same projects; written by

    make bench

on %s/%s with %d processors. Maven runs with -q -B -ntp and
MAVEN_OPTS="%s",
which halves its time; licaudit runs as it comes. Memory is the peak resident set. The projects are
those of internal/tools/peer/projects.txt.

## Warm

The local repository holds everything, both run offline; the report also reads
the JavaScript of the source tree and opens jars where a POM leaves the license
open.

| project | modules | nodes | mvn -o | MB | licaudit tree | MB | ratio | licaudit report | MB |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
`, rounds, m.Version, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), mavenOptions)
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %d | %d | %s | %d | %s | %d | 1/%.0f | %s | %d |\n", r.name, r.modules, r.nodes,
			seconds(r.maven.median), r.maven.peakKB/1024, seconds(r.tree.median), r.tree.peakKB/1024, r.ratio(),
			seconds(r.report.median), r.report.peakKB/1024)
	}
	b.WriteString(`
## The limits

Inside one process: reading the bytes of the POMs that the tree needs, reading
and decoding them, and the resolution itself, which does both and all the rest.

| project | POMs | MB | read | read and decode | resolution | to read and decode |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
`)
	for _, r := range rows {
		l := r.limits
		fmt.Fprintf(&b, "| %s | %d | %.1f | %s | %s | %s | %.1f |\n", r.name, l.poms, float64(l.bytes)/1e6,
			millis(l.read), millis(l.decode), millis(l.itself), l.itself.Seconds()/l.decode.Seconds())
	}
	if len(rows) > 0 && rows[0].coldOwn > 0 {
		b.WriteString(`
## Cold

Empty local repository, empty cache, over the network, one run each; Maven's
includes its plugins, as it does for its users.

| project | mvn | licaudit tree |
| --- | ---: | ---: |
`)
		for _, r := range rows {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", r.name, seconds(r.coldMaven), seconds(r.coldOwn))
		}
	}
	writeRoundTrips(&b, rows)
	writeGrowth(&b, steps)
	return b.Bytes()
}

func writeRoundTrips(b *bytes.Buffer, rows []row) {
	fmt.Fprintf(b, `
## Round trips

The same against a repository on loopback that waits %d ms before each reply,
%d requests under way at once. The longest chain is that of POMs each of which
is first named in the one before it; the least time is that of the chain, or of
all POMs if that is more.

| project | POMs | requests | longest chain | least | licaudit tree | to least |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
`, delay.Milliseconds(), inFlight)
	for _, r := range rows {
		t := r.roundTrips
		fmt.Fprintf(b, "| %s | %d | %d | %d | %s | %s | %.1f |\n", r.name, t.poms, t.requests, t.chain,
			seconds(t.least()), seconds(t.elapsed), t.elapsed.Seconds()/t.least().Seconds())
	}
}

func writeGrowth(b *bytes.Buffer, steps []step) {
	fmt.Fprintf(b, `
## Growth

Made-up reactors: every module has the dependencies of a Spring Boot web
application and the module before it, in chains of %d.

| modules | licaudit tree | MB | per module | mvn -o | ratio |
| ---: | ---: | ---: | ---: | ---: | ---: |
`, chain)
	for _, s := range steps {
		mvn, ratio := "", ""
		if s.mvn.median > 0 {
			mvn = seconds(s.mvn.median)
			ratio = fmt.Sprintf("1/%.0f", s.mvn.median.Seconds()/s.tree.median.Seconds())
		}
		fmt.Fprintf(b, "| %d | %s | %d | %s | %s | %s |\n", s.modules, seconds(s.tree.median), s.tree.peakKB/1024,
			millis(s.tree.median/time.Duration(s.modules)), mvn, ratio)
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f s", d.Seconds()) }

func millis(d time.Duration) string { return fmt.Sprintf("%.1f ms", d.Seconds()*1000) }
