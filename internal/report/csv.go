package report

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// csvColumns are the columns of components.csv.
var csvColumns = []string{"component", "package_url", "version", "near_version", "license", "basis", "candidates", "verdict", "code", "choice",
	"why", "decided_by", "first_party", "scopes", "modules", "places", "first_path", "declared_at", "declared_name", "declared_url",
	"license_by", "reason", "source", "name", "url", "organization", "copyright"}

// componentsCSV writes a line for each component, as RFC 4180 has it
// (https://www.rfc-editor.org/rfc/rfc4180).
func componentsCSV(s source) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(csvColumns); err != nil {
		return nil, err
	}
	for _, f := range s.Findings {
		row := csvRow(f)
		for i := range row {
			row[i] = guarded(row[i])
		}
		if err := w.Write(row); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

func csvRow(f audit.Finding) []string {
	c, con := f.Component, f.Conclusion
	var modules []string
	for _, o := range c.Occurrences {
		if len(modules) == 0 || modules[len(modules)-1] != o.Module {
			modules = append(modules, o.Module)
		}
	}
	var path, found, url string
	if len(c.Occurrences) > 0 {
		path, found = fullChain(c.Occurrences[0]), position(c.Occurrences[0].Found)
	}
	for _, claim := range allClaims(con) {
		if url == "" && declares(claim.Evidence.Kind) {
			url = claim.Evidence.URL
		}
	}
	firstParty := ""
	if c.FirstParty {
		firstParty = "yes"
	}
	return []string{label(c), c.ID.String(), c.ID.Version, c.Near, licenseText(con), basisText(con), expressions(con.Candidates, "; "), verdictText(f), f.Code, string(f.Choice),
		f.Why, f.By, firstParty, strings.Join(scopes(c), " "), strings.TrimSpace(strings.Join(modules, " ")), strconv.Itoa(len(c.Occurrences)), path, found, declaredName(con), url,
		con.By, plain(con.Reason), con.Source, c.Metadata.Name, c.Metadata.URL, c.Metadata.Organization, c.Metadata.Copyright}
}

// guarded keeps a spreadsheet from taking foreign text for a formula
// (https://owasp.org/www-community/attacks/CSV_Injection).
func guarded(s string) string {
	s = line(s)
	if s != "" && strings.ContainsRune("=+-@|%＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
