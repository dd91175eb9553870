package report

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// JUnit's XML as the build servers read it
// (https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd).
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name      string      `xml:"name,attr"`
		Tests     int         `xml:"tests,attr"`
		Failures  int         `xml:"failures,attr"`
		Errors    int         `xml:"errors,attr"`
		Skipped   int         `xml:"skipped,attr"`
		Timestamp string      `xml:"timestamp,attr"`
		Time      string      `xml:"time,attr"`
		Cases     []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Time    string        `xml:"time,attr"`
		Skipped *junitMessage `xml:"skipped,omitempty"`
		Error   *junitMessage `xml:"error,omitempty"`
		Failure *junitMessage `xml:"failure,omitempty"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitMessage struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// junit writes a test case for every component, and one for everything that
// could not be resolved or read.
func junit(s source) ([]byte, error) {
	stamp := strings.TrimSuffix(s.created(), "Z")
	licenses := junitSuite{Name: "licenses", Timestamp: stamp, Time: "0"}
	for _, f := range s.Findings {
		licenses.add(junitFinding(s, f))
	}
	missing := junitSuite{Name: "completeness", Timestamp: stamp, Time: "0"}
	if s.NoVerdict != "" {
		missing.add(junitCase{Class: "licaudit", Name: "verdict", Time: "0", Error: &junitMessage{Message: "NO VERDICT: " + line(s.NoVerdict)}})
	}
	for _, p := range s.Problems {
		if p.Severity == audit.SeverityIncomplete || p.Severity == audit.SeverityError {
			missing.add(junitCase{Class: "licaudit." + slug(p.Code), Name: cmp.Or(line(p.Subject), position(p.At), p.Code), Time: "0",
				Error: &junitMessage{Message: line(p.Message), Type: line(p.Code), Text: problemMessage(p)}})
		}
	}
	all := junitSuites{Name: "licaudit", Suites: []junitSuite{licenses, missing}}
	for _, suite := range all.Suites {
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		all.Errors += suite.Errors
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

func junitFinding(s source, f audit.Finding) junitCase {
	id := f.Component.ID
	c := junitCase{Class: line(strings.Trim(id.Type+"."+id.Namespace, ".")), Name: label(f.Component), Time: "0"}
	switch {
	case f.Component.FirstParty:
		c.Skipped = &junitMessage{Message: "first-party, not judged"}
	case f.Fails(s.Settings.FailOn):
		c.Failure = &junitMessage{Message: headline(f), Type: line(f.Code), Text: "\n" + log(failureLines(f))}
	case f.Code == audit.CodeLicenseUnreadable:
		c.Error = &junitMessage{Message: headline(f), Type: line(f.Code), Text: "\n" + log(failureLines(f))}
	case f.Verdict == audit.Review || f.Baselined:
		c.Out = "\n" + verdictText(f) + "\n" + log(failureLines(f))
	default:
		c.Out = licenseText(f.Conclusion) + ": " + verdictText(f)
	}
	return c
}
