package report

import (
	"testing"

	"github.com/licaudit/licaudit/internal/audit"
)

func TestDeclaredGuard(t *testing.T) {
	pom := func(name, url string) audit.Claim {
		return audit.Claim{Evidence: audit.Evidence{Kind: audit.KindPOM, Name: name, URL: url}}
	}
	for _, c := range []struct {
		want string
		con  audit.Conclusion
	}{
		{"none", audit.Conclusion{Basis: audit.None}},
		{"", audit.Conclusion{Basis: audit.Unreadable}},
		{"BSD", audit.Conclusion{Claims: []audit.Claim{pom("BSD", "")}}},
		{`"Bob's Open Source License"`, audit.Conclusion{Claims: []audit.Claim{pom(" Bob's\n Open Source License", "")}}},
		{"https://e.example/", audit.Conclusion{Claims: []audit.Claim{pom("", "https://e.example/")}}},
		{`["Apache 2", LGPL]`, audit.Conclusion{Claims: []audit.Claim{pom("Apache 2", ""), pom("LGPL", "")}}},
		{`"a <b> & c"`, audit.Conclusion{Claims: []audit.Claim{pom("a <b> & c", "")}}},
		{`"no"`, audit.Conclusion{Claims: []audit.Claim{pom("no", "")}}},
		{`"a\u202e"`, audit.Conclusion{Claims: []audit.Claim{pom("a\u202e", "")}}},
		{"none", audit.Conclusion{Claims: []audit.Claim{{Evidence: audit.Evidence{Kind: audit.KindLicenseFile}}}}},
	} {
		if got := declaredGuard(c.con); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestExceptionTerms(t *testing.T) {
	f := audit.Finding{Component: audit.Component{ID: maven("g:a:1")}, Conclusion: audit.Conclusion{License: "GPL-2.0-only WITH Classpath-exception-2.0 AND MIT"}}
	if got := exceptionStub(f, "2026-02-28"); got != "policy:\n  exceptions:\n    - match: g:a\n      allow: [\"GPL-2.0-only WITH Classpath-exception-2.0\", MIT]\n      reason: # why it may be used here\n      expires: 2027-02-28\n" {
		t.Errorf("got %s", got)
	}
}
